//! The values that would mend a broken equation, and which of them is the best explanation.

use super::System;
use crate::equation::{Form, Term, Values, Verdict, rate_of, total};
use crate::slip::{Slip, neighbours, slip};
use mingzhang_model::{FigureId, Grouping, Numeral, Origin, Unit};
use std::cmp::Reverse;

/// A figure, the value it should have, and what that would do.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a witness of its own")]
pub(super) struct Candidate {
    pub figure: FigureId,
    pub value: i64,
    /// Other values that would do as well: the equations leave a range, and several slips lead into it.
    pub others: Vec<i64>,
    /// Equations that did not hold and would.
    pub fixed: Vec<usize>,
    /// Equations that held and would not.
    pub spoiled: usize,
    /// Equations around it that hold already and would still: witnesses that it is right as it stands.
    pub content: usize,
    pub slip: Slip,
    pub irregular: bool,
    /// A zero is typed without thinking, and seldom wrong.
    pub zero: bool,
    /// A recomputed rate is more likely wrong than the amounts it was computed from.
    pub derived: bool,
    /// Whether it stands in a table.
    pub in_table: bool,
    /// Whether an equation around it is broken beyond rounding.
    pub hard: bool,
}

/// The best explanation of a broken equation, and those that explain it as well.
pub(super) struct Explanation {
    pub chosen: Candidate,
    pub rivals: Vec<Candidate>,
}

/// The best candidate of every figure, kept up to date as figures are mended.
pub(super) struct Search {
    of_figure: Vec<Option<Candidate>>,
}

impl Search {
    pub(super) fn new(system: &System<'_>) -> Self {
        let mut search = Self { of_figure: vec![None; system.values.len()] };
        let doubted = (0..system.verdicts.len()).filter(|&e| system.verdicts[e] != Verdict::Holds);
        search.look_around(system, doubted);
        search
    }

    /// Looks again at the figures around one that was mended.
    pub(super) fn refresh(&mut self, system: &System<'_>, mended: FigureId) {
        self.look_around(system, system.uses(mended));
    }

    /// Looks again at the figures of some equations.
    pub(super) fn look_around(&mut self, system: &System<'_>, equations: impl Iterator<Item = usize>) {
        let mut figures: Vec<FigureId> = equations.flat_map(|e| system.suspects(e)).collect();
        figures.sort_unstable();
        figures.dedup();
        for figure in figures {
            let index = figure.0 as usize;
            self.of_figure[index] = if system.mended[index] { None } else { best_value(system, figure) };
        }
    }

    /// The figure and value that explain most; `None` if nothing would mend anything.
    ///
    /// What is broken beyond rounding comes first. Sums off by a rounding are blamed on a figure only where two meet in
    /// it, and nothing that holds speaks for it: one alone is the tail of rounding.
    pub(super) fn best(&self) -> Option<Explanation> {
        let all = || self.of_figure.iter().flatten();
        let chosen = all().min_by_key(|c| (!c.hard, rank(c)))?.clone();
        let explains_the_same = |c: &&Candidate| {
            c.figure != chosen.figure
                && class(c) == class(&chosen)
                && c.fixed.iter().any(|e| chosen.fixed.contains(e))
        };
        let rivals = all().filter(explains_the_same).cloned().collect();
        Some(Explanation { chosen, rivals })
    }
}

/// What makes one candidate better than another, most important first.
fn class(c: &Candidate) -> Class {
    let gain = Reverse(c.fixed.len().cast_signed() - 2 * c.spoiled.cast_signed());
    (gain, c.content, c.slip, !c.irregular, c.zero)
}

type Class = (Reverse<isize>, usize, Slip, bool, bool);

/// Among equals the recomputed rate, then what stands in the text: tables come from the budget system, words are typed.
fn rank(c: &Candidate) -> (Class, bool, bool, FigureId) {
    (class(c), !c.derived, c.in_table, c.figure)
}

/// The best value for one figure.
pub(super) fn best_value(system: &System<'_>, figure: FigureId) -> Option<Candidate> {
    let mut values = values(system, figure);
    values.sort_unstable();
    values.dedup();
    let mut all: Vec<Candidate> = values.into_iter().filter_map(|v| candidate(system, figure, v)).collect();
    drop_rounded(&mut all, system.figure(figure).last_place);
    let mut best = all.iter().min_by_key(|c| (rank(c), c.value.abs_diff(system.value(figure))))?.clone();
    let equals = all.iter().filter(|c| rank(c) == rank(&best) && c.value != best.value);
    best.others = equals.map(|c| c.value).collect();
    Some(best)
}

/// Of a value and the same rounded to the place of a coarse number (0.3 for 2,961.68) the exact one stays, if either
/// explains as much.
fn drop_rounded(all: &mut Vec<Candidate>, place: i64) {
    let exact: Vec<Candidate> = all.iter().filter(|c| place > 1 && c.value % place != 0).cloned().collect();
    let is_rounded = |c: &Candidate, of: &Candidate| {
        c.value % place == 0 && c.value.abs_diff(of.value) < place.unsigned_abs()
    };
    all.retain(|c| !exact.iter().any(|of| is_rounded(c, of) && class(of) <= class(c)));
}

