//! A row whose total column is not the sum of its parts.

use crate::equation::{Form, Verdict, sum};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Disclosure, FigureId, Origin, Row, Table, Text, text};
use mingzhang_standard::{ColumnSpec, LaneSpec, Profile};

pub(crate) static RULE: Rule = Rule {
    code: "A101",
    name: "columns-do-not-add-up",
    title: "行内各栏相加不等于合计栏",
    title_en: "The columns of a row do not add up to its total column",
    severity: Severity::Error,
    page: include_str!("columns.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for (index, table) in disclosure.tables.iter().enumerate() {
        let Some((_, lane)) = profile.lane(&table.key) else { continue };
        for spec in lane.columns.iter().filter(|c| !c.sum_of.is_empty()) {
            let Some(whole) = table.column(&spec.key) else { continue };
            let parts = parts(disclosure, table, spec);
            let statement = statement(lane, spec, &parts);
            for (at, row) in table.rows.iter().enumerate() {
                match figures(row, whole, &parts) {
                    Figures::All(whole, parts) => {
                        outcome.state(&RULE, statement.clone(), Form::Sum(sum(whole, parts)));
                    }
                    Figures::NoWhole(parts) => outcome.report(blank(disclosure, index, at, whole, &parts)),
                    Figures::NoParts => {}
                }
            }
        }
    }
}

/// The columns that take part. Those that some offices count within their neighbour take part if the rows add up with
/// them at least as often as without.
fn parts(disclosure: &Disclosure, table: &Table, spec: &ColumnSpec) -> Vec<usize> {
    let column = |key: &std::sync::Arc<str>| table.column(key);
    let with: Vec<usize> = spec.sum_of.iter().filter_map(column).collect();
    let without: Vec<usize> =
        spec.sum_of.iter().filter(|key| !spec.perhaps.contains(key)).filter_map(column).collect();
    let Some(whole) = table.column(&spec.key).filter(|_| with != without) else { return with };
    let broken = |parts: &[usize]| {
        let forms = table.rows.iter().filter_map(|row| match figures(row, whole, parts) {
            Figures::All(whole, parts) => Some(Form::Sum(sum(whole, parts))),
            Figures::NoWhole(_) | Figures::NoParts => None,
        });
        forms.filter(|form| form.verdict(disclosure) == Verdict::Broken).count()
    };
    if broken(&without) < broken(&with) { without } else { with }
}

enum Figures {
    All(FigureId, Vec<FigureId>),
    NoWhole(Vec<FigureId>),
    NoParts,
}

/// A blank part counts as nothing; a row that prints no part cannot be checked.
fn figures(row: &Row, whole: usize, parts: &[usize]) -> Figures {
    let figure = |&column: &usize| row.cells.get(column).and_then(mingzhang_model::Cell::figure);
    let parts: Vec<FigureId> = parts.iter().filter_map(figure).collect();
    match figure(&whole) {
        _ if parts.is_empty() => Figures::NoParts,
        Some(whole) => Figures::All(whole, parts),
        None => Figures::NoWhole(parts),
    }
}

fn statement(lane: &LaneSpec, whole: &ColumnSpec, parts: &[usize]) -> Text {
    let headings: Vec<&str> =
        parts.iter().filter_map(|&c| lane.columns.get(c)).map(|c| &*c.heading).collect();
    if headings.len() > 4 {
        return text!(
            "{0} = 所属 {1} 栏之和",
            "{0} = the sum of its {1} columns",
            &whole.heading,
            headings.len()
        );
    }
    text!("{0} = {1}", "{0} = {1}", &whole.heading, headings.join(" + "))
}

/// A total column left blank although its parts are printed.
fn blank(disclosure: &Disclosure, table: usize, row: usize, column: usize, parts: &[FigureId]) -> Finding {
    let id = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let place = disclosure.name_origin(&Origin::Cell { table: id(table), row: id(row), column: id(column) });
    let total: i64 = parts.iter().map(|&p| disclosure.figure(p).value).sum();
    let first = disclosure.figure(parts[0]);
    let message = text!(
        "{0}没有填数，而其各部分合计为 {1}。",
        "{0} is blank, while its parts add up to {1}.",
        place,
        first.written_with_unit(total)
    );
    let row = &disclosure.tables[table].rows[row];
    Finding::new(RULE.code, Severity::Warning, message, row.label.location()).expected(first.restated(total))
}
