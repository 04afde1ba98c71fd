//! A row printed twice, and counted once by the sums above it.

use super::hierarchy::{column_form, parents};
use crate::equation::Verdict;
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Disclosure, Row, RowKind, Table, text};

pub(crate) static RULE: Rule = Rule {
    code: "A104",
    name: "repeated-row",
    title: "同一科目的行重复列示",
    title_en: "A row is printed twice",
    severity: Severity::Error,
    page: include_str!("repeated_row.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for (index, table) in context.disclosure.tables.iter().enumerate() {
        if table.rows.iter().any(|r| r.kind == RowKind::Coded) {
            outcome.looked();
        }
        for row in repeated(context, index, &parents(table)) {
            outcome.report(finding(context.disclosure, table, &table.rows[row]));
        }
    }
}

fn finding(disclosure: &Disclosure, table: &Table, row: &Row) -> Finding {
    let message = text!(
        "表{0}的“{1} {2}”行重复列示，而上级各行只计了一次，请删去其中一行。",
        "Table {0} prints the row “{1} {2}” twice, while the rows above count it once; remove one.",
        table.number,
        row.code.map(|c| c.to_string()).unwrap_or_default(),
        row.name()
    );
    let finding = Finding::new(RULE.code, RULE.severity, message, row.label.location());
    match table.rows.iter().find(|first| is_twin(disclosure, first, row)) {
        Some(first) => finding.related(text!("前一行", "the first of them"), first.label.location()),
        None => finding,
    }
}

/// Rows of a table that are looked at; more than a page of them is no slip.
const MOST: usize = 100;

/// The rows that say again what one above them says, where the sums hold without them and not with them.
pub(super) fn repeated(context: &Context<'_>, index: usize, parents: &[Option<usize>]) -> Vec<usize> {
    let table = &context.disclosure.tables[index];
    let firsts: Vec<&Row> = table.rows.iter().filter(|row| !row.repeats()).collect();
    let again = |row: &Row| {
        row.repeats()
            && row.kind == RowKind::Coded
            && firsts.iter().any(|first| is_twin(context.disclosure, first, row))
    };
    let twins = (0..table.rows.len()).filter(|&row| again(&table.rows[row]));
    // Each costs as much as the table is long.
    twins.take(MOST).filter(|&row| counted_once(context, [index, row], parents)).collect()
}

/// Whether `first` is another row of the same code with the same amounts.
fn is_twin(disclosure: &Disclosure, first: &Row, row: &Row) -> bool {
    let values = |row: &Row| -> Vec<Option<i64>> {
        row.cells.iter().map(|c| c.figure().map(|f| disclosure.figure(f).value)).collect()
    };
    !first.repeats() && first.code == row.code && first.kind == row.kind && values(first) == values(row)
}

fn counted_once(context: &Context<'_>, [index, row]: [usize; 2], parents: &[Option<usize>]) -> bool {
    let Some(parent) = parents[row] else { return false };
    let verdicts = |without: Option<usize>| -> Vec<Verdict> {
        let children = (0..parents.len()).filter(|&r| parents[r] == Some(parent) && Some(r) != without);
        let children: Vec<usize> = children.collect();
        let columns = 0..context.disclosure.tables[index].columns.len();
        let sums = columns.filter_map(|column| column_form(context, [index, parent, column], &children));
        sums.map(|form| form.verdict(context.disclosure)).collect()
    };
    verdicts(None).contains(&Verdict::Broken) && !verdicts(Some(row)).contains(&Verdict::Broken)
}
