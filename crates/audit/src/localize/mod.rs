//! Localization: the smallest set of numbers that explains all broken equations.
//!
//! After Fellegi and Holt: among all numbers that take part in broken equations, find the one whose change to a single
//! value mends most of them and breaks none that held; take it as mended; go on until everything holds.

mod candidates;
mod doubt;
mod last_digits;
mod leftovers;
mod lines;
mod misplaced;
mod missing_rows;
mod report;
mod short_rows;
#[cfg(test)]
mod tests;
mod units;
mod unreadable;

use crate::cells::Cells;
use crate::equation::{Equation, Form, Values, Verdict};
use crate::finding::Finding;
use crate::rule::Absence;
use candidates::{Candidate, Search};
use doubt::Witness;
use mingzhang_model::{Cell, Disclosure, Figure, FigureId, Kind, Origin, Text, Unit};

/// How many numbers are mended one after the other before the rest is reported as it stands.
const MOST_REPAIRS: usize = 60;

/// Terms of an equation that are each looked at; of one that is longer only the first is, which is the whole.
///
/// Each look costs as much as the equation is long, and no office publishes a sum of so many rows.
const LONG: usize = 500;

/// Explains the equations that do not hold, and the rows that tables lack.
///
/// What concerns whole tables and rows is explained first: a table in the wrong unit, a row left out. Then numbers are
/// mended one by one; what is left may be two numbers in each other's place.
pub(crate) fn localize(disclosure: &Disclosure, equations: &[&Equation], absences: &[&Absence]) -> Localized {
    let Some(mut system) = System::new(disclosure, equations, absences) else { return Localized::default() };
    let mut findings = doubt::doubtful(&mut system, Witness::Itself, absences);
    findings.extend(units::wrong_units(&mut system));
    findings.extend(doubt::doubtful(&mut system, Witness::Others, absences));
    let absences: Vec<&Absence> =
        absences.iter().copied().filter(|absence| !system.is_doubted(absence)).collect();
    findings.extend(missing_rows::missing_rows(&mut system, &absences));
    let mut search = Search::new(&system);
    for _ in 0..MOST_REPAIRS {
        let Some(mut best) = search.best() else { break };
        if best.chosen.fixed.len() == 1 {
            // Before single numbers are blamed for single sums, one row may explain several.
            for (finding, equations) in short_rows::short_rows(&mut system) {
                findings.push(finding);
                search.look_around(&system, equations.into_iter());
            }
            match search.best() {
                Some(next) => best = next,
                None => break,
            }
        }
        findings.push(report::repair(&system, &best));
        system.mend(&best.chosen);
        search.refresh(&system, best.chosen.figure);
    }
    findings.extend(misplaced::misplaced(&mut system));
    if system.habits.amounts_are_rounded {
        findings.extend(last_digits::last_digits(&mut system));
    }
    findings.extend(leftovers::unexplained(&system));
    let findings = unreadable::fold(&mut system, findings);
    Localized { findings, doubted: system.doubted }
}

/// What localization has to say.
#[derive(Debug, Default)]
pub(crate) struct Localized {
    /// One finding for each cause.
    pub findings: Vec<Finding>,
    /// Indices of the tables that were not read reliably, and take part in no equation.
    pub doubted: Vec<u32>,
}

/// The equations with the values that hold so far.
pub(crate) struct System<'a> {
    disclosure: &'a Disclosure,
    cells: Cells,
    /// The printed figures, then the place-holders of blank cells.
    figures: Vec<Figure>,
    /// Each relation once, however many rules state it: two rules that say the same are one witness.
    equations: Vec<&'a Equation>,
    /// For each figure the equations it takes part in.
    uses: Vec<Vec<u32>>,
    values: Vec<i64>,
    verdicts: Vec<Verdict>,
    /// The verdicts on the document as written.
    written: Vec<Verdict>,
    /// Equations that a missing row or the like explains; they are not judged again.
    explained: Vec<bool>,
    /// Figures already mended are not blamed a second time.
    mended: Vec<bool>,
    /// Indices of the tables that were not read reliably.
    doubted: Vec<u32>,
    habits: Habits,
}

/// How exact the numbers of a document are.
#[derive(Clone, Copy)]
struct Habits {
    /// Whether it computes its rates from the amounts it prints, so that one off by a rounding stands out.
    rates_are_exact: bool,
    /// Whether its amounts are kept in yuan and each rounded for itself, as those of all final accounts are: sums off by
    /// a rounding are as they should be.
    amounts_are_rounded: bool,
}

