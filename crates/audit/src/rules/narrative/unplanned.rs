//! The text says there is none, the table has an amount.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "N107",
    name: "said-to-be-unplanned",
    title: "文字说“未安排”，表中却有数",
    title_en: "The text says there is none, the table has an amount",
    severity: Severity::Error,
    page: include_str!("unplanned.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for claim in &disclosure.claims {
        let Some(words) = claim.none else { continue };
        outcome.looked();
        let facts = claim.coordinates.iter().filter_map(|c| disclosure.amount_at(c));
        let Some(fact) = facts.into_iter().find(|&f| disclosure.figure(f).value != 0) else { continue };
        let message = text!(
            "文字说明称“{0}”未安排，但{1}为 {2}。",
            "The narrative says there is no “{0}”, but {1} is {2}.",
            &claim.subject,
            disclosure.describe(fact),
            disclosure.figure(fact).with_unit()
        );
        let finding = Finding::new(RULE.code, RULE.severity, message, words);
        let figure = disclosure.figure(fact);
        let evidence = text!("{0} {1}", "{0} {1}", disclosure.describe(fact), figure.with_unit());
        outcome.report(finding.related(evidence, figure.location));
    }
}
