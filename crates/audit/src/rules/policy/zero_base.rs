//! A growth rate computed from nothing.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Direction, FigureId, text};

pub(crate) static RULE: Rule = Rule {
    code: "G105",
    name: "growth-from-zero",
    title: "上年为零仍计算增长幅度",
    title_en: "A growth rate computed from zero",
    severity: Severity::Info,
    page: include_str!("zero_base.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for claim in &disclosure.claims {
        let Some(change) = &claim.change else { continue };
        let (Some(amount), Some(rate)) = (claim.amount, change.rate) else { continue };
        let value = |id: FigureId| disclosure.figure(id).value;
        let base =
            claim.prior.map(|p| value(p.figure)).or(change.amount.map(|moved| value(amount) - value(moved)));
        let Some(base) = base else { continue };
        outcome.looked();
        let from_zero = base == 0 && value(amount) != 0;
        if from_zero && change.direction() == Some(Direction::Increase) && disclosure.figure(rate).value != 0
        {
            let rate = disclosure.figure(rate);
            let message = text!(
                "“{0}”上年为零，增长幅度无从计算，写作 {1} 不妥，建议只写增加额。",
                "“{0}” was zero last year: there is no growth rate, {1} had better be left out.",
                &claim.subject,
                rate.with_unit()
            );
            outcome.report(Finding::new(RULE.code, RULE.severity, message, rate.location).judgement());
        }
    }
}
