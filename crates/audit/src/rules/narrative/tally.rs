//! A stated number of things that is not the number of things listed.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Passage, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "N109",
    name: "count-differs-from-list",
    title: "所述个数与列出的个数不符",
    title_en: "A stated number of things is not the number listed",
    severity: Severity::Error,
    page: include_str!("tally.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for tally in &context.disclosure.tallies {
        outcome.looked();
        let stated = context.disclosure.figure(tally.count);
        let listed = i64::try_from(tally.items.len()).unwrap_or(i64::MAX);
        // 等 at the end says that the list is not complete.
        let open_ended = tally.items.last().is_some_and(|last| fold(last.text()).ends_with('等'));
        if stated.value == listed.saturating_mul(10_000) || open_ended {
            continue;
        }
        let message = text!(
            "文中说有 {0} {1}，但列出的是 {2} 个：{3}。",
            "The text speaks of {0} ({1}), but lists {2}: {3}.",
            stated.numeral,
            &tally.noun,
            listed,
            tally.items.iter().map(Passage::text).collect::<Vec<_>>().join("、")
        );
        let finding = Finding::new(RULE.code, RULE.severity, message, stated.location);
        outcome.report(finding.actual(stated.numeral.to_string()).expected(listed.to_string()));
    }
}
