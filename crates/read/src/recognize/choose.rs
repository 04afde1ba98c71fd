//! Which profile a document follows.

use super::outline::table_titled;
use crate::Options;
use mingzhang_document::{Block, Document};
use mingzhang_model::{Disclosure, fold};
use mingzhang_standard::{Profile, SectionSpec};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The profile to read by, or the nearest where none fits.
pub(super) struct Choice<'a> {
    pub profile: Option<&'a Profile>,
    pub nearest: Option<&'a Profile>,
}

/// A profile fits if the document has this share (in percent) of its tables and sections.
const ENOUGH: usize = 30;

/// Scores every profile by the titles of tables and sections that the document prints.
///
/// `cover` is what its cover says: the kind and the level.
pub(super) fn choose<'a>(document: &Document, cover: &Disclosure, options: &Options<'a>) -> Choice<'a> {
    if options.forced.is_some() {
        return Choice { profile: options.forced, nearest: None };
    }
    let headings: BTreeSet<String> = document.blocks.iter().filter_map(short_text).collect();
    // Of equals the first: the last of the reversed.
    let best = |general: bool| {
        let profiles = options.profiles.iter().rev().filter(move |profile| profile.general == general);
        let kind = cover.kind.filter(|_| general);
        let profiles = profiles.filter(move |profile| kind.is_none_or(|kind| kind == profile.kind));
        let scored = profiles.map(|profile| {
            let of_level = Some(profile.level) == cover.level;
            ((Score::of(profile, &headings), of_level), profile)
        });
        scored.max_by_key(|(score, _)| *score).map(|((score, _), profile)| (score, profile))
    };
    // What offices everywhere have in common is good only where nothing more exact is known.
    let (exact, common) = (best(false), best(true));
    let common_fits_better =
        common.zip(exact).is_some_and(|((common, _), (exact, _))| common.is_closer_than(&exact));
    let fits = |(score, _): &(Score, &Profile)| score.fits;
    let choice = exact.filter(|best| fits(best) && !common_fits_better).or_else(|| common.filter(fits));
    match choice.or(exact) {
        Some((score, profile)) if score.fits => Choice { profile: Some(profile), nearest: None },
        best => {
            let near = best.filter(|(score, _)| score.percent > 0);
            Choice { profile: None, nearest: near.map(|(_, profile)| profile) }
        }
    }
}

/// How well a profile fits; what comes first counts most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    fits: bool,
    /// The tables that go by the very title of the profile. The profile of the units of a place knows the titles of its
    /// departments, too, so that a title left over from the other is recognized.
    by_title: usize,
    /// Percent of the profile's tables and sections that are announced or printed.
    percent: usize,
    /// The tables that go by any title the profile knows.
    tables: usize,
}

impl Score {
    fn of(profile: &Profile, headings: &BTreeSet<String>) -> Self {
        let named = headings.iter().filter_map(|h| Some((table_titled(profile, h)?, h)));
        let mut tables = BTreeSet::new();
        let mut by_title = BTreeSet::new();
        for (table, heading) in named {
            tables.insert(&table.key);
            if heading.ends_with(fold(&table.title).as_str()) {
                by_title.insert(&table.key);
            }
        }
        let sections: BTreeSet<_> =
            headings.iter().filter_map(|h| profile.section_titled(h)).map(|s| &s.key).collect();
        // Of the sections that offices here and there have, those that are not there tell nothing.
        let told = |s: &&SectionSpec| !profile.general || s.required || sections.contains(&s.key);
        let all = profile.tables.len() + profile.sections.iter().filter(told).count();
        // Tables tell more than headings, which other provinces word alike.
        let found = if tables.is_empty() { 0 } else { tables.len() + sections.len() };
        let percent = found * 100 / all.max(1);
        let said = |word: &Arc<str>| headings.iter().any(|heading| heading.contains(&**word));
        let at_home = profile.region.is_empty() || profile.region.iter().any(said);
        let fits = at_home && percent >= ENOUGH;
        Self { fits, by_title: by_title.len(), percent, tables: tables.len() }
    }

    /// Whether the titles are rather those of this general profile: more of them are its very own, and the other knows no
    /// more of the tables. Other provinces use titles that one profile knows as variants of its own.
    fn is_closer_than(&self, exact: &Self) -> bool {
        self.fits && self.by_title > exact.by_title && self.tables >= exact.tables
    }
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
