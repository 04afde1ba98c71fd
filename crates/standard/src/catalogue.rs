//! The budget classifications (政府收支分类科目): codes and names by year, with what attests each of them.

mod load;
#[cfg(test)]
mod tests;

use crate::profile::RowScheme;
use mingzhang_model::{Code, CodeLevel};
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{LazyLock, OnceLock};

pub use load::{CatalogueError, Sources};

/// The budget classifications.
///
/// The list of functional items is not complete: an item that is missing here may well exist.
#[doc(alias = "科目目录")]
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Sorted by classification, code and first year.
    entries: Vec<Entry>,
    /// Indexes of the entries that carry a folded name or carried it before. Made when a name is first looked up: where
    /// all names are in order nobody asks.
    by_name: OnceLock<HashMap<String, Vec<usize>>>,
    fund_sources: Vec<FundSource>,
}

/// One of the classifications whose entries have codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Classification {
    /// By what the money does: class, section, item.
    #[doc(alias = "支出功能分类")]
    Functional,
    /// By what an office buys with it: class, section.
    #[doc(alias = "部门预算支出经济分类")]
    EconomicDepartment,
    /// The same as the government's budget sees it: class, section.
    #[doc(alias = "政府预算支出经济分类")]
    EconomicGovernment,
}

/// One code with its name, and the years in which it was in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The classification it belongs to.
    pub classification: Classification,
    /// The code.
    pub code: Code,
    /// The official name.
    pub name: &'static str,
    /// The name as [`mingzhang_model::fold`] spells it.
    pub folded: String,
    /// First year in use; `None` if that is before the years the catalogue covers.
    pub valid_from: Option<i32>,
    /// Last year in use; `None` if it still is.
    pub valid_to: Option<i32>,
    /// Names it carried before; they linger in prose.
    pub earlier: Vec<EarlierName>,
    /// What attests it.
    pub attestation: Attestation,
}

/// A name that an entry carried before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierName {
    /// The name.
    pub name: &'static str,
    /// The name as [`mingzhang_model::fold`] spells it.
    pub folded: String,
    /// The last year it was in use, where that is known.
    pub last_year: Option<i32>,
}

/// How we know that an entry is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attestation {
    /// Samples have it; their names with `;` between them.
    Samples(&'static str),
    /// Seen in published documents that are no samples.
    Observed,
    /// Written down from general knowledge: good for suggestions, never the ground of an error.
    Unattested,
}

/// A source of money as budgets list them: 一般公共预算, 单位资金 with its kinds. Documents give them no codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundSource {
    /// Our name for it; a kind of a source stands behind a point: `own_funds.service`.
    pub key: &'static str,
    /// The name that documents print.
    pub name: &'static str,
    /// What attests it.
    pub attestation: Attestation,
}

impl Classification {
    /// Every classification with codes.
    pub const ALL: [Self; 3] = [Self::Functional, Self::EconomicDepartment, Self::EconomicGovernment];

    /// The classification that a row of a table belongs to; `None` if the rows of the scheme have no codes.
    pub fn of(scheme: RowScheme, code: Code) -> Option<Self> {
        match scheme {
            RowScheme::Functional
            | RowScheme::FunctionalLabel
            | RowScheme::FunctionalName
            | RowScheme::FunctionalProjects => Some(Self::Functional),
            // Both economic classifications print the same columns; their classes begin with different digits.
            RowScheme::Economic if code.to_string().starts_with('5') => Some(Self::EconomicGovernment),
            RowScheme::Economic => Some(Self::EconomicDepartment),
            RowScheme::Named | RowScheme::OneRow | RowScheme::Projects => None,
        }
    }

    /// Its official name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Functional => "支出功能分类",
            Self::EconomicDepartment => "部门预算支出经济分类",
            Self::EconomicGovernment => "政府预算支出经济分类",
        }
    }
}

impl Attestation {
    /// Whether a published document attests it.
    pub const fn is_attested(self) -> bool {
        !matches!(self, Self::Unattested)
    }
}

impl Entry {
    /// Whether it was in use in the given year.
    pub fn is_valid_in(&self, year: i32) -> bool {
        self.valid_from.is_none_or(|from| from <= year) && self.valid_to.is_none_or(|to| year <= to)
    }

