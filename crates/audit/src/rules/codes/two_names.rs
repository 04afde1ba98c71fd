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

/// The places where a code has one and the same name.
struct Named<'a> {
    name: String,
    rows: Vec<(&'a Table, &'a Row)>,
}

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let mut codes: BTreeMap<(bool, Code), Vec<Named<'_>>> = BTreeMap::new();
    for table in &context.disclosure.tables {
        for row in table.rows.iter().filter(|r| matches!(r.kind, RowKind::Coded | RowKind::Project)) {
            let Some(code) = row.code else { continue };
            let label = fold(row.label.text());
            let name = label.trim_start_matches(|c: char| c.is_ascii_digit());
            if name.is_empty() {
                continue;
            }
            outcome.looked();
            // Codes of the economic and of the functional classification have nothing to do with each other.
            let names = codes.entry((&*table.key == "general_basic", code)).or_default();
            match names.iter_mut().find(|n| n.name == name) {
                Some(known) => known.rows.push((table, row)),
                None => names.push(Named { name: name.to_owned(), rows: vec![(table, row)] }),
            }
        }
    }
    for ((_, code), names) in &codes {
        // The name that most rows have is taken for the usual one; of two as frequent, the first.
        let Some(usual) = names.iter().rev().max_by_key(|n| n.rows.len()) else { continue };
        let others = names.iter().filter(|n| n.name != usual.name);
        others.filter_map(|other| finding(*code, usual, other)).for_each(|f| outcome.report(f));
    }
}

fn finding(code: Code, usual: &Named<'_>, other: &Named<'_>) -> Option<Finding> {
    let ((table, row), (usual_table, usual_row)) = (other.rows.first()?, usual.rows.first()?);
    let message = text!(
        "科目 {0} 在表{1}中叫“{2}”，在表{3}中叫“{4}”，请统一。",
        "Code {0} is called “{2}” in table {1} and “{4}” in table {3}.",
        code,
        usual_table.number,
        &usual.name,
        table.number,
        &other.name
    );
    let earlier = text!("表{0}：{1}", "table {0}: {1}", usual_table.number, &usual.name);
    let finding = Finding::new(RULE.code, RULE.severity, message, row.label.location());
    Some(finding.actual(other.name.clone()).related(earlier, usual_row.label.location()))
}
