//! The ledger: what an office enters once, and from which its disclosure is made.
//!
//! A [`Ledger`] is a plain value. Its columns are described once (`topics`); the folder of TOML and CSV, the workbook
//! and the documentation follow from that description. This crate opens no files: it takes and gives their contents.

mod choices;
mod ledger;
mod value;
mod column;
mod selection;
mod topics;
mod fault;
mod entered;
mod directory;

pub use choices::{
    AssetKind, Budget, Choice, CodeKind, Fund, Nature, ProcurementKind, Reserved, StaffKind, ThreePublic,
    Topic,
};
pub use column::{ColumnKind, ColumnView, List, Sheet};
pub use directory::{Files, read_directory, write_directory};
pub use entered::Entered;
pub use fault::{Fault, Spot};
pub use ledger::{
    Asset, Division, Duty, Expenditure, Explanation, Goal, Indicator, Ledger, Member, Office, Other, OwnCode,
    PriorFigure, Procurement, Project, Quantity, Revenue, Staff, Term, ThreePublicExpense, Year,
};
pub use selection::{Selection, Traits, UnknownWord};
pub use topics::sheets;

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests {
    use crate::random::any_ledger;
    use crate::{read_directory, write_directory};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_folder_gives_back_what_it_was_given(ledger in any_ledger()) {
            let files = write_directory(&ledger);
            let read = read_directory(&files).map(|entered| entered.ledger);
            prop_assert_eq!(read, Ok(ledger));
        }
    }
}
