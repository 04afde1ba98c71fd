//! The equations of a document, for those who ask what ties its numbers.

use crate::audit::run;
use crate::cells::Cells;
use crate::doubted::Doubted;
use crate::equation::{Equation, Form, Verdict};
use crate::localize::localize;
use crate::rule::{Absence, Context, Outcome, Settings};
use crate::rules::rules;
use mingzhang_model::{Disclosure, Figure, FigureId, Text};
use mingzhang_standard::{Catalogue, Profile};
use std::collections::HashMap;

/// An equation that numbers take part in.
#[derive(Clone, Debug)]
pub struct Tied {
    /// Code of the rule that states it.
    pub rule: &'static str,
    /// What it says, for people.
    pub statement: Text,
    /// Whether it holds.
    pub verdict: Verdict,
    /// The printed numbers that take part, each once.
    pub figures: Vec<FigureId>,
}

/// The equations that tie the numbers of a document, in the order of the rules, each relation once. Inequalities tie nothing, and
/// a table that was not read reliably takes part in none.
pub fn ties(disclosure: &Disclosure, profile: Option<&Profile>, settings: &Settings) -> Vec<Tied> {
    let context = Context::new(disclosure, profile, Catalogue::builtin(), settings);
    let ran: Vec<Outcome> =
        rules().filter(|rule| settings.runs(rule)).map(|rule| run(rule, &context)).collect();
    let equations: Vec<&Equation> = ran.iter().flat_map(|outcome| &outcome.equations).collect();
    let absences: Vec<&Absence> = ran.iter().flat_map(|outcome| &outcome.absences).collect();
    let doubted = localize(disclosure, &equations, &absences).doubted;
    let doubted = Doubted::new(disclosure, &doubted);
    let terms: Vec<Figure> =
        disclosure.figures.iter().cloned().chain(Cells::place_holders(disclosure)).collect();
    let called = |figure: FigureId| {
        terms.get(figure.0 as usize).map(|term| disclosure.name_origin(&term.origin)).unwrap_or_default()
    };
    // Relations that say the same are of the same numbers.
    let mut known: HashMap<Vec<FigureId>, Vec<&Form>> = HashMap::new();
    let mut ties = Vec::new();
    for equation in equations {
        if matches!(equation.form, Form::AtMost(_)) || doubted.touches(&equation.form) {
            continue;
        }
        let figures = figures(&equation.form);
        let same = known.entry(figures.clone()).or_default();
        if !same.iter().any(|known| known.says_the_same(&equation.form)) {
            same.push(&equation.form);
            ties.push(tied(disclosure, equation, figures, called));
        }
    }
    ties
}

/// The numbers that take part, each once.
fn figures(form: &Form) -> Vec<FigureId> {
    let mut figures = form.figures();
    figures.sort_unstable();
    figures.dedup();
    figures
}

fn tied(
    disclosure: &Disclosure,
    equation: &Equation,
    mut figures: Vec<FigureId>,
    called: impl Fn(FigureId) -> Text,
) -> Tied {
    // Place-holders of blank cells are not printed.
    figures.retain(|figure| (figure.0 as usize) < disclosure.figures.len());
    Tied {
        rule: equation.rule,
        statement: equation.said(called),
        verdict: equation.form.verdict(disclosure),
        figures,
    }
}
