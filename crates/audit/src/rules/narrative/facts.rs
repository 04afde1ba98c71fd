//! An amount of the narrative that differs from the table's.

use crate::equation::{Form, equal};
use crate::finding::Severity;
use crate::rule::{Absence, Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Coordinate, FigureId, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "N101",
    name: "narrative-differs-from-table",
    title: "文字说明的数与表中的数不一致",
    title_en: "An amount of the narrative differs from the table",
    severity: Severity::Error,
    page: include_str!("facts.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for claim in &context.disclosure.claims {
        for coordinate in &claim.coordinates {
            if let (Some(amount), Coordinate::Cell { table, row, column }) = (claim.amount, coordinate) {
                cell(context, claim, amount, (table, row, column), outcome);
            }
        }
    }
}

fn cell(
    context: &Context<'_>,
    claim: &Claim,
    amount: FigureId,
    (table, row, column): (&str, &str, &str),
    outcome: &mut Outcome,
) {
    let Some(found) = context.disclosure.table(table) else {
        outcome.not_checked(text!(
            "没有读到“{0}”所对应的表，未能核对",
            "the table that “{0}” refers to was not found",
            &claim.subject
        ));
        return;
    };
    if found.is_unfilled() {
        outcome.not_checked(text!(
            "表{0}没有填数，“{1}”未能核对",
            "table {0} has no amounts to compare “{1}” with",
            found.number,
            &claim.subject
        ));
        return;
    }
    if let Some(fact) = context.cell_at(table, row, column) {
        let statement =
            text!("文字中的{0} = 表{1}", "{0} in the text = table {1}", &claim.subject, found.number);
        outcome.state(&RULE, statement, Form::Sum(equal(amount, fact)));
        return;
    }
    let index = context.disclosure.table_index(table);
    if let (Some(index), Some(column)) = (index, found.column(column)) {
        let label = fold(&claim.subject).trim_end_matches("(项)").to_owned();
        let absence =
            Absence { rule: RULE.code, table: index, row: row.into(), label, column, told_by: amount };
        outcome.misses(context, absence);
    }
}
