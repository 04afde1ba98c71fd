//! Amounts of the year before as this document gives them, held against what was published then.

use super::change::is_comparable;
use crate::beside::{Other, RESTATED, Role, with_any};
use crate::equation::{Form, equal};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, text};

pub(crate) static RULE: Rule = Rule {
    code: RESTATED,
    name: "last-year-restated",
    title: "所用的上年数与上年文本不一致",
    title_en: "Last year's amount is not what last year's document says",
    severity: Severity::Warning,
    page: include_str!("prior.md"),
    check: Check::Beside(Role::LastYear, check),
};

fn check(context: &Context<'_>, other: &Other<'_>, outcome: &mut Outcome) {
    for claim in &context.disclosure.claims {
        stated(context, other, claim, outcome);
    }
}

/// 上年预算数为 A 万元.
fn stated(context: &Context<'_>, other: &Other<'_>, claim: &Claim, outcome: &mut Outcome) {
    let Some(prior) = claim.prior.filter(|prior| is_comparable(context, other, prior.base)) else { return };
    let found = claim.coordinates.iter().flat_map(|c| other.counterparts.amounts_at(c));
    let forms =
        found.map(|found| other.term(found)).map(|t| (Form::Sum(equal(prior.figure, t)), t)).collect();
    let Some((form, before)) = with_any(context.disclosure, forms) else { return };
    let statement = text!(
        "{0}的上年数 = {1}",
        "last year's amount of {0} = {1}",
        &claim.subject,
        context.disclosure.describe(before)
    );
    outcome.state(&RULE, statement, form);
}
