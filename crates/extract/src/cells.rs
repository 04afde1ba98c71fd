//! The amounts that tables print, each with the entries of a ledger that it is the sum of.

use crate::details::details;
use crate::take::{Take, column_takes};
use mingzhang_ledger::Nature;
use mingzhang_model::{Cell, Code, Disclosure, Kind, Row, RowKind, Table, fold};
use mingzhang_standard::{ColumnSpec, LaneSpec, Profile, RowScheme, RowSpec};
use std::collections::BTreeSet;

/// A cell of a table that the document prints, or leaves blank.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    /// Index of the table in the disclosure.
    pub table: usize,
    /// Index of the row.
    pub row: usize,
    /// Index of the column.
    pub column: usize,
    /// What it is the sum of.
    pub take: Take,
    /// The same without what some offices count elsewhere, if there is such a column.
    pub or_take: Option<Take>,
    /// In fen; nothing printed is zero.
    pub value: i64,
    /// By how much the exact amount may differ from the printed one.
    pub slack: i64,
    /// Whether a number is printed.
    pub is_number: bool,
    /// Whether the form prints the rows of its table.
    pub is_named: bool,
    /// Whether other cells of the table do not already say what it says.
    pub is_detail: bool,
}

/// All cells of the tables that the profile tells how to fill.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    pub all: Vec<Printed>,
    /// Whether each amount was rounded for itself, as those of final accounts are.
    pub are_rounded: bool,
}

impl Cells {
    /// Those of a disclosure.
    pub(crate) fn new(disclosure: &Disclosure, profile: &Profile) -> Self {
        let are_rounded = profile.kind == Kind::FinalAccounts;
        let mut cells = Self { all: Vec::new(), are_rounded };
        for (index, table) in disclosure.tables.iter().enumerate().filter(|(_, table)| table.legible) {
            let Some((_, lane)) = profile.lane(&table.key) else { continue };
            // Of one column nothing need be told: it is all that the rows are about.
            let one = lane.columns.len() == 1 && lane.rows.is_empty() && tells_takes(profile);
            if one || takes(lane) {
                cells.read(disclosure, index, table, lane);
            }
        }
        cells
    }

    fn read(&mut self, disclosure: &Disclosure, index: usize, table: &Table, lane: &LaneSpec) {
        let telling = Telling::of(table, lane);
        for (at, row) in table.rows.iter().enumerate() {
            let Some(about) = about(table, lane, row) else { continue };
            let across = columns_that_tell(table, lane, row);
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(spec) = table.columns.get(column).and_then(|c| spec_of(lane, &c.key)) else {
                    continue;
                };
                let Some(value) = value_of(disclosure, cell) else { continue };
                let figure = cell.figure().map(|id| disclosure.figure(id));
                let take = about.in_column(lane, spec);
                let or_take = (!spec.perhaps.is_empty())
                    .then(|| Take { columns: column_takes(lane, &spec.key, &spec.perhaps), ..take.clone() });
                let is_sum = !take.others.is_empty();
                self.push(Printed {
                    table: index,
                    row: at,
                    column,
                    take,
                    or_take,
                    value,
                    slack: figure.map_or(0, |figure| figure.last_place / 2),
                    is_number: figure.is_some(),
                    is_named: !lane.rows.is_empty(),
                    is_detail: !is_sum && across.contains(&column) && telling.tells(at, column),
                });
            }
        }
    }

    /// A project that stands in two rows under one code has what both say.
    fn push(&mut self, cell: Printed) {
        let same = |known: &&mut Printed| {
            known.table == cell.table && known.column == cell.column && known.take == cell.take
        };
        let twice = cell.take.project.is_some();
        match self.all.iter_mut().rev().filter(|_| twice).find(same) {
            Some(known) => known.value += cell.value,
            None => self.all.push(cell),
        }
    }

    /// By how much a sum of this cell's parts may differ from it because each number of its table was rounded for itself.
    pub(crate) fn rounding(&self, cell: &Printed) -> i64 {
        let same = self.all.iter().filter(|other| other.table == cell.table);
        let slack = same.clone().map(|other| other.slack).max().unwrap_or(0);
        let parts = same.filter(|other| other.is_detail && other.is_number).count();
        // Offices mind the sums of budgets; final accounts are what their books say.
        let parts = if self.are_rounded { parts.max(4) } else { 4 };
        i64::try_from(parts).unwrap_or(4) * slack
    }

    /// Two of the last place of the amounts that are printed with the fewest digits, in fen.
    pub(crate) fn coarsest(&self) -> i64 {
        4 * self.all.iter().map(|cell| cell.slack).max().unwrap_or(0)
    }

    /// The value of a cell, by its place.
    pub(crate) fn value(&self, table: usize, row: usize, column: usize) -> Option<i64> {
        let is_it = |cell: &&Printed| (cell.table, cell.row, cell.column) == (table, row, column);
        self.all.iter().find(is_it).map(|cell| cell.value)
    }
}

/// Whether a lane tells which entries it takes.
fn takes(lane: &LaneSpec) -> bool {
    lane.columns.iter().any(|column| column.take.is_some()) || lane.rows.iter().any(|row| row.take.is_some())
}

/// Whether a profile was written for filling in its tables, not only for reading them.
fn tells_takes(profile: &Profile) -> bool {
    profile.tables.iter().flat_map(|table| &table.lanes).any(takes)
}

fn value_of(disclosure: &Disclosure, cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Value(id) => disclosure.figure(*id).money().map(|money| money.0),
        Cell::Blank => Some(0),
        Cell::Unread(_) => None,
    }
}

