//! The same number of projects with targets, tracked and evaluated, and different amounts.

use crate::equation::{Form, equal};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Coordinate, text};

pub(crate) static RULE: Rule = Rule {
    code: "N121",
    name: "as-many-projects-of-another-amount",
    title: "编报目标、绩效跟踪、绩效自评的项目个数相同而预算金额不同",
    title_en: "As many projects have targets, are tracked or evaluated, but of different amounts",
    severity: Severity::Warning,
    page: include_str!("tracked.md"),
    check: Check::Disclosure(check),
};

/// What is told of the projects of a year, from their targets on.
const STAGES: [&str; 3] = ["performance.targets", "performance.tracked", "performance.self_evaluated"];

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let stages: Vec<&Claim> = STAGES.iter().filter_map(|stage| told(context, stage)).collect();
    for (index, later) in stages.iter().enumerate() {
        for earlier in &stages[..index] {
            outcome.looked();
            let (Some(one), Some(other)) = (earlier.amount, later.amount) else { continue };
            let count = |claim: &Claim| claim.count.map(|count| disclosure.figure(count).value);
            if count(earlier) == count(later) {
                let statement = text!(
                    "项目个数相同：{0}的预算金额 = {1}的预算金额",
                    "of as many projects: the amount of “{0}” = that of “{1}”",
                    &earlier.subject,
                    &later.subject
                );
                outcome.state(&RULE, statement, Form::Sum(equal(one, other)));
            }
        }
    }
}

/// The claim that tells both how many projects there are and of what amount.
fn told<'a>(context: &Context<'a>, stage: &str) -> Option<&'a Claim> {
    let at = Coordinate::parse(stage)?;
    let mut claims = context.disclosure.claims.iter();
    claims.find(|c| c.coordinates.contains(&at) && c.count.is_some() && c.amount.is_some())
}
