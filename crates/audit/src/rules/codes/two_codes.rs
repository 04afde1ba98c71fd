//! One item that two tables print under different codes.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Code, Disclosure, Row, RowKind, Table, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "C107",
    name: "one-name-two-codes",
    title: "同一科目在各表中编码不同",
    title_en: "Tables print one item under different codes",
    severity: Severity::Warning,
    page: include_str!("two_codes.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for table in functional(disclosure) {
        for row in table.rows.iter().filter(|r| r.kind == RowKind::Coded) {
            outcome.looked();
            let Some((usual_table, usual)) = usual(disclosure, table, row) else { continue };
            let (Some(code), Some(other)) = (row.code, usual.code) else { continue };
            let message = text!(
                "表{0}中“{1}”的编码是 {2}，表{3}中是 {4}，请统一。",
                "“{1}” has the code {2} in table {0} and {4} in table {3}.",
                table.number,
                fold(row.label.text()),
                code,
                usual_table.number,
                other
            );
            let cell = row.code_cells.iter().rev().find(|c| !c.is_blank()).unwrap_or(&row.label);
            let finding = Finding::new(RULE.code, RULE.severity, message, cell.location());
            outcome.report(finding.actual(code.to_string()).expected(other.to_string()).related(
                text!("表{0}：{1}", "table {0}: {1}", usual_table.number, other),
                usual.label.location(),
            ));
        }
    }
}

/// Tables that print the functional classification with the code in columns.
fn functional(disclosure: &Disclosure) -> impl Iterator<Item = &Table> {
    let coded = |t: &&Table| t.rows.iter().any(|r| r.kind == RowKind::Coded && !r.code_cells.is_empty());
    disclosure.tables.iter().filter(coded).filter(|t| &*t.key != "general_basic")
}

fn prints(table: &Table, code: Code) -> bool {
    table.rows.iter().any(|r| r.kind == RowKind::Coded && r.code == Some(code))
}

/// The row of another table that has the same name below the same parent under a code that more tables print, where
/// neither table knows the code of the other.
fn usual<'a>(disclosure: &'a Disclosure, table: &Table, row: &Row) -> Option<(&'a Table, &'a Row)> {
    let code = row.code?;
    let name = fold(row.label.text());
    let times = |code: Code| functional(disclosure).filter(|t| prints(t, code)).count();
    functional(disclosure).filter(|t| t.number != table.number && !prints(t, code)).find_map(|other| {
        let same = |r: &&Row| {
            r.kind == RowKind::Coded
                && fold(r.label.text()) == name
                && r.code.is_some_and(|c| {
                    c != code && c.parent() == code.parent() && !prints(table, c) && times(c) > times(code)
                })
        };
        other.rows.iter().find(same).map(|found| (other, found))
    })
}
