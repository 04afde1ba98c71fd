//! A class or section without its own row, where others of its level have one.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Code, Disclosure, Row, RowKind, Table, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "S104",
    name: "missing-subtotal-row",
    title: "缺少类、款的小计行",
    title_en: "A class or section has no subtotal row",
    severity: Severity::Warning,
    page: include_str!("missing_subtotal.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for table in &context.disclosure.tables {
        let coded: Vec<(Code, &Row)> = table
            .rows
            .iter()
            .filter(|r| r.kind == RowKind::Coded)
            .filter_map(|r| Some((r.code?, r)))
            .collect();
        let has_row = |code: Code| coded.iter().any(|(c, _)| *c == code);
        let mut reported: Vec<Code> = Vec::new();
        for (code, row) in &coded {
            let Some(parent) = code.parent() else { continue };
            outcome.looked();
            let siblings_have = coded.iter().any(|(c, _)| c.level() == parent.level());
            if has_row(parent) || !siblings_have || reported.contains(&parent) {
                continue;
            }
            reported.push(parent);
            outcome.report(missing(context.disclosure, table, parent, row, &coded));
        }
    }
}

fn missing(
    disclosure: &Disclosure,
    table: &Table,
    parent: Code,
    first: &Row,
    coded: &[(Code, &Row)],
) -> Finding {
    let children: Vec<&Row> =
        coded.iter().filter(|(c, _)| c.parent() == Some(parent)).map(|(_, r)| *r).collect();
    let figures: Vec<_> = children.iter().filter_map(|r| r.cells.first()?.figure()).collect();
    let total: i64 = figures.iter().map(|&f| disclosure.figure(f).value).sum();
    let total = figures.first().map_or(String::new(), |&f| disclosure.figure(f).written_with_unit(total));
    let other = coded
        .iter()
        .find(|(c, _)| c.level() == parent.level())
        .map(|(c, r)| format!("{c} {}", fold(r.label.text())))
        .unwrap_or_default();
    let message = text!(
        "表{0}没有 {1} 的小计行，而同级的“{2}”有。{1} 之下 {3} 行合计为 {4}。",
        "Table {0} has no row for {1}, while “{2}” of the same level has one. The {3} rows under {1} add up to {4}.",
        table.number,
        parent,
        &other,
        children.len(),
        total
    );
    // Of a code in three cells, the one that should have had a row of its own.
    let cell = first.code_cells.get(parent.level() as usize).filter(|cell| !cell.is_blank());
    let place = cell.or(first.code_cells.first()).unwrap_or(&first.label).location();
    Finding::new(RULE.code, RULE.severity, message, place)
}
