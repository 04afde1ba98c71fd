//! F: Form: numbering, units, spelling of codes.

mod leading_zero;
mod no_unit;
mod numbering;
mod decimals;
mod patterns;
mod thousands;
mod unseen;

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[
    &leading_zero::RULE,
    &numbering::RULE,
    &decimals::RULE,
    &decimals::GROUPING,
    &patterns::PLACEHOLDER,
    &patterns::PUNCTUATION,
    &patterns::NO_REASON,
    &patterns::NO_PERCENT,
    &patterns::GARBLED,
    &thousands::RULE,
    &patterns::NAMELESS,
    &no_unit::RULE,
    &unseen::HIDDEN,
    &unseen::UNREAD,
];