    /// Whether a published document attests it. One that nothing attests may never be the ground of an error.
    pub fn is_attested(&self) -> bool {
        self.attestation.is_attested()
    }

    /// The earlier name of this spelling, folded.
    pub fn earlier_name(&self, folded: &str) -> Option<&EarlierName> {
        self.earlier.iter().find(|earlier| earlier.folded == folded)
    }
}

impl Catalogue {
    /// The catalogue that comes with mingzhang.
    pub fn builtin() -> &'static Self {
        // A test parses the embedded files, so nothing is lost here.
        static BUILTIN: LazyLock<Catalogue> =
            LazyLock::new(|| Catalogue::parse(&Sources::EMBEDDED).unwrap_or_default());
        &BUILTIN
    }

    /// The years for which classes and economic sections are complete. Of other years it knows too little to judge.
    pub const fn years() -> RangeInclusive<i32> {
        2023..=2026
    }

    /// Every entry, by classification and code.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry that a code has in a year.
    pub fn get(&self, classification: Classification, code: Code, year: i32) -> Option<&Entry> {
        self.history(classification, code).iter().find(|entry| entry.is_valid_in(year))
    }

    /// The entry that a code has in a year, or else the last one that it had.
    pub fn get_or_last(&self, classification: Classification, code: Code, year: i32) -> Option<&Entry> {
        let last = || self.history(classification, code).last();
        self.get(classification, code, year).or_else(last)
    }

    /// The entries that a code has or had, in the order of their years.
    pub fn history(&self, classification: Classification, code: Code) -> &[Entry] {
        self.range(|entry| (entry.classification, entry.code).cmp(&(classification, code)))
    }

    /// The classes of a classification, in use or not.
    pub fn classes(&self, classification: Classification) -> &[Entry] {
        let class = (classification, CodeLevel::Class, None);
        self.range(|entry| position(entry).cmp(&class))
    }

    /// The sections of a class or the items of a section, in use or not.
    pub fn children(&self, classification: Classification, parent: Code) -> &[Entry] {
        let level = match parent.level() {
            CodeLevel::Class => CodeLevel::Section,
            CodeLevel::Section => CodeLevel::Item,
            CodeLevel::Item => return &[],
        };
        let below = (classification, level, Some(parent));
        self.range(|entry| position(entry).cmp(&below))
    }

    /// The entries with this name, folded; 行政运行 is the name of many.
    pub fn named(&self, classification: Classification, folded: &str) -> impl Iterator<Item = &Entry> {
        self.by_name(classification, folded).filter(move |entry| entry.folded == folded)
    }

    /// The entries that carried this name before, folded, with what is known of it.
    pub fn renamed(
        &self,
        classification: Classification,
        folded: &str,
    ) -> impl Iterator<Item = (&Entry, &EarlierName)> {
        let entries = self.by_name(classification, folded);
        entries.filter_map(move |entry| Some((entry, entry.earlier_name(folded)?)))
    }

    /// The sources of money.
    pub fn fund_sources(&self) -> &[FundSource] {
        &self.fund_sources
    }

    fn by_name(&self, classification: Classification, folded: &str) -> impl Iterator<Item = &Entry> {
        let by_name = self.by_name.get_or_init(|| by_name(&self.entries));
        let indexes = by_name.get(folded).into_iter().flatten();
        let entries = indexes.filter_map(|index| self.entries.get(*index));
        entries.filter(move |entry| entry.classification == classification)
    }

    /// The entries that compare equal, found by halving.
    fn range(&self, compare: impl Fn(&Entry) -> std::cmp::Ordering) -> &[Entry] {
        let from = self.entries.partition_point(|entry| compare(entry).is_lt());
        let rest = &self.entries[from..];
        &rest[..rest.partition_point(|entry| compare(entry).is_eq())]
    }
}

/// Codes of one level sort by their digits, and so by their parents; every class sorts before every section.
fn position(entry: &Entry) -> (Classification, CodeLevel, Option<Code>) {
    (entry.classification, entry.code.level(), entry.code.parent())
}

fn by_name(entries: &[Entry]) -> HashMap<String, Vec<usize>> {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let names = std::iter::once(&entry.folded).chain(entry.earlier.iter().map(|e| &e.folded));
        for name in names {
            by_name.entry(name.clone()).or_default().push(index);
        }
    }
    by_name
}
