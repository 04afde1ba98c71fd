//! A completion rate (完成年初预算的 x%) that budget and outturn do not give.

use crate::equation::{Form, Term};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Disclosure, text};

pub(crate) static RULE: Rule = Rule {
    code: "N115",
    name: "wrong-completion-rate",
    title: "完成预算的比例与预算数、决算数不符",
    title_en: "A completion rate that budget and outturn do not give",
    severity: Severity::Error,
    page: include_str!("completion.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for claim in &context.disclosure.claims {
        let Some(form) = form(context.disclosure, claim) else { continue };
        let statement =
            text!("{0}的完成率 = 决算数 ÷ 预算数", "completion of “{0}” = outturn ÷ budget", &claim.subject);
        outcome.state(&RULE, statement, form);
    }
}

/// completion = outturn ÷ budget. Of a budget of nothing some write 0%, some 100%.
pub(super) fn form(disclosure: &Disclosure, claim: &Claim) -> Option<Form> {
    let (rate, outturn, budget) = (claim.completion?, claim.amount?, claim.budget?);
    let numerator = vec![Term { coefficient: 1, figure: outturn }];
    let denominator = vec![Term { coefficient: 1, figure: budget }];
    (disclosure.figure(budget).value != 0).then_some(Form::Ratio { rate, numerator, denominator })
}
