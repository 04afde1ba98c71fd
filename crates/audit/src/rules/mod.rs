//! The catalogue of rules, by family.

pub(crate) mod arithmetic;
pub(crate) mod between_tables;
pub(crate) mod codes;
pub(crate) mod form;
pub(crate) mod narrative;
pub(crate) mod policy;
pub(crate) mod privacy;
pub(crate) mod projects;
pub(crate) mod structure;

use crate::rule::Rule;

/// Every rule, in the order of the catalogue.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        structure::RULES,
        arithmetic::RULES,
        between_tables::RULES,
        between_tables::TIES,
        narrative::RULES,
        codes::RULES,
        projects::RULES,
        policy::RULES,
        privacy::RULES,
        form::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}
