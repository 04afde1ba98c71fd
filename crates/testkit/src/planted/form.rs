//! F: spelling of codes, numbers and sentences.

use super::page::{Page, Span};
use super::slips::pick;
use super::{Defect, Planted};
use crate::synthetic::{CodeStyle, Ledger};
use fastrand::Rng;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::seen("code-without-leading-zero", 'F', &["F101"], leading_zero),
    Defect::seen("numbering-repeated", 'F', &["F102"], numbering),
    Defect::seen("decimals-dropped", 'F', &["F103"], decimals),
    Defect::seen("comma-at-the-wrong-place", 'F', &["F104"], grouping),
    Defect::seen("alternative-left-open", 'F', &["F105"], alternative),
    Defect::seen("office-placeholder", 'F', &["F105"], placeholder),
    Defect::seen("empty-class-name", 'F', &["F111"], empty_name).with(&["N", "C"]),
    Defect::seen("punctuation-doubled", 'F', &["F106"], punctuation),
    // A change above the threshold without a reason is N108's, too.
    Defect::seen("reason-left-blank", 'F', &["F107"], blank_reason).with(&["N108"]),
    Defect::seen("percent-sign-missing", 'F', &["F108"], no_percent).with(&["N"]),
    Defect::seen("garbled-characters", 'F', &["F109"], garbled),
];

fn leading_zero(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    (ledger.manner.codes == CodeStyle::Parted).then_some(())?;
    let number = pick(rng, &[2, 3, 5, 6, 7])?;
    let columns = if number == 6 { 1..2 } else { 1..3 };
    let cells: Vec<Span> = page
        .rows(number)
        .into_iter()
        .flat_map(|l| page.cells(l)[columns.clone()].to_vec())
        .filter(|&c| page.at(c).starts_with('0'))
        .collect();
    let cell = pick(rng, &cells)?;
    let short = page.at(cell)[1..].to_owned();
    Some(page.changed(cell, &short))
}

fn numbering(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let lines = page.section("五");
    let start = page.find(lines.clone(), "具体使用情况")?.line;
    let number = rng.usize(2..5);
    let span = page.find(start..lines.end, &format!("{number}."))?;
    (span.from == 0).then(|| page.changed(span, &format!("{}.", number - 1)))
}

/// An amount that ends in a zero, without it.
fn decimals(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let number = pick(rng, &[2, 3, 5, 6, 7])?;
    let all = page.amounts_of(page.rows(number));
    let round: Vec<Span> = all.into_iter().filter(|&s| page.at(s).ends_with('0')).collect();
    let cell = pick(rng, &round)?;
    let shorter = page.at(cell).trim_end_matches('0').trim_end_matches('.').to_owned();
    Some(page.changed(cell, &shorter))
}

fn grouping(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let number = pick(rng, &[1, 2, 3, 4, 5])?;
    let all = page.amounts_of(page.rows(number));
    let large: Vec<Span> = all.into_iter().filter(|&s| page.at(s).contains(',')).collect();
    let cell = pick(rng, &large)?;
    let right = page.at(cell);
    let mut wrong: Vec<char> = right.chars().filter(|c| *c != ',').collect();
    let comma = right.chars().position(|c| c == ',')?;
    wrong.insert(if comma == 1 { 2 } else { comma - 1 }, ',');
    Some(page.changed(cell, &wrong.into_iter().collect::<String>()))
}

/// The places of one of the words in the prose of a section.
fn words(page: &Page, sections: &[&str], words: &[&str]) -> Vec<Span> {
    let lines = sections.iter().flat_map(|s| page.section(s).skip(1));
    lines.flat_map(|l| words.iter().filter_map(move |w| page.find_in(l, 0, w))).collect()
}

fn alternative(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let span = pick(rng, &words(&page, &["二", "三", "五", "十"], &["增加", "减少"]))?;
    let both = if page.at(span) == "增加" { "增加（减少）" } else { "减少（增加）" };
    Some(page.changed(span, both))
}

fn placeholder(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let span =
        pick(rng, &words(&page, &["二", "三", "五", "六", "八", "九", "十"], &[ledger.office.as_str()]))?;
    Some(page.changed(span, "XX局"))
}

/// （类）（款） of the template without the names before.
fn empty_name(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let section = page.section("五");
    let start = page.find(section.clone(), "具体使用情况")?.line;
    let lines: Vec<usize> =
        (start..section.end).filter(|&l| page.find_in(l, 0, "（项）：").is_some()).collect();
    let line = pick(rng, &lines)?;
    let from = page.find_in(line, 0, ".")?.to;
    let to = page.find_in(line, 0, "（类）")?.from;
    Some(page.changed(Span { line, from, to }, "").in_its_sentence())
}

fn punctuation(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let sign = pick(rng, &["，", "。", "、"])?;
    let span = pick(rng, &words(&page, &["二", "三", "四", "五", "六", "十"], &[sign]))?;
    Some(page.changed(span, &sign.repeat(2)))
}

fn blank_reason(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let span = pick(rng, &words(&page, &["二", "三", "五"], &["主要原因是"]))?;
    let text: Vec<char> = page.lines[span.line].chars().collect();
    let end = (span.to..text.len()).find(|&at| "。；".contains(text[at]))?;
    let wrong = Span { to: end, ..span };
    Some(page.changed(wrong, "主要原因是"))
}

fn no_percent(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let signs: Vec<Span> = ["二", "三", "五", "十"]
        .iter()
        .flat_map(|s| page.section(s))
        .flat_map(|l| page.amounts(l))
        .map(|s| Span { from: s.to, to: s.to + 1, ..s })
        .filter(|&s| page.at(s) == "%")
        .collect();
    let sign = pick(rng, &signs)?;
    let number = page.amounts(sign.line).into_iter().find(|s| s.to == sign.from)?;
    let mut planted = page.changed(sign, "");
    planted.places = vec![number.place()];
    Some(planted)
}

fn garbled(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let span = pick(rng, &words(&page, &["二", "三", "六", "十"], &["预算"]))?;
    Some(page.changed(span, "\u{FFFD}\u{FFFD}算"))
}
