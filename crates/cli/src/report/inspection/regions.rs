//! Where in a document a finding stands: on the cover, in the contents, in which table, section or form.

use mingzhang_model::{Announced, Disclosure, Location, Passage};
use std::sync::Arc;

/// A part of a document, as the rows of the sheet know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Region {
    Cover,
    Contents,
    Table(Arc<str>),
    /// Empty for a section that the profile does not know.
    Section(Arc<str>),
    Form,
}

/// The parts of a document in its order, each from its first line to the next part.
pub(super) struct Regions {
    starts: Vec<(u32, Region)>,
}

impl Regions {
    pub(super) fn of(disclosure: &Disclosure) -> Self {
        let mut starts = Vec::new();
        let mut start = |passage: &Passage, region: Region| {
            if passage.location() != Location::default() {
                starts.push((passage.location().line, region));
            }
        };
        if let Some(first) = disclosure.contents.first() {
            start(&first.title, Region::Contents);
        }
        for table in &disclosure.tables {
            start(&table.title, Region::Table(table_key(&table.key).into()));
        }
        for section in &disclosure.sections {
            start(&section.heading, Region::Section(section.key.clone()));
        }
        for form in &disclosure.forms {
            start(&form.title, Region::Form);
        }
        starts.sort_by_key(|(line, _)| *line);
        Self { starts }
    }

    /// The part that the line stands in.
    pub(super) fn at(&self, line: u32) -> Region {
        let after = self.starts.partition_point(|(start, _)| *start <= line);
        let before = after.checked_sub(1).and_then(|index| self.starts.get(index));
        before.map_or(Region::Cover, |(_, region)| region.clone())
    }
}

impl From<&Announced> for Region {
    fn from(part: &Announced) -> Self {
        match part {
            Announced::Table(key) => Self::Table(key.clone()),
            Announced::Section(key) => Self::Section(key.clone()),
        }
    }
}

/// The key of the table that a lane (`overview.income`) is of.
pub(super) fn table_key(lane: &str) -> &str {
    lane.split_once('.').map_or(lane, |(table, _)| table)
}
