//! A table that does not say in which unit its amounts are, while the others do.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Table, text};

pub(crate) static RULE: Rule = Rule {
    code: "S111",
    name: "unit-of-amounts-missing",
    title: "表上没有注明金额单位",
    title_en: "A table does not state the unit of its amounts",
    severity: Severity::Warning,
    page: include_str!("unit_line.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let mut tables: Vec<&Table> = Vec::new();
    for table in context.disclosure.tables.iter().filter(|t| !t.is_empty()) {
        if !tables.iter().any(|t| t.number == table.number) {
            tables.push(table);
        }
    }
    let Some(stated) = tables.iter().find(|t| t.unit_location.is_some()) else {
        if !tables.is_empty() {
            outcome.not_checked(text!("各表都没有注明金额单位", "no table states the unit of its amounts"));
        }
        return;
    };
    for table in &tables {
        outcome.looked();
        if table.unit_location.is_none() {
            let message = text!(
                "表{0}《{1}》没有注明“单位：{2}”，其他表注明了。请补上。",
                "Table {0} “{1}” does not state its unit ({2}), as other tables do.",
                table.number,
                table.title.text().trim(),
                stated.unit
            );
            outcome.report(Finding::new(RULE.code, RULE.severity, message, table.location()));
        }
    }
}
