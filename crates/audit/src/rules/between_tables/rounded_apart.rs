//! Classes whose amounts differ by a last digit between the overviews of final accounts and the tables by function.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::ties::rounded_apart;
use mingzhang_model::{FigureId, Row, RowKind, text};

pub(crate) static RULE: Rule = Rule {
    code: "X203",
    name: "rounded-apart",
    title: "同一金额在各表中相差末位，系分别四舍五入",
    title_en: "One amount differs by its last digit between tables, each rounded for itself",
    severity: Severity::Info,
    page: include_str!("rounded_apart.md"),
    check: Check::Disclosure(check),
};

/// The overviews, and the tables by function that they sum up.
const PAIRS: [[&str; 4]; 2] = [
    ["overview.expenditure", "amount", "expenditure", "total"],
    ["appropriation.expenditure", "general", "general_expenditure", "total"],
];

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let mut told: Vec<(FigureId, FigureId)> = Vec::new();
    for [overview, column, table, total] in PAIRS {
        let Some(rows) = disclosure.table(overview).map(|t| &t.rows) else { continue };
        for row in rows.iter().filter(|r| r.kind == RowKind::Coded) {
            let cells =
                [context.cell_at(overview, &row.key, column), context.cell_at(table, &row.key, total)];
            let [Some(left), Some(right)] = cells else { continue };
            outcome.looked();
            let values = |f: FigureId| disclosure.figures.get(f.0 as usize).map(|f| f.value);
            let known =
                |&(l, r): &(FigureId, FigureId)| values(l) == values(left) && values(r) == values(right);
            if rounded_apart(disclosure, &[left, right]) && !told.iter().any(known) {
                told.push((left, right));
                outcome.report(finding(context, row, left, right));
            }
        }
    }
}

fn finding(context: &Context<'_>, row: &Row, left: FigureId, right: FigureId) -> Finding {
    let disclosure = context.disclosure;
    let (here, there) = (disclosure.figure(left), disclosure.figure(right));
    let message = text!(
        "“{0}”在{1}是 {2}，在{3}是 {4}，只差末位，可能是各表分别四舍五入所致，供核对。",
        "“{0}” is {2} in {1} and {4} in {3}: the last digit differs, perhaps as each table was rounded for itself.",
        row.name(),
        disclosure.describe(left),
        here.with_unit(),
        disclosure.describe(right),
        there.with_unit()
    );
    let evidence = text!("{0} {1}", "{0} {1}", disclosure.describe(right), there.with_unit());
    Finding::new(RULE.code, RULE.severity, message, here.location)
        .judgement()
        .related(evidence, there.location)
}