pub(crate) fn spec_of<'l>(lane: &'l LaneSpec, key: &str) -> Option<&'l ColumnSpec> {
    lane.columns.iter().find(|spec| &*spec.key == key)
}

/// What a row is about.
enum About<'l> {
    /// A row of the form.
    Named(&'l RowSpec),
    /// Entries that have something in common, whatever the column.
    Common(Take),
}

impl About<'_> {
    /// What its cell in a column is the sum of.
    fn in_column(&self, lane: &LaneSpec, column: &ColumnSpec) -> Take {
        match self {
            Self::Named(row) => Take::of_named(lane, row, column),
            Self::Common(take) => Take {
                list: lane.list_of(None, column),
                columns: column_takes(lane, &column.key, &[]),
                ..take.clone()
            },
        }
    }
}

fn about<'l>(table: &Table, lane: &'l LaneSpec, row: &Row) -> Option<About<'l>> {
    let named = || lane.rows.iter().find(|spec| *spec.key == *row.key).map(About::Named);
    match row.kind {
        RowKind::Total if !lane.rows.is_empty() => named(),
        RowKind::Named => named(),
        _ => common(table, lane, row).map(About::Common),
    }
}

/// What the entries of a row have in common.
fn common(table: &Table, lane: &LaneSpec, row: &Row) -> Option<Take> {
    let take = Take::default();
    match row.kind {
        RowKind::Total => Some(take),
        RowKind::Coded if row.repeats() => None,
        RowKind::Coded if lane.scheme == RowScheme::Economic => Some(Take { economic: row.code, ..take }),
        RowKind::Coded => Some(Take { functional: row.code, ..take }),
        RowKind::Project | RowKind::Other if lane.scheme == RowScheme::Projects => {
            of_project_row(table, lane, row, take)
        }
        RowKind::Project => {
            let project = row.project.as_ref().unwrap_or(&row.label);
            Some(Take { functional: row.code, project: Some(fold(project.text())), ..take })
        }
        RowKind::Named | RowKind::Other => None,
    }
}

/// A row of a list of projects. One of basic expenditure has the name of no project, whatever it is called.
fn of_project_row(table: &Table, lane: &LaneSpec, row: &Row, take: Take) -> Option<Take> {
    let columns = columns_that_tell(table, lane, row);
    let used = columns.into_iter().filter(|column| row.cells.get(*column).is_some_and(Cell::is_number));
    let keys: Vec<&str> = used.filter_map(|column| table.columns.get(column)).map(|c| &*c.key).collect();
    let takes = |key: &&str| {
        let columns = column_takes(lane, key, &[]);
        Take { columns, ..Take::default() }.takes_nature(Nature::Project)
    };
    let name = if keys.iter().any(takes) {
        fold(row.project.as_ref().unwrap_or(&row.label).text())
    } else {
        String::new()
    };
    (!keys.is_empty()).then_some(Take { project: Some(name), ..take })
}

pub(crate) fn has_numbers(table: &Table, row: &Row) -> bool {
    table.columns.iter().zip(&row.cells).any(|(_, cell)| cell.is_number())
}

/// The columns of a row that are no sums of other columns.
fn columns_that_tell(table: &Table, lane: &LaneSpec, row: &Row) -> BTreeSet<usize> {
    let specs = lane.columns.iter().map(|spec| (&*spec.key, &spec.sum_of[..]));
    let found = details(specs, |key| table.column(key).and_then(|column| row.cells.get(column)));
    found.iter().filter_map(|key| table.column(key)).collect()
}

/// Which rows of a table are no sums of other rows.
struct Telling {
    /// For each column the rows.
    rows: Vec<BTreeSet<usize>>,
}

impl Telling {
    fn of(table: &Table, lane: &LaneSpec) -> Self {
        let rows = |column: usize| {
            if lane.rows.is_empty() { lowest(table, lane) } else { named(table, lane, column) }
        };
        Self { rows: (0..table.columns.len()).map(rows).collect() }
    }

    fn tells(&self, row: usize, column: usize) -> bool {
        self.rows.get(column).is_some_and(|rows| rows.contains(&row))
    }
}

fn named(table: &Table, lane: &LaneSpec, column: usize) -> BTreeSet<usize> {
    let specs = lane.rows.iter().map(|spec| (&*spec.key, &spec.sum_of[..]));
    let found = details(specs, |key| table.row(key).and_then(|row| row.cells.get(column)));
    let index = |key: &&str| table.rows.iter().position(|row| *row.key == **key);
    found.iter().filter_map(index).collect()
}

/// Rows of codes with none below them, and of projects; the total where there are no others.
fn lowest(table: &Table, lane: &LaneSpec) -> BTreeSet<usize> {
    let coded = |row: &Row| matches!(row.kind, RowKind::Coded | RowKind::Project | RowKind::Other);
    let alone = !table.rows.iter().any(|row| coded(row) && has_numbers(table, row));
    let tells = |row: &Row| match row.kind {
        RowKind::Total => alone,
        RowKind::Project => true,
        RowKind::Other => lane.scheme == RowScheme::Projects,
        RowKind::Named => false,
        RowKind::Coded => {
            row.code.is_some_and(|code| !table.rows.iter().any(|other| is_below(other, row, code)))
        }
    };
    (0..table.rows.len()).filter(|at| tells(&table.rows[*at])).collect()
}

/// Whether a row divides the one of `code` further.
fn is_below(other: &Row, row: &Row, code: Code) -> bool {
    let below = other.code.is_some_and(|below| below.is_within(code) && below != code);
    let project = other.kind == RowKind::Project && row.kind == RowKind::Coded && other.code == Some(code);
    below || project
}
