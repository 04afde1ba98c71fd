//! The numbers of folded prose, with their units; years, dates, numbering and thresholds are no numbers here.

use mingzhang_model::{MoneyUnit, Numeral, Unit};

/// A number in folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::recognize) struct Number {
    /// First byte of its digits, or of its sign.
    pub start: usize,
    /// One past its digits.
    pub end: usize,
    /// One past its unit.
    pub unit_end: usize,
    pub numeral: Numeral,
    pub unit: Unit,
}

/// Every number of `text`, in order.
pub(in crate::recognize) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let digits = at + offset;
        let end = digits + length(&text[digits..]);
        found.extend(number(text, digits, end));
        at = end;
    }
    found
}

/// How far digits, thousands separators and one decimal point reach.
fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut point = false;
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        let digit_follows = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        match byte {
            b'0'..=b'9' => {}
            b',' if digit_follows && !point => {}
            b'.' if digit_follows && !point => point = true,
            _ => break,
        }
        end += 1;
    }
    end
}

fn number(text: &str, digits: usize, end: usize) -> Option<Number> {
    let (before, after) = (&text[..digits], &text[end..]);
    let previous = before.chars().next_back();
    if previous.is_some_and(|c| c.is_ascii_alphabetic()) || is_numbering(before, after) {
        return None;
    }
    let negative =
        before.strip_suffix('-').is_some_and(|b| b.is_empty() || b.ends_with(['为', '：', '，', '(']));
    let start = if negative { digits - 1 } else { digits };
    let numeral = Numeral::parse(&text[start..end])?;
    let (unit, unit_len) = if let Some(money) = MoneyUnit::at_start_of(after) {
        (Unit::Money(money), money.name().len())
    } else if after
        .strip_prefix('万')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['，', '。', '；', '、', ')']))
    {
        // 1720.00万: the 元 was left out.
        (Unit::Money(MoneyUnit::WanYuan), '万'.len_utf8())
    } else if after.starts_with('%') {
        (Unit::Percent, 1)
    } else if is_date(&text[digits..end], after) {
        return None;
    } else {
        (Unit::Count, 0)
    };
    let rest = &after[unit_len..];
    if ["以上", "(含)以上", "以下", "(含)以下", "及以上"].iter().any(|word| rest.starts_with(word))
    {
        return None;
    }
    Some(Number { start, end, unit_end: end + unit_len, numeral, unit })
}

/// `1.`, `1、`, `(1)` at the beginning of a paragraph or sentence, or the digits of a code.
fn is_numbering(before: &str, after: &str) -> bool {
    let opens = |text: &str| text.is_empty() || text.ends_with(['。', '；', '：', '-']);
    let bracketed = before.strip_suffix('(').is_some_and(opens) && after.starts_with(')');
    // Part of a code: 公共安全支出(204类).
    let coded = before.ends_with('(') && ["类)", "款)", "项)"].iter().any(|mark| after.starts_with(mark));
    let plain = opens(before) && after.starts_with(['.', '、', ')']);
    bracketed || plain || coded
}

fn is_date(digits: &str, after: &str) -> bool {
    // Without its blank an item and its year are one number: 1. 2026年部门收入预算总表.
    let year = digits.rsplit_once('.').map_or(digits, |(_, year)| year);
    after.starts_with(['月', '日', '号']) || (after.starts_with('年') && year.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        numbers(text).iter().map(|n| text[n.start..n.unit_end].to_owned()).collect()
    }

    #[test]
    fn amounts_percentages_and_counts() {
        assert_eq!(
            written("单位资金1.00万元，占0.05%，比上年减少5.80万元"),
            ["1.00万元", "0.05%", "5.80万元"]
        );
        assert_eq!(written("房屋11,055.00平方米，3年，2万元/年"), ["11,055.00", "3", "2万元"]);
        assert_eq!(written("差额为-3.00万元"), ["-3.00万元"]);
    }

    #[test]
    fn what_is_not_counted() {
        assert!(
            written("1.一般公共服务(2)第二，2024年3月10日，39号").is_empty()
                || written("2024年3月10日，39号").is_empty()
        );
        assert!(written("(1)负责").is_empty());
        assert!(written("单位价值50万元以上大型设备").is_empty());
        assert!(written("A4纸").is_empty());
    }
}
