//! Prose that no profile describes: an amount is called by the words before it, and 其中 divides it.

use mingzhang_model::{Disclosure, FigureId, Partition};

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
    ["比", "较", "占", "完成", "同", "增加", "减少", "增长", "下降", "上年", "去年", "其余"];

/// The longest name of an amount, in characters.
const LONGEST: usize = 60;

/// The bytes of the words right before an amount that name it: 其中：公务接待费 3.00 万元.
pub(super) fn amount_named(lead: &str) -> Option<(usize, usize)> {
    let end = lead.trim_end_matches(['为', '是', '约', '共', '计', '：']).len();
    let mut start = after_last(&lead[..end], "，。；：、");
    if lead[start..end].matches('(').count() > lead[start..end].matches(')').count() {
        start = after_last(&lead[..end], "(");
    }
    start = end - lead[start..end].trim_start_matches("其中").len();
    let words = &lead[start..end];
    let named = NOUNS.iter().any(|noun| words.ends_with(noun))
        && !NOT_A_NAME.iter().any(|word| words.contains(word))
        && (2..=LONGEST).contains(&words.chars().count());
    named.then_some((start, end))
}

fn after_last(text: &str, marks: &str) -> usize {
    let last = text.char_indices().rev().find(|&(_, c)| marks.contains(c));
    last.map_or(0, |(at, c)| at + c.len_utf8())
}

/// States what 其中 divides in a paragraph with the given amounts: those after it, to the end of the sentence, are parts
/// of the amount before it. They are all of it if they add up to it; else each is at most the whole.
pub(super) fn partitions(text: &str, amounts: &[Amount], out: &mut Disclosure) {
    for (at, _) in text.match_indices("其中") {
        let Some(whole) = amounts.iter().rfind(|a| a.at < at) else { continue };
        let sentence = text[at..].find('。').map_or(text.len(), |stop| at + stop);
        let after = at + "其中".len();
        let nested = text[after..sentence].find("其中").map(|next| after + next);
        let within = at..nested.unwrap_or(sentence);
        let parts: Vec<&Amount> =
            amounts.iter().filter(|a| within.contains(&a.at) && !in_brackets(text, a.at)).collect();
        let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(out.figure(part.figure).value));
        let new = |parts: Vec<usize>, complete| Partition { whole: whole.claim, parts, complete };
        if parts.len() > 1 && sum == Some(out.figure(whole.figure).value) {
            out.partitions.push(new(parts.iter().map(|p| p.claim).collect(), true));
        } else if nested.is_none() {
            out.partitions.extend(parts.iter().map(|part| new(vec![part.claim], false)));
        }
    }
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
        let named = |lead: &str| amount_named(lead).map(|(start, end)| lead[start..end].to_owned());
        assert_eq!(named("，其中：公务接待费").as_deref(), Some("公务接待费"));
        assert_eq!(named("，“三公”经费预算").as_deref(), Some("“三公”经费预算"));
        assert_eq!(named("2024年度支出决算为").as_deref(), Some("2024年度支出决算"));
        assert_eq!(
            named("卫生健康支出(类)行政事业单位医疗(款)行政单位医疗(项)：").as_deref(),
            Some("卫生健康支出(类)行政事业单位医疗(款)行政单位医疗(项)")
        );
        for lead in ["，比上年预算", "，完成年初预算", "，占总支出", "共有车辆", "", "，主要是"]
        {
            assert_eq!(named(lead), None, "{lead}");
        }
    }
}
