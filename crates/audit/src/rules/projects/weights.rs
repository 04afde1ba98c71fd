//! The weights of a form do not add up as the document's own convention has it.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Disclosure, FigureId, Form, FormKind, Passage, text};
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "P106",
    name: "weights-do-not-add-up",
    title: "绩效指标权重之和与其他表不一致",
    title_en: "The weights of a form do not add up as the other forms' do",
    severity: Severity::Error,
    page: include_str!("weights.md"),
    check: Check::Disclosure(check),
};

/// One point, as counts are held.
const POINT: i64 = 10_000;
/// So many forms of one kind with one sum make it a convention; before, only the usual 100 is one.
const CONVENTION: usize = 3;
/// The whole, and the whole less the 10 points that are kept for the execution of the budget (预算执行率).
const USUAL: [i64; 2] = [100 * POINT, 90 * POINT];

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for kind in [FormKind::Overall, FormKind::Project] {
        let forms = context.disclosure.forms.iter().filter(|f| f.kind == kind);
        of_kind(context.disclosure, &forms.collect::<Vec<_>>(), outcome);
    }
}

fn of_kind(disclosure: &Disclosure, forms: &[&Form], outcome: &mut Outcome) {
    let sums: Vec<(&Form, i64)> = forms.iter().filter_map(|f| Some((*f, sum(disclosure, f)?))).collect();
    let mut times: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, sum) in &sums {
        outcome.looked();
        *times.entry(*sum).or_default() += 1;
    }
    let most = times.into_iter().max_by_key(|(_, n)| *n);
    let custom = most.filter(|(_, n)| *n >= CONVENTION).map(|(sum, _)| sum);
    for (form, sum) in sums {
        let right = custom.map_or_else(|| USUAL.contains(&sum), |custom| custom == sum);
        if !right {
            outcome.report(finding(form, sum, custom));
        }
    }
}

/// The weights added up; `None` if there are none, or if one is missing, which another rule reports.
fn sum(disclosure: &Disclosure, form: &Form) -> Option<i64> {
    let weights: Option<Vec<FigureId>> = form.indicators.iter().map(|i| i.weight).collect();
    let weights = weights.filter(|w| !w.is_empty())?;
    Some(weights.into_iter().map(|id| disclosure.figure(id).value).sum())
}

fn finding(form: &Form, sum: i64, custom: Option<i64>) -> Finding {
    let name = form.project.as_ref().map_or("整体", Passage::text);
    let place = form.project.as_ref().unwrap_or(&form.title).location();
    let (message, severity) = match custom {
        Some(custom) => (
            text!(
                "《{0}》绩效表的指标权重合计 {1}，而本文多数绩效表是 {2}。",
                "The weights of the form “{0}” add up to {1}, those of most other forms to {2}.",
                name,
                points(sum),
                points(custom)
            ),
            // 90 among forms of 100 may have its reason: a form that counts 预算执行率 and one that does not.
            if USUAL.contains(&sum) { Severity::Warning } else { Severity::Error },
        ),
        None => (
            text!(
                "《{0}》绩效表的指标权重合计 {1}，既不是 100，也不是 90（另 10 分为预算执行率）。",
                "The weights of the form “{0}” add up to {1}, neither to 100 nor to 90 (with 10 for budget execution).",
                name,
                points(sum)
            ),
            Severity::Warning,
        ),
    };
    Finding::new(RULE.code, severity, message, place)
}

/// 90, 97.5
fn points(sum: i64) -> String {
    let (whole, rest) = (sum / POINT, sum % POINT);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:04}").trim_end_matches('0').to_owned() }
}
