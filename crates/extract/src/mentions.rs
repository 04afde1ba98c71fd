//! Where sentences speak of what a claim is about: the item's code, the purpose behind the amount.

use crate::words::clean;
use mingzhang_model::{Claim, Code, CodeLevel, Disclosure, Passage, fold};
use mingzhang_standard::{Catalogue, Classification};

/// The paragraph a claim stands in, and the byte behind the words of its subject.
pub(crate) fn paragraph<'d>(claim: &Claim, disclosure: &'d Disclosure) -> Option<(&'d Passage, usize)> {
    let section = disclosure.sections.get(claim.section)?;
    let place = |paragraph: &'d Passage| Some((paragraph, paragraph.stretch(claim.subject_location)?.end));
    section.paragraphs.iter().find_map(place)
}

/// The code of an item that the claim names in full, 一般公共服务支出（类）组织事务（款）其他组织事务支出（项）, and that no
/// table has.
pub(crate) fn code_of(claim: &Claim, disclosure: &Disclosure) -> Option<Code> {
    let name = fold(&claim.subject);
    let name = name.strip_suffix("(项)")?;
    let (paragraph, end) = paragraph(claim, disclosure)?;
    let before = fold(&paragraph.text()[..end]);
    let path = before.rsplit(['。', '；', '：', '.', '“', '万']).next()?;
    let catalogue = Catalogue::builtin();
    let kind = Classification::Functional;
    let named = catalogue.named(kind, name).map(|entry| entry.code);
    let known: Vec<Code> = named.chain(catalogue.renamed(kind, name).map(|(entry, _)| entry.code)).collect();
    let is_named = |code: Code| {
        let mut history = catalogue.history(kind, code).iter();
        history.any(|entry| {
            path.contains(&entry.folded) || entry.earlier.iter().any(|earlier| path.contains(&earlier.folded))
        })
    };
    let stands = |code: &Code| code.lineage().skip(1).all(is_named);
    known.into_iter().filter(|code| code.level() == CodeLevel::Item).find(stands)
}

/// What the amount of a claim is for: the words after 主要用于, up to the end of the sentence.
pub(crate) fn purpose(claim: &Claim, disclosure: &Disclosure) -> Option<String> {
    let (paragraph, end) = paragraph(claim, disclosure)?;
    let text = paragraph.text();
    let others = disclosure.claims.iter().filter(|other| other.section == claim.section);
    let next = others.filter_map(|other| paragraph.stretch(other.subject_location)).map(|at| at.start);
    let limit = next.filter(|start| *start > end).min().unwrap_or(text.len());
    let stretch = text.get(end..)?;
    let words = ["主要用于", "用于"].iter().find_map(|words| Some((stretch.find(words)?, *words)));
    let (at, words) = words.filter(|(at, _)| end + at < limit)?;
    let said = &stretch[at + words.len()..];
    let said = said.trim_start_matches(['：', ':', ' ']);
    let said = said.split(['。', '；']).next()?;
    let said = clean(said);
    (!said.is_empty()).then_some(said)
}
