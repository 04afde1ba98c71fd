//! A personal mobile number.

use super::digits::{masked, runs};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::words::Found;
use mingzhang_model::{Location, text};
use regex::Regex;
use std::sync::LazyLock;

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
    let plain = runs(context, 11).into_iter().filter(|(number, _)| is_mobile(number));
    for (number, place) in plain.chain(hyphened(context)) {
        let message = text!(
            "此处有个人手机号码 {0}，公开前请删去或改为办公电话。",
            "The mobile number {0} is published here; remove it or give an office number.",
            masked(&number)
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, place));
    }
}

fn is_mobile(number: &str) -> bool {
    number.len() == 11 && number.starts_with('1') && matches!(number.as_bytes()[1], b'3'..=b'9')
}

/// 138-0000-0000
fn hyphened(context: &Context<'_>) -> Vec<(String, Location)> {
    static PATTERN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"1[3-9][0-9]-[0-9]{4}-[0-9]{4}").ok());
    let Some(pattern) = PATTERN.as_ref() else { return Vec::new() };
    let part = |c: char| c.is_ascii_alphanumeric() || ".,-".contains(c);
    let alone = |found: &Found<'_>| {
        let text = found.folded.text();
        !text[..found.range.start].ends_with(part)
            && !text[found.range.end..].starts_with(|c| c != ',' && part(c))
    };
    let whole = context.words().find(pattern).filter(alone);
    whole.map(|found| (found.text().replace('-', ""), found.location())).collect()
}
