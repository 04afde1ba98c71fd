//! The weights of a form do not add up as the document's own convention has it.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Disclosure, Form, Passage, text};
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
/// So many forms with one sum make it a convention; before, only the usual 100 is one.
const CONVENTION: usize = 3;
const USUAL: [i64; 2] = [100 * POINT, 90 * POINT];

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let sums: Vec<(&Form, i64)> =
        disclosure.forms.iter().filter_map(|f| Some((f, sum(disclosure, f)?))).collect();
    let mut times: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, sum) in &sums {
        outcome.looked();
        *times.entry(*sum).or_default() += 1;
    }
    let custom =
        times.into_iter().max_by_key(|(_, n)| *n).filter(|(_, n)| *n >= CONVENTION).map(|(sum, _)| sum);
    for (form, sum) in sums {
        let right = custom.map_or_else(|| USUAL.contains(&sum), |custom| custom == sum);
        if !right {
            outcome.report(finding(form, sum, custom));
        }
    }
}

fn sum(disclosure: &Disclosure, form: &Form) -> Option<i64> {
    let weights: Vec<i64> =
        form.indicators.iter().filter_map(|i| i.weight).map(|id| disclosure.figure(id).value).collect();
    (!weights.is_empty()).then(|| weights.into_iter().sum())
}

fn finding(form: &Form, sum: i64, custom: Option<i64>) -> Finding {
    let name = form.project.as_ref().map_or("整体", Passage::text);
    let place = form.project.as_ref().unwrap_or(&form.title).location();
    let (message, severity) = match custom {
        Some(custom) => (
            text!(
                "《{0}》绩效表的指标权重合计 {1}，而本文其他绩效表都是 {2}。",
                "The weights of the form “{0}” add up to {1}, those of the other forms to {2}.",
                name,
                sum / POINT,
                custom / POINT
            ),
            Severity::Error,
        ),
        None => (
            text!(
                "《{0}》绩效表的指标权重合计 {1}，不是 100。",
                "The weights of the form “{0}” add up to {1}, not to 100.",
                name,
                sum / POINT
            ),
            Severity::Warning,
        ),
    };
    Finding::new(RULE.code, severity, message, place)
}
