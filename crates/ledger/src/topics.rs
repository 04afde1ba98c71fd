//! The sheets of a ledger with their columns. Everything that names a column takes it from here.

mod money;
mod texts;

use crate::column::Sheet;

pub(crate) use money::{
    ASSETS, EXPENDITURE, PRIOR_EXPENDITURE, PRIOR_FIGURES, PRIOR_REVENUE, REVENUE, STAFF, THREE_PUBLIC,
};
pub(crate) use texts::{
    CODES, DIVISIONS, EXPLANATIONS, GLOSSARY, GOALS, INDICATORS, MEMBERS, OFFICE, PROJECTS,
};

/// Every sheet, in the order of the workbook.
pub fn sheets() -> &'static [&'static dyn Sheet] {
    &[
        &texts::OFFICE,
        &texts::DUTIES,
        &texts::DIVISIONS,
        &texts::MEMBERS,
        &money::STAFF,
        &money::REVENUE,
        &money::EXPENDITURE,
        &texts::PROJECTS,
        &texts::GOALS,
        &texts::INDICATORS,
        &money::THREE_PUBLIC,
        &money::PROCUREMENT,
        &money::ASSETS,
        &money::OTHER,
        &money::PRIOR_REVENUE,
        &money::PRIOR_EXPENDITURE,
        &money::PRIOR_FIGURES,
        &texts::EXPLANATIONS,
        &texts::GLOSSARY,
        &texts::CODES,
    ]
}
