//! A code whose class is printed with too few digits, so that only the rows around it tell which one is meant.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Passage, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "C108",
    name: "misprinted-code",
    title: "科目编码印错，与上下各行不符",
    title_en: "A code is misprinted and does not fit the rows around it",
    severity: Severity::Warning,
    page: include_str!("misprinted.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for coded in context.coded_rows() {
        let Some(class) = coded.row.code_cells.first().filter(|cell| !cell.is_blank()) else { continue };
        // A code may stand in one cell, whole.
        if coded.row.code_cells.iter().filter(|cell: &&Passage| !cell.is_blank()).count() < 2 {
            continue;
        }
        outcome.looked();
        let (written, right) = (fold(class.text()), coded.code.class().to_string());
        if written == right || written.starts_with(&right) {
            continue;
        }
        let message = text!(
            "表{0}“{1}”行的类编码印作“{2}”，按上下各行应为“{3}”。",
            "In table {0} the class of the row “{1}” is printed “{2}”; by the rows around it, it is “{3}”.",
            coded.table.number,
            &coded.name,
            &written,
            &right
        );
        outcome.report(
            Finding::new(RULE.code, RULE.severity, message, class.location()).actual(written).expected(right),
        );
    }
}
