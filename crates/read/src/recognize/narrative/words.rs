//! Prose that no profile describes: an amount is called by the words before it, and 其中 divides it.

use super::numbers::numbers;
use mingzhang_model::{Disclosure, FigureId, Partition, Unit};
use std::ops::Range;

/// What the name of an amount of money ends in.
const NOUNS: [&str; 27] = [
    "支出",
    "收入",
    "预算",
    "决算",
    "预算数",
    "决算数",
    "拨款",
    "经费",
    "费",
    "费用",
    "资金",
    "合计",
    "总计",
    "总额",
    "总预算",
    "补助",
    "补贴",
    "缴费",
    "结转",
    "结余",
    "公积金",
    "(类)",
    "(款)",
    "(项)",
    "科目",
    "总支出",
    "用款计划",
];

/// Words that make of an amount something else than what is named: a comparison, a share, last year's.
const NOT_A_NAME: [&str; 12] =
    ["比", "较", "占", "完成", "同期", "增加", "减少", "增长", "下降", "上年", "去年", "其余"];

/// The longest name of an amount, in characters.
const LONGEST: usize = 60;

/// What says that a list follows, which divides the amount before it.
const DIVIDES: [&str; 2] = ["其中", "包括"];

/// The words that sum up a list: …，合计 1170.00 万元.
const SUMS_UP: [&str; 3] = ["合计", "共计", "总计"];

/// Watchwords of policy that look like a change.
const WATCHWORDS: [&str; 3] = ["稳增长", "促增长", "保增长"];

/// The bytes of the words right before the amount at `to` that name it: 其中：公务接待费 3.00 万元. In a list any words
/// do: 其中支持企业规模化发展 870.00 万元.
pub(super) fn amount_named(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let lead = &text[from..to];
    let clause = after_last(lead, "，。；：、");
    if SUMS_UP.contains(&lead[clause..].trim_end_matches(['为', '：'])) {
        return Some((from + clause, to));
    }
    let end = lead.trim_end_matches(['为', '是', '约', '共', '计', '：']).len();
    let mut start = after_last(&lead[..end], "，。；：、");
    if lead[start..end].matches('(').count() > lead[start..end].matches(')').count() {
        start = after_last(&lead[..end], "(");
    }
    let introduced = lead[start..end].trim_start_matches("主要");
    start = end - DIVIDES.iter().fold(introduced, |words, mark| words.trim_start_matches(mark)).len();
    let words = &lead[start..end];
    let plain = WATCHWORDS.iter().fold(words.to_owned(), |words, word| words.replace(word, ""));
    let named = (NOUNS.iter().any(|noun| words.ends_with(noun)) || in_list(&text[..to]))
        && !NOT_A_NAME.iter().any(|word| plain.contains(word))
        && (2..=LONGEST).contains(&words.chars().count());
    named.then_some((from + start, from + end))
}

/// The bytes of the words that name what a clause compares: 教育支出比上年增加.
pub(super) fn compared(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    const COMPARES: [&str; 8] = ["比上年", "比去年", "比20", "较上年", "较去年", "较20", "与上年", "与20"];
    let lead = &text[from..to];
    let end = COMPARES.iter().filter_map(|mark| lead.find(mark)).min()?;
    let start = after_last(&lead[..end], "，。；：、");
    let words = &lead[start..end];
    let named = NOUNS.iter().any(|noun| words.ends_with(noun)) && words.chars().count() <= LONGEST;
    (named && !NOT_A_NAME.iter().any(|word| words.contains(word))).then_some((from + start, from + end))
}

/// Whether a name that is found at `at` is not the end of a longer one: 支出预算 is in 2024年支出预算, and not in
/// 一般公共预算支出预算; the office may stand before it.
pub(super) fn begins_a_name(text: &str, from: usize, at: usize, office: &str) -> bool {
    /// What may stand right before a name: when, and of whom.
    const BEFORE: [&str; 6] = ["年", "年度", "部门", "单位", "的", "本级"];
    let words = &text[from..at];
    let words = &words[after_last(words, "，。；：、(")..];
    let words = DIVIDES.iter().fold(words, |words, mark| words.strip_prefix(mark).unwrap_or(words));
    let number = words.strip_suffix([')', '.']);
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    words.is_empty()
        || (!office.is_empty() && words.ends_with(office))
        || number.is_some_and(|number| number.chars().all(is_number))
        || BEFORE.iter().any(|before| words.ends_with(before))
}

