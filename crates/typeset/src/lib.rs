//! A manuscript as PDF, and the one-page summary for citizens, both set by Typst.
//!
//! The templates are Typst markup; what is printed reaches them as data, so that no text of an office is ever markup.
//! Typst sees no clock, no network and no files but those named here: the same manuscript gives the same bytes.

mod columns;
mod error;
mod fonts;
mod packed;
mod picture;
mod press;
mod rows;
mod sheets;

pub use error::Error;
pub use fonts::Fonts;
pub use picture::Summary;

#[cfg(test)]
extern crate self as mingzhang_typeset;
#[cfg(test)]
#[path = "../tests/printed/specimen.rs"]
mod specimen;

use mingzhang_manuscript::{Manuscript, Picture};
use press::Template;

/// The manuscript as a PDF: accessible (PDF/UA-1), with bookmarks, and with the fonts' glyphs that it needs.
///
/// # Errors
/// The fonts lack a character that is printed, or there is no title, which accessible documents must have.
pub fn pdf(manuscript: &Manuscript, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    if manuscript.title.trim().is_empty() {
        return Err(Error::NoTitle);
    }
    press::pdf(&press::set(Template::Document, &sheets::of(manuscript, fonts), fonts)?)
}

/// The page on which citizens see where the money comes from, where it goes, and what changed.
///
/// # Errors
/// The fonts lack a character that is printed.
pub fn summary(picture: &Picture, fonts: &Fonts) -> Result<Summary, Error> {
    let page = press::set(Template::Picture, &picture::data(picture, fonts), fonts)?;
    Ok(Summary { pdf: press::pdf(&page)?, svg: press::svg(&page, &picture.title) })
}
