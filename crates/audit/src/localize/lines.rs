//! The rows of a table as witnesses of whether it was read right.

use super::System;
use super::candidates::balancing;
use crate::equation::{Form, Term, total};
use mingzhang_model::{Cell, FigureId};
use std::collections::BTreeMap;

/// What the equations say of every row of a table.
pub(super) struct Lines {
    /// By table and row.
    pub all: BTreeMap<(usize, usize), Line>,
    /// The equations that the table takes part in and that do not hold.
    pub broken: Vec<usize>,
    /// How many equations it takes part in that speak of any amount.
    pub telling: usize,
}

/// What the equations say of one row.
#[derive(Default)]
pub(super) struct Line {
    /// Whether its columns add up to each other.
    pub has_sum: bool,
    /// The equations of the row that do not hold.
    pub broken: Vec<usize>,
    /// By how much the sums of its columns are off.
    pub off: Vec<i128>,
    /// Whether another place states one of its amounts.
    pub has_tie: bool,
    /// The tables that differ from it; none for the text.
    pub against: Vec<Option<u32>>,
    /// Amounts that are expected in one column and stand in another.
    pub moved: Vec<Moved>,
}

/// An amount in another column than expected.
pub(super) struct Moved {
    /// Where other places have it.
    pub expected: usize,
    /// Where it stands.
    pub found: usize,
}

impl Moved {
    /// How many columns it was moved by, to the right.
    pub(super) fn by(&self) -> isize {
        self.found.cast_signed() - self.expected.cast_signed()
    }
}

impl Line {
    pub(super) fn is_bad(&self) -> bool {
        !self.off.is_empty() || !self.against.is_empty()
    }
}

impl Lines {
    pub(super) fn of(system: &System<'_>, number: u32) -> Self {
        let mut lines = Self { all: BTreeMap::new(), broken: Vec::new(), telling: 0 };
        for equation in 0..system.equations.len() {
            if !system.explained[equation] {
                lines.hear(system, number, equation);
            }
        }
        lines
    }

    /// Takes down what an equation says of the rows of the table.
    fn hear(&mut self, system: &System<'_>, number: u32, equation: usize) {
        let figures = system.equations[equation].form.figures();
        let inside = |f: FigureId| system.cell_in(f, number);
        let cells: Vec<[usize; 3]> = figures.iter().filter_map(|&f| inside(f)).collect();
        let Some(&[table, row, column]) = cells.first() else { return };
        let is_broken = system.is_broken(equation);
        if is_broken {
            self.broken.push(equation);
        }
        let says_nothing = figures.iter().all(|&f| system.values[f.0 as usize] == 0);
        self.telling += usize::from(!says_nothing);
        let Form::Sum(terms) = &system.equations[equation].form else { return };
        if says_nothing || cells.iter().any(|cell| cell[..2] != [table, row]) {
            return;
        }
        let line = self.all.entry((table, row)).or_default();
        if cells.len() == figures.len() {
            line.has_sum = true;
            line.broken.extend(is_broken.then_some(equation));
            line.off.extend(is_broken.then(|| total(terms, system).abs()));
        } else if let [_] = cells[..] {
            line.has_tie = true;
            if is_broken {
                line.broken.push(equation);
                let others = figures.iter().filter(|&&f| inside(f).is_none());
                line.against.extend(
                    others.map(|&f| system.cell(f).map(|[other, ..]| system.disclosure.tables[other].number)),
                );
                line.moved.extend(moved(system, terms, [table, row, column]));
            }
        }
    }
}

/// The column of the row in which what an equation expects at a cell stands instead.
fn moved(system: &System<'_>, terms: &[Term], [table, row, column]: [usize; 3]) -> Option<Moved> {
    let here = terms.iter().find(|t| system.cell(t.figure) == Some([table, row, column]))?;
    let expected = balancing(system, terms, here.figure)?;
    let cells = &system.disclosure.tables[table].rows[row].cells;
    // What another relation to another place bears out is where it belongs.
    let borne_out =
        |figure: FigureId| system.uses(figure).any(|e| !system.is_broken(e) && !is_within(system, table, e));
    let has_it = |cell: &Cell| {
        let figure = cell.figure().filter(|&f| i128::from(system.values[f.0 as usize]) == expected);
        figure.is_some_and(|figure| !borne_out(figure))
    };
    let mut beside = [column.checked_sub(1), column.checked_add(1)].into_iter().flatten();
    let found = beside.find(|&c| cells.get(c).is_some_and(has_it))?;
    (expected != 0).then_some(Moved { expected: column, found })
}

/// Whether an equation speaks of one table alone.
fn is_within(system: &System<'_>, table: usize, equation: usize) -> bool {
    let figures = system.equations[equation].form.figures();
    figures.into_iter().all(|f| system.cell(f).is_some_and(|[t, ..]| t == table))
}
