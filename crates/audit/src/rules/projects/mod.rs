//! P: Projects and performance targets.

mod names;
mod amounts;
mod goals;
mod costing;
mod weights;
mod indicators;
mod units;
mod two_names;
mod without_form;
mod form_count;

use crate::rule::Rule;

pub(crate) use amounts::fund;
pub(crate) use without_form::forms_without_project;

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[
    &amounts::RULE,
    &amounts::OVERALL,
    &goals::RULE,
    &costing::RULE,
    &costing::TARGETS,
    &weights::RULE,
    &indicators::RULE,
    &units::RULE,
    &two_names::RULE,
    &without_form::RULE,
    &form_count::RULE,
];
