//! Target values of performance indicators: `>=15 台`, `=100%`, `有效保障`.

use super::mention::number_length;
use mingzhang_model::{
    Disclosure, Figure, Folded, MoneyUnit, Numeral, Operator, Origin, Passage, Target, Unit,
};

/// Signs and words of comparison, longer ones before their beginnings.
const OPERATORS: [(&str, Operator); 23] = [
    (">=", Operator::AtLeast),
    ("=>", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("大于等于", Operator::AtLeast),
    ("大于或等于", Operator::AtLeast),
    ("不低于", Operator::AtLeast),
    ("不少于", Operator::AtLeast),
    ("不小于", Operator::AtLeast),
    ("至少", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("=<", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("小于等于", Operator::AtMost),
    ("小于或等于", Operator::AtMost),
    ("不超过", Operator::AtMost),
    ("不高于", Operator::AtMost),
    ("不大于", Operator::AtMost),
    (">", Operator::MoreThan),
    ("大于", Operator::MoreThan),
    ("<", Operator::LessThan),
    ("小于", Operator::LessThan),
    ("=", Operator::Equal),
    ("等于", Operator::Equal),
];

/// A target cell taken apart before its number is recorded.
struct Parts<'a> {
    operator: Option<Operator>,
    /// The bytes of the number in the folded text.
    number: Option<(usize, usize)>,
    rest: &'a str,
}

/// 居民参与率不低于100%, 满意率100%: the comparison and its number may follow the words that say of what.
fn parts(text: &str) -> Parts<'_> {
    let whole = parts_at(text, 0);
    if whole.number.is_some() || whole.operator.is_some() || text.starts_with(|c: char| c.is_ascii_digit()) {
        return whole;
    }
    let operator = OPERATORS.iter().filter_map(|(sign, _)| text.find(sign)).min();
    let start = operator.or_else(|| text.find(|c: char| c.is_ascii_digit()));
    let inner = start.map(|start| parts_at(text, start));
    // One number that ends the cell with its unit; an amount among more words is told of something else.
    let alone = |parts: &Parts<'_>| {
        !parts.rest.contains(|c: char| c.is_ascii_digit() || "，；。、,".contains(c))
            && (operator.is_some() || parts.rest == "%")
    };
    inner.filter(|inner| inner.number.is_some() && alone(inner)).unwrap_or(whole)
}

/// Takes apart what begins at a byte of the text.
fn parts_at(text: &str, from: usize) -> Parts<'_> {
    let text_from = &text[from..];
    let operator =
        OPERATORS.iter().find_map(|(sign, operator)| Some((text_from.strip_prefix(sign)?, *operator)));
    let rest = operator.map_or(text_from, |(rest, _)| rest);
    let operator = operator.map(|(_, operator)| operator);
    let start = text.len() - rest.len();
    let length = number_length(rest);
    let after = &rest[length..];
    let range = after.starts_with(['-', '~', '至', '—', '/']);
    if length == 0 || range || is_date(&rest[..length], after) {
        return Parts { operator, number: None, rest };
    }
    Parts { operator, number: Some((start, start + length)), rest: after }
}

fn is_date(digits: &str, after: &str) -> bool {
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    year && (after.starts_with('年') || after.starts_with(['.', '-']))
}

/// Whether a folded cell is certainly a target: a comparison, a number with a unit, a date.
pub(super) fn looks_like_target(text: &str) -> bool {
    let parts = parts_at(text, 0);
    // 15个居民区全覆盖 names something; a unit is shorter.
    let words = parts.rest.chars().count() > 6
        && !parts.rest.contains(|c: char| c.is_ascii_digit() || "%/".contains(c));
    let number = text.starts_with(|c: char| c.is_ascii_digit()) && !parts.rest.is_empty() && !words;
    parts.operator.is_some() || number
}

/// Takes a cell apart and records its number.
pub(super) fn target(cell: &Passage, origin: Origin, out: &mut Disclosure) -> Target {
    let folded = Folded::of(cell.text());
    let parts = parts(folded.text());
    let words = parts.rest.trim_start_matches('(').trim_end_matches(')');
    let kind = match MoneyUnit::at_start_of(words) {
        Some(unit) => Unit::Money(unit),
        None if words.starts_with('%') => Unit::Percent,
        None => Unit::Count,
    };
    let figure = parts.number.and_then(|(start, end)| {
        let numeral = Numeral::parse(&folded.text()[start..end])?;
        let (from, to) = folded.original_range(cell.text(), start, end);
        Figure::new(numeral, kind, cell.locate(from, to), origin)
    });
    let unit = if figure.is_some() { words.to_owned() } else { String::new() };
    let value = figure.map(|figure| out.add(figure));
    Target { written: cell.clone(), operator: parts.operator, value, unit }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Operator>, Option<String>, String) {
        let mut out = Disclosure::default();
        let target = target(&Passage::new(text, 1, 1), Origin::Loose, &mut out);
        (target.operator, target.value.map(|id| out.figure(id).with_unit()), target.unit)
    }

    #[test]
    fn operator_number_and_unit() {
        let at_least = Some(Operator::AtLeast);
        assert_eq!(read(">=15 台"), (at_least, Some("15".into()), "台".into()));
        assert_eq!(read("≥95%"), (at_least, Some("95%".into()), "%".into()));
        assert_eq!(
            read("<=0.83 万 元/人"),
            (Some(Operator::AtMost), Some("0.83 万元".into()), "万元/人".into())
        );
        assert_eq!(
            read("=200（元/人/天）"),
            (Some(Operator::Equal), Some("200 元".into()), "元/人/天".into())
        );
        assert_eq!(read("不低于 3 年"), (at_least, Some("3".into()), "年".into()));
        assert_eq!(read("居民参与率不低于 100%"), (at_least, Some("100%".into()), "%".into()));
        assert_eq!(read("可控性100%"), (None, Some("100%".into()), "%".into()));
        assert_eq!(read("≥12.00(次)"), (at_least, Some("12.00".into()), "次".into()));
        assert_eq!(read("2467 元/辆"), (None, Some("2467 元".into()), "元/辆".into()));
    }

    #[test]
    fn dates_and_words_have_no_value() {
        for text in
            ["2024 年 12 月", "慰问不少于 100 人,宣传品不少于 20 份", "有效保障", "新增", "", "5-10 个", "="]
        {
            assert_eq!(read(text).1, None, "{text}");
        }
    }
}
