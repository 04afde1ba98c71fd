//! Numbers of final accounts that are off by a last digit.
//!
//! The amounts of final accounts are kept in yuan and each rounded for itself, so that a sum off by a rounding proves
//! nothing. But where all other sums of a document add up to the last digit, and one number alone is off in every sum
//! it takes part in, and would be right in all of them with one other value, it was mistyped.

use super::System;
use super::candidates::{Candidate, Explanation, balancing};
use super::report;
use crate::equation::{Form, Verdict};
use crate::finding::Finding;
use crate::slip::slip;
use mingzhang_model::{FigureId, Origin, Passage};

/// How documents say that their sums may be off by a last digit.
const DECLARED: [&str; 2] = ["尾差", "尾数误差"];

/// The numbers that all sums around them say are off by a last digit. Where the document says that it has such, it is
/// taken at its word.
pub(super) fn last_digits(system: &mut System<'_>) -> Vec<Finding> {
    let declares = |passage: &Passage| DECLARED.iter().any(|words| passage.text().contains(words));
    if system.disclosure.passages.iter().any(declares) {
        return Vec::new();
    }
    let off: Vec<usize> = (0..system.equations.len()).filter(|&e| is_off(system, e)).collect();
    let mut suspects: Vec<FigureId> = off.iter().flat_map(|&e| system.suspects(e)).collect();
    suspects.sort_unstable();
    suspects.dedup();
    let candidates: Vec<Candidate> =
        suspects.into_iter().filter_map(|figure| candidate(system, figure)).collect();
    let mut findings = Vec::new();
    for chosen in &candidates {
        let disputed = |other: &&Candidate| {
            other.figure != chosen.figure && other.fixed.iter().any(|e| chosen.fixed.contains(e))
        };
        // Where another sum is off, too, the document is rounded throughout.
        let elsewhere = off.len() > chosen.fixed.len();
        if candidates.iter().any(|other| disputed(&other)) || elsewhere {
            continue;
        }
        let explanation = Explanation { chosen: chosen.clone(), rivals: Vec::new() };
        findings.push(report::repair(system, &explanation));
        system.mend(chosen);
    }
    findings
}

/// Whether a sum was forgiven for being off by a rounding.
fn is_off(system: &System<'_>, equation: usize) -> bool {
    let form = &system.equations[equation].form;
    matches!(form, Form::Sum(_)) && !system.explained[equation] && form.verdict(system) == Verdict::Rounding
}

/// The one value that mends every sum around a number; `None` if there is none, or if what held would not.
fn candidate(system: &System<'_>, figure: FigureId) -> Option<Candidate> {
    if system.is_blank(figure) || system.mended[figure.0 as usize] {
        return None;
    }
    let fixed: Vec<usize> = system.uses(figure).filter(|&e| is_off(system, e)).collect();
    let value = value(system, *fixed.first()?, figure)?;
    let agree = fixed.len() > 1 && fixed.iter().all(|&e| self::value(system, e, figure) == Some(value));
    let holds =
        |e: usize| system.equations[e].form.verdict(&system.with(&[(figure, value)])) == Verdict::Holds;
    let spoils =
        system.uses(figure).filter(|e| !fixed.contains(e)).any(|e| !system.explained[e] && !holds(e));
    let written = system.figure(figure);
    (agree && !spoils).then(|| Candidate {
        figure,
        value,
        others: Vec::new(),
        fixed,
        spoiled: 0,
        content: 0,
        slip: slip(&written.numeral.to_string(), &written.restated(value)),
        irregular: false,
        zero: false,
        derived: false,
        in_table: matches!(written.origin, Origin::Cell { .. }),
        hard: false,
    })
}

/// The value of a number that would make a sum add up to the last digit.
fn value(system: &System<'_>, equation: usize, figure: FigureId) -> Option<i64> {
    let Form::Sum(terms) = &system.equations[equation].form else { return None };
    i64::try_from(balancing(system, terms, figure)?).ok()
}
