//! Performance goals and indicators.

use crate::projects::Known;
use crate::words::{clean, clean_or_nothing};
use mingzhang_ledger::{Goal, Indicator, Ledger, Quantity};
use mingzhang_model::{Disclosure, Form, FormKind, Operator, Target, fold};

/// Takes over the goals and indicators of all forms.
pub(crate) fn forms(ledger: &mut Ledger, disclosure: &Disclosure, projects: &[Known]) {
    for form in &disclosure.forms {
        let Some(project) = project(form, projects) else { continue };
        if let Some(goal) = &form.goal {
            ledger.goals.push(Goal { project: project.clone(), text: clean(goal.text()) });
        }
        for indicator in &form.indicators {
            let (operator, value, unit) =
                indicator.target.as_ref().map(|t| target(t, disclosure)).unwrap_or_default();
            let [basis, scoring, evidence] = [&indicator.basis, &indicator.scoring, &indicator.evidence]
                .map(|said| clean_or_nothing(said.as_ref()));
            ledger.indicators.push(Indicator {
                project: project.clone(),
                class: clean(indicator.class.text()),
                section: clean(indicator.section.text()),
                name: clean(indicator.name.text()),
                operator,
                value,
                unit,
                basis,
                prior: clean_or_nothing(indicator.prior.as_ref().map(|prior| &prior.written)),
                weight: indicator.weight.map(|id| Quantity(disclosure.figure(id).value)),
                scoring,
                evidence,
            });
        }
    }
}

/// The project of a form as the ledger names it; empty for the office as a whole.
fn project(form: &Form, projects: &[Known]) -> Option<String> {
    match (form.kind, &form.project) {
        (FormKind::Overall, _) => Some(String::new()),
        (FormKind::Project, Some(name)) => {
            let is_it = |known: &&Known| {
                let mut names = std::iter::once(&known.project.name).chain(&known.also);
                names.any(|known| fold(known) == fold(name.text()))
            };
            let known = projects.iter().find(is_it);
            Some(known.map_or_else(|| clean(name.text()), |known| known.project.name.clone()))
        }
        (FormKind::Project, None) => None,
    }
}

/// The comparison, the value and what it counts. Words that would not come together again stay words.
fn target(target: &Target, disclosure: &Disclosure) -> (String, String, String) {
    let written = clean(target.written.text());
    let operator = match target.operator {
        None => "",
        Some(Operator::Equal) => "=",
        Some(Operator::AtLeast) => ">=",
        Some(Operator::AtMost) => "<=",
        Some(Operator::MoreThan) => ">",
        Some(Operator::LessThan) => "<",
    };
    let rest = fold(&written);
    let rest = rest.strip_prefix(operator).unwrap_or(&rest).to_owned();
    let value = target.value.map(|id| disclosure.figure(id).numeral.to_string()).unwrap_or_default();
    match rest.strip_prefix(&value).filter(|_| !value.is_empty()) {
        Some(unit) => {
            // As printed, where folding has only made the brackets narrow.
            let printed =
                written.char_indices().map(|(at, _)| &written[at..]).find(|tail| fold(tail) == unit);
            (operator.to_owned(), value, printed.unwrap_or(unit).to_owned())
        }
        None if operator.is_empty() => (String::new(), written, String::new()),
        None => (operator.to_owned(), rest, String::new()),
    }
}
