//! A table whose numbers are right and whose unit is wrong: 元 where 万元 is meant.

use super::System;
use super::report::{SHOWN_EQUATIONS, evidence, leading};
use crate::equation::Verdict;
use crate::finding::{Certainty, Finding, Severity};
use mingzhang_model::{FigureId, MoneyUnit, Table, text};

/// So many relations to other places of the document must ask for the other unit.
const ENOUGH: usize = 2;

/// Finds every such table and takes it as mended.
pub(super) fn wrong_units(system: &mut System<'_>) -> Vec<Finding> {
    let usual = usual_unit(system);
    let rank = |t: &Table| (is_of_an_office(system, t), Some(t.unit) == usual, t.number);
    let mut tables: Vec<(bool, bool, u32)> = system.disclosure.tables.iter().map(rank).collect();
    // Of two tables that disagree, the one whose amounts no office has is at fault, or the one in the unit that is
    // unusual in this document.
    tables.sort_unstable();
    tables.dedup();
    tables.into_iter().filter_map(|(.., number)| wrong_unit(system, number)).collect()
}

/// Whether the largest amount of a table is such as offices have: between ten thousand yuan and a thousand million.
fn is_of_an_office(system: &System<'_>, table: &Table) -> bool {
    /// In fen.
    const YUAN: u64 = 100;
    let figures = table.rows.iter().flat_map(|r| &r.cells).filter_map(mingzhang_model::Cell::figure);
    let largest = figures.map(|f| system.values[f.0 as usize].unsigned_abs()).max().unwrap_or(0);
    (10_000 * YUAN..1_000_000_000 * YUAN).contains(&largest)
}

/// The unit of most amounts of the document.
fn usual_unit(system: &System<'_>) -> Option<MoneyUnit> {
    let written_in = |unit: MoneyUnit| {
        system.disclosure.figures.iter().filter(|f| f.unit == mingzhang_model::Unit::Money(unit)).count()
    };
    MoneyUnit::ALL.into_iter().max_by_key(|&unit| written_in(unit))
}

fn wrong_unit(system: &mut System<'_>, number: u32) -> Option<Finding> {
    let inside: Vec<FigureId> = figures_of(system, number);
    let crossing = crossing(system, number, &inside);
    if crossing.iter().filter(|&&e| system.is_broken(e)).count() < ENOUGH {
        return None;
    }
    let table: &Table = system.disclosure.tables.iter().find(|t| t.number == number)?;
    let meant = MoneyUnit::ALL.into_iter().filter(|&unit| unit != table.unit).find_map(|unit| {
        let changes = rescaled(system, &inside, table.unit, unit)?;
        let mended = |&&e: &&usize| system.is_broken(e) && system.supposing(e, &changes) == Verdict::Holds;
        let mended: Vec<usize> = crossing.iter().filter(mended).copied().collect();
        (mended.len() >= ENOUGH && mended.len() * 2 > crossing.len()).then_some((unit, changes, mended))
    });
    let (unit, changes, mended) = meant?;
    let finding = finding(system, table, unit, &mended);
    for &(figure, value) in &changes {
        system.values[figure.0 as usize] = value;
    }
    for equation in mended {
        system.explain(equation);
    }
    for (figure, _) in changes {
        system.judge_around(figure);
    }
    Some(finding)
}

/// The printed figures of a table, of all its lanes.
fn figures_of(system: &System<'_>, number: u32) -> Vec<FigureId> {
    let lanes = system.disclosure.tables.iter().filter(|t| t.number == number);
    lanes.flat_map(|t| &t.rows).flat_map(|r| &r.cells).filter_map(mingzhang_model::Cell::figure).collect()
}

/// The equations between the table and other places of the document.
fn crossing(system: &System<'_>, number: u32, inside: &[FigureId]) -> Vec<usize> {
    let is_inside = |f: FigureId| system.cell_in(f, number).is_some();
    let crosses = |&e: &usize| {
        system.equations[e].form.figures().into_iter().any(|f| !is_inside(f) && !system.is_blank(f))
    };
    let mut all: Vec<usize> = inside.iter().flat_map(|&f| system.uses(f)).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(crosses);
    all
}

/// The figures as they would be in another unit; `None` if they are too large for it.
fn rescaled(
    system: &System<'_>,
    figures: &[FigureId],
    from: MoneyUnit,
    to: MoneyUnit,
) -> Option<Vec<(FigureId, i64)>> {
    let scaled = |&figure: &FigureId| {
        let numeral = system.figure(figure).numeral;
        (system.figure(figure).unit == mingzhang_model::Unit::Money(from))
            .then(|| numeral.scaled(to.exponent()).map(|value| (figure, value)))
            .flatten()
    };
    figures.iter().map(scaled).collect()
}

fn finding(system: &System<'_>, table: &Table, unit: MoneyUnit, mended: &[usize]) -> Finding {
    let message = text!(
        "表{0}《{1}》的金额单位是{2}，按其中的数与其他各处的 {4} 个关系式，应为{3}。",
        "Table {0} “{1}” is in {2}; by {4} relations of its numbers to other places it should be in {3}.",
        table.number,
        table.title.text(),
        table.unit,
        unit,
        mended.len()
    );
    let rule = system.equations[leading(system, mended)].rule;
    let place = table.unit_location.unwrap_or_else(|| table.location());
    let mut finding =
        Finding::new(rule, Severity::Error, message, place).actual(table.unit.name()).expected(unit.name());
    finding.certainty = Certainty::Proved;
    let terms = mended.iter().take(SHOWN_EQUATIONS).flat_map(|&e| system.equations[e].form.figures());
    finding.related = terms.filter(|&f| !system.is_blank(f)).map(|f| evidence(system, f)).collect();
    finding
}
