//! G: Fiscal policy plausibility. Nothing here is an error; an inspector would ask.

mod staff;
mod overseas_travel;
mod vehicles;
mod three_public_growth;
mod zero_base;

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] =
    &[&staff::RULE, &overseas_travel::RULE, &vehicles::RULE, &three_public_growth::RULE, &zero_base::RULE];
