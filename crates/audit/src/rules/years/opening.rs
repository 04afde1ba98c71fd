//! What was carried over into a year against what the year before had left.

use crate::beside::{Other, Role};
use crate::equation::{Form, equal};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "Y105",
    name: "opening-is-not-last-years-closing",
    title: "年初结转和结余与上年决算文本的年末数不符",
    title_en: "The opening carry-over is not the closing one of last year's final accounts",
    severity: Severity::Warning,
    page: include_str!("opening.md"),
    check: Check::Beside(Role::LastAccounts, check),
};

/// Where final accounts state what was carried over at the beginning of a year, and at its end.
const CARRIED: [[&str; 2]; 7] = [
    ["overview.income[opening].amount", "overview.expenditure[closing].amount"],
    ["appropriation.income[opening].amount", "appropriation.expenditure[closing].total"],
    ["appropriation.income[opening_general].amount", "appropriation.expenditure[closing].general"],
    ["appropriation.income[opening_funds].amount", "appropriation.expenditure[closing].funds"],
    ["appropriation.income[opening_capital].amount", "appropriation.expenditure[closing].capital"],
    ["fund_expenditure[total].opening", "fund_expenditure[total].closing"],
    ["capital_expenditure[total].opening", "capital_expenditure[total].closing"],
];

fn check(context: &Context<'_>, other: &Other<'_>, outcome: &mut Outcome) {
    for [opening, closing] in CARRIED {
        let (here, there) = (context.disclosure.amount(opening), other.disclosure.amount(closing));
        if let (Some(here), Some(there)) = (here, there) {
            let there = other.number(there);
            let statement = text!(
                "{0} = {1}",
                "{0} = {1}",
                context.disclosure.describe(here),
                context.disclosure.describe(there)
            );
            outcome.state(&RULE, statement, Form::Sum(equal(here, there)));
        }
    }
}
