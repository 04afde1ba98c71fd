//! 大于 and 小于 that the sentence itself contradicts.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Direction, Folded, Numeral, Passage, text};
use regex::Regex;
use std::cmp::Ordering;
use std::sync::LazyLock;

pub(crate) static RULE: Rule = Rule {
    code: "N114",
    name: "larger-said-of-a-smaller-amount",
    title: "“大于”“小于”与数字或增减方向不符",
    title_en: "“Larger” or “smaller” contradicts the figures",
    severity: Severity::Error,
    page: include_str!("comparison.md"),
    check: Check::Disclosure(check),
};

/// 大于上年预算，减少 A 万元: what comes after a colon or a reason speaks of something else.
static AGAINST_LAST_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("(大于|高于|多于|小于|低于|少于)(?:上年|去年)[^，。；：]{0,10}，(?:同比|[比较](?:上年|去年)[^，。；：]{0,6})?(增加|增长|减少|下降)了?[0-9]").ok()
});

/// 年初预算为 A 万元，支出决算为 B 万元，完成年初预算的 C%，决算数大于预算数: with nothing else between that it may be
/// said of.
static AGAINST_BUDGET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("预算(?:数)?为?([0-9][0-9,]*(?:\\.[0-9]+)?)万元[^。]{0,6}?(?:支出)?决算(?:数)?为?([0-9][0-9,]*(?:\\.[0-9]+)?)万元(?:，[^，。；：]{0,10}预算[^，。；：]{0,10}%)?[，。；](?:支出)?决算数?(大于|高于|小于|低于|等于)(?:年初)?预算").ok()
});

static COMPARING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("大于|高于|多于|小于|低于|少于|等于").ok());

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let Some(comparing) = COMPARING.as_ref() else { return };
    for (paragraph, folded) in context.words().passages_with(comparing) {
        against_last_year(paragraph, folded, outcome);
        against_budget(paragraph, folded, outcome);
    }
}

fn direction(word: &str) -> Direction {
    match word {
        "大于" | "高于" | "多于" | "增加" | "增长" => Direction::Increase,
        "小于" | "低于" | "少于" | "减少" | "下降" => Direction::Decrease,
        _ => Direction::Unchanged,
    }
}

fn against_last_year(paragraph: &Passage, folded: &Folded, outcome: &mut Outcome) {
    let Some(pattern) = AGAINST_LAST_YEAR.as_ref() else { return };
    for found in pattern.captures_iter(folded.text()) {
        let (Some(said), Some(moved)) = (found.get(1), found.get(2)) else { continue };
        outcome.looked();
        if direction(said.as_str()) != direction(moved.as_str()) {
            let message = text!(
                "前面说“{0}上年”，后面说“{1}”，方向相反。",
                "“{0}上年” (against last year) and “{1}” point opposite ways.",
                said.as_str(),
                moved.as_str()
            );
            report(paragraph, folded, said, message, outcome);
        }
    }
}

fn against_budget(paragraph: &Passage, folded: &Folded, outcome: &mut Outcome) {
    let Some(pattern) = AGAINST_BUDGET.as_ref() else { return };
    for found in pattern.captures_iter(folded.text()) {
        let (Some(budget), Some(spent), Some(said)) = (found.get(1), found.get(2), found.get(3)) else {
            continue;
        };
        let value = |number: &str| Numeral::parse(number)?.scaled(6);
        let (Some(planned), Some(actual)) = (value(budget.as_str()), value(spent.as_str())) else { continue };
        outcome.looked();
        let right = match actual.cmp(&planned) {
            Ordering::Greater => Direction::Increase,
            Ordering::Less => Direction::Decrease,
            Ordering::Equal => Direction::Unchanged,
        };
        if direction(said.as_str()) != right {
            let message = text!(
                "预算 {0} 万元，决算 {1} 万元，不是“{2}”。",
                "Budget {0} and final accounts {1} (万元) are not “{2}”.",
                budget.as_str(),
                spent.as_str(),
                said.as_str()
            );
            report(paragraph, folded, said, message, outcome);
        }
    }
}

fn report(
    paragraph: &Passage,
    folded: &Folded,
    word: regex::Match<'_>,
    message: mingzhang_model::Text,
    outcome: &mut Outcome,
) {
    let (from, to) = folded.original_range(paragraph.text(), word.start(), word.end());
    let finding = Finding::new(RULE.code, RULE.severity, message, paragraph.locate(from, to));
    outcome.report(finding.actual(word.as_str()));
}
