//! Equations that no single number explains, and those that are off by a rounding.

use super::System;
use super::report::{SHOWN_EQUATIONS, SHOWN_TERMS, evidence};
use crate::equation::{Form, Verdict, total};
use crate::finding::{Certainty, Finding, Related, Severity};
use mingzhang_model::{Cell, FigureId, Text, text};
use std::cmp::Reverse;

/// One finding for all equations of a rule that are off by a rounding, and one for all that are off by the same amount:
/// the cause is the same.
pub(super) fn unexplained(system: &System<'_>) -> Vec<Finding> {
    let mut groups: Vec<(Kind, Vec<usize>)> = Vec::new();
    for (equation, verdict) in system.verdicts.iter().enumerate().filter(|(_, v)| **v != Verdict::Holds) {
        if follows(system, equation) {
            continue;
        }
        let Some(kind) = kind(system, equation, *verdict) else { continue };
        match groups.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, equations)) => equations.push(equation),
            None => groups.push((kind, vec![equation])),
        }
    }
    groups.into_iter().filter_map(|(kind, equations)| finding(system, &kind, &equations)).collect()
}

/// Whether what is but worth a look follows from what is told anyway of the rows its numbers stand in.
fn follows(system: &System<'_>, equation: usize) -> bool {
    let told = |e: usize| {
        let graver = system.equations[e].severity < Severity::Info;
        system.explained[e] || (graver && system.written[e] == Verdict::Broken)
    };
    let row = |figure: FigureId| {
        let cells = system.cell(figure).map(|[t, r, _]| &system.disclosure.tables[t].rows[r].cells);
        let beside = cells.into_iter().flatten().filter_map(Cell::figure);
        beside.chain([figure])
    };
    system.equations[equation].severity == Severity::Info
        && system.equations[equation]
            .form
            .figures()
            .into_iter()
            .flat_map(row)
            .any(|f| system.uses(f).any(told))
}

/// What equations must share to be reported together.
#[derive(PartialEq, Eq)]
enum Kind {
    /// Rule of sums that are off by a rounding.
    Rounding(&'static str),
    /// Rule of sums that are off by this much.
    Off(&'static str, i64),
    /// Any other equation stands for itself.
    Single(usize),
}

/// A rate or a cost recomputed from rounded numbers need not come out to the last digit.
fn kind(system: &System<'_>, equation: usize, verdict: Verdict) -> Option<Kind> {
    let rule = system.equations[equation].rule;
    match (&system.equations[equation].form, verdict) {
        (Form::Sum(_), Verdict::Rounding) => Some(Kind::Rounding(rule)),
        (Form::Ratio { .. } | Form::Products { .. } | Form::AtMost(_), Verdict::Rounding) => None,
        (Form::Sum(terms), _) => Some(
            i64::try_from(total(terms, system).saturating_abs())
                .map_or(Kind::Single(equation), |off| Kind::Off(rule, off)),
        ),
        _ => Some(Kind::Single(equation)),
    }
}

fn finding(system: &System<'_>, kind: &Kind, equations: &[usize]) -> Option<Finding> {
    let stated = system.equations[*equations.first()?];
    let figures = stated.form.figures();
    let place = suspect(system, &figures)?;
    let first = system.figure(place);
    let said = &system.statement(*equations.first()?);
    let (message, severity) = match kind {
        Kind::Rounding(_) => {
            let Form::Sum(terms) = &stated.form else { return None };
            let off = i64::try_from(total(terms, system).saturating_abs()).ok()?;
            let message = text!(
                "“{0}”相差 {1}，在四舍五入的范围内（尾差）。",
                "“{0}” is off by {1}, which rounding explains.",
                said,
                first.written_with_unit(off)
            );
            (message, Severity::Info)
        }
        Kind::Off(_, off) => {
            let message = text!(
                "“{0}”不成立，相差 {1}，请核对所列各数。",
                "“{0}” does not hold, it is off by {1}; check the numbers listed.",
                said,
                first.written_with_unit(*off)
            );
            (message, stated.severity)
        }
        Kind::Single(_) => {
            let message = text!(
                "“{0}”不成立，请核对所列各数。",
                "“{0}” does not hold; check the numbers listed.",
                said
            );
            (message, stated.severity)
        }
    };
    let mut finding =
        Finding::new(stated.rule, severity, and_others(message, equations.len() - 1), first.location);
    finding.actual = Some(first.numeral.to_string());
    finding.certainty = Certainty::Ambiguous;
    finding.related = figures
        .iter()
        .filter(|&&f| f != place && !system.is_blank(f))
        .take(SHOWN_TERMS)
        .map(|&f| evidence(system, f))
        .collect();
    let others = equations.iter().skip(1).take(SHOWN_EQUATIONS).filter_map(|&e| {
        let statement = system.statement(e);
        let of = suspect(system, &system.equations[e].form.figures())?;
        let location = system.figure(of).location;
        Some(Related::here(text!("同样：“{0}”", "likewise: “{0}”", statement), location))
    });
    finding.related.extend(others);
    Some(finding)
}

/// The figure to stand on: the one that most broken equations meet in, and among equals the one that fewest bear out.
/// Where several are equal, that the equation is about: its first.
fn suspect(system: &System<'_>, figures: &[FigureId]) -> Option<FigureId> {
    let count = |figure: FigureId, holds: bool| {
        system.uses(figure).filter(|&e| (system.verdicts[e] == Verdict::Holds) == holds).count()
    };
    let ranked = |&f: &FigureId| (Reverse(count(f, false)), count(f, true));
    let printed: Vec<FigureId> = figures.iter().copied().filter(|&f| !system.is_blank(f)).collect();
    let best = printed.iter().copied().min_by_key(ranked)?;
    let alike = printed.iter().filter(|f| ranked(f) == ranked(&best)).count();
    if alike == 1 { Some(best) } else { printed.first().copied() }
}

fn and_others(message: Text, others: usize) -> Text {
    if others == 0 {
        return message;
    }
    text!("{0}另有 {1} 处相同情况。", "{0} There are {1} more of the kind.", message, others)
}
