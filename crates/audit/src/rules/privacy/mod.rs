//! D: Personal and classified data.

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[];
