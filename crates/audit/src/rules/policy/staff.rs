//! More staff in post than the establishment allows.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "G101",
    name: "staff-above-establishment",
    title: "在职人数超过编制数",
    title_en: "More staff in post than the establishment allows",
    severity: Severity::Warning,
    page: include_str!("staff.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let figure = |name: &str| disclosure.amount(name).map(|id| disclosure.figure(id));
    let (Some(allowed), Some(in_post)) = (figure("staff.establishment.count"), figure("staff.in_post.count"))
    else {
        outcome
            .not_checked(text!("没有读到编制数或在职人数", "establishment or staff in post were not found"));
        return;
    };
    outcome.looked();
    if in_post.value > allowed.value {
        let message = text!(
            "在职 {0} 人，多于编制数 {1}，请核对，或说明超编的原因。",
            "{0} in post, more than the establishment of {1}; check, or explain.",
            in_post.numeral,
            allowed.numeral
        );
        let finding = Finding::new(RULE.code, RULE.severity, message, in_post.location).judgement();
        outcome.report(
            finding.related(text!("编制数 {0}", "establishment {0}", allowed.numeral), allowed.location),
        );
    }
}