/// Whether the sentence that the text ends in has begun a list.
fn in_list(text: &str) -> bool {
    /// How far back, in characters, a list may have begun.
    const REACH: usize = 1000;
    let near = text.char_indices().rev().take(REACH).last().map_or(text, |(from, _)| &text[from..]);
    let sentence = &near[after_last(near, "。")..];
    DIVIDES.iter().any(|mark| sentence.contains(mark))
}

/// Whether words are a watchword of policy, and what looks like a change is part of a name: 支持商销稳增长.
pub(super) fn are_a_watchword(stem: &str) -> bool {
    WATCHWORDS.iter().any(|word| stem.ends_with(word))
}

fn after_last(text: &str, marks: &str) -> usize {
    let last = text.char_indices().rev().find(|&(_, c)| marks.contains(c));
    last.map_or(0, |(at, c)| at + c.len_utf8())
}

/// States what 其中 and 包括 divide in a paragraph with the given amounts: those after it, to the end of the sentence, are
/// parts of the amount before it. They are all of it if they add up to it, and must add up to what sums them up (合计);
/// else each is at most the whole.
pub(super) fn partitions(text: &str, amounts: &[Amount], out: &mut Disclosure) {
    let mut marks: Vec<usize> =
        DIVIDES.iter().flat_map(|mark| text.match_indices(mark)).map(|m| m.0).collect();
    marks.sort_unstable();
    for (index, &at) in marks.iter().enumerate() {
        let Some(whole) = amounts.iter().rfind(|a| a.at < at) else { continue };
        let sentence = text[at..].find('。').map_or(text.len(), |stop| at + stop);
        // 收入包括：…；支出包括：…
        if text[at..].starts_with("包括") && text[whole.at..at].contains(['。', '；']) {
            continue;
        }
        let nested = marks.get(index + 1).copied().filter(|next| *next < sentence);
        let within = at..nested.unwrap_or(sentence);
        let listed: Vec<&Amount> =
            amounts.iter().filter(|a| within.contains(&a.at) && !in_brackets(text, a.at)).collect();
        let (parts, total) = match listed.split_last() {
            Some((last, parts)) if sums_up(text, last) && all_read(text, at..last.at, parts) => {
                (parts, Some(*last))
            }
            _ => (listed.as_slice(), None),
        };
        list(whole, parts, total, nested.is_some(), out);
    }
}

fn list(whole: &Amount, parts: &[&Amount], total: Option<&Amount>, goes_on: bool, out: &mut Disclosure) {
    let value = |amount: &Amount| out.figure(amount.figure).value;
    let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(value(part)));
    let complete = parts.len() > 1 && sum == Some(value(whole));
    let restated = total.is_some_and(|total| complete || value(total) == value(whole));
    let new = |whole: &Amount, parts: &[&Amount], complete| Partition {
        whole: whole.claim,
        parts: parts.iter().map(|p| p.claim).collect(),
        complete,
    };
    if complete {
        out.partitions.push(new(whole, parts, true));
    } else if let Some(total) = total.filter(|_| parts.len() > 1) {
        out.partitions.push(new(total, parts, true));
    } else if !goes_on {
        out.partitions.extend(parts.iter().map(|part| new(whole, &[part], false)));
    }
    out.partitions.extend(total.map(|total| new(whole, &[total], restated)));
}

fn sums_up(text: &str, amount: &Amount) -> bool {
    let lead = text[..amount.at].trim_end_matches(['为', '：']);
    SUMS_UP.contains(&&lead[after_last(lead, "，。；：、")..])
}

/// Whether every amount of money in a stretch is among those known: a list of which one is missing adds up to nothing.
fn all_read(text: &str, stretch: Range<usize>, amounts: &[&Amount]) -> bool {
    let money = numbers(&text[stretch]).into_iter().filter(|n| matches!(n.unit, Unit::Money(_)));
    money.count() == amounts.len()
}

/// The amount of a claim, by its byte in the folded paragraph.
pub(super) struct Amount {
    pub claim: usize,
    pub figure: FigureId,
    pub at: usize,
}

