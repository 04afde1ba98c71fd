//! Many wrong numbers in one table are one finding: the table is misaligned, or was not read right.

use super::System;
use super::report::SHOWN_EQUATIONS;
use crate::equation::Verdict;
use crate::finding::{Certainty, Finding, Related, Severity};
use mingzhang_model::{Location, Origin, Table, text};

/// So many findings in one table are too many to be taken one by one, if the table mostly contradicts itself.
const TOO_MANY: usize = 12;

/// Replaces the findings of every table that mostly contradicts itself by one.
pub(super) fn fold(system: &System<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() <= TOO_MANY {
        return findings;
    }
    for (index, table) in (0_u32..).zip(&system.disclosure.tables) {
        let places = places(system, index);
        let inside = |f: &Finding| places.binary_search(&f.location).is_ok();
        if findings.iter().filter(|f| inside(f)).count() <= TOO_MANY || !mostly_broken(system, index) {
            continue;
        }
        let (folded, kept): (Vec<_>, Vec<_>) = findings.into_iter().partition(inside);
        findings = kept;
        findings.extend(one_finding(table, &folded));
    }
    findings
}

fn is_in(origin: &Origin, index: u32) -> bool {
    matches!(origin, Origin::Cell { table, .. } if *table == index)
}

fn places(system: &System<'_>, index: u32) -> Vec<Location> {
    let cells = system.disclosure.figures.iter().filter(|f| is_in(&f.origin, index));
    let mut places: Vec<Location> = cells.map(|f| f.location).collect();
    places.sort_unstable();
    places
}

/// Whether of the equations that a table takes part in at least half do not hold.
fn mostly_broken(system: &System<'_>, index: u32) -> bool {
    let here = |f: &mingzhang_model::FigureId| is_in(&system.figure(*f).origin, index);
    let (mut all, mut broken) = (0, 0);
    for (equation, verdict) in system.equations.iter().zip(&system.written) {
        if equation.form.figures().iter().any(here) {
            all += 1;
            broken += usize::from(*verdict != Verdict::Holds);
        }
    }
    2 * broken >= all
}

fn one_finding(table: &Table, folded: &[Finding]) -> Option<Finding> {
    let message = text!(
        "表{0}《{1}》有 {2} 处数字互相矛盾，可能是表格错位或读取有误，请对照原件核对整张表。",
        "Table {0} “{1}”: {2} numbers contradict each other; the table may be misaligned or misread.",
        table.number,
        table.title.text(),
        folded.len()
    );
    let mut finding = Finding::new(folded.first()?.rule, Severity::Warning, message, table.location());
    finding.certainty = Certainty::Ambiguous;
    let examples = folded.iter().take(SHOWN_EQUATIONS);
    finding.related = examples.map(|f| Related::here(f.message.clone(), f.location)).collect();
    Some(finding)
}
