//! What a document calls the codes of its tables.

use crate::words::{after_number, clean};
use mingzhang_ledger::{Ledger, OwnCode};
use mingzhang_model::{Code, Disclosure, Row, fold};
use mingzhang_standard::{Catalogue, Classification, Profile};
use std::collections::{BTreeMap, BTreeSet};

/// The names that tables print beside codes.
#[derive(Debug, Default)]
pub(crate) struct Names {
    year: i32,
    /// For each code the names, in the order of reading.
    printed: BTreeMap<(Classification, Code), Vec<String>>,
}

impl Names {
    /// Those of a disclosure.
    pub(crate) fn of(disclosure: &Disclosure, profile: &Profile) -> Self {
        let mut names = Self { year: disclosure.year.unwrap_or_default(), ..Self::default() };
        for table in disclosure.tables.iter().filter(|table| table.legible) {
            let Some((_, lane)) = profile.lane(&table.key) else { continue };
            for row in &table.rows {
                let Some(code) = row.code else { continue };
                let Some(kind) = Classification::of(lane.scheme, code) else { continue };
                names.printed.entry((kind, code)).or_default().push(label(row));
            }
        }
        names
    }

    /// The name of a code: the one printed most often, the catalogue's where none is; empty if nobody knows it.
    pub(crate) fn get(&self, kind: Classification, code: Code) -> &str {
        let official = self.official(kind, code);
        let printed = self.printed.get(&(kind, code)).map_or(&[][..], |names| names);
        let votes = |name: &str| printed.iter().filter(|other| fold(other) == fold(name)).count();
        let most = printed.iter().map(|name| votes(name)).max().unwrap_or(0);
        let is_official = |name: &&String| official.is_some_and(|official| fold(official) == fold(name));
        let mut first = printed.iter().filter(|name| votes(name) == most);
        match first.clone().find(is_official).or_else(|| first.next()) {
            Some(name) if is_official(&name) => official.unwrap_or(name),
            Some(name) => name,
            None => official.unwrap_or(""),
        }
    }

    fn official(&self, kind: Classification, code: Code) -> Option<&'static str> {
        Catalogue::builtin().get_or_last(kind, code, self.year).map(|entry| entry.name)
    }

    /// The codes that lines of a ledger use, or stand above those, and that the document names otherwise than the
    /// catalogue.
    pub(crate) fn own(&self, ledger: &Ledger) -> Vec<OwnCode> {
        let lines = ledger.year.expenditure.iter().chain(&ledger.prior.expenditure);
        let mut used: BTreeSet<(Classification, Code)> = BTreeSet::new();
        for line in lines {
            for (kind, code) in [
                (Classification::Functional, line.functional),
                (Classification::EconomicDepartment, line.economic),
            ] {
                used.extend(code.into_iter().flat_map(Code::lineage).map(|code| (kind, code)));
            }
        }
        let own = |(kind, code): (Classification, Code)| {
            let name = self.get(kind, code);
            let same = self.official(kind, code).is_some_and(|official| fold(official) == fold(name));
            (!same && !name.is_empty()).then(|| OwnCode {
                kind: kind.into(),
                code: Some(code),
                name: name.to_owned(),
            })
        };
        used.into_iter().filter_map(own).collect()
    }
}

/// The name without the code or the number before it.
fn label(row: &Row) -> String {
    let words = clean(row.label.text());
    let name = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    after_number(name).unwrap_or(name).to_owned()
}
