//! C: Classification codes and names.

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[];
