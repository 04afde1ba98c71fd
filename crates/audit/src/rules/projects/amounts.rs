//! The amount of one project in the table, the narrative and its form.

use super::names::{Mention, amounts, find, in_forms, in_narrative, in_table, project_forms};
use super::without_form::{forms_without_project, projects_without_form};
use crate::equation::{Form as Relation, Term, Verdict, equal, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use crate::rules::narrative::{lists_all_classified, others_lack_forms};
use mingzhang_model::{Disclosure, Figure, FigureId, Form, FormKind, FundKind, Passage, text};

pub(crate) static RULE: Rule = Rule {
    code: "P101",
    name: "project-amounts-differ",
    title: "项目金额在项目表、文字说明、绩效目标表中不一致",
    title_en: "A project has different amounts in table, narrative and form",
    severity: Severity::Error,
    page: include_str!("amounts.md"),
    check: Check::Disclosure(check),
};

pub(crate) static OVERALL: Rule = Rule {
    code: "P102",
    name: "form-amounts-differ-from-budget",
    title: "绩效目标表的金额与预算总额不一致",
    title_en: "The amounts of the forms do not add up to the budget",
    severity: Severity::Error,
    page: include_str!("overall.md"),
    check: Check::Disclosure(overall),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let percent = context.settings.name_similarity_percent;
    let (table, narrative, forms) = (in_table(disclosure), in_narrative(disclosure), in_forms(disclosure));
    for project in &narrative {
        let other = find(&table, project, &narrative, percent).and_then(|m| amounts(&table, m));
        if let (Some(stated), Some(listed)) = (project.amount, other) {
            let statement = text!(
                "《{0}》预算安排规模 = 项目表中的合计",
                "“{0}”: amount = project table",
                project.name.text()
            );
            outcome.state(&RULE, statement, Relation::Sum(sum(stated, listed)));
        }
    }
    for (form, name) in project_forms(disclosure) {
        let Some(total) = fund(form, FundKind::Total) else { continue };
        within_form(form, name, total, outcome);
        let wanted = Mention::in_form(disclosure, form, name);
        let elsewhere = find(&narrative, &wanted, &forms, percent)
            .and_then(|m| amounts(&narrative, m))
            .or_else(|| find(&table, &wanted, &forms, percent).and_then(|m| amounts(&table, m)));
        if let Some(stated) = elsewhere {
            let statement =
                text!("《{0}》绩效表年度预算总额 = 预算安排规模", "“{0}”: form total = amount", name.text());
            // Who else pays stands in the form alone.
            let terms = sum(total, stated);
            let relation = if is_shared(disclosure, form) { at_most(terms) } else { Relation::Sum(terms) };
            outcome.state(&RULE, statement, relation);
        }
    }
}

/// The parts of a sum are at most its whole.
fn at_most(sum: Vec<Term>) -> Relation {
    let turned = |term: Term| Term { coefficient: -term.coefficient, ..term };
    Relation::AtMost(sum.into_iter().map(turned).collect())
}

/// Whether a project may be paid by more than the general public budget, which the project table is about.
fn is_shared(disclosure: &Disclosure, form: &Form) -> bool {
    let is_some = |id: FigureId| disclosure.figure(id).value != 0;
    [FundKind::Other, FundKind::CarriedOver].iter().any(|kind| fund(form, *kind).is_some_and(is_some))
        || BESIDE_GENERAL.iter().any(|at| disclosure.amount(at).is_some_and(is_some))
}

/// What pays projects beside the general public budget.
const BESIDE_GENERAL: [&str; 2] = ["fund_expenditure[total].project", "capital_expenditure[total].project"];

/// The year's amounts add up, those of all years do, and the year takes no more than all years.
fn within_form(form: &Form, name: &Passage, total: FigureId, outcome: &mut Outcome) {
    use FundKind::{AllYears, AllYearsFiscal, AllYearsOther, CarriedOver, Fiscal, Other};
    let name = name.text();
    let funds = |kinds: &[FundKind]| kinds.iter().filter_map(|k| fund(form, *k)).collect::<Vec<_>>();
    let parts = funds(&[Fiscal, CarriedOver, Other]);
    if !parts.is_empty() {
        let statement = if fund(form, CarriedOver).is_some() {
            text!(
                "《{0}》年度资金总额 = 当年财政拨款 + 上年结转资金 + 其他资金",
                "“{0}”: total of the year = fiscal + carried over + other",
                name
            )
        } else {
            text!("《{0}》年度预算总额 = 财政拨款 + 其他资金", "“{0}”: total = fiscal + other", name)
        };
        outcome.state(&RULE, statement, Relation::Sum(sum(total, parts)));
    }
    let parts = funds(&[AllYearsFiscal, AllYearsOther]);
    if let (Some(all), false) = (fund(form, AllYears), parts.is_empty()) {
        let statement = text!(
            "《{0}》项目资金总额 = 财政资金 + 其他资金",
            "“{0}”: total of all years = fiscal + other",
            name
        );
        outcome.state(&RULE, statement, Relation::Sum(sum(all, parts)));
    }
    if let Some(all) = fund(form, AllYears) {
        let statement = text!("《{0}》年度资金总额不大于项目资金总额", "“{0}”: the year ≤ all years", name);
        outcome.state(&RULE, statement, Relation::AtMost(equal(total, all)));
    }
    if let (Some(year), Some(all)) = (fund(form, Fiscal), fund(form, AllYearsFiscal)) {
        let statement = text!(
            "《{0}》当年财政拨款不大于项目的财政资金",
            "“{0}”: fiscal funds of the year ≤ of all years",
            name
        );
        outcome.state(&RULE, statement, Relation::AtMost(equal(year, all)));
    }
}

pub(crate) fn fund(form: &Form, kind: FundKind) -> Option<FigureId> {
    form.funds.iter().find(|f| f.kind == kind).map(|f| f.figure)
}

fn overall(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for form in disclosure.forms.iter().filter(|f| f.kind == FormKind::Overall) {
        let funds = |kinds: &[FundKind]| kinds.iter().filter_map(|k| fund(form, *k)).collect::<Vec<_>>();
        let fiscal = funds(&[FundKind::FiscalFromAbove, FundKind::FiscalOwn]);
        if let (Some(total), false) = (disclosure.amount("income[total].fiscal"), fiscal.is_empty()) {
            let statement =
                text!("整体绩效目标表财政资金 = 收入表财政拨款", "overall form fiscal funds = income table");
            outcome.state(&OVERALL, statement, Relation::Sum(sum(total, fiscal.iter().copied())));
        }
        if let Some(other) = fund(form, FundKind::Other) {
            other_funds(disclosure, other, &fiscal, outcome);
        }
    }
    projects_with_form(context, outcome);
    projects_total(context, FundKind::Fiscal, "performance.fiscal_projects", outcome);
    projects_total(context, FundKind::Other, "performance.other_projects", outcome);
}

/// Other funds of the overall form are the unit's own. Some offices count there what was left over and what they hold for
/// others, too: then they are all that is not fiscal.
fn other_funds(disclosure: &Disclosure, other: FigureId, fiscal: &[FigureId], outcome: &mut Outcome) {
    if let Some(all) = disclosure.amount("income[total].total") {
        let parts = sum(all, fiscal.iter().copied().chain([other]));
        if Relation::Sum(parts.clone()).verdict(disclosure) != Verdict::Broken {
            let statement =
                text!("整体绩效目标表资金合计 = 收入预算", "overall form funds = all revenue of the budget");
            return outcome.state(&OVERALL, statement, Relation::Sum(parts));
        }
    }
    if let Some(own) = disclosure.amount("overview.income[own_funds].amount") {
        let statement =
            text!("整体绩效目标表其他资金 = 单位资金", "overall form other funds = the unit's own funds");
        outcome.state(&OVERALL, statement, Relation::Sum(equal(own, other)));
    }
}

/// The projects that the narrative says have a form, where all of these forms are in the document.
fn projects_with_form(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let amount = |name: &str| disclosure.amount(name);
    let (Some(stated), Some(count)) = (amount("performance.projects"), amount("performance.projects.count"))
    else {
        return;
    };
    let totals: Option<Vec<FigureId>> =
        project_forms(disclosure).map(|(form, _)| fund(form, FundKind::Total)).collect();
    let Some(totals) = totals.filter(|totals| counted(totals.len()) == Some(disclosure.figure(count).value))
    else {
        return;
    };
    let statement = text!(
        "编报绩效目标的项目资金 = 各项目绩效表年度资金总额之和",
        "projects with targets = sum of the forms"
    );
    outcome.state(&OVERALL, statement, Relation::Sum(sum(stated, totals)));
}

/// A number of things as counts are held.
fn counted(number: usize) -> Option<i64> {
    i64::try_from(number).ok()?.checked_mul(Figure::ONE)
}

/// All forms and the classified projects, which have none, make up the amount that the narrative states. Projects whose
/// form is missing count, too: that it is missing is another rule's concern.
fn projects_total(context: &Context<'_>, kind: FundKind, register: &str, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let Some(total) = disclosure.amount(register) else { return };
    let percent = context.settings.name_similarity_percent;
    let parts: Option<Vec<FigureId>> = project_forms(disclosure).map(|(form, _)| fund(form, kind)).collect();
    let Some(mut parts) = parts.filter(|p| !p.is_empty()) else {
        outcome.not_checked(text!(
            "没有读到项目绩效目标表的金额",
            "the amounts of the project forms were not found"
        ));
        return;
    };
    let classified = disclosure.classified.as_ref().and_then(|c| c.amount);
    let is_mixed = kind == FundKind::Fiscal && others_lack_forms(disclosure);
    if classified.is_some() && (is_mixed || !lists_all_classified(disclosure)) {
        outcome.not_checked(text!(
            "涉密项目由哪些资金安排没有列明",
            "which money pays for classified projects is not printed"
        ));
        return;
    }
    // A classified project, which has no form, may be paid by other money beside fiscal funds.
    let is_part = classified.is_some() && kind == FundKind::Other;
    let classified = classified.filter(|_| kind == FundKind::Fiscal);
    let lacking = match kind {
        FundKind::Fiscal => projects_without_form(disclosure, percent),
        _ => Vec::new(),
    };
    let amounts: Option<Vec<FigureId>> = lacking.iter().map(|p| p.amount).collect();
    let Some(amounts) = amounts else {
        outcome.not_checked(text!(
            "没有绩效目标表的项目没有读到金额",
            "the amounts of projects without a form were not found"
        ));
        return;
    };
    let terms = |parts: &[FigureId]| sum(total, parts.iter().chain(&classified).chain(&amounts).copied());
    // A form that belongs to no project of the list is another rule's concern, unless its amount is counted.
    let surplus = forms_without_project(disclosure, percent);
    let surplus: Vec<FigureId> = surplus.into_iter().filter_map(|form| fund(form, kind)).collect();
    let needed: Vec<FigureId> = parts.iter().copied().filter(|part| !surplus.contains(part)).collect();
    let holds = |parts: &[FigureId]| Relation::Sum(terms(parts)).verdict(disclosure) != Verdict::Broken;
    if !needed.is_empty() && !holds(&parts) && holds(&needed) {
        parts = needed;
    }
    let statement = match (kind, classified) {
        (FundKind::Fiscal, _) if !lacking.is_empty() => text!(
            "当年财政拨款项目金额 = 各项目绩效表财政拨款之和 + 没有绩效表的项目金额",
            "fiscal projects = fiscal funds of all forms + projects without a form"
        ),
        (FundKind::Fiscal, Some(_)) => text!(
            "当年财政拨款项目金额 = 各项目绩效表财政拨款之和 + 涉密项目金额",
            "fiscal projects = fiscal funds of all forms + classified projects"
        ),
        (FundKind::Fiscal, None) => text!(
            "当年财政拨款项目金额 = 各项目绩效表财政拨款之和",
            "fiscal projects = fiscal funds of all forms"
        ),
        _ if is_part => text!(
            "各项目绩效表其他资金之和不大于当年非财政拨款项目金额",
            "other funds of all forms ≤ other projects"
        ),
        _ => text!(
            "当年非财政拨款项目金额 = 各项目绩效表其他资金之和",
            "other projects = other funds of all forms"
        ),
    };
    let relation = if is_part { at_most(terms(&parts)) } else { Relation::Sum(terms(&parts)) };
    outcome.state(&OVERALL, statement, relation);
}
