//! A project without a form that is not classified, or a form that belongs to no project.

use super::amounts::fund;
use super::names::{Mention, find, in_forms, in_narrative, in_table, project_forms};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::rules::narrative::lists_all_fiscal;
use mingzhang_model::{Disclosure, Form, FundKind, Passage, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "P110",
    name: "project-and-form-do-not-match",
    title: "项目没有绩效目标表，或绩效目标表没有对应的项目",
    title_en: "A project has no form, or a form has no project",
    severity: Severity::Warning,
    page: include_str!("without_form.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let percent = context.settings.name_similarity_percent;
    if in_forms(disclosure).is_empty() {
        outcome.not_checked(text!("没有读到项目绩效目标表", "no project forms were found"));
        return;
    }
    let projects = listed(disclosure);
    outcome.looked_at += projects.iter().filter(|p| !is_withheld(disclosure, p.name)).count();
    for project in projects_without_form(disclosure, percent) {
        let message = text!(
            "项目《{0}》没有绩效目标表，也没有说明是涉密项目。",
            "The project “{0}” has no performance form, and is not said to be classified.",
            project.name.text()
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, project.name.location()));
    }
    if !projects.is_empty() && lists_all_fiscal(disclosure) {
        outcome.looked_at += project_forms(disclosure).count();
    }
    for form in forms_without_project(disclosure, percent) {
        let Some(name) = form.project.as_ref() else { continue };
        let message = text!(
            "绩效目标表《{0}》在项目清单中没有对应的财政拨款项目。",
            "The performance form “{0}” belongs to no fiscal project of the list.",
            name.text()
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, name.location()));
    }
}

/// The projects that must have a form: those of the narrative, or of the table where the narrative lists none.
fn listed(disclosure: &Disclosure) -> Vec<Mention<'_>> {
    let projects = in_narrative(disclosure);
    if projects.is_empty() { in_table(disclosure) } else { projects }
}

/// The projects that have no form although others do, and are not withheld.
pub(super) fn projects_without_form(disclosure: &Disclosure, percent: u32) -> Vec<Mention<'_>> {
    let (forms, projects) = (in_forms(disclosure), listed(disclosure));
    if forms.is_empty() {
        return Vec::new();
    }
    let open = projects.iter().filter(|p| !is_withheld(disclosure, p.name));
    open.filter(|p| find(&forms, p, &projects, percent).is_none()).copied().collect()
}

/// The forms with fiscal funds whose project the list leaves out.
pub(crate) fn forms_without_project(disclosure: &Disclosure, percent: u32) -> Vec<&Form> {
    let (forms, projects) = (in_forms(disclosure), listed(disclosure));
    if projects.is_empty() || !lists_all_fiscal(disclosure) {
        return Vec::new();
    }
    let is_fiscal =
        |form: &Form| fund(form, FundKind::Fiscal).is_some_and(|f| disclosure.figure(f).value > 0);
    let of_project = project_forms(disclosure).filter(|(form, _)| is_fiscal(form));
    of_project
        .filter(|(form, name)| {
            let wanted = Mention::in_form(disclosure, form, name);
            find(&projects, &wanted, &forms, percent).is_none()
        })
        .map(|(form, _)| form)
        .collect()
}

/// A project whose basis or allocation the narrative withholds.
pub(super) fn is_withheld(disclosure: &Disclosure, name: &Passage) -> bool {
    let project = disclosure.projects.iter().find(|p| fold(p.name.text()) == fold(name.text()));
    project.is_some_and(crate::rules::narrative::withheld)
}
