//! Numbers that are right and stand in the wrong place: two exchanged, or one in the column beside its own.

use super::System;
use super::report::{evidence, leading};
use crate::equation::Verdict;
use crate::finding::{Certainty, Finding, Severity};
use mingzhang_model::{Cell, FigureId, Text, text};

/// Looks at what no single number explains.
pub(super) fn misplaced(system: &mut System<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for equation in 0..system.equations.len() {
        if system.is_broken(equation) {
            findings.extend(around(system, equation));
        }
    }
    findings
}

fn around(system: &mut System<'_>, equation: usize) -> Option<Finding> {
    let mut figures = system.suspects(equation);
    figures.retain(|&f| !system.is_blank(f));
    figures.into_iter().find_map(|figure| {
        let [table, row, column] = system.cell(figure)?;
        let found = &system.disclosure.tables[table];
        let beside = (0..found.columns.len()).filter(|&c| c != column).map(|c| [row, c]);
        let next = [row.checked_sub(1), row.checked_add(1)].into_iter().flatten().map(|r| [r, column]);
        let neighbours: Vec<[usize; 2]> = beside.chain(next).collect();
        neighbours.into_iter().find_map(|[row, column]| match found.rows.get(row)?.cells.get(column)? {
            Cell::Value(other) => exchanged(system, figure, *other),
            Cell::Blank => moved(system, figure, column),
            Cell::Unread(_) => None,
        })
    })
}

/// Two numbers in each other's place: exchanged, everything around them holds.
fn exchanged(system: &mut System<'_>, one: FigureId, other: FigureId) -> Option<Finding> {
    let (here, there) = (system.values[one.0 as usize], system.values[other.0 as usize]);
    if here == there || system.mended[one.0 as usize] || system.mended[other.0 as usize] {
        return None;
    }
    let around: Vec<usize> = system.uses(one).chain(system.uses(other)).collect();
    let broken: Vec<usize> = around.iter().copied().filter(|&e| system.is_broken(e)).collect();
    let changes = [(one, there), (other, here)];
    if broken.is_empty() || around.iter().any(|&e| system.supposing(e, &changes) == Verdict::Broken) {
        return None;
    }
    let (first, second) = if system.figure(one).location <= system.figure(other).location {
        (one, other)
    } else {
        (other, one)
    };
    let message = text!(
        "{0} {1} 与{2} {3} 可能互相填错了位置：对调之后，{4} 个不成立的关系式都成立。",
        "{0} {1} and {2} {3} seem to stand in each other's place: exchanged, {4} broken relations hold.",
        system.describe(first),
        system.figure(first).with_unit(),
        system.describe(second),
        system.figure(second).with_unit(),
        broken.len()
    );
    let finding = finding(system, first, Some(system.values[second.0 as usize]), message, &broken, second);
    system.correct(&changes);
    Some(finding)
}

/// A number in the column beside its own: one column has it too many, the other too few.
fn moved(system: &mut System<'_>, figure: FigureId, to: usize) -> Option<Finding> {
    let [table, row, _] = system.cell(figure)?;
    let value = system.values[figure.0 as usize];
    if value == 0 || system.mended[figure.0 as usize] {
        return None;
    }
    let blank = system.place_holder([table, row, to])?;
    let around: Vec<usize> = system.uses(figure).chain(system.uses(blank)).collect();
    let broken: Vec<usize> = around.iter().copied().filter(|&e| system.is_broken(e)).collect();
    let changes = [(figure, 0), (blank, value)];
    let both = broken.iter().any(|&e| mentions(system, e, figure))
        && broken.iter().any(|&e| mentions(system, e, blank));
    if !both || around.iter().any(|&e| system.supposing(e, &changes) == Verdict::Broken) {
        return None;
    }
    let columns = &system.disclosure.tables[table].columns;
    let message = text!(
        "{0} {1} 可能填错了栏，应在“{2}”栏：移过去之后，{3} 个不成立的关系式都成立。",
        "{0} {1} seems to stand in the wrong column and belong under “{2}”: moved there, {3} broken relations hold.",
        system.describe(figure),
        system.figure(figure).with_unit(),
        &columns[to].heading,
        broken.len()
    );
    let finding = finding(system, figure, None, message, &broken, blank);
    system.correct(&changes);
    Some(finding)
}

fn mentions(system: &System<'_>, equation: usize, figure: FigureId) -> bool {
    system.uses(figure).any(|e| e == equation)
}

fn finding(
    system: &System<'_>,
    figure: FigureId,
    right: Option<i64>,
    message: Text,
    broken: &[usize],
    other: FigureId,
) -> Finding {
    let written = system.figure(figure);
    let rule = system.equations[leading(system, broken)].rule;
    let mut finding =
        Finding::new(rule, Severity::Error, message, written.location).actual(written.numeral.to_string());
    finding.expected = right.map(|value| written.restated(value));
    finding.certainty = Certainty::Likely;
    finding.related =
        std::iter::once(other).filter(|&f| !system.is_blank(f)).map(|f| evidence(system, f)).collect();
    finding
}
