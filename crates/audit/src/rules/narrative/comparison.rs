//! 大于 and 小于 that the sentence itself contradicts.

use super::parts::budgets_add_up;
use crate::equation::{Form, Verdict, equal};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{
    Claim, Coordinate, Direction, Disclosure, FigureId, Folded, Location, Numeral, Passage, Text, text,
};
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
    let claims = &context.disclosure.claims;
    for index in 0..claims.len() {
        of_a_claim(context.disclosure, index, outcome);
    }
    let understood =
        |place: Location| claims.iter().any(|c| c.against_budget.is_some_and(|w| w.location == place));
    let Some(comparing) = COMPARING.as_ref() else { return };
    for (paragraph, folded) in context.words().passages_with(comparing) {
        against_last_year(paragraph, folded, outcome);
        against_budget(paragraph, folded, &understood, outcome);
    }
}

/// 决算数小于预算数, of a sentence that was understood. Where other numbers show that one of the two amounts is wrong,
/// nothing is said of the word.
fn of_a_claim(disclosure: &Disclosure, index: usize, outcome: &mut Outcome) {
    let claim = &disclosure.claims[index];
    let (Some(said), Some(budget), Some(outturn)) = (claim.against_budget, claim.budget, claim.amount) else {
        return;
    };
    outcome.looked();
    let (planned, spent) = (disclosure.figure(budget), disclosure.figure(outturn));
    let right = moved(spent.value, planned.value);
    if said.direction == right || !is_borne_out(disclosure, claim) || !budgets_add_up(disclosure, index) {
        return;
    }
    let message = text!(
        "“{0}”预算 {1}，决算 {2}，决算数{3}预算数，与所写不符。",
        "The budget of “{0}” is {1}, its outturn {2}: {3}, which the text denies.",
        &claim.subject,
        planned.with_unit(),
        spent.with_unit(),
        comparing_word(right)
    );
    let finding = Finding::new(RULE.code, RULE.severity, message, said.location);
    outcome.report(finding.actual(comparing_word(said.direction).zh).expected(comparing_word(right).zh));
}

/// Whether nothing else in the document speaks against the two amounts of a claim.
fn is_borne_out(disclosure: &Disclosure, claim: &Claim) -> bool {
    let agrees = |figure: Option<FigureId>, coordinates: &[Coordinate]| {
        let elsewhere = coordinates.iter().filter_map(|c| disclosure.amount_at(c));
        figure.is_none_or(|f| {
            elsewhere.into_iter().all(|e| Form::Sum(equal(f, e)).verdict(disclosure) != Verdict::Broken)
        })
    };
    let completed = super::completion::form(disclosure, claim);
    agrees(claim.amount, &claim.coordinates)
        && agrees(claim.budget, &claim.budget_coordinates)
        && completed.is_none_or(|form| form.verdict(disclosure) != Verdict::Broken)
}

fn moved(spent: i64, planned: i64) -> Direction {
    match spent.cmp(&planned) {
        Ordering::Greater => Direction::Increase,
        Ordering::Less => Direction::Decrease,
        Ordering::Equal => Direction::Unchanged,
    }
}

fn comparing_word(direction: Direction) -> Text {
    match direction {
        Direction::Increase => text!("大于", "larger"),
        Direction::Decrease => text!("小于", "smaller"),
        Direction::Unchanged => text!("等于", "equal"),
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

fn against_budget(
    paragraph: &Passage,
    folded: &Folded,
    understood: &dyn Fn(Location) -> bool,
    outcome: &mut Outcome,
) {
    let Some(pattern) = AGAINST_BUDGET.as_ref() else { return };
    for found in pattern.captures_iter(folded.text()) {
        let (Some(budget), Some(spent), Some(said)) = (found.get(1), found.get(2), found.get(3)) else {
            continue;
        };
        let (from, to) = folded.original_range(paragraph.text(), said.start(), said.end());
        if understood(paragraph.locate(from, to)) {
            continue;
        }
        let value = |number: &str| Numeral::parse(number)?.scaled(6);
        let (Some(planned), Some(actual)) = (value(budget.as_str()), value(spent.as_str())) else { continue };
        outcome.looked();
        if direction(said.as_str()) != moved(actual, planned) {
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
    message: Text,
    outcome: &mut Outcome,
) {
    let (from, to) = folded.original_range(paragraph.text(), word.start(), word.end());
    let finding = Finding::new(RULE.code, RULE.severity, message, paragraph.locate(from, to));
    outcome.report(finding.actual(word.as_str()));
}
