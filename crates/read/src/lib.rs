//! From the bytes of a file to a document, and from the document to a disclosure.
//!
//! A [`Document`] is what a reader saw, without budget meaning; recognition gives it that meaning. Reading never
//! fails on content: [`Unreadable`] means only that the file could not be opened as text.

mod bundle;
mod decode;
mod format;
mod recognize;
mod row;
mod text;

pub use mingzhang_document::{Block, Document, Grid, Limits, Unreadable};
pub use recognize::{Reading, recognize};

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

/// The text of a file: UTF-8, UTF-16 with a byte order mark, or GBK/GB18030, without the mark.
///
/// # Errors
/// The bytes are no text, or more than the limits allow.
pub fn decode(bytes: &[u8], limits: Limits) -> Result<std::borrow::Cow<'_, str>, Unreadable> {
    decode::decode(bytes, limits)
}

/// What the bytes of a file hold, without budget meaning.
///
/// # Errors
/// The file could not be opened; what it says is never a reason.
pub fn document(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    format::document(bytes, limits)
}

/// What the bytes of a file hold; of a workbook every digit of its numbers, whatever its cells show of them.
///
/// # Errors
/// As [`document`].
pub fn exact_document(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    format::exact_document(bytes, limits)
}

/// What the files of a bundle hold together, by their names. A file that cannot be read stops nothing: it is told.
///
/// # Errors
/// No file could be opened.
pub fn bundle(
    files: impl Iterator<Item = (String, Result<Vec<u8>, Unreadable>)>,
    limits: Limits,
) -> Result<Document, Unreadable> {
    bundle::bundle(files, limits)
}

/// Reads the bytes of a file into a disclosure.
///
/// # Errors
/// The file could not be opened; what it says is never a reason.
pub fn read<'a>(bytes: &[u8], options: &Options<'a>) -> Result<Reading<'a>, Unreadable> {
    Ok(recognize(&document(bytes, options.limits)?, options))
}

/// Reads a text into a disclosure.
pub fn read_text<'a>(text: impl Into<String>, options: &Options<'a>) -> Reading<'a> {
    recognize(&text::parse(text), options)
}
