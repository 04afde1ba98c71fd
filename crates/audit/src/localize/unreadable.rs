//! Many wrong numbers in one table are one finding: the table is misaligned, or was not read right.

use super::System;
use super::report::SHOWN_EQUATIONS;
use crate::doubted::lines_of;
use crate::equation::Verdict;
use crate::finding::{Certainty, Finding, Related, Severity};
use mingzhang_model::{Origin, Table, text};
use std::collections::BTreeSet;

/// So many numbers of one table that may be wrong, none of them proved to be, are no slips of the keyboard.
const TOO_MANY: usize = 4;

/// Replaces the findings of every table that mostly contradicts itself, or in which more numbers are doubted than any of
/// them is proved wrong, by one.
pub(super) fn fold(system: &mut System<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    for (index, table) in (0_u32..).zip(&system.disclosure.tables) {
        if findings.len() < TOO_MANY {
            break;
        }
        let lines: BTreeSet<u32> =
            table.rows.iter().flat_map(|row| lines_of(system.disclosure, row)).collect();
        let inside = |f: &Finding| lines.contains(&f.location.line) && f.severity != Severity::Info;
        let all = findings.iter().filter(|f| inside(f)).count();
        let proved = findings.iter().filter(|f| inside(f) && f.certainty == Certainty::Proved).count();
        if all - proved < TOO_MANY || (all < 2 * proved && !mostly_broken(system, index)) {
            continue;
        }
        let (folded, kept): (Vec<_>, Vec<_>) = findings.into_iter().partition(inside);
        // What rests on this table and is not certain falls with it.
        let rests = |f: &Finding| {
            f.certainty == Certainty::Ambiguous && f.related.iter().any(|r| lines.contains(&r.location.line))
        };
        findings = kept.into_iter().filter(|f| !rests(f)).collect();
        findings.extend(one_finding(table, &folded));
        system.doubted.push(index);
    }
    findings
}

fn is_in(origin: &Origin, index: u32) -> bool {
    matches!(origin, Origin::Cell { table, .. } if *table == index)
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
