//! X: Between tables.

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[];
