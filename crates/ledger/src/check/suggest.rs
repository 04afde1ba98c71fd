//! What may have been meant: codes and names that are near.

use crate::column::List;
use crate::names::classification;
use mingzhang_model::{Code, CodeLevel, Text, fold, text};
use mingzhang_standard::{Catalogue, Classification, Entry};

/// More suggestions than these nobody reads.
const MOST: usize = 4;
/// Names less alike than this are different things.
const ALIKE: f64 = 0.6;

fn valid(classification: Classification, year: i32) -> impl Iterator<Item = &'static Entry> {
    let entries = Catalogue::builtin().entries().iter();
    entries.filter(move |entry| entry.classification == classification && entry.is_valid_in(year))
}

fn titled(entry: &Entry) -> String {
    format!("{} {}", entry.code, entry.name)
}

/// The entries of the same level that a code, or the name beside it, may stand for; the likeliest first.
pub(super) fn nearest(
    classification: Classification,
    code: Code,
    name: Option<&str>,
    year: i32,
) -> Vec<String> {
    let written = code.to_string();
    let name = name.map(fold);
    let far = |entry: &&Entry| {
        let digits = entry.code.to_string();
        let is_named = name.as_ref().is_some_and(|name| entry.folded == *name);
        let slips = strsim::damerau_levenshtein(&digits, &written);
        // A slip in the last digits is likelier than one in the first, which everybody knows by heart.
        let common = digits.bytes().zip(written.bytes()).take_while(|(a, b)| a == b).count();
        (
            slips.saturating_sub(if is_named { 2 } else { 0 }),
            written.len() - common.min(written.len()),
            digits,
        )
    };
    let same_level = valid(classification, year).filter(|entry| entry.code.level() == code.level());
    let mut near: Vec<&Entry> = same_level.filter(|entry| far(entry).0 <= 2).collect();
    near.sort_by_key(far);
    near.into_iter().take(MOST).map(titled).collect()
}

/// The first entries of a level below a code.
pub(super) fn below(classification: Classification, code: Code, level: CodeLevel, year: i32) -> Vec<String> {
    let code = code.to_string();
    let entries = valid(classification, year).filter(|entry| entry.code.level() == level);
    entries.filter(|entry| entry.code.to_string().starts_with(&code)).take(MOST).map(titled).collect()
}

/// What to say of a name where a code is wanted: the codes of that name, or of names like it.
pub(crate) fn named_codes(list: List, written: &str, year: i32) -> Option<Text> {
    let (classification, _) = classification(list)?;
    let said = fold(written);
    let alike = |entry: &Entry| strsim::normalized_levenshtein(&entry.folded, &said);
    let mut near: Vec<(f64, &Entry)> =
        valid(classification, year).map(|entry| (alike(entry), entry)).filter(|(a, _)| *a >= ALIKE).collect();
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    // Where the name itself is found, those like it are of no interest.
    let is_exact = near.first()?.0 >= 1.0;
    let near = near.iter().filter(|(likeness, _)| !is_exact || *likeness >= 1.0).take(MOST);
    let near: Vec<String> = near.map(|(_, entry)| titled(entry)).collect();
    Some(text!(
        "“{0}”不是科目编码。是不是：{1}？请从下拉列表中选，或填编码。",
        "“{0}” is no code. Did you mean {1}? Please choose from the list or write the code.",
        written,
        near.join("、")
    ))
}

/// The name most like this one, if any is.
pub(super) fn like<'a>(name: &str, all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let said = fold(name);
    let alike = all.map(|other| (strsim::normalized_levenshtein(&fold(other), &said), other));
    let best = alike.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map(|(_, name)| name)
}
