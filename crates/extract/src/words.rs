//! Words as a ledger has them: without the blanks and breaks that printing put into them.

use mingzhang_model::Passage;
use std::collections::BTreeSet;

/// The words of a passage in one line. Blanks stay only between letters or digits of the Latin script.
pub(crate) fn clean(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = false;
    for c in words.trim().chars() {
        if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') {
            gap = true;
            continue;
        }
        let latin = |c: char| c.is_ascii_alphanumeric();
        if gap && latin(c) && out.chars().next_back().is_some_and(latin) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// [`clean`] of what may not be there.
pub(crate) fn clean_or_nothing(passage: Option<&Passage>) -> String {
    passage.map(|passage| clean(passage.text())).unwrap_or_default()
}

/// The words behind the number of an item: 负责… of `（1）负责…`, `一、负责…`, `1. 负责…`; none if there is no number.
pub(crate) fn after_number(words: &str) -> Option<&str> {
    let words = words.trim_start_matches(['-', '•', '●', ' ']);
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(c);
    let inner = words.strip_prefix(['(', '（']);
    let digits = inner.unwrap_or(words);
    let rest = digits.trim_start_matches(is_digit);
    if rest.len() == digits.len() {
        return None;
    }
    let rest = match inner {
        Some(_) => rest.strip_prefix([')', '）'])?,
        None => rest.strip_prefix(['、', '.', '．', ')', '）'])?,
    };
    // 1.5 is a number, not an item.
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then(|| rest.trim_start_matches(['、', ' ']))
}

/// Words that names of all sorts have in common, and that make none of them alike.
const COMMON: [&str; 14] = [
    "其他", "支出", "单位", "费用", "缴费", "行政", "事业", "机关", "保险", "基本", "管理", "事务", "和",
    "费",
];

fn pairs(name: &str) -> BTreeSet<(char, char)> {
    let name = COMMON.iter().fold(name.to_owned(), |name, common| name.replace(common, " "));
    let pairs = name.chars().zip(name.chars().skip(1));
    pairs
        .filter(|(a, b)| !a.is_whitespace() && !b.is_whitespace() && !a.is_ascii() && !b.is_ascii())
        .collect()
}

/// How much two names have in common, of a thousand.
pub(crate) fn likeness(a: &str, b: &str) -> usize {
    let (a, b) = (pairs(a), pairs(b));
    let both = a.intersection(&b).count();
    (2000 * both).checked_div(a.len() + b.len()).unwrap_or(0)
}

/// How much of some words stands in a text, of a thousand.
pub(crate) fn share_within(words: &str, text: &str) -> usize {
    let pairs =
        |words: &str| -> BTreeSet<(char, char)> { words.chars().zip(words.chars().skip(1)).collect() };
    let (words, text) = (pairs(words), pairs(text));
    (1000 * words.intersection(&text).count()).checked_div(words.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_between_chinese_words_go() {
        assert_eq!(clean(" 2024 年 VPN  service 维修 (护) 费\n"), "2024年VPN service维修(护)费");
    }

    #[test]
    fn items_lose_their_number() {
        for numbered in ["（1）负责", "一、负责", "1. 负责", "（十）、负责", "- 2、负责"] {
            assert_eq!(after_number(numbered), Some("负责"), "{numbered}");
        }
        for plain in ["负责", "1.5万元", "2024年", "（略）"] {
            assert_eq!(after_number(plain), None, "{plain}");
        }
    }

    #[test]
    fn names_of_one_thing_are_alike() {
        let pension = "机关事业单位基本养老保险缴费支出";
        assert!(
            likeness(pension, "机关事业单位基本养老保险缴费") > likeness(pension, "职工基本医疗保险缴费")
        );
        assert!(likeness("行政单位离退休", "退休费") > 0);
        assert_eq!(likeness("其他政府办公厅(室)及相关机构事务支出", "其他商品和服务支出"), 0);
    }
}
