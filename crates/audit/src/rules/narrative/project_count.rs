//! The number and amount of projects stated in the narrative against the projects listed.

use crate::equation::{Form, Term, Verdict, equal};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::rules::projects::{forms_without_project, fund};
use mingzhang_model::{
    Disclosure, Figure, FigureId, Form as ProjectForm, FormKind, FundKind, Location, Passage, Project, Table,
    fold, text,
};

pub(crate) static RULE: Rule = Rule {
    code: "N110",
    name: "projects-differ-from-statement",
    title: "所述项目个数、金额与项目清单不符",
    title_en: "The number or amount of projects stated is not that of the projects listed",
    severity: Severity::Error,
    page: include_str!("project_count.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let listed: Vec<&Project> = disclosure.projects.iter().collect();
    let fiscal = fiscal_budgets(disclosure);
    if lists_all_fiscal(disclosure) {
        let unlisted = forms_without_project(disclosure, context.settings.name_similarity_percent);
        stated_against(disclosure, "performance.fiscal_projects", (&listed, &unlisted), outcome);
    }
    let classified: Vec<&Project> = listed.iter().copied().filter(|p| withheld(p)).collect();
    if !classified.is_empty() && lists_all_classified(disclosure) && !others_lack_forms(disclosure) {
        stated_against(disclosure, "performance.classified", (&classified, &[]), outcome);
    }
    if !fiscal.is_empty() {
        funding(disclosure, &fiscal, outcome);
    }
}

/// Whether the projects listed are all that fiscal funds pay for: where government-managed funds pay for some, too, the
/// list, which is of the general budget, is not.
pub(crate) fn lists_all_fiscal(disclosure: &Disclosure) -> bool {
    fiscal_budgets(disclosure).len() < 2
}

/// Whether every classified project is in the list, which is of the general budget: where other money pays for more
/// projects than have a form, some of those may be classified, too.
pub(crate) fn lists_all_classified(disclosure: &Disclosure) -> bool {
    let others = disclosure.amount("performance.other_projects.count");
    let others = others.map_or(0, |id| disclosure.figure(id).value / Figure::ONE);
    let is_of_others =
        |form: &&ProjectForm| fund(form, FundKind::Fiscal).is_none_or(|id| disclosure.figure(id).value == 0);
    let have_forms = project_forms(disclosure).filter(is_of_others).count();
    lists_all_fiscal(disclosure) && usize::try_from(others).is_ok_and(|others| others <= have_forms)
}

/// Whether forms tell less of other money than other money pays for projects: then some of it may pay for classified ones.
pub(crate) fn others_lack_forms(disclosure: &Disclosure) -> bool {
    let value = |id: FigureId| disclosure.figure(id).value;
    let all = disclosure.amount("performance.other_projects").map_or(0, value);
    let in_forms = project_forms(disclosure).filter_map(|form| fund(form, FundKind::Other));
    let in_forms: i64 = in_forms.map(value).sum();
    all > in_forms
}

/// The forms of projects.
fn project_forms(disclosure: &Disclosure) -> impl Iterator<Item = &ProjectForm> {
    disclosure.forms.iter().filter(|form| form.kind == FormKind::Project)
}

/// The project expenditure of each fiscal budget that has some; none if the table of one was not filled in.
fn fiscal_budgets(disclosure: &Disclosure) -> Vec<FigureId> {
    let budgets = ["general_expenditure", "fund_expenditure", "capital_expenditure"];
    if budgets.iter().any(|t| disclosure.table(t).is_some_and(Table::is_unfilled)) {
        return Vec::new();
    }
    budgets.iter().filter_map(|t| disclosure.amount(&format!("{t}[total].project"))).collect()
}

/// Fiscal projects are the project expenditure of the three fiscal budgets; the others are the rest of table 3.
fn funding(disclosure: &Disclosure, fiscal: &[FigureId], outcome: &mut Outcome) {
    if let Some(amount) = disclosure.amount("performance.fiscal_projects") {
        let statement = text!(
            "当年财政拨款项目金额 = 各财政拨款预算的项目支出合计",
            "fiscal projects = project expenditure of the fiscal budgets"
        );
        outcome.state(&RULE, statement, Form::Sum(crate::equation::sum(amount, fiscal.iter().copied())));
    }
    let (Some(other), Some(all)) =
        (disclosure.amount("performance.other_projects"), disclosure.amount("expenditure[total].project"))
    else {
        return;
    };
    let Some(carried) = carried_projects(disclosure) else {
        outcome.not_checked(text!(
            "上年结转结余中项目支出多少没有列明",
            "how much of the carry-over is for projects is not printed"
        ));
        return;
    };
    let statement = match carried.len() {
        0 => text!(
            "当年非财政拨款项目金额 = 项目支出合计 − 财政拨款项目支出",
            "other projects = project expenditure − fiscal project expenditure"
        ),
        _ => text!(
            "当年非财政拨款项目金额 = 项目支出合计 − 财政拨款项目支出 − 结转结余安排的项目支出",
            "other projects = project expenditure − fiscal project expenditure − projects paid from carry-over"
        ),
    };
    let mut terms = vec![Term { coefficient: 1, figure: other }, Term { coefficient: -1, figure: all }];
    terms.extend(fiscal.iter().chain(&carried).map(|&figure| Term { coefficient: 1, figure }));
    outcome.state(&RULE, statement, Form::Sum(terms));
}

/// Table 3 counts what last year's money pays for among the projects; projects of this year do not. `None` if there is
/// carry-over and the document does not say for what.
fn carried_projects(disclosure: &Disclosure) -> Option<Vec<FigureId>> {
    let printed =
        |coordinate: &str| disclosure.amount(coordinate).filter(|&id| disclosure.figure(id).value != 0);
    let kinds = ["fiscal_project", "other_project"];
    let projects: Vec<FigureId> =
        kinds.iter().filter_map(|kind| printed(&format!("carryover[total].{kind}"))).collect();
    let kinds = ["personnel", "operating", "project"];
    let split = kinds.iter().any(|kind| {
        ["fiscal", "other"].iter().any(|money| printed(&format!("carryover[total].{money}_{kind}")).is_some())
    });
    (split || printed("overview.income[carryover].amount").is_none()).then_some(projects)
}

/// What is stated against the projects listed, and those that have a form although the list leaves them out: that it does
/// is another rule's concern.
fn stated_against(
    disclosure: &Disclosure,
    register: &str,
    (listed, unlisted): (&[&Project], &[&ProjectForm]),
    outcome: &mut Outcome,
) {
    if listed.is_empty() {
        return;
    }
    let number = |suffix: &str| disclosure.amount(&format!("{register}{suffix}"));
    if let Some(count) = number(".count") {
        outcome.looked();
        let all = listed.len() + unlisted.len();
        if i64::try_from(all).ok().and_then(|n| n.checked_mul(Figure::ONE))
            != Some(disclosure.figure(count).value)
        {
            outcome.findings.extend(wrong_count(disclosure, count, listed));
        }
    }
    let amounts: Option<Vec<FigureId>> = listed.iter().map(|p| p.amount).collect();
    let (Some(total), Some(mut amounts)) = (number(""), amounts) else { return };
    // A form may belong to a project that the list forgot, or to none at all: the amounts tell.
    let of_forms: Vec<FigureId> = unlisted.iter().filter_map(|form| fund(form, FundKind::Fiscal)).collect();
    let all: Vec<FigureId> = amounts.iter().copied().chain(of_forms).collect();
    let fits = |amounts: &[FigureId]| sum_of(total, amounts).verdict(disclosure) != Verdict::Broken;
    let forgotten = !unlisted.is_empty() && !fits(&amounts) && fits(&all);
    let statement = if forgotten {
        text!(
            "所述金额 = 所列 {0} 个项目与未列出的 {1} 个项目金额之和",
            "the amount stated = the sum of the {0} projects listed and the {1} left out",
            listed.len(),
            unlisted.len()
        )
    } else {
        text!(
            "所述金额 = 所列 {0} 个项目金额之和",
            "the amount stated = the sum of the {0} projects listed",
            listed.len()
        )
    };
    if forgotten {
        amounts = all;
    }
    outcome.state(&RULE, statement, sum_of(total, &amounts));
}

fn sum_of(total: FigureId, amounts: &[FigureId]) -> Form {
    match amounts {
        [only] => Form::Sum(equal(total, *only)),
        several => Form::Sum(crate::equation::sum(total, several.iter().copied())),
    }
}

fn wrong_count(disclosure: &Disclosure, count: FigureId, listed: &[&Project]) -> Option<Finding> {
    let stated = disclosure.figure(count);
    let found = i64::try_from(listed.len()).ok()?;
    if stated.value == found.checked_mul(Figure::ONE)? {
        return None;
    }
    let message = text!(
        "{0}写作 {1} 个，但说明中列出的是 {2} 个。",
        "{0} is given as {1}, but {2} are listed.",
        disclosure.describe(count),
        stated.numeral,
        found
    );
    let first = listed.first().map_or(Location::default(), |p| p.name.location());
    let names = listed.iter().map(|p| p.name.text()).collect::<Vec<_>>().join("、");
    let finding = Finding::new(RULE.code, RULE.severity, message, stated.location);
    Some(
        finding
            .actual(stated.numeral.to_string())
            .expected(found.to_string())
            .related(text!("列出的项目：{0}", "the projects listed: {0}", names), first),
    )
}

/// A project whose details the narrative withholds.
pub(crate) fn withheld(project: &Project) -> bool {
    [&project.basis, &project.allocation].into_iter().flatten().any(says_withheld)
        || fold(project.name.text()).contains("涉密")
}

/// Whether a field says that it is not published: 完全不予公开, or nothing but 涉密项目. An allocation that buys
/// 涉密计算机 says no such thing.
pub(crate) fn says_withheld(field: &Passage) -> bool {
    /// A longer text says more than that.
    const SHORT: usize = 8;
    let text = fold(field.text());
    ["不予公开", "不宜公开", "不公开"].iter().any(|words| text.contains(words))
        || (text.contains("涉密")
            && text.chars().count() <= SHORT
            && !text.contains(|c: char| c.is_ascii_digit()))
}
