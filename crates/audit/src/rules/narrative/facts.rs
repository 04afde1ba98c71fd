//! An amount of the narrative that differs from the table's.

use crate::equation::{Form, equal};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Coordinate, Disclosure, FigureId, text};

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
    match context.cell_at(table, row, column) {
        Some(fact) => {
            let statement =
                text!("文字中的{0} = 表{1}", "{0} in the text = table {1}", &claim.subject, found.number);
            outcome.state(&RULE, statement, Form::Sum(equal(amount, fact)));
        }
        None => blank(context.disclosure, claim, amount, found.number, outcome),
    }
}

/// The text gives an amount where the table has no row. A zero in the text is what a missing row says.
fn blank(disclosure: &Disclosure, claim: &Claim, amount: FigureId, table: u32, outcome: &mut Outcome) {
    outcome.looked();
    let figure = disclosure.figure(amount);
    if figure.value == 0 {
        return;
    }
    let message = text!(
        "文字说明“{0}”为 {1}，但表{2}中没有这一数字。请核对是表中漏填，还是文字有误。",
        "The narrative gives {1} for “{0}”, but table {2} has no such number.",
        &claim.subject,
        figure.with_unit(),
        table
    );
    outcome.report(
        Finding::new(RULE.code, Severity::Warning, message, figure.location)
            .actual(figure.numeral.to_string()),
    );
}
