//! S: Structure and completeness.

mod missing_table;
mod missing_section;
mod empty_table;
mod missing_subtotal;
mod date;
mod glossary;
mod contents;
mod year_left_over;
mod office_name;
mod other_level;
mod unit_line;
mod unrecognized_columns;
mod picture_page;
mod cut_off_date;

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[
    &missing_table::RULE,
    &missing_section::RULE,
    &empty_table::RULE,
    &missing_subtotal::RULE,
    &date::RULE,
    &glossary::RULE,
    &contents::RULE,
    &contents::TITLES,
    &year_left_over::RULE,
    &office_name::RULE,
    &unit_line::RULE,
    &unrecognized_columns::RULE,
    &picture_page::RULE,
    &cut_off_date::RULE,
    &other_level::RULE,
];
