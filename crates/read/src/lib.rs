//! From the bytes of a file to a document, and from the document to a disclosure.
//!
//! A [`Document`] is what a reader saw, without budget meaning; recognition gives it that meaning. Reading never
//! fails on content: [`Unreadable`] means only that the file could not be opened as text.

mod decode;
mod document;
mod prose;
mod recognize;
mod row;
pub mod text;
mod unreadable;

pub use document::{Block, Document, Grid};
pub use recognize::{Reading, recognize};
pub use unreadable::{Limits, Unreadable};

use mingzhang_standard::Profile;

/// What a reader may take for granted.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The profiles to choose from.
    pub profiles: &'a [Profile],
    /// The profile to use, whatever the document looks like.
    pub forced: Option<&'a Profile>,
    /// How large a file may be.
    pub limits: Limits,
}

/// Reads the bytes of a text file into a disclosure.
///
/// # Errors
/// The file could not be opened as text; what it says is never a reason.
pub fn read<'a>(bytes: &[u8], options: &Options<'a>) -> Result<Reading<'a>, Unreadable> {
    let document = text::read_within(bytes, options.limits)?;
    Ok(recognize(&document, options))
}
