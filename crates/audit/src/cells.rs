//! Every cell of every table as a term of equations.
//!
//! A printed number stands for itself. A blank cell, or one that holds no number, is a place-holder: it counts as
//! nothing, and localization may find that an amount belongs there.

use mingzhang_model::{Cell, Disclosure, Figure, FigureId, Location, Numeral, Origin, Row, Table, Unit};

/// Where the place-holders of each table begin; their identifiers follow those of the printed figures.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    printed: u32,
    offsets: Vec<u32>,
}

impl Cells {
    pub(crate) fn of(disclosure: &Disclosure) -> Self {
        let printed = id(disclosure.figures.len());
        let mut next = printed;
        let offset = |table: &Table| {
            let here = next;
            next = next.saturating_add(id(table.rows.len() * table.columns.len()));
            here
        };
        Self { printed, offsets: disclosure.tables.iter().map(offset).collect() }
    }

    /// The figure in a cell, or the cell's place-holder; `None` if there is no such cell.
    pub(crate) fn term(&self, disclosure: &Disclosure, at: [usize; 3]) -> Option<FigureId> {
        let [table, row, column] = at;
        let found = disclosure.tables.get(table)?;
        let place_holder = self.offsets.get(table)?.saturating_add(id(row * found.columns.len() + column));
        Some(match found.rows.get(row)?.cells.get(column)? {
            Cell::Value(figure) => *figure,
            Cell::Blank | Cell::Unread(_) => FigureId(place_holder),
        })
    }

    /// Whether a term is a number that the document prints.
    pub(crate) fn is_printed(&self, term: FigureId) -> bool {
        term.0 < self.printed
    }

    /// The place-holders of all cells in the order of their identifiers, worth nothing.
    pub(crate) fn place_holders(disclosure: &Disclosure) -> impl Iterator<Item = Figure> + '_ {
        (0_usize..).zip(&disclosure.tables).flat_map(move |(index, table)| {
            let numeral = written_nothing(disclosure, table);
            let last_place = numeral.last_place(table.unit.exponent()).unwrap_or(1);
            table.rows.iter().enumerate().flat_map(move |(row_index, row)| {
                (0..table.columns.len()).map(move |column| Figure {
                    numeral,
                    unit: Unit::Money(table.unit),
                    value: 0,
                    last_place,
                    location: place(row, column),
                    origin: Origin::Cell { table: id(index), row: id(row_index), column: id(column) },
                })
            })
        })
    }
}

fn id(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Nothing, in the manner of the numbers of the table.
fn written_nothing(disclosure: &Disclosure, table: &Table) -> Numeral {
    let first = table.rows.iter().flat_map(|r| &r.cells).find_map(Cell::figure);
    match first.map(|f| disclosure.figure(f)) {
        Some(figure) => {
            let exponent = figure.unit.exponent();
            let exact = |d: &u8| 10_i64.pow(u32::from(exponent - d)) <= figure.last_place.max(1);
            figure.numeral.restated(0, exponent, (0..=exponent).find(exact).unwrap_or(exponent))
        }
        None => Numeral::NOTHING,
    }
}

/// What cannot be read stands in its cell; a blank one is pointed at by the label of its row.
fn place(row: &Row, column: usize) -> Location {
    match row.cells.get(column) {
        Some(Cell::Unread(written)) => written.location(),
        _ => row.project.as_ref().unwrap_or(&row.label).location(),
    }
}
