//! A: Arithmetic inside a table.

mod columns;
mod hierarchy;
mod named_rows;
mod repeated_row;

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] =
    &[&columns::RULE, &hierarchy::RULE, &named_rows::RULE, &repeated_row::RULE];
