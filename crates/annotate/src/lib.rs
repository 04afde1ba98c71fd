//! Copies of a document with remarks at their places: highlights and notes in a PDF, comments in a workbook.
//!
//! The copy is the original with something added: nothing that the document says is written anew.

mod pdf;
mod refused;
mod workbook;

pub use refused::Refused;

use mingzhang_model::Spot;

/// A remark on a document.
#[derive(Clone, Debug)]
pub struct Note<'a> {
    /// Its number, by which marks and bookmarks refer to it.
    pub number: usize,
    /// How grave it is.
    pub weight: Weight,
    /// Where it belongs; none for the document as a whole.
    pub spot: Option<Spot<'a>>,
    /// A line that tells what it is about.
    pub title: String,
    /// All of it.
    pub text: String,
    /// What it rests on.
    pub evidence: Vec<Evidence<'a>>,
}

/// A place that a remark rests on.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// Where.
    pub spot: Spot<'a>,
    /// What is said there.
    pub text: String,
}

/// How grave a remark is, gravest first; its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Red.
    Error,
    /// Orange.
    Warning,
    /// Blue.
    Info,
}

/// What stands on every copy.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Who remarks.
    pub author: &'a str,
    /// The bookmark over the bookmarks of the remarks.
    pub heading: &'a str,
}

/// The document with the remarks.
///
/// # Errors
/// Files of this format, or this very file, cannot take remarks.
pub fn annotate(bytes: &[u8], notes: &[Note<'_>], words: Words<'_>) -> Result<Vec<u8>, Refused> {
    match Medium::of(bytes) {
        Medium::Pdf => pdf::annotate(bytes, notes, words),
        Medium::Package => workbook::annotate(bytes, notes, words.author),
        Medium::OldOffice => Err(Refused::OldOffice),
        Medium::Other => Err(Refused::Format),
    }
}

/// What a file is by its first bytes.
enum Medium {
    Pdf,
    /// A zip of parts.
    Package,
    /// The binary files of Office before 2007.
    OldOffice,
    Other,
}

/// Within how many bytes a PDF must begin.
const FRONT: usize = 1024;

impl Medium {
    fn of(bytes: &[u8]) -> Self {
        let front = &bytes[..bytes.len().min(FRONT)];
        if front.windows(5).any(|window| window == b"%PDF-") {
            Self::Pdf
        } else if bytes.starts_with(b"PK") {
            Self::Package
        } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            Self::OldOffice
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_take_remarks_is_told() {
        let words = Words { author: "", heading: "" };
        let refused = |bytes: &[u8]| annotate(bytes, &[], words).err();
        assert_eq!(refused("某局2024年预算".as_bytes()), Some(Refused::Format));
        assert_eq!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Some(Refused::OldOffice));
        assert_eq!(refused(b"PK\x03\x04 cut off"), Some(Refused::Damaged));
        assert_eq!(refused(b"%PDF-1.4\nnothing"), Some(Refused::Damaged));
    }
}