impl<'a> System<'a> {
    /// `None` if everything holds, and nothing is missed.
    fn new(disclosure: &'a Disclosure, equations: &[&'a Equation], absences: &[&Absence]) -> Option<Self> {
        // What unit costs come to is rounded as a matter of course.
        let doubted = |e: &&Equation| match (e.form.verdict(disclosure), &e.form) {
            (Verdict::Holds, _) | (Verdict::Rounding, Form::Products { .. } | Form::AtMost(_)) => false,
            (Verdict::Rounding | Verdict::Broken, _) => true,
        };
        if absences.is_empty() && !equations.iter().any(doubted) {
            return None;
        }
        let printed = disclosure.figures.iter().cloned();
        let figures: Vec<Figure> = printed.chain(Cells::place_holders(disclosure)).collect();
        let (equations, uses) = distinct(equations, figures.len());
        let habits = Habits {
            rates_are_exact: rates_are_exact(disclosure, &equations),
            amounts_are_rounded: disclosure.kind == Some(Kind::FinalAccounts),
        };
        let judge = |e: &&Equation| habits.judged(e.form.verdict(disclosure), &e.form);
        let verdicts: Vec<Verdict> = equations.iter().map(judge).collect();
        Some(Self {
            disclosure,
            cells: Cells::of(disclosure),
            uses,
            values: figures.iter().map(|f| f.value).collect(),
            written: verdicts.clone(),
            explained: vec![false; verdicts.len()],
            verdicts,
            mended: vec![false; figures.len()],
            doubted: Vec::new(),
            figures,
            habits,
            equations,
        })
    }

    fn figure(&self, figure: FigureId) -> &Figure {
        &self.figures[figure.0 as usize]
    }

    /// Whether a term is the place-holder of a cell that prints no number.
    fn is_blank(&self, figure: FigureId) -> bool {
        figure.0 as usize >= self.disclosure.figures.len()
    }

    /// What stands in the cell of a term, if it is no number.
    fn illegible(&self, figure: FigureId) -> Option<&'a str> {
        let [table, row, column] = self.cell(figure).filter(|_| self.is_blank(figure))?;
        match &self.disclosure.tables[table].rows[row].cells[column] {
            Cell::Unread(written) => Some(written.text()),
            Cell::Value(_) | Cell::Blank => None,
        }
    }

    fn describe(&self, figure: FigureId) -> Text {
        self.disclosure.name_origin(&self.figure(figure).origin)
    }

    /// What an equation says.
    fn statement(&self, equation: usize) -> Text {
        self.equations[equation].said(|figure| self.describe(figure))
    }

    fn uses(&self, figure: FigureId) -> impl Iterator<Item = usize> + '_ {
        self.uses[figure.0 as usize].iter().map(|&e| e as usize)
    }

    fn mend(&mut self, candidate: &Candidate) {
        self.correct(&[(candidate.figure, candidate.value)]);
    }

    /// Gives a figure the value it should have.
    fn set(&mut self, figure: FigureId, value: i64) {
        self.values[figure.0 as usize] = value;
        self.mended[figure.0 as usize] = true;
    }

    /// Gives several figures the values they should have, and judges the equations around all of them.
    fn correct(&mut self, changes: &[(FigureId, i64)]) {
        for &(figure, value) in changes {
            self.set(figure, value);
        }
        for &(figure, _) in changes {
            self.judge_around(figure);
        }
    }

    /// Judges the equations around a figure anew; those that were explained stay so.
    fn judge_around(&mut self, figure: FigureId) {
        for equation in self.uses[figure.0 as usize].clone() {
            if !self.explained[equation as usize] {
                let form = &self.equations[equation as usize].form;
                let verdict = self.habits.judged(form.verdict(&*self), form);
                self.verdicts[equation as usize] = verdict;
            }
        }
    }

    /// Takes an equation as explained by what no number of it could mend.
    fn explain(&mut self, equation: usize) {
        self.explained[equation] = true;
        self.verdicts[equation] = Verdict::Holds;
    }

    /// Takes equations out: they are no witnesses, neither for a number nor against one.
    fn set_aside(&mut self, is_one: impl Fn(&Self, usize) -> bool) {
        let aside: Vec<bool> = (0..self.equations.len()).map(|e| is_one(self, e)).collect();
        for equation in (0..aside.len()).filter(|&e| aside[e]) {
            self.explain(equation);
        }
        for of_figure in &mut self.uses {
            of_figure.retain(|&equation| !aside[equation as usize]);
        }
    }

    /// Whether what an absence speaks of was not read reliably.
    fn is_doubted(&self, absence: &Absence) -> bool {
        let table = u32::try_from(absence.table).unwrap_or(u32::MAX);
        let told = self.cell(absence.told_by).map(|[table, ..]| table);
        self.doubted.iter().any(|&doubted| doubted == table || told == Some(doubted as usize))
    }

    /// The figures of an equation that may be to blame.
    fn suspects(&self, equation: usize) -> Vec<FigureId> {
        let mut figures = self.equations[equation].form.figures();
        if figures.len() > LONG {
            figures.truncate(1);
        }
        figures
    }

    fn is_broken(&self, equation: usize) -> bool {
        self.verdicts[equation] == Verdict::Broken
    }

    /// The verdict on an equation if some figures had other values.
    fn supposing(&self, equation: usize, changes: &[(FigureId, i64)]) -> Verdict {
        let form = &self.equations[equation].form;
        self.habits.forgiven(form.verdict(&self.with(changes)), form)
    }

    /// The values if some figures had others.
    fn with<'s>(&'s self, changes: &'s [(FigureId, i64)]) -> Supposing<'s> {
        Supposing { system: self, changes }
    }

    /// The place-holder of a blank cell.
    fn place_holder(&self, at: [usize; 3]) -> Option<FigureId> {
        self.cells.term(self.disclosure, at).filter(|&f| self.is_blank(f))
    }

    /// The table, row and column of a figure, if it stands in a table of this number.
    fn cell_in(&self, figure: FigureId, number: u32) -> Option<[usize; 3]> {
        self.cell(figure).filter(|[table, ..]| self.disclosure.tables[*table].number == number)
    }

    /// The table, row and column of a figure in a table.
    fn cell(&self, figure: FigureId) -> Option<[usize; 3]> {
        match self.figure(figure).origin {
            Origin::Cell { table, row, column } => Some([table, row, column].map(|index| index as usize)),
            _ => None,
        }
    }
}

