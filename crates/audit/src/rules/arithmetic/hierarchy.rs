//! A class, section or total that is not the sum of the rows below it.

use crate::equation::{Form, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Cell, FigureId, Row, RowKind, Table, Text, fold, text};
use mingzhang_standard::{Profile, RowScheme};

pub(crate) static RULE: Rule = Rule {
    code: "A102",
    name: "rows-do-not-add-up",
    title: "合计、类、款与其下各行之和不符",
    title_en: "A total, class or section is not the sum of the rows below it",
    severity: Severity::Error,
    page: include_str!("hierarchy.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    for table in &context.disclosure.tables {
        let named = profile.lane(&table.key).is_none_or(|(_, lane)| lane.scheme == RowScheme::Named);
        if named {
            continue;
        }
        let parents = parents(table);
        for (index, row) in table.rows.iter().enumerate() {
            let children: Vec<&Row> = table
                .rows
                .iter()
                .zip(&parents)
                .filter(|(_, parent)| **parent == Some(index))
                .map(|(r, _)| r)
                .collect();
            if children.is_empty() {
                continue;
            }
            let statement = statement(row, &children);
            for column in 0..table.columns.len() {
                if let Some((whole, parts)) = figures(row, &children, column) {
                    outcome.state(&RULE, statement.clone(), Form::Sum(sum(whole, parts)));
                }
            }
        }
    }
}

/// For every row the index of the row it adds to: the nearest coded ancestor that the table prints, else the total.
fn parents(table: &Table) -> Vec<Option<usize>> {
    let total = table.rows.iter().position(|r| r.kind == RowKind::Total);
    let row_of = |code| table.rows.iter().position(|r| r.kind == RowKind::Coded && r.code == Some(code));
    let parent = |(index, row): (usize, &Row)| {
        let code = match row.kind {
            RowKind::Coded => row.code?,
            RowKind::Project => return project_parent(table, index, row).or(total),
            RowKind::Total | RowKind::Named | RowKind::Other => return None,
        };
        std::iter::successors(code.parent(), |c| c.parent()).find_map(row_of).or(total)
    };
    table.rows.iter().enumerate().map(parent).collect()
}

/// A project adds to the row of its own code if the table has one, else to that of the nearest ancestor.
fn project_parent(table: &Table, index: usize, row: &Row) -> Option<usize> {
    let row_of = |code| table.rows.iter().position(|r| r.kind == RowKind::Coded && r.code == Some(code));
    match row.code {
        Some(code) => std::iter::successors(Some(code), |c| c.parent()).find_map(row_of),
        None => table.rows[..index].iter().rposition(|r| r.kind == RowKind::Coded),
    }
}

/// Blank children count as nothing, but something must be there to add up, and nothing may be illegible.
fn figures(row: &Row, children: &[&Row], column: usize) -> Option<(FigureId, Vec<FigureId>)> {
    let whole = row.cells.get(column)?.figure()?;
    let cells: Vec<&Cell> = children.iter().filter_map(|child| child.cells.get(column)).collect();
    if cells.iter().any(|cell| matches!(cell, Cell::Unread(_))) {
        return None;
    }
    let parts: Vec<FigureId> = cells.into_iter().filter_map(Cell::figure).collect();
    (!parts.is_empty()).then_some((whole, parts))
}

fn statement(row: &Row, children: &[&Row]) -> Text {
    let label = fold(row.label.text());
    text!("{0} = 其下 {1} 行之和", "{0} = the sum of the {1} rows below it", label, children.len())
}
