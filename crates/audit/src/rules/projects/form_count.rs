//! The number of forms against the number of projects that must have one.

use super::without_form::projects_without_form;
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::rules::narrative::{lists_all_fiscal, withheld};
use mingzhang_model::{Disclosure, Figure, Form, FormKind, text};

pub(crate) static RULE: Rule = Rule {
    code: "P111",
    name: "number-of-forms",
    title: "绩效目标表的张数与项目个数不符",
    title_en: "There are not as many forms as projects that must have one",
    severity: Severity::Error,
    page: include_str!("form_count.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let count = |name: &str| disclosure.amount(name).map(|id| disclosure.figure(id));
    let Some(fiscal) = count("performance.fiscal_projects.count") else {
        outcome.not_checked(text!("没有读到财政拨款项目个数", "the number of fiscal projects was not found"));
        return;
    };
    outcome.looked();
    let value = |name: &str| count(name).map_or(0, |f| f.value / Figure::ONE);
    let (other, classified) =
        (value("performance.other_projects.count"), value("performance.classified.count"));
    let due = fiscal.value / Figure::ONE + other - classified;
    let forms = number(disclosure.forms.iter().filter(|f| is_project_form(f)).count());
    let lacking = number(projects_without_form(disclosure, context.settings.name_similarity_percent).len());
    // Where the forms fit the projects listed, a count is misstated; where those that are missing are known by name, they
    // are reported one by one. Both are other rules' concern.
    if forms + lacking == due || (forms > 0 && forms == due_by_list(disclosure, other)) {
        return;
    }
    let finding = if forms == 0 {
        let message = text!(
            "按所述项目个数应有 {0} 张项目绩效目标表，文中一张也没有读到。如另附文件，请一并公开并在文中注明。",
            "By the number of projects there should be {0} project forms; none was found. If they are in another file, say so.",
            due
        );
        Finding::new(RULE.code, Severity::Warning, message, fiscal.location)
    } else {
        let message = text!(
            "应有 {0} 张项目绩效目标表（财政拨款项目 {1} 个，加非财政拨款项目 {2} 个，减涉密项目 {3} 个），实有 {4} 张。",
            "There should be {0} project forms ({1} fiscal projects, {2} others, {3} classified); there are {4}.",
            due,
            fiscal.numeral,
            other,
            classified,
            forms
        );
        Finding::new(RULE.code, RULE.severity, message, fiscal.location)
    };
    outcome.report(finding);
}

/// A title repeated on a new page heads neither a name nor amounts.
fn is_project_form(form: &Form) -> bool {
    form.kind == FormKind::Project && (form.project.is_some() || !form.funds.is_empty())
}

/// The forms due by the projects that the narrative lists.
fn due_by_list(disclosure: &Disclosure, other: i64) -> i64 {
    let open = disclosure.projects.iter().filter(|p| !withheld(p)).count();
    if disclosure.projects.is_empty() || !lists_all_fiscal(disclosure) { 0 } else { number(open) + other }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