/// The equations without those that repeat another up to the sign, and for each figure those it takes part in.
fn distinct<'a>(equations: &[&'a Equation], figures: usize) -> (Vec<&'a Equation>, Vec<Vec<u32>>) {
    let mut kept: Vec<&Equation> = Vec::with_capacity(equations.len());
    let mut uses: Vec<Vec<u32>> = vec![Vec::new(); figures];
    for equation in equations {
        let all = equation.form.figures();
        let around = all.first().map(|f| uses[f.0 as usize].as_slice()).unwrap_or_default();
        if around.iter().any(|&e| kept[e as usize].form.says_the_same(&equation.form)) {
            continue;
        }
        let index = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        for figure in all {
            let of_figure = &mut uses[figure.0 as usize];
            if of_figure.last() != Some(&index) {
                of_figure.push(index);
            }
        }
        kept.push(equation);
    }
    (kept, uses)
}

/// Whether rates that rounding of the amounts would blur are nearly all exact: then no unrounded amounts stand behind
/// them.
fn rates_are_exact(disclosure: &Disclosure, equations: &[&Equation]) -> bool {
    let verdicts = equations.iter().filter(|e| e.form.is_blurred_rate(disclosure));
    let (mut exact, mut off) = (0, 0);
    for verdict in verdicts.map(|e| e.form.verdict(disclosure)) {
        exact += usize::from(verdict == Verdict::Holds);
        off += usize::from(verdict == Verdict::Rounding);
    }
    exact >= 5 && exact >= 5 * off
}

impl Habits {
    /// The verdict on what is written.
    fn judged(self, verdict: Verdict, form: &Form) -> Verdict {
        match (verdict, form) {
            (Verdict::Rounding, Form::Ratio { .. }) if self.rates_are_exact => Verdict::Broken,
            _ => self.forgiven(verdict, form),
        }
    }

    /// The verdict on what is supposed.
    fn forgiven(self, verdict: Verdict, form: &Form) -> Verdict {
        match (verdict, form) {
            (Verdict::Rounding, Form::Sum(_)) if self.amounts_are_rounded => Verdict::Holds,
            _ => verdict,
        }
    }
}

impl Values for System<'_> {
    fn value(&self, figure: FigureId) -> i64 {
        self.values[figure.0 as usize]
    }

    fn last_place(&self, figure: FigureId) -> i64 {
        if self.is_blank(figure) { 0 } else { self.figure(figure).last_place }
    }

    fn unit(&self, figure: FigureId) -> Unit {
        self.figure(figure).unit
    }
}

struct Supposing<'a> {
    system: &'a System<'a>,
    changes: &'a [(FigureId, i64)],
}

impl Values for Supposing<'_> {
    fn value(&self, figure: FigureId) -> i64 {
        let changed = self.changes.iter().find(|(changed, _)| *changed == figure);
        changed.map_or_else(|| self.system.value(figure), |(_, value)| *value)
    }

    fn last_place(&self, figure: FigureId) -> i64 {
        self.system.last_place(figure)
    }

    fn unit(&self, figure: FigureId) -> Unit {
        self.system.unit(figure)
    }
}
