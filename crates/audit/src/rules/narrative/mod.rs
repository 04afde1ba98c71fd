//! N: Narrative against tables and itself.

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[];
