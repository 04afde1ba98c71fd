//! What the names of a code path mean: by the document's own tables first, then by the catalogue.

use crate::coded::CodedRow;
use crate::rule::Context;
use mingzhang_model::{Code, CodeLevel};
use mingzhang_standard::{Catalogue, Classification, EarlierName, Entry};

/// The functional classification is the one whose paths prose spells out.
const FUNCTIONAL: Classification = Classification::Functional;

/// Looks names up.
pub(super) struct Names<'c> {
    catalogue: &'c Catalogue,
    rows: &'c [CodedRow<'c>],
    year: i32,
}

/// What a name was found to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'c> {
    /// The code.
    pub code: Code,
    /// Its entry, if the catalogue has one.
    pub entry: Option<&'c Entry>,
    /// The earlier name that was used for it.
    pub earlier: Option<&'c EarlierName>,
    /// Whether the document's own tables have the name.
    pub own: bool,
}

impl Known<'_> {
    /// Whether a published document vouches for it, be it this one.
    pub(super) fn is_attested(&self) -> bool {
        self.own || self.entry.is_some_and(Entry::is_attested)
    }

    /// Whether its code went out of use before the given year.
    pub(super) fn is_retired_in(&self, year: i32) -> bool {
        !self.own && self.entry.and_then(|e| e.valid_to).is_some_and(|last| last < year)
    }
}

impl<'c> Names<'c> {
    pub(super) fn new(context: &'c Context<'_>, year: i32) -> Self {
        Self { catalogue: context.catalogue, rows: context.coded_rows(), year }
    }

    /// The name of a code in this document's year, for messages.
    pub(super) fn name_of(&self, code: Code) -> String {
        let own = || self.own().find(|row| row.code == code).map(|row| row.name.clone());
        self.entry(code).map(|e| e.name.to_owned()).or_else(own).unwrap_or_default()
    }

    /// The entry of a code in this document's year.
    pub(super) fn entry(&self, code: Code) -> Option<&'c Entry> {
        self.catalogue.get(FUNCTIONAL, code, self.year)
    }

    /// The class whose name these words end with; words of the sentence may stand before it.
    pub(super) fn class(&self, words: &str) -> Option<Known<'c>> {
        let own = self.own().filter(|r| r.code.level() == CodeLevel::Class && ends_with(words, &r.name));
        if let Some(row) = own.max_by_key(|row| row.name.len()) {
            return Some(self.known_row(row, &row.name));
        }
        let names = self.catalogue.classes(FUNCTIONAL).iter().flat_map(|entry| {
            let earlier = entry.earlier.iter().map(move |e| (entry, e.folded.as_str(), Some(e)));
            std::iter::once((entry, entry.folded.as_str(), None)).chain(earlier)
        });
        let (entry, _, earlier) =
            names.filter(|(_, name, _)| ends_with(words, name)).max_by_key(|(_, name, _)| name.len())?;
        Some(Known { code: entry.code, entry: Some(entry), earlier, own: false })
    }

    /// The section or item of this name below `parent`.
    pub(super) fn child(&self, parent: Code, name: &str) -> Option<Known<'c>> {
        let mut own = self.own().filter(|r| r.code.parent() == Some(parent));
        if let Some(row) = own.find(|row| row.name == name) {
            return Some(self.known_row(row, name));
        }
        let children = self.catalogue.children(FUNCTIONAL, parent);
        let named = children.iter().filter(|e| e.folded == name);
        let entry = named.max_by_key(|e| e.is_valid_in(self.year));
        let current = entry.map(|e| Known { code: e.code, entry: Some(e), earlier: None, own: false });
        current.or_else(|| {
            children.iter().find_map(|entry| {
                let earlier = Some(entry.earlier_name(name)?);
                Some(Known { code: entry.code, entry: Some(entry), earlier, own: false })
            })
        })
    }

    /// The only code of a level that has this name now or had it last year; `None` if several have, or none.
    pub(super) fn elsewhere(&self, level: CodeLevel, name: &str) -> Option<Known<'c>> {
        let own = self.own().filter(|r| r.code.level() == level && r.name == name);
        let own =
            own.map(|row| Known { code: row.code, entry: self.entry(row.code), earlier: None, own: true });
        let year = self.year;
        let listed = self.catalogue.named(FUNCTIONAL, name);
        let listed = listed.filter(|e| e.code.level() == level && e.is_valid_in(year));
        let listed = listed.map(|e| Known { code: e.code, entry: Some(e), earlier: None, own: false });
        let mut all = own.chain(listed);
        let first = all.next()?;
        all.all(|other| other.code == first.code).then_some(first)
    }

    fn own(&self) -> impl Iterator<Item = &'c CodedRow<'c>> {
        self.rows.iter().filter(|row| row.classification == FUNCTIONAL && !row.name.is_empty())
    }

    fn known_row(&self, row: &CodedRow<'_>, name: &str) -> Known<'c> {
        let entry = self.entry(row.code);
        Known { code: row.code, entry, earlier: entry.and_then(|e| e.earlier_name(name)), own: true }
    }
}

/// 其他卫生健康支出 is not 卫生健康支出.
fn ends_with(words: &str, name: &str) -> bool {
    words.strip_suffix(name).is_some_and(|before| !before.ends_with("其他"))
}
