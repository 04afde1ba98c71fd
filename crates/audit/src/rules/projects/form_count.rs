//! The number of forms against the number of projects that must have one.

use super::names::project_forms;
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "P111",
    name: "number-of-forms",
    title: "绩效目标表的张数与项目个数不符",
    title_en: "There are not as many forms as projects that must have one",
    severity: Severity::Error,
    page: include_str!("form_count.md"),
    check: Check::Disclosure(check),
};

/// One, as counts are held.
const ONE: i64 = 10_000;

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let count = |name: &str| disclosure.amount(name).map(|id| disclosure.figure(id));
    let Some(fiscal) = count("performance.fiscal_projects.count") else {
        outcome.not_checked(text!("没有读到财政拨款项目个数", "the number of fiscal projects was not found"));
        return;
    };
    outcome.looked();
    let value = |name: &str| count(name).map_or(0, |f| f.value / ONE);
    let (other, classified) =
        (value("performance.other_projects.count"), value("performance.classified.count"));
    let due = fiscal.value / ONE + other - classified;
    let forms = i64::try_from(project_forms(disclosure).count()).unwrap_or(i64::MAX);
    if forms != due {
        let message = text!(
            "应有 {0} 张项目绩效目标表（财政拨款项目 {1} 个，加非财政拨款项目 {2} 个，减涉密项目 {3} 个），实有 {4} 张。",
            "There should be {0} project forms ({1} fiscal projects, {2} others, {3} classified); there are {4}.",
            due,
            fiscal.numeral,
            other,
            classified,
            forms
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, fiscal.location));
    }
}
