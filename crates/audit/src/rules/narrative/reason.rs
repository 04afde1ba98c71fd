//! A change above the threshold that gives no reason.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Change, Disclosure, Passage, text};
use mingzhang_standard::Profile;

pub(crate) static RULE: Rule = Rule {
    code: "N108",
    name: "change-without-reason",
    title: "增减变化较大而未说明原因",
    title_en: "A considerable change that gives no reason",
    severity: Severity::Warning,
    page: include_str!("reason.md"),
    check: Check::Profiled(check),
};

/// Without a profile the sentences of a whole and its parts, and reasons in later sentences, are not told apart.
fn check(context: &Context<'_>, _: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let threshold = i64::from(context.settings.reason_threshold_percent) * 10_000;
    for (index, claim) in disclosure.claims.iter().enumerate() {
        let Some(change) = claim.change.as_ref().filter(|c| exceeds(disclosure, c, threshold)) else {
            continue;
        };
        outcome.looked();
        let given = claim.reason.as_ref().is_some_and(|reason| !is_empty(reason));
        if given || explained_by_parts(disclosure, index) {
            continue;
        }
        let figure =
            change.rate.or(change.amount).map(|id| disclosure.figure(id).with_unit()).unwrap_or_default();
        let message = text!(
            "“{0}”比上年变动 {1}，超过 {2}%，但没有说明原因。请在该句后补充“主要原因是……”。",
            "“{0}” changed by {1}, more than {2}%, and no reason is given.",
            &claim.subject,
            figure,
            context.settings.reason_threshold_percent
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, change.location));
    }
}

fn exceeds(disclosure: &Disclosure, change: &Change, threshold: i64) -> bool {
    change.rate.is_some_and(|rate| disclosure.figure(rate).value > threshold)
}

fn is_empty(reason: &Passage) -> bool {
    reason.text().trim_matches(|c: char| c.is_whitespace() || "，。；：、是".contains(c)).is_empty()
}

/// A whole whose parts each tell their change needs no reason of its own.
fn explained_by_parts(disclosure: &Disclosure, claim: usize) -> bool {
    let parts = disclosure.partitions.iter().filter(|p| p.whole == claim).flat_map(|p| &p.parts);
    parts.filter_map(|&p| disclosure.claims.get(p)).any(|part| part.change.is_some())
}
