//! The sheets of a ledger with their columns. Everything that names a column takes it from here.

mod accounts;
mod money;
mod texts;

use crate::column::Sheet;
use crate::ledger::Ledger;
use crate::names::kind_of;
pub(crate) use accounts::{BALANCES, INITIAL_BUDGET};

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
        &accounts::BALANCES,
        &accounts::INITIAL_BUDGET,
        &texts::PROJECTS,
        &texts::GOALS,
        &texts::INDICATORS,
        &money::THREE_PUBLIC,
        &money::PROCUREMENT,
        &money::ASSETS,
        &money::OTHER,
        &accounts::ACCOUNTS,
        &money::PRIOR_REVENUE,
        &money::PRIOR_EXPENDITURE,
        &money::PRIOR_FIGURES,
        &texts::EXPLANATIONS,
        &texts::GLOSSARY,
        &texts::CODES,
    ]
}

/// The sheets that a ledger shows: those for documents of its kind, and whatever has something in it.
pub(crate) fn sheets_of(ledger: &Ledger) -> impl Iterator<Item = &'static dyn Sheet> {
    let kind = kind_of(ledger);
    let blank = Ledger::default();
    let is_filled = move |sheet: &dyn Sheet| sheet.rows(ledger) != sheet.rows(&blank);
    sheets()
        .iter()
        .copied()
        .filter(move |sheet| sheet.kind().is_none_or(|of| Some(of) == kind || is_filled(*sheet)))
}
