//! PDF files: glyphs and rulings of every page, lines of print, tables, paragraphs.
//!
//! What a page says depends on where things stand on it, never on the order in which they were drawn.

mod aligned;
mod assemble;
mod device;
mod flow;
mod lattice;
mod lines;
mod page;
mod paragraphs;
mod radicals;
mod rulings;
mod tables;
mod unpacked;

use hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro_syntax::object::{Array, Stream};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use mingzhang_document::{Document, Limits, Unreadable};
use page::Page;
use std::panic::{AssertUnwindSafe, catch_unwind};

const FORMAT: &str = "PDF";

/// How far into a file its mark may stand: mail programs put lines before it.
const MARK_WITHIN: usize = 1024;

/// No disclosure has more pages.
const MOST_PAGES: usize = 5000;

/// Whether the bytes are those of a PDF file.
pub fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..MARK_WITHIN).unwrap_or(bytes);
    head.windows(5).any(|mark| mark == b"%PDF-")
}

/// Reads a PDF file.
///
/// # Errors
/// It is encrypted with a password, broken, larger than the limits, absurdly large once unpacked, or has only pictures.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    let size = bytes.len() as u64;
    if size > limits.max_bytes {
        return Err(Unreadable::TooLarge { size, limit: limits.max_bytes });
    }
    // The interpreter is written for files that are drawn, not for those that were made to break it; a panic of its
    // own is a damaged file to us. It also is the only way to stop it.
    let pages = catch_unwind(AssertUnwindSafe(|| draw(bytes))).unwrap_or_else(|thrown| {
        Err(if thrown.is::<device::Exhausted>() {
            Unreadable::Excessive { format: FORMAT }
        } else {
            Unreadable::Damaged { format: FORMAT }
        })
    })?;
    let pictures = pages.iter().filter(|page| page.is_picture()).count();
    let silent = pages.iter().all(|page| page.is_picture() || page.is_unmapped() || page.glyphs.is_empty());
    if silent && pages.iter().any(page::Page::is_unmapped) {
        return Err(Unreadable::Unmapped);
    }
    if silent && pictures > 0 {
        return Err(Unreadable::Scanned { pages: u32::try_from(pages.len()).unwrap_or(u32::MAX) });
    }
    if silent {
        return Err(Unreadable::Empty);
    }
    let mut flows: Vec<flow::Flow> = pages.iter().map(flow::flow).collect();
    flow::without_marks(&pages, &mut flows);
    flow::continue_tables(&mut flows);
    Ok(assemble::assemble(&pages, &flows))
}

/// Carries out the drawing of every page.
fn draw(bytes: &[u8]) -> Result<Vec<Page>, Unreadable> {
    let excessive = Unreadable::Excessive { format: FORMAT };
    let Some(unpacked) = unpacked::measure(bytes) else { return Err(excessive) };
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Unreadable::Encrypted { format: FORMAT }
        }
        _ => Unreadable::Damaged { format: FORMAT },
    })?;
    if pdf.pages().len() > MOST_PAGES || pdf.pages().iter().any(pretends) {
        return Err(excessive);
    }
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut allowance = device::Allowance::new(unpacked.form);
    let pages = (1..).zip(pdf.pages().iter());
    Ok(pages.map(|(number, page)| device::draw(page, number, &cache, &settings, &mut allowance)).collect())
}

/// Whether what a page draws calls itself a picture: so it has not been measured.
fn pretends(page: &hayro_syntax::page::Page<'_>) -> bool {
    let picture = |stream: &Stream<'_>| stream.dict().contains_key(b"Width".as_slice());
    let contents = page.raw();
    contents.get::<Stream<'_>>(b"Contents".as_slice()).is_some_and(|stream| picture(&stream))
        || contents
            .get::<Array<'_>>(b"Contents".as_slice())
            .is_some_and(|streams| streams.iter::<Stream<'_>>().any(|stream| picture(&stream)))
}
