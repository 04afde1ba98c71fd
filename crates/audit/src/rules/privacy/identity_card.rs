//! An identity card number.

use super::digits::{masked, runs};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "D102",
    name: "identity-card-number",
    title: "公开了身份证号码",
    title_en: "An identity card number is published",
    severity: Severity::Error,
    page: include_str!("identity_card.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    outcome.looked();
    for (number, place) in runs(context, 18).into_iter().filter(|(n, _)| is_identity_card(n)) {
        let message = text!(
            "此处有身份证号码 {0}，公开前必须删去。",
            "The identity card number {0} is published here; it must be removed.",
            masked(&number)
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, place));
    }
}

/// GB 11643: seventeen digits with a date of birth, and a check character.
fn is_identity_card(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let characters: Vec<char> = number.to_ascii_uppercase().chars().collect();
    let [digits @ .., check] = characters.as_slice() else { return false };
    let digits: Vec<u32> = digits.iter().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 17 {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let month = digits[10] * 10 + digits[11];
    let day = digits[12] * 10 + digits[13];
    let century = digits[6] * 10 + digits[7];
    "10X98765432".chars().nth((sum % 11) as usize) == Some(*check)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (19..=20).contains(&century)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_decides() {
        assert!(is_identity_card("11010519491231002X"));
        assert!(!is_identity_card("110105194912310021"));
    }
}
