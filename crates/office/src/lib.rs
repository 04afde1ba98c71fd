//! Workbooks, the documents of word processors, web pages and archives: from bytes to a document.
//!
//! Files come from strangers: every reader is bounded in time and memory, and none panics.

mod bounds;
mod container;
mod decimal;
mod guard;
mod number_format;
mod package;
mod parts;
mod sheet;
mod workbook;
mod xlsx;
mod xml;

pub use container::Container;

use mingzhang_document::{Document, Unreadable};

/// What a file is, if it is a container of other files.
///
/// # Errors
/// The container is damaged, needs a password or unpacks to more than is sensible.
pub fn container(bytes: &[u8]) -> Result<Option<Container>, Unreadable> {
    guard::guarded("zip", || container::container(bytes))
}

/// An Excel workbook (xlsx, xlsm, et).
///
/// # Errors
/// The file is damaged, needs a password or unpacks to more than is sensible; what it says is never a reason.
pub fn xlsx(bytes: &[u8]) -> Result<Document, Unreadable> {
    const FORMAT: &str = "Excel";
    guard::guarded(FORMAT, || {
        let mut package = package::Package::open(bytes, FORMAT)?;
        workbook::document(xlsx::sheets(&mut package)?)
    })
}
