//! Numbers in running words: which are amounts, prices or quantities, and which only look like numbers.

use mingzhang_model::{Folded, Location, MoneyUnit, Numeral, Passage, Unit};

/// A number in a text, with the words right after it.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The bytes of the number in the folded text.
    pub(crate) start: usize,
    /// One past the number and its money unit or percent sign.
    pub(crate) end: usize,
    /// The number.
    pub(crate) numeral: Numeral,
    /// What it counts.
    pub(crate) unit: Unit,
    /// Where the number stands.
    pub(crate) location: Location,
    /// What a price is for one of: `[人, 天]` in `200 元/人/天`; empty if the number is no price.
    pub(crate) per: Vec<String>,
}

/// A passage, its folded text, and the numbers in it.
pub(crate) struct Scanned {
    /// The folded text.
    pub(crate) folded: Folded,
    /// The numbers, in order; years, dates, ordinals and numbers of documents are none.
    pub(crate) mentions: Vec<Mention>,
}

/// Finds the numbers of a passage.
pub(super) fn scan(passage: &Passage) -> Scanned {
    let folded = Folded::of(passage.text());
    let text = folded.text();
    let mut mentions = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let end = start + number_length(&text[start..]);
        at = end;
        if is_name(text, start, end) {
            continue;
        }
        let Some(numeral) = Numeral::parse(&text[start..end]) else { continue };
        let (from, to) = folded.original_range(passage.text(), start, end);
        let (unit, end) = unit_at(text, end);
        let per = price_per(text, start, end, unit);
        mentions.push(Mention { start, end, numeral, unit, location: passage.locate(from, to), per });
    }
    Scanned { folded, mentions }
}

/// The bytes of the number that `text` begins with; a comma or point at its end belongs to the sentence.
pub(super) fn number_length(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(text.len());
    text[..end].trim_end_matches([',', '.']).len()
}

/// The unit written at byte `at`, perhaps in brackets, and where it ends.
fn unit_at(text: &str, at: usize) -> (Unit, usize) {
    let rest = &text[at..];
    if rest.starts_with('%') {
        return (Unit::Percent, at + 1);
    }
    let inside = rest.strip_prefix('(').unwrap_or(rest);
    match MoneyUnit::at_start_of(inside) {
        Some(unit) => (Unit::Money(unit), at + rest.len() - inside.len() + unit.name().len()),
        None => (Unit::Count, at),
    }
}

/// Whether the digits belong to a date, a document number or another name.
fn is_name(text: &str, start: usize, end: usize) -> bool {
    let (before, digits, after) = (&text[..start], &text[start..end], &text[end..]);
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let bracketed = before.ends_with('(') && after.starts_with(')');
    let in_date = (after.starts_with('月') || after.starts_with('日')) && before.ends_with(['年', '月']);
    (year && (after.starts_with('年') || after.starts_with('-') || bracketed))
        || in_date
        || after.starts_with('号')
        || before.ends_with('第')
        || before.ends_with(|c: char| c.is_ascii_alphabetic())
}

fn price_per(text: &str, start: usize, end: usize, unit: Unit) -> Vec<String> {
    if !matches!(unit, Unit::Money(_)) {
        return Vec::new();
    }
    let words = |text: &str| text.chars().take_while(|c| c.is_alphabetic()).collect::<String>();
    if text[end..].starts_with('/') {
        let rest = beginning(&text[end + 1..]).split(['，', '；', '。', ')', '、']).next().unwrap_or("");
        return rest.split(['/', '·', '*', '×']).map(words).filter(|word| !word.is_empty()).collect();
    }
    let clause = ending(&text[..start]).rsplit(['，', '；', '。', '、', '：', '(']).next().unwrap_or("");
    let each = clause.rsplit_once('每').map_or("", |(_, each)| each.trim_end_matches("需"));
    let short = (1..=2).contains(&each.chars().count());
    if short { vec![each.to_owned()] } else { Vec::new() }
}

/// The words that explain a number stand within this many bytes of it.
const NEAR: usize = 240;

fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(NEAR)]
}

fn ending(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(NEAR))..]
}

impl Scanned {
    /// The words before a number, back to the punctuation or number before it.
    pub(crate) fn words_before(&self, mention: &Mention) -> &str {
        let before = ending(&self.folded.text()[..mention.start]);
        let stop = |c: char| "，；。、（(！？".contains(c) || c.is_ascii_digit();
        let colon = before.trim_end_matches('：');
        let start = colon
            .rfind(|c| stop(c) || c == '：')
            .map_or(0, |at| at + colon[at..].chars().next().map_or(0, char::len_utf8));
        &before[start..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(text: &str) -> Vec<String> {
        let scanned = scan(&Passage::new(text, 1, 1));
        let show = |m: &Mention| {
            format!(
                "{}{}{} <{}>",
                m.numeral,
                m.unit.suffix(),
                m.per.iter().flat_map(|p| ["/", p]).collect::<String>(),
                scanned.words_before(m)
            )
        };
        scanned.mentions.iter().map(show).collect()
    }

    #[test]
    fn amounts_prices_and_quantities() {
        assert_eq!(
            mentions("计划出国 6 人，0.83 万 元/人，每辆 2.50 万元，200（元/人/天），共计 1,005 万元"),
            ["6 <计划出国>", "0.83万元/人 <>", "2.50万元/辆 <每辆>", "200元/人/天 <>", "1,005万元 <共计>"]
        );
    }

    #[test]
    fn names_and_dates_are_no_numbers() {
        let text = "根据（2023）39 号，2024 年 12 月 31 日，2021 年 6 月份 2 号楼 2023-2024 年，3 年";
        assert_eq!(mentions(text), ["3 <>"]);
    }

    #[test]
    fn the_words_before_reach_back_to_the_punctuation() {
        assert_eq!(
            mentions("授权费,预算资金 6 万元;预算合计:10 万元。"),
            ["6万元 <预算资金>", "10万元 <预算合计：>"]
        );
    }
}
