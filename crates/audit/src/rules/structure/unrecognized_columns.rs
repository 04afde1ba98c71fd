//! A table whose columns were not recognized: its numbers are not checked, and the report must say so.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;
use mingzhang_standard::Profile;

pub(crate) static RULE: Rule = Rule {
    code: "S112",
    name: "unrecognized-columns",
    title: "表头缺失或栏目与统一表式不符",
    title_en: "The header of a table is missing or not that of the standard form",
    severity: Severity::Warning,
    page: include_str!("unrecognized_columns.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    for table in &context.disclosure.tables {
        outcome.looked();
        let Some((spec, lane)) = profile.lane(&table.key).filter(|(spec, lane)| {
            // Two lists side by side are one table to the reader.
            !table.legible && spec.lanes.first().is_some_and(|first| first.key == lane.key)
        }) else {
            continue;
        };
        let headings: Vec<&str> = lane.columns.iter().map(|c| &*c.heading).collect();
        let message = text!(
            "表{0}《{1}》的表头缺失，或栏目与统一表式不符，表中的数未能核对。应有的栏目：{2}。",
            "The header of table {0} “{1}” is missing or not that of the standard form; its numbers are not checked. Columns expected: {2}.",
            spec.number,
            &spec.title,
            headings.join("、")
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, table.location()));
    }
}
