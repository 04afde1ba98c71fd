//! N: Narrative against tables and itself.

mod base;
mod facts;
mod growth;
mod parts;
mod prior_year;
mod project_count;
mod reason;
mod reason_direction;
mod share;
mod tally;
mod unplanned;
mod twice;
mod part_left_out;
mod comparison;
mod completion;
mod last_year_total;
mod tracked;

use crate::rule::Rule;
pub(crate) use base::fold as fold_directions;
pub(crate) use growth::direction;
pub(crate) use project_count::{
    lists_all_classified, lists_all_fiscal, others_lack_forms, says_withheld, withheld,
};

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[
    &facts::RULE,
    &share::RULE,
    &growth::RULE,
    &growth::DIRECTION,
    &parts::RULE,
    &prior_year::RULE,
    &unplanned::RULE,
    &reason::RULE,
    &tally::RULE,
    &project_count::RULE,
    &twice::RULE,
    &prior_year::UNCHANGED,
    &part_left_out::RULE,
    &comparison::RULE,
    &completion::RULE,
    &last_year_total::RULE,
    &reason_direction::RULE,
    &tracked::RULE,
];
