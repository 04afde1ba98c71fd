//! What a document means: the profile it follows, and the disclosure it makes.

mod choose;
mod contents;
mod cover;
mod layout;
mod loose;
mod narrative;
mod outline;
mod rows;
mod tables;

use crate::document::{Block, Document};
use crate::{Grid, Options};
use mingzhang_model::{Disclosure, Passage};
use mingzhang_standard::Profile;

/// A disclosure, and how it was recognized.
#[derive(Debug)]
pub struct Reading<'a> {
    /// What was read.
    pub disclosure: Disclosure,
    /// The profile that fits.
    pub profile: Option<&'a Profile>,
    /// Where none fits, the nearest.
    pub nearest: Option<&'a Profile>,
}

/// Recognizes a document by the profile that fits it best, or that the caller demands.
pub fn recognize<'a>(document: &Document, options: &Options<'a>) -> Reading<'a> {
    let mut out = Disclosure { passages: passages(document), ..Disclosure::default() };
    cover::cover(document, &mut out);
    let choice = choose::choose(document, options);
    if let Some(profile) = choice.profile {
        out.profile = Some(profile.id.clone());
        out.kind = Some(profile.kind);
        out.level = Some(profile.level);
        let body = contents::contents(document, profile, &mut out);
        let outline = outline::outline(document, body, profile);
        tables::tables(&outline, profile, &mut out);
        outline::sections(outline, &mut out);
        narrative::narrative(profile, &mut out);
    }
    loose::loose(&mut out);
    Reading { disclosure: out, profile: choice.profile, nearest: choice.nearest }
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
