//! A class, section or total that is not the sum of the rows below it.

use super::repeated_row::repeated;
use crate::equation::{Form, Statement, sum};
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
    for (index, table) in context.disclosure.tables.iter().enumerate() {
        let named = profile.lane(&table.key).is_none_or(|(_, lane)| lane.scheme == RowScheme::Named);
        if named {
            continue;
        }
        let used = table.used_columns();
        let children = children(context, index);
        for (row, children) in children.iter().enumerate().filter(|(_, children)| !children.is_empty()) {
            let statement = Statement::from(statement(&table.rows[row], children.len()));
            for column in (0..table.columns.len()).filter(|&c| used[c]) {
                if let Some(form) = column_form(context, [index, row, column], children) {
                    outcome.state(&RULE, statement.clone(), form);
                }
            }
        }
    }
}

/// For every row the indexes of the rows that add up to it.
fn children(context: &Context<'_>, index: usize) -> Vec<Vec<usize>> {
    let parents = parents(&context.disclosure.tables[index]);
    let mut children = vec![Vec::new(); parents.len()];
    let repeated = repeated(context, index, &parents);
    for (row, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent.filter(|_| !repeated.contains(&row)) {
            children[parent].push(row);
        }
    }
    children
}

/// For every row the index of the row it adds to: the nearest coded ancestor that the table prints, else the total.
pub(super) fn parents(table: &Table) -> Vec<Option<usize>> {
    let total = table.rows.iter().position(|r| r.kind == RowKind::Total);
    let row_of = |code| table.rows.iter().position(|r| r.kind == RowKind::Coded && r.code == Some(code));
    let parent = |(index, row): (usize, &Row)| {
        let code = match row.kind {
            RowKind::Coded => row.code?,
            RowKind::Project => return project_parent(table, index, row).or(total),
            RowKind::Total | RowKind::Named | RowKind::Other => return None,
        };
        code.lineage().skip(1).find_map(row_of).or(total)
    };
    table.rows.iter().enumerate().map(parent).collect()
}

/// A project adds to the row of its own code if the table has one, else to that of the nearest ancestor.
fn project_parent(table: &Table, index: usize, row: &Row) -> Option<usize> {
    let row_of = |code| table.rows.iter().position(|r| r.kind == RowKind::Coded && r.code == Some(code));
    match row.code {
        Some(code) => code.lineage().find_map(row_of),
        None => table.rows[..index].iter().rposition(|r| r.kind == RowKind::Coded),
    }
}

/// Blank cells count as nothing, but a child must print an amount, and the row above them must not be a mere heading.
pub(super) fn column_form(context: &Context<'_>, at: [usize; 3], children: &[usize]) -> Option<Form> {
    let [table, row, column] = at;
    let whole = context.cell(at)?;
    let parts: Vec<FigureId> =
        children.iter().filter_map(|&child| context.cell([table, child, column])).collect();
    let heading = !context.disclosure.tables[table].rows[row].cells.iter().any(Cell::is_number);
    (!heading && context.prints_any(&parts)).then(|| Form::Sum(sum(whole, parts)))
}

fn statement(row: &Row, children: usize) -> Text {
    let label = fold(row.label.text());
    text!("{0} = 其下 {1} 行之和", "{0} = the sum of the {1} rows below it", label, children)
}
