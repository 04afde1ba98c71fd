//! A personal mobile number.

use super::digits::{masked, runs};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "D101",
    name: "personal-mobile-number",
    title: "公开了个人手机号码",
    title_en: "A personal mobile number is published",
    severity: Severity::Warning,
    page: include_str!("mobile_phone.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    outcome.looked();
    for (number, place) in runs(context, 11) {
        let mobile =
            number.len() == 11 && number.starts_with('1') && matches!(number.as_bytes()[1], b'3'..=b'9');
        if mobile {
            let message = text!(
                "此处有个人手机号码 {0}，公开前请删去或改为办公电话。",
                "The mobile number {0} is published here; remove it or give an office number.",
                masked(&number)
            );
            outcome.report(Finding::new(RULE.code, RULE.severity, message, place));
        }
    }
}
