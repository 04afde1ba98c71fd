//! A bank card number.

use super::digits::{masked, runs};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "D103",
    name: "bank-card-number",
    title: "公开了银行卡号",
    title_en: "A bank card number is published",
    severity: Severity::Warning,
    page: include_str!("bank_card.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    outcome.looked();
    for (number, place) in runs(context, 16).into_iter().filter(|(n, _)| is_bank_card(n)) {
        let message = text!(
            "此处疑有银行卡号 {0}，公开前请删去。",
            "What looks like the bank card number {0} is published here; remove it.",
            masked(&number)
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, place));
    }
}

/// Sixteen to nineteen digits that begin as cards issued in China do (62), with a good Luhn digit.
fn is_bank_card(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let doubled = |(index, digit): (usize, &u32)| match (index % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    (16..=19).contains(&digits.len())
        && digits.len() == number.len()
        && number.starts_with("62")
        && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_decides() {
        assert!(is_bank_card("6222021234567890128") != is_bank_card("6222021234567890129"));
        assert!(!is_bank_card("1234567890123456"));
    }
}
