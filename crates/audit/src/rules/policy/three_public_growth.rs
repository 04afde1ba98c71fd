//! Three-public expenses that grow, against the rule that they only shrink.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Coordinate, Direction, FigureId, text};

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
        if change.direction() != Some(Direction::Increase) {
            continue;
        }
        let figure = |id: Option<FigureId>| id.map(|id| disclosure.figure(id));
        // Without a rate, any growth counts unless the user allows some.
        let grown = match figure(change.rate) {
            Some(rate) => Some(rate).filter(|r| r.value > threshold),
            None => figure(change.amount).filter(|a| a.value > 0 && threshold == 0),
        };
        let Some(grown) = grown else { continue };
        let message = text!(
            "“三公”经费预算比上年增长 {0}。“三公”经费应从严从紧、只减不增，请核对，并说明增长的依据。",
            "Three-public expenses grow by {0}, while they are to shrink; check, and give the grounds.",
            grown.with_unit()
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, grown.location).judgement());
    }
}
