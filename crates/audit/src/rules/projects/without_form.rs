//! A project without a form that is not classified, or a form that belongs to no project.

use super::amounts::fund;
use super::names::{find, in_forms, in_narrative, in_table, project_forms};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::rules::narrative::lists_all_fiscal;
use mingzhang_model::{Disclosure, FundKind, Passage, fold, text};

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
    let forms = in_forms(disclosure);
    if forms.is_empty() {
        outcome.not_checked(text!("没有读到项目绩效目标表", "no project forms were found"));
        return;
    }
    let mut projects = in_narrative(disclosure);
    if projects.is_empty() {
        projects = in_table(disclosure);
    }
    for project in projects.iter().filter(|p| !is_withheld(disclosure, p.name)) {
        outcome.looked();
        if find(&forms, project.name, &projects, percent).is_none() {
            let message = text!(
                "项目《{0}》没有绩效目标表，也没有说明是涉密项目。",
                "The project “{0}” has no performance form, and is not said to be classified.",
                project.name.text()
            );
            outcome.report(Finding::new(RULE.code, RULE.severity, message, project.name.location()));
        }
    }
    if projects.is_empty() || !lists_all_fiscal(disclosure) {
        return;
    }
    for (form, name) in project_forms(disclosure) {
        outcome.looked();
        let fiscal = fund(form, FundKind::Fiscal).is_some_and(|f| disclosure.figure(f).value > 0);
        if fiscal && find(&projects, name, &forms, percent).is_none() {
            let message = text!(
                "绩效目标表《{0}》在项目清单中没有对应的财政拨款项目。",
                "The performance form “{0}” belongs to no fiscal project of the list.",
                name.text()
            );
            outcome.report(Finding::new(RULE.code, RULE.severity, message, name.location()));
        }
    }
}

/// A project whose basis or allocation the narrative withholds.
pub(super) fn is_withheld(disclosure: &Disclosure, name: &Passage) -> bool {
    let project = disclosure.projects.iter().find(|p| fold(p.name.text()) == fold(name.text()));
    project.is_some_and(crate::rules::narrative::withheld)
}
