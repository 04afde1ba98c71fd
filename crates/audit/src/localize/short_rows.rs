//! A row whose sums fail in several columns by amounts that make up a row of their own: a row below it was left out, or
//! one is wrong as a whole. One such row explains more than a wrong number in every column.

use super::System;
use super::report::{SHOWN_TERMS, evidence};
use crate::equation::{Form, total};
use crate::finding::{Certainty, Finding};
use mingzhang_model::{FigureId, RowKind, Text, text};

/// The broken sums of one row over the rows below it, and the difference in each column.
struct Gap {
    /// Table and row.
    at: [usize; 2],
    /// Equation, column, whole less parts.
    sums: Vec<(usize, usize, i64)>,
}

/// Reports every such row; its equations are explained.
pub(super) fn short_rows(system: &mut System<'_>) -> Vec<(Finding, Vec<usize>)> {
    let found: Vec<Gap> = gaps(system).into_iter().filter(Gap::makes_a_row).collect();
    let reported = found.iter().map(|gap| {
        let equations: Vec<usize> = gap.sums.iter().map(|(equation, ..)| *equation).collect();
        (finding(system, gap), equations)
    });
    let reported: Vec<_> = reported.collect();
    reported.iter().flat_map(|(_, equations)| equations).for_each(|&equation| system.explain(equation));
    reported
}

impl Gap {
    /// All columns differ the same way, and the largest difference is the total of the others, as in a row.
    fn makes_a_row(&self) -> bool {
        let sizes = self.sums.iter().map(|(_, _, off)| off.saturating_abs());
        let (largest, all) = (sizes.clone().max().unwrap_or(0), sizes.sum::<i64>());
        let positive = self.sums.iter().filter(|(_, _, off)| *off > 0).count();
        self.sums.len() > 1 && all == 2 * largest && (positive == 0 || positive == self.sums.len())
    }
}

fn gaps(system: &System<'_>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for equation in (0..system.equations.len()).filter(|&e| system.is_broken(e)) {
        let Some(([table, row, column], off)) = sum_of_rows(system, equation) else { continue };
        match gaps.iter_mut().find(|gap| gap.at == [table, row]) {
            Some(gap) => gap.sums.push((equation, column, off)),
            None => gaps.push(Gap { at: [table, row], sums: vec![(equation, column, off)] }),
        }
    }
    gaps
}

/// The cell of the whole, and whole less parts, if the equation adds up rows of a classification or projects.
pub(super) fn sum_of_rows(system: &System<'_>, equation: usize) -> Option<([usize; 3], i64)> {
    let Form::Sum(terms) = &system.equations[equation].form else { return None };
    let (whole, parts) = terms.split_first()?;
    let at @ [table, _, column] = system.cell(whole.figure)?;
    let below = |figure: FigureId| {
        let kind = |row: usize| system.disclosure.tables[table].rows[row].kind;
        system.cell(figure).is_some_and(|[t, row, c]| {
            t == table && c == column && matches!(kind(row), RowKind::Coded | RowKind::Project)
        })
    };
    let plain = whole.coefficient == 1 && parts.iter().all(|t| t.coefficient == -1 && below(t.figure));
    plain.then_some((at, i64::try_from(total(terms, system)).ok()?))
}

fn finding(system: &System<'_>, gap: &Gap) -> Finding {
    let ((first, ..), [table, row]) = (gap.sums[0], gap.at);
    let table = &system.disclosure.tables[table];
    let stated = system.equations[first];
    let figures = stated.form.figures();
    let amounts = gap.sums.iter().map(|(_, column, off)| {
        let amount = system.figure(figures[0]).written_with_unit(off.saturating_abs());
        format!("“{}” {amount}", table.columns[*column].heading)
    });
    let amounts = Text::same(amounts.collect::<Vec<_>>().join("、"));
    let message = if gap.sums[0].2 > 0 {
        text!(
            "表{0}“{1}”不成立，各栏都少一行的数：{2}。多半是漏列了一行；也可能是其中一行整行写错，请核对。",
            "Table {0}: “{1}” does not hold; every column falls short by what makes a row: {2}. A row may have been left out, or one is wrong as a whole.",
            table.number,
            system.statement(first),
            amounts
        )
    } else {
        text!(
            "表{0}“{1}”不成立，各栏都多出一行的数：{2}。可能是有一行重复、列错位置或整行写错，请核对。",
            "Table {0}: “{1}” does not hold; every column exceeds it by what makes a row: {2}. A row may stand twice or in the wrong place, or is wrong as a whole.",
            table.number,
            system.statement(first),
            amounts
        )
    };
    let place = table.rows[row].label.location();
    let mut finding = Finding::new(stated.rule, stated.severity, message, place);
    finding.certainty = Certainty::Ambiguous;
    let shown = figures.into_iter().filter(|&f| !system.is_blank(f)).take(SHOWN_TERMS);
    finding.related = shown.map(|f| evidence(system, f)).collect();
    finding
}
