//! One code with two names in one document.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Code, Row, RowKind, Table, fold, text};
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "C101",
    name: "one-code-two-names",
    title: "同一科目编码在文中有两个名称",
    title_en: "One code has two names in the document",
    severity: Severity::Warning,
    page: include_str!("two_names.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let mut first: BTreeMap<(bool, Code), (&Table, &Row, String)> = BTreeMap::new();
    let mut reported: Vec<(Code, String)> = Vec::new();
    for table in &context.disclosure.tables {
        for row in table.rows.iter().filter(|r| matches!(r.kind, RowKind::Coded | RowKind::Project)) {
            let Some(code) = row.code else { continue };
            let label = fold(row.label.text());
            let name = label.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
            if name.is_empty() {
                continue;
            }
            outcome.looked();
            // Economic and functional codes share digits: 301 is a class of one, not of the other.
            let key = (&*table.key == "general_basic", code);
            let (other_table, other_row, other_name) =
                first.entry(key).or_insert_with(|| (table, row, name.clone()));
            if *other_name == name || reported.contains(&(code, name.clone())) {
                continue;
            }
            let message = text!(
                "科目 {0} 在表{1}中叫“{2}”，在表{3}中叫“{4}”，请统一。",
                "Code {0} is called “{2}” in table {1} and “{4}” in table {3}.",
                code,
                other_table.number,
                &*other_name,
                table.number,
                &name
            );
            let finding =
                Finding::new(RULE.code, RULE.severity, message, row.label.location()).actual(name.clone());
            let earlier = text!("表{0}：{1}", "table {0}: {1}", other_table.number, &*other_name);
            outcome.report(finding.related(earlier, other_row.label.location()));
            reported.push((code, name));
        }
    }
}
