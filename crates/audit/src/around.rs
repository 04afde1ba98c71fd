//! The equations around a number, for those who ask what ties it.

use crate::audit::run;
use crate::cells::Cells;
use crate::doubted::Doubted;
use crate::equation::{Equation, Form, Verdict};
use crate::localize::localize;
use crate::rule::{Absence, Context, Outcome, Settings};
use crate::rules::rules;
use mingzhang_model::{Disclosure, Figure, FigureId, Text};
use mingzhang_standard::{Catalogue, Profile};

/// An equation that a number takes part in.
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

/// The equations that tie a number, in the order of the rules, each relation once. Inequalities tie nothing, and a table that
/// was not read reliably takes part in none.
pub fn ties_around(
    disclosure: &Disclosure,
    profile: Option<&Profile>,
    settings: &Settings,
    figure: FigureId,
) -> Vec<Tied> {
    let context = Context::new(disclosure, profile, Catalogue::builtin(), settings);
    let ran: Vec<Outcome> =
        rules().filter(|rule| settings.runs(rule)).map(|rule| run(rule, &context)).collect();
    let equations: Vec<&Equation> = ran.iter().flat_map(|outcome| &outcome.equations).collect();
    let absences: Vec<&Absence> = ran.iter().flat_map(|outcome| &outcome.absences).collect();
    let doubted = localize(disclosure, &equations, &absences).doubted;
    let doubted = Doubted::new(disclosure, &doubted);
    let mut around: Vec<&Equation> = Vec::new();
    for equation in equations {
        let is_around = equation.form.figures().contains(&figure)
            && !matches!(equation.form, Form::AtMost(_))
            && !doubted.touches(&equation.form);
        if is_around && !around.iter().any(|known| known.form.says_the_same(&equation.form)) {
            around.push(equation);
        }
    }
    let terms: Vec<Figure> =
        disclosure.figures.iter().cloned().chain(Cells::place_holders(disclosure)).collect();
    let called = |figure: FigureId| {
        terms.get(figure.0 as usize).map(|term| disclosure.name_origin(&term.origin)).unwrap_or_default()
    };
    around.into_iter().map(|equation| tied(disclosure, equation, called)).collect()
}

fn tied(disclosure: &Disclosure, equation: &Equation, called: impl Fn(FigureId) -> Text) -> Tied {
    let mut figures = equation.form.figures();
    figures.retain(|figure| (figure.0 as usize) < disclosure.figures.len());
    figures.sort_unstable();
    figures.dedup();
    Tied {
        rule: equation.rule,
        statement: equation.said(called),
        verdict: equation.form.verdict(disclosure),
        figures,
    }
}
