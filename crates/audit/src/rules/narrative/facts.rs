//! An amount of the narrative that differs from the table's.

use crate::equation::{Form, Verdict, equal};
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
    for (index, claim) in context.disclosure.claims.iter().enumerate() {
        if repeats(context, index) {
            continue;
        }
        for coordinate in &claim.coordinates {
            if let (Some(amount), Coordinate::Cell { table, row, column }) = (claim.amount, coordinate) {
                cell(context, claim, amount, (table, row, column), outcome);
            }
        }
        for coordinate in &claim.budget_coordinates {
            if let (Some(budget), Coordinate::Cell { table, row, column }) = (claim.budget, coordinate) {
                cell(context, claim, budget, (table, row, column), outcome);
            }
        }
    }
}

/// Whether a wrong amount is only said once more: it is one mistake.
fn repeats(context: &Context<'_>, index: usize) -> bool {
    let disclosure = context.disclosure;
    let value = |claim: &Claim| claim.amount.map(|id| disclosure.figure(id).value);
    let claim = &disclosure.claims[index];
    let wrong = |amount: FigureId| {
        let table = super::base::in_table(context, claim);
        table.is_some_and(|fact| Form::Sum(equal(amount, fact)).verdict(disclosure) == Verdict::Broken)
    };
    let before = disclosure.claims[..index].iter().rev().take_while(|c| c.section == claim.section);
    let mut same = before.filter(|c| c.coordinates == claim.coordinates && !c.coordinates.is_empty());
    same.any(|c| value(c) == value(claim)) && claim.amount.is_some_and(wrong)
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
