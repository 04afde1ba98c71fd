//! What a document means: the profile it follows, and the disclosure it makes.

mod choose;
mod contents;
mod costing;
mod cover;
mod crosswise;
mod forms;
mod indicators;
mod labels;
mod layout;
mod likeness;
mod loose;
mod precision;
mod mention;
mod narrative;
mod outline;
mod projects;
mod rows;
mod tables;
mod target;

use crate::Options;
use mingzhang_document::{Block, Document, Grid};
use mingzhang_model::{Disclosure, Passage, Section, Source};
use mingzhang_standard::Profile;
use std::ops::Range;
use std::sync::Arc;

/// A disclosure, and how it was recognized.
#[derive(Debug)]
pub struct Reading<'a> {
    /// What was read.
    pub disclosure: Disclosure,
    /// The profile that fits.
    pub profile: Option<&'a Profile>,
    /// Where none fits, the nearest.
    pub nearest: Option<&'a Profile>,
    /// The lines that the places of the disclosure count.
    pub source: Arc<Source>,
}

/// Recognizes a document by the profile that fits it best, or that the caller demands.
pub fn recognize<'a>(document: &Document, options: &Options<'a>) -> Reading<'a> {
    let unseen = document.unseen.clone();
    let mut out = Disclosure { passages: passages(document), unseen, ..Disclosure::default() };
    cover::cover(document, &mut out);
    let forms = forms::forms(document, &mut out);
    let choice = choose::choose(document, &out, options);
    if let Some(profile) = choice.profile {
        out.profile = Some(profile.id.clone());
        out.kind = Some(profile.kind);
        // What is common to all levels says nothing of this one.
        out.level = out.level.filter(|_| profile.general).or(Some(profile.level));
        let body = contents::contents(document, profile, &mut out);
        let outline = outline::outline(document, body, &forms, profile);
        tables::tables(&outline, profile, &mut out);
        outline::sections(outline, &mut out);
        let listed = projects(&mut out);
        precision::settle_forms_and_projects(&mut out);
        narrative::narrative(Some(profile), &listed, &mut out);
    } else {
        projects::projects(&paragraphs(document), NO_SECTION, &mut out);
        outline::unprofiled_sections(document, &mut out);
        narrative::narrative(None, &[], &mut out);
    }
    loose::loose(&mut out);
    let source = Arc::clone(&document.source);
    Reading { disclosure: out, profile: choice.profile, nearest: choice.nearest, source }
}

/// The section of what stands in none, because the document was not cut into sections.
const NO_SECTION: u32 = u32::MAX;

/// Reads the projects of every section; returns the paragraphs they take in each.
fn projects(out: &mut Disclosure) -> Vec<Range<usize>> {
    let sections = std::mem::take(&mut out.sections);
    let read = |(index, section): (u32, &Section)| projects::projects(&section.paragraphs, index, out);
    let taken = (0..).zip(&sections).map(read).collect();
    out.sections = sections;
    taken
}

fn paragraphs(document: &Document) -> Vec<Passage> {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(passage) => Some(passage.clone()),
        Block::Table(_) => None,
    };
    document.blocks.iter().filter_map(paragraph).collect()
}

/// All text in reading order.
fn passages(document: &Document) -> Vec<Passage> {
    let cells =
        |grid: &Grid| grid.rows.iter().flatten().filter(|c| !c.is_blank()).cloned().collect::<Vec<_>>();
    let of = |block: &Block| match block {
        Block::Paragraph(passage) => vec![passage.clone()],
        Block::Table(grid) => cells(grid),
    };
    document.blocks.iter().flat_map(of).collect()
}

#[cfg(test)]
mod performance_tests;