fn in_brackets(text: &str, at: usize) -> bool {
    text[..at].matches('(').count() > text[..at].matches(')').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_before_an_amount_name_it() {
        let named =
            |lead: &str| amount_named(lead, 0, lead.len()).map(|(start, end)| lead[start..end].to_owned());
        assert_eq!(named("，其中：公务接待费").as_deref(), Some("公务接待费"));
        assert_eq!(named("，其中支持商销稳增长").as_deref(), Some("支持商销稳增长"));
        assert_eq!(named("，合计").as_deref(), Some("合计"));
        assert_eq!(named("，“三公”经费预算").as_deref(), Some("“三公”经费预算"));
        assert_eq!(named("2024年度支出决算为").as_deref(), Some("2024年度支出决算"));
        assert_eq!(
            named("卫生健康支出(类)行政事业单位医疗(款)行政单位医疗(项)：").as_deref(),
            Some("卫生健康支出(类)行政事业单位医疗(款)行政单位医疗(项)")
        );
        for lead in
            ["，比上年预算", "，完成年初预算", "，占总支出", "共有车辆", "", "，主要是", "，其中比上年增长"]
        {
            assert_eq!(named(lead), None, "{lead}");
        }
    }

    #[test]
    fn what_is_compared_is_named_before_the_comparison() {
        let named = |clause: &str| {
            compared(clause, 0, clause.len()).map(|(start, end)| clause[start..end].to_owned())
        };
        assert_eq!(named("。教育支出比上年增加").as_deref(), Some("教育支出"));
        assert_eq!(named("，公务接待费较2023年预算减少").as_deref(), Some("公务接待费"));
        for clause in ["，比上年增加", "，增加额比上年多", "，教育支出", "，上年支出比2022年增加"]
        {
            assert_eq!(named(clause), None, "{clause}");
        }
    }

    #[test]
    fn a_name_begins_where_nothing_but_when_and_whose_stands_before_it() {
        let begins = |lead: &str| begins_a_name(lead, 0, lead.len(), "某局");
        for lead in ["", "其中：", "某局", "某局2024年", "2024年度", "(一)", "1.", "，本部门", "；"]
        {
            assert!(begins(lead), "{lead}");
        }
        for lead in ["一般公共预算", "2024年一般公共预算", "收入，上年结转的一般公共"]
        {
            assert!(!begins(lead), "{lead}");
        }
    }

    /// The whole of each partition with its parts, and whether they are all of it.
    fn divided(sentence: &str) -> Vec<String> {
        let section = mingzhang_model::Section {
            key: "".into(),
            heading: mingzhang_model::Passage::default(),
            paragraphs: vec![mingzhang_model::Passage::new(sentence, 1, 1)],
        };
        let mut out = Disclosure { sections: vec![section], ..Disclosure::default() };
        super::super::narrative(None, &[], &mut out);
        let name = |claim: usize| out.claims[claim].subject.clone();
        let show = |p: &Partition| {
            let parts: Vec<String> = p.parts.iter().map(|&part| name(part)).collect();
            format!("{} {} {}", name(p.whole), if p.complete { "=" } else { ">=" }, parts.join(" + "))
        };
        out.partitions.iter().map(show).collect()
    }

    #[test]
    fn a_list_is_what_it_adds_up_to() {
        let list = "项目总预算100.00万，其中支持外贸发展70.00万，支持商销稳增长20.00万元，市级支持10.00万";
        assert_eq!(divided(&format!("{list}。")), ["项目总预算 = 支持外贸发展 + 支持商销稳增长 + 市级支持"]);
        let wrong = divided(&format!("{},合计100.00万。", list.replace("20.00", "30.00")).replace(',', "，"));
        assert_eq!(wrong, ["合计 = 支持外贸发展 + 支持商销稳增长 + 市级支持", "项目总预算 = 合计"]);
    }

    #[test]
    fn a_list_that_is_not_whole_is_at_most_the_whole() {
        let some = "项目支出100.00万元，主要包括设备购置70.00万元、布线20.00万元。";
        assert_eq!(divided(some), ["项目支出 >= 设备购置", "项目支出 >= 布线"]);
        let unread = "项目支出100.00万元，其中设备购置70.00万元，比上年增加5.00万元，共计75.00万元。";
        assert!(divided(unread).iter().all(|p| p.contains(">=")), "{:?}", divided(unread));
    }
}
