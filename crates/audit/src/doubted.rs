//! The tables that were not read reliably: what would be said of their numbers is not said.

use crate::equation::{Equation, Form};
use crate::finding::Finding;
use mingzhang_model::{Disclosure, FigureId, Origin, Row, Text, text};
use std::collections::BTreeSet;

/// The tables of a disclosure that were not read reliably.
pub(crate) struct Doubted<'a> {
    pub(crate) disclosure: &'a Disclosure,
    tables: &'a [u32],
    /// The lines that their rows stand in.
    lines: BTreeSet<u32>,
}

impl<'a> Doubted<'a> {
    pub(crate) fn new(disclosure: &'a Disclosure, tables: &'a [u32]) -> Self {
        let found = tables.iter().filter_map(|&table| disclosure.tables.get(table as usize));
        let lines = found.flat_map(|t| &t.rows).flat_map(|row| lines_of(disclosure, row)).collect();
        Self { disclosure, tables, lines }
    }

    /// Whether an equation speaks of a number of these tables.
    pub(crate) fn touches(&self, form: &Form) -> bool {
        let mut touches = false;
        if !self.tables.is_empty() {
            form.each_figure(|figure| touches |= self.holds(figure));
        }
        touches
    }

    fn holds(&self, figure: FigureId) -> bool {
        let origin = self.disclosure.figures.get(figure.0 as usize).map(|f| &f.origin);
        matches!(origin, Some(Origin::Cell { table, .. }) if self.tables.contains(table))
    }

    /// Whether a finding stands in a row of these tables, or rests on one.
    pub(crate) fn concerns(&self, finding: &Finding) -> bool {
        let related = finding.related.iter().filter(|r| r.document.is_none()).map(|r| r.location);
        std::iter::once(finding.location).chain(related).any(|at| self.lines.contains(&at.line))
    }

    /// Why some of these equations were not checked.
    pub(crate) fn why(&self, equations: &[Equation]) -> Option<Text> {
        equations.iter().any(|e| self.touches(&e.form)).then(|| {
            let found = self.tables.iter().filter_map(|&table| self.disclosure.tables.get(table as usize));
            let numbers: BTreeSet<u32> = found.map(|t| t.number).collect();
            let tables = numbers.into_iter().map(|number| text!("表{0}", "table {0}", number));
            let tables = Text::joined(tables, "、", ", ");
            text!("{0}未能可靠读取", "{0} could not be read reliably", tables)
        })
    }
}

/// The lines that the words and numbers of a row stand in.
pub(crate) fn lines_of<'a>(disclosure: &'a Disclosure, row: &'a Row) -> impl Iterator<Item = u32> + 'a {
    let words = std::iter::once(&row.label).chain(&row.code_cells).chain(&row.project);
    let words = words.filter(|w| !w.is_blank()).map(|w| w.location().line);
    let figures = row.cells.iter().filter_map(mingzhang_model::Cell::figure);
    words.chain(figures.map(|f| disclosure.figure(f).location.line))
}
