//! P: Projects and performance targets.

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[];
