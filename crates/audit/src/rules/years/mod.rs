//! Y: Against the previous year, and against other documents of the same office.

mod change;
mod department;
mod earlier_document;
mod initial_budget;
mod opening;
mod prior;

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[
    &earlier_document::RULE,
    &change::RULE,
    &prior::RULE,
    &change::OUTTURN,
    &opening::RULE,
    &initial_budget::RULE,
    &department::RULE,
];
