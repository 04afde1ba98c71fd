//! What codes are called: by the office if it says so, else by the catalogue of the year.

use mingzhang_ledger::Ledger;
use mingzhang_model::{Code, CodeLevel};
use mingzhang_standard::{Catalogue, Classification};

/// Names of codes in one document.
#[derive(Debug)]
pub struct Names<'l> {
    ledger: &'l Ledger,
    catalogue: &'static Catalogue,
}

impl<'l> Names<'l> {
    /// The names that a ledger uses.
    pub fn new(ledger: &'l Ledger) -> Self {
        Self { ledger, catalogue: Catalogue::builtin() }
    }

    /// The name of a code; empty where nobody knows it.
    pub fn of(&self, kind: Classification, code: Code) -> String {
        // A code that is no longer in use was last year's, and is spoken of as it was called.
        let official = || self.catalogue.get_or_last(kind, code, self.ledger.office.year);
        self.ledger
            .own_name(kind.into(), code)
            .or_else(|| official().map(|entry| entry.name))
            .unwrap_or_default()
            .to_owned()
    }

    /// The classes in use.
    pub(crate) fn classes(&self, kind: Classification) -> impl Iterator<Item = Code> {
        let year = self.ledger.office.year;
        let classes = self.catalogue.classes(kind).iter();
        let in_use =
            classes.filter(move |entry| entry.is_valid_in(year) && entry.code.level() == CodeLevel::Class);
        in_use.map(|entry| entry.code)
    }
}
