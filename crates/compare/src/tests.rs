//! Made-up documents side by side.

use crate::Diff;
use mingzhang_model::Disclosure;
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_standard::{Catalogue, builtin};
use mingzhang_testkit::synthetic::{Ledger, document, unit_budget};

fn read(text: String) -> Disclosure {
    let options = Options { profiles: builtin(), forced: None, limits: Limits::default() };
    read_text(text, &options).disclosure
}

fn diff(first: &Disclosure, second: &Disclosure) -> Diff {
    Diff::of(first, second, Catalogue::builtin())
}

#[test]
fn a_document_differs_from_itself_in_nothing() {
    for seed in 1..=24 {
        let document = read(unit_budget(seed));
        assert_eq!(
            diff(&document, &document),
            Diff { text: Some(crate::Passages::default()), ..Diff::default() }
        );
    }
}

#[test]
fn another_manner_of_writing_is_no_difference_of_numbers() {
    for seed in 1..=12 {
        let mut ledger = Ledger::random(seed);
        let first = read(document(&ledger));
        ledger.manner.thousands = !ledger.manner.thousands;
        ledger.manner.zeros = !ledger.manner.zeros;
        let found = diff(&first, &read(document(&ledger)));
        assert!(
            found.tables.is_empty() && found.projects.is_empty() && found.registers.is_empty(),
            "{found:?}"
        );
    }
}

#[test]
fn what_moved_is_the_difference_of_the_ledgers() {
    for seed in 1..=12 {
        let ledger = Ledger::random(seed);
        let found = diff(&read(document(&ledger.year_before())), &read(document(&ledger)));
        let table = found.tables.iter().find(|t| t.key == "general_expenditure");
        let total = table.and_then(|t| t.rows.iter().find(|row| row.total));
        let moved = total.and_then(|row| row.moves.first()).map_or(0, crate::Move::change);
        let [basic, project, _] = ledger.prior();
        // The ledger counts 0.01 万元, which are 10,000 fen.
        assert_eq!(moved, (ledger.spent("").general() - basic - project) * 10_000, "seed {seed}");
    }
}
