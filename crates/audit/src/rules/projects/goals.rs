//! The amounts that a form's goal names in words.

use super::amounts::fund;
use super::names::project_forms;
use crate::equation::{Form as Relation, equal, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{FigureId, FundKind, GoalAmount, text};

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
        let (whole, parts) = split(&form.goal_amounts);
        if let Some(whole) = whole {
            let statement = text!(
                "《{0}》总体目标中的预算资金 = 年度预算总额",
                "“{0}”: amount of the goal = total",
                name.text()
            );
            outcome.state(&RULE, statement, Relation::Sum(equal(whole, total)));
        }
        if parts.len() > 1 {
            let statement = text!(
                "《{0}》总体目标中各项资金之和 = 年度预算总额",
                "“{0}”: amounts of the goal = total",
                name.text()
            );
            outcome.state(&RULE, statement, Relation::Sum(sum(total, parts)));
        }
    }
}

/// The amount that is called the sum, or is the only one; and the amounts it is made of.
fn split(amounts: &[GoalAmount]) -> (Option<FigureId>, Vec<FigureId>) {
    let is_budget = |a: &&GoalAmount| ["预算", "投资", "资金", "经费"].iter().any(|w| a.label.contains(w));
    let is_sum = |a: &GoalAmount| ["合计", "共计", "总计", "总投资"].iter().any(|w| a.label.contains(w));
    let amounts: Vec<&GoalAmount> = amounts.iter().filter(is_budget).collect();
    match amounts.as_slice() {
        [only] => (Some(only.figure), Vec::new()),
        several => match several.iter().find(|a| is_sum(a)) {
            Some(whole) => {
                (Some(whole.figure), several.iter().filter(|a| !is_sum(a)).map(|a| a.figure).collect())
            }
            None => (None, Vec::new()),
        },
    }
}
