//! An amount of the narrative that differs from the table's.

use crate::equation::{Form, equal};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Cell, Claim, Coordinate, Disclosure, FigureId, text};

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
    let disclosure = context.disclosure;
    for claim in &disclosure.claims {
        for coordinate in &claim.coordinates {
            match (claim.amount, coordinate) {
                (Some(amount), Coordinate::Cell { table, row, column }) => {
                    cell(disclosure, claim, amount, (table, row, column), outcome);
                }
                (Some(_), Coordinate::Register(_)) | (None, _) => {}
            }
        }
    }
}

fn cell(
    disclosure: &Disclosure,
    claim: &Claim,
    amount: FigureId,
    at: (&str, &str, &str),
    outcome: &mut Outcome,
) {
    let (table, row, column) = at;
    let Some(found) = disclosure.table(table) else {
        outcome.not_checked(text!(
            "没有读到“{0}”所对应的表，未能核对",
            "the table that “{0}” refers to was not found",
            &claim.subject
        ));
        return;
    };
    match found.cell(row, column) {
        Some(Cell::Value(fact)) => {
            let statement =
                text!("文字中的{0} = 表{1}", "{0} in the text = table {1}", &claim.subject, found.number);
            outcome.state(&RULE, statement, Form::Sum(equal(amount, *fact)));
        }
        Some(Cell::Unread(_)) => outcome.not_checked(text!(
            "表{0}中“{1}”的数无法识别",
            "table {0}: the number for “{1}” could not be read",
            found.number,
            &claim.subject
        )),
        Some(Cell::Blank) | None => blank(disclosure, claim, amount, found.number, outcome),
    }
}

/// The text gives an amount where the table has none. A zero in the text is what a blank cell says.
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
