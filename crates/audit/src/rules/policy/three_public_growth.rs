//! Three-public expenses that grow, against the rule that they only shrink.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Coordinate, Direction, text};

pub(crate) static RULE: Rule = Rule {
    code: "G104",
    name: "three-public-growth",
    title: "“三公”经费预算比上年增长",
    title_en: "Three-public expenses grow",
    severity: Severity::Warning,
    page: include_str!("three_public_growth.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let Some(total) = Coordinate::parse("three_public[total].total") else { return };
    let threshold = i64::from(context.settings.three_public_growth_percent) * 10_000;
    for claim in disclosure.claims_at(&total) {
        let Some(change) = &claim.change else { continue };
        outcome.looked();
        let Some(rate) = change.rate.map(|id| disclosure.figure(id)) else { continue };
        if change.direction() == Some(Direction::Increase) && rate.value > threshold {
            let message = text!(
                "“三公”经费预算比上年增长 {0}。中央要求“三公”经费只减不增，请核对，并说明增长的依据。",
                "Three-public expenses grow by {0}, while they are to shrink; check, and give the grounds.",
                rate.with_unit()
            );
            outcome.report(Finding::new(RULE.code, RULE.severity, message, rate.location).judgement());
        }
    }
}
