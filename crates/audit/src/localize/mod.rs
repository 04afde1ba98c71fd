//! Localization: the smallest set of numbers that explains all broken equations.
//!
//! After Fellegi and Holt: among all numbers that take part in broken equations, find the one whose change to a single
//! value mends most of them and breaks none that held; take it as mended; go on until everything holds.

mod candidates;
mod report;
#[cfg(test)]
mod tests;

use crate::equation::{Equation, Values, Verdict};
use crate::finding::Finding;
use candidates::Candidate;
use mingzhang_model::{Disclosure, FigureId, Unit};

/// How many numbers are mended one after the other before the rest is reported as it stands.
const MOST_REPAIRS: usize = 60;

/// Explains the equations that do not hold.
pub(crate) fn localize(disclosure: &Disclosure, equations: &[&Equation]) -> Vec<Finding> {
    let mut system = System::new(disclosure, equations);
    let mut findings = Vec::new();
    for _ in 0..MOST_REPAIRS {
        let Some(best) = candidates::best(&system) else { break };
        findings.push(report::repair(&system, &best));
        system.mend(&best.chosen);
    }
    for equation in system.unexplained() {
        findings.extend(report::unexplained(&system, equation));
    }
    report::fold_unreadable(disclosure, findings)
}

/// The equations with the values that hold so far.
pub(crate) struct System<'a> {
    disclosure: &'a Disclosure,
    equations: &'a [&'a Equation],
    /// For each figure the equations it takes part in.
    uses: Vec<Vec<u32>>,
    values: Vec<i64>,
    verdicts: Vec<Verdict>,
    /// Figures already mended are not blamed a second time.
    mended: Vec<bool>,
}

impl<'a> System<'a> {
    fn new(disclosure: &'a Disclosure, equations: &'a [&'a Equation]) -> Self {
        let verdicts = equations.iter().map(|e| e.form.verdict(disclosure)).collect::<Vec<_>>();
        let mut uses = vec![Vec::new(); disclosure.figures.len()];
        if verdicts.iter().any(|v| *v != Verdict::Holds) {
            for (index, equation) in (0_u32..).zip(equations) {
                for figure in equation.form.figures() {
                    let of_figure: &mut Vec<u32> = &mut uses[figure.0 as usize];
                    if of_figure.last() != Some(&index) {
                        of_figure.push(index);
                    }
                }
            }
        }
        let values = disclosure.figures.iter().map(|f| f.value).collect();
        Self { disclosure, equations, uses, values, verdicts, mended: vec![false; disclosure.figures.len()] }
    }

    fn uses(&self, figure: FigureId) -> impl Iterator<Item = usize> + '_ {
        self.uses[figure.0 as usize].iter().map(|&e| e as usize)
    }

    fn mend(&mut self, candidate: &Candidate) {
        let index = candidate.figure.0 as usize;
        self.values[index] = candidate.value;
        self.mended[index] = true;
        for equation in self.uses[index].clone() {
            let verdict = self.equations[equation as usize].form.verdict(&*self);
            self.verdicts[equation as usize] = verdict;
        }
    }

    /// The verdict on an equation if one figure had another value.
    fn supposing(&self, equation: usize, figure: FigureId, value: i64) -> Verdict {
        self.equations[equation].form.verdict(&Supposing { system: self, figure, value })
    }

    fn unexplained(&self) -> Vec<usize> {
        (0..self.verdicts.len()).filter(|&e| self.verdicts[e] != Verdict::Holds).collect()
    }
}

impl Values for System<'_> {
    fn value(&self, figure: FigureId) -> i64 {
        self.values[figure.0 as usize]
    }

    fn last_place(&self, figure: FigureId) -> i64 {
        self.disclosure.figure(figure).last_place
    }

    fn unit(&self, figure: FigureId) -> Unit {
        self.disclosure.figure(figure).unit
    }
}

struct Supposing<'a> {
    system: &'a System<'a>,
    figure: FigureId,
    value: i64,
}

impl Values for Supposing<'_> {
    fn value(&self, figure: FigureId) -> i64 {
        if figure == self.figure { self.value } else { self.system.value(figure) }
    }

    fn last_place(&self, figure: FigureId) -> i64 {
        self.system.last_place(figure)
    }

    fn unit(&self, figure: FigureId) -> Unit {
        self.system.unit(figure)
    }
}
