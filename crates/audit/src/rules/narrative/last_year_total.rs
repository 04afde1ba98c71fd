//! A change of the fiscal total that leaves last year's total less than what was spent and carried over.

use super::growth;
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Coordinate, Direction, Disclosure, FigureId, text};

pub(crate) static RULE: Rule = Rule {
    code: "N116",
    name: "last-year-less-than-its-parts",
    title: "由增减情况倒推的上年财政拨款总计，小于上年支出与年初结转之和",
    title_en: "Last year's fiscal total, derived from the change, is less than its expenditure and what was carried over",
    severity: Severity::Warning,
    page: include_str!("last_year_total.md"),
    check: Check::Disclosure(check),
};

const TOTAL: &str = "appropriation.income[grand_total].amount";
const OPENING: &str = "appropriation.income[opening].amount";
const SPENT: &str = "general_expenditure[total].total";

/// What was received last year was spent, or went over to this one.
fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let (Some(total), Some(spent)) = (changed(disclosure, TOTAL), changed(disclosure, SPENT)) else { return };
    let Some(last_total) = last_year(disclosure, total, TOTAL) else { return };
    let Some(last_spent) = last_year(disclosure, spent, SPENT) else { return };
    let opening = disclosure.amount(OPENING).map_or(0, |id| disclosure.figure(id).value);
    outcome.looked();
    let (Some(figure), Some(change)) = (amount(disclosure, total, TOTAL), &total.change) else { return };
    let figure = disclosure.figure(figure);
    if last_total + 3 * figure.last_place >= last_spent + opening {
        return;
    }
    let written = |value| figure.written_with_unit(value);
    let message = text!(
        "按所说的增减情况，“{0}”上年应为 {1}；但上年一般公共预算财政拨款支出 {2}，转入本年 {3}，合计已达 {4}，请核对。",
        "By the change stated “{0}” was {1} last year; yet {2} of the general budget was spent and {3} carried over, {4} in all.",
        &total.subject,
        written(last_total),
        written(last_spent),
        written(opening),
        written(last_spent + opening)
    );
    let mut finding = Finding::new(RULE.code, RULE.severity, message, change.location).judgement();
    if let Some(other) = &spent.change {
        finding =
            finding.related(text!("“{0}”的增减", "the change of “{0}”", &spent.subject), other.location);
    }
    outcome.report(finding);
}

/// The claim on the amount at a coordinate that tells its change.
fn changed<'a>(disclosure: &'a Disclosure, at: &str) -> Option<&'a Claim> {
    let at = Coordinate::parse(at)?;
    disclosure.claims.iter().find(|c| c.coordinates.contains(&at) && c.change.is_some())
}

/// The amount as the table has it, for the sentence may be the one that is wrong.
fn amount(disclosure: &Disclosure, claim: &Claim, at: &str) -> Option<FigureId> {
    disclosure.amount(at).or(claim.amount)
}

fn last_year(disclosure: &Disclosure, claim: &Claim, at: &str) -> Option<i64> {
    let now = disclosure.figure(amount(disclosure, claim, at)?).value;
    let direction = growth::direction(disclosure, claim)?;
    match (claim.change.as_ref()?.amount, direction) {
        (Some(moved), _) => Some(now - direction.sign() * disclosure.figure(moved).value),
        (None, Direction::Unchanged) => Some(now),
        (None, Direction::Increase | Direction::Decrease) => None,
    }
}
