//! C: Classification codes and names.

mod two_names;
mod outside_parent;

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[&two_names::RULE, &outside_parent::RULE];