fn candidate(system: &System<'_>, figure: FigureId, value: i64) -> Option<Candidate> {
    let written = system.figure(figure);
    let (mut fixed, mut spoiled, mut content) = (Vec::new(), 0, 0);
    for equation in system.uses(figure) {
        let (before, after) = (system.verdicts[equation], system.supposing(equation, &[(figure, value)]));
        match (before, after) {
            // An inequality holds for too many values to be a witness.
            (Verdict::Holds, Verdict::Holds) => {
                content += usize::from(!matches!(system.equations[equation].form, Form::AtMost(_)));
            }
            (Verdict::Holds, _) | (Verdict::Rounding, Verdict::Broken) => spoiled += 1,
            (_, Verdict::Holds) => fixed.push(equation),
            // Rates and costs recomputed from rounded numbers need not come out to the last digit.
            (Verdict::Broken, Verdict::Rounding)
                if !matches!(system.equations[equation].form, Form::Sum(_)) =>
            {
                fixed.push(equation);
            }
            _ => {}
        }
    }
    let beyond_rounding = fixed.iter().any(|&e| system.verdicts[e] == Verdict::Broken);
    // Words in 万元 beside a table in 元 are rounded one by one: what the table bears out is not blamed for their sums.
    let a_tail = !beyond_rounding && (fixed.len() < 2 || spoiled > 0);
    if fixed.len() <= spoiled || a_tail {
        return None;
    }
    // What is no number is wrong whatever else is.
    let illegible = system.illegible(figure).is_some();
    let slip = if illegible {
        Slip::Digit
    } else if system.is_blank(figure) {
        Slip::Omission
    } else {
        slip(&written.numeral.to_string(), &written.restated(value))
    };
    Some(Candidate {
        figure,
        value,
        slip,
        zero: system.value(figure) == 0 && !illegible,
        in_table: matches!(written.origin, Origin::Cell { .. }),
        irregular: illegible || written.numeral.grouping() == Grouping::Irregular,
        derived: fixed
            .iter()
            .any(|&e| matches!(system.equations[e].form, Form::Ratio { rate, .. } if rate == figure)),
        hard: system.uses(figure).any(|e| system.verdicts[e] == Verdict::Broken),
        others: Vec::new(),
        fixed,
        spoiled,
        content,
    })
}

/// The values worth trying: what each broken equation asks for, and what a slip of the keyboard would explain.
fn values(system: &System<'_>, figure: FigureId) -> Vec<i64> {
    let mut values = Vec::new();
    let mut open = false;
    for equation in system.uses(figure).filter(|&e| system.verdicts[e] != Verdict::Holds) {
        match &system.equations[equation].form {
            Form::Sum(terms) => values.extend(solve(system, terms, figure).into_iter().flatten()),
            Form::Products { .. } => open = true,
            // Too many values would do.
            Form::AtMost(_) => {}
            Form::Ratio { rate, numerator, denominator } => {
                // Amounts that leave nothing for last year agree with each other: it is the rate that does not follow.
                open |= total(denominator, system) != 0;
                if *rate == figure {
                    values.extend(rate_of(numerator, denominator, system.last_place(figure), system));
                }
            }
        }
    }
    if open && values.is_empty() && !system.is_blank(figure) {
        values.extend(slips(system, figure));
    }
    // Few amounts of a budget are negative, and none that was left out: a sign that must be added explains nothing, unless
    // it is all that is missing.
    let written = system.value(figure);
    values.retain(|&v| v != written && (v >= 0 || written < 0 || v == -written));
    values
}

/// The value that makes a sum hold to the last digit, and the same rounded to the place the figure is written to.
///
/// A number that lost a decimal is written to a coarser place than it should be; a number that is meant to be coarse
/// (5 万元 for 5.43) is not.
fn solve(system: &System<'_>, terms: &[Term], figure: FigureId) -> Option<[i64; 2]> {
    let value = balancing(system, terms, figure)?;
    let place = i128::from(system.figure(figure).last_place.max(1));
    let rounded = (value + value.signum() * place / 2) / place * place;
    // Words in 万元 beside a table in 元 are coarser than it by intent.
    let own = system.figure(figure).unit;
    let restates = terms.iter().any(|t| matches!((own, system.unit(t.figure)), (Unit::Money(a), Unit::Money(b)) if a.exponent() > b.exponent()));
    let value = if restates { rounded } else { value };
    Some([i64::try_from(value).ok()?, i64::try_from(rounded).ok()?])
}

/// The value of a figure that makes a sum hold to the last digit.
pub(super) fn balancing(system: &System<'_>, terms: &[Term], figure: FigureId) -> Option<i128> {
    let coefficient: i128 =
        terms.iter().filter(|t| t.figure == figure).map(|t| i128::from(t.coefficient)).sum();
    let residual = total(terms, system);
    if coefficient == 0 || residual.checked_rem(coefficient)? != 0 {
        return None;
    }
    i128::from(system.value(figure)).checked_sub(residual.checked_div(coefficient)?)
}

/// Every value one slip away from what is written.
fn slips(system: &System<'_>, figure: FigureId) -> Vec<i64> {
    let written = system.figure(figure);
    let value = |text: String| {
        let numeral = Numeral::parse(&text)?;
        (numeral.decimals() == written.numeral.decimals())
            .then(|| numeral.scaled(written.unit.exponent()))
            .flatten()
    };
    neighbours(&written.numeral.to_string()).into_iter().filter_map(value).collect()
}
