//! The amounts that a form's goal names in words.

use super::amounts::fund;
use super::names::project_forms;
use crate::equation::{Form as Relation, equal, sum};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Figure, FigureId, FundKind, GoalAmount, text};

pub(crate) static RULE: Rule = Rule {
    code: "P103",
    name: "goal-amount-differs",
    title: "项目总体目标中的金额与年度预算总额不一致",
    title_en: "The amount in a form's goal differs from its total",
    severity: Severity::Error,
    page: include_str!("goals.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for (form, name) in project_forms(context.disclosure) {
        let Some(total) = fund(form, FundKind::Total) else { continue };
        let name = name.text();
        let named = Named::of(&form.goal_amounts);
        if let Some(whole) = named.whole {
            let statement = text!(
                "《{0}》总体目标中的预算资金 = 年度预算总额",
                "“{0}”: amount of the goal = total",
                name
            );
            outcome.state(&RULE, statement, Relation::Sum(equal(whole, total)));
        }
        if named.parts.len() > 1 {
            let statement = text!(
                "《{0}》总体目标中各项资金之和 = 年度预算总额",
                "“{0}”: amounts of the goal = total",
                name
            );
            outcome.state(&RULE, statement, Relation::Sum(sum(total, named.parts)));
        }
        if let Some(all_years) = named.all_years {
            outcome.looked();
            let figures = (context.disclosure.figure(total), context.disclosure.figure(all_years));
            outcome.findings.extend(above_all_years(name, figures.0, figures.1));
        }
    }
}

/// One year cannot cost more than the whole project.
fn above_all_years(name: &str, total: &Figure, all_years: &Figure) -> Option<Finding> {
    let message = text!(
        "《{0}》年度预算总额 {1} 大于总体目标所写的总投资 {2}，请核对。",
        "“{0}”: the total of the year, {1}, is above the total investment of {2} in the goal.",
        name,
        total.with_unit(),
        all_years.with_unit()
    );
    let finding = Finding::new(RULE.code, RULE.severity, message, all_years.location)
        .related(text!("年度预算总额 {0}", "total of the year {0}", total.with_unit()), total.location);
    // 总投资 206 万元 may stand for 206.49.
    (total.value.saturating_sub(all_years.value) > all_years.last_place / 2).then_some(finding)
}

/// What the amounts of a goal are to the year's total.
struct Named {
    /// The amount that is called the sum or the year's, or is the only one.
    whole: Option<FigureId>,
    /// The amounts that are added up to a sum.
    parts: Vec<FigureId>,
    /// The investment of a project that may last for years; the year's total is part of it.
    all_years: Option<FigureId>,
}

impl Named {
    fn of(amounts: &[GoalAmount]) -> Self {
        let says = |a: &GoalAmount, words: &[&str]| words.iter().any(|w| a.label.contains(w));
        let is_budget = |a: &GoalAmount| {
            says(a, &["预算", "投资", "资金", "经费"]) && !says(a, &["带动", "撬动", "争取", "引进", "节约"])
        };
        let is_all_years = |a: &GoalAmount| says(a, &["总投资", "投资总额", "概算"]);
        let is_sum = |a: &GoalAmount| says(a, &["合计", "共计", "总计"]);
        let is_of_year = |a: &GoalAmount| says(a, &["本年", "当年", "今年", "年度"]);
        let (all, of_year): (Vec<&GoalAmount>, Vec<&GoalAmount>) =
            amounts.iter().filter(|a| is_budget(a)).partition(|a| is_all_years(a));
        let mut named = Self { whole: None, parts: Vec::new(), all_years: all.first().map(|a| a.figure) };
        match of_year.as_slice() {
            [only] => named.whole = Some(only.figure),
            several => {
                let sum = several.iter().find(|a| is_sum(a));
                named.whole = sum.or_else(|| several.iter().find(|a| is_of_year(a))).map(|a| a.figure);
                if sum.is_some() {
                    named.parts = several.iter().filter(|a| !is_sum(a)).map(|a| a.figure).collect();
                }
            }
        }
        named
    }
}
