//! The ledger: what an office enters once, and from which its disclosure is made.
//!
//! A [`Ledger`] is a plain value. Its columns are described once (`topics`); the folder of TOML and CSV, the workbook
//! and the documentation follow from that description. This crate opens no files: it takes and gives their contents.
//! What is wrong is told all at once: of single values when the form is opened, of the whole by [`check`].

mod choices;
mod ledger;
mod value;
mod column;
mod selection;
mod topics;
mod fault;
mod entered;
mod directory;
mod handed;
mod names;
mod offers;
mod workbook;
mod check;
mod placeholder;

pub use check::check;
pub use choices::{
    AssetKind, BALANCED, BalanceKind, Budget, Choice, CodeKind, Fund, Nature, ProcurementKind, Reserved,
    StaffKind, ThreePublic, Topic,
};
pub use column::{ColumnKind, ColumnView, List, Sheet};
pub use directory::{Files, open_directory, read_directory, write_directory};
pub use entered::Entered;
pub use fault::{Fault, Spot, in_order};
pub use handed::open_file;
pub use ledger::{
    Accounts, Asset, Balance, Day, Division, Duty, Expenditure, Explanation, Goal, Indicator, Ledger, Member,
    Office, Other, OwnCode, Planned, PriorFigure, Procurement, Project, Quantity, Revenue, Staff, Term,
    ThreePublicExpense, Year,
};
pub use names::section_name;
pub use offers::{Offer, offers};
pub use placeholder::is_placeholder;
pub use selection::{Selection, Traits, UnknownWord, is_personnel};
pub use topics::sheets;
pub use workbook::{open_workbook, write_workbook};

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests {
    use crate::random::{any_files, any_ledger};
    use crate::{
        check, in_order, open_directory, open_workbook, read_directory, write_directory, write_workbook,
    };
    use mingzhang_standard::builtin;
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_is_entered_is_taken_or_told(files in any_files()) {
            let (entered, faults) = open_directory(&files);
            let mut faults = [faults, check(&entered, builtin().first())].concat();
            in_order(&mut faults);
            for fault in faults {
                let place = fault.spot.to_string();
                let file = place.split(':').next().unwrap_or_default();
                prop_assert!(file == "ledger.toml" || files.contains_key(file), "{place}");
                prop_assert!(!fault.message.zh.is_empty() && !fault.message.en.is_empty(), "{place}");
            }
        }
    }

    proptest! {
        // A workbook is compressed, which takes its time without optimization.
        #![proptest_config(ProptestConfig::with_cases(6))]

        #[test]
        fn a_workbook_gives_back_what_it_was_given(ledger in any_ledger()) {
            let bytes = write_workbook(&ledger).unwrap_or_default();
            let (entered, faults) = open_workbook("账册.xlsx", &bytes);
            prop_assert_eq!((entered.ledger, faults), (ledger, Vec::new()));
        }
    }
}
