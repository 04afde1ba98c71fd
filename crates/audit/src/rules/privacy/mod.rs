//! D: Personal and classified data.

mod digits;
mod mobile_phone;
mod identity_card;
mod bank_card;
mod classified;

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] =
    &[&mobile_phone::RULE, &identity_card::RULE, &bank_card::RULE, &classified::RULE];
