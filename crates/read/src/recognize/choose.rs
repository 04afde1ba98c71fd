//! Which profile a document follows.

use super::outline::heading_text;
use crate::Options;
use mingzhang_document::{Block, Document};
use mingzhang_model::fold;
use mingzhang_standard::Profile;
use std::collections::BTreeSet;

/// The profile to read by, or the nearest where none fits.
pub(super) struct Choice<'a> {
    pub profile: Option<&'a Profile>,
    pub nearest: Option<&'a Profile>,
}

/// A profile fits if the document has this share (in percent) of its tables and sections.
const ENOUGH: usize = 30;

/// Scores every profile by the titles of tables and sections that the document prints.
pub(super) fn choose<'a>(document: &Document, options: &Options<'a>) -> Choice<'a> {
    if options.forced.is_some() {
        return Choice { profile: options.forced, nearest: None };
    }
    let headings: BTreeSet<String> = document.blocks.iter().filter_map(short_text).collect();
    let scored = options.profiles.iter().map(|profile| (score(profile, &headings), profile));
    match scored.max_by_key(|(score, _)| *score) {
        Some((score, profile)) if score >= ENOUGH => Choice { profile: Some(profile), nearest: None },
        best => Choice { profile: None, nearest: best.map(|(_, profile)| profile) },
    }
}

/// Percent of the profile's tables and sections that are announced or printed.
fn score(profile: &Profile, headings: &BTreeSet<String>) -> usize {
    let tables: BTreeSet<_> =
        headings.iter().filter_map(|h| profile.table_titled(heading_text(h))).map(|t| &t.key).collect();
    let sections: BTreeSet<_> =
        headings.iter().filter_map(|h| profile.section_titled(h)).map(|s| &s.key).collect();
    let all = profile.tables.len() + profile.sections.len();
    // Tables tell more than headings, which other provinces word alike.
    let found = if tables.is_empty() { 0 } else { tables.len() + sections.len() };
    found * 100 / all.max(1)
}

fn short_text(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(passage) if passage.text().chars().count() <= 60 => Some(fold(passage.text())),
        Block::Paragraph(_) => None,
        Block::Table(grid) => {
            let mut cells = grid.rows.first()?.iter().filter(|c| !c.is_blank());
            let only = cells.next().filter(|_| cells.next().is_none())?;
            Some(fold(only.text()))
        }
    }
}
