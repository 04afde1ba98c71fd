//! Workbooks, the documents of word processors, web pages and archives: from bytes to a document.
//!
//! Files come from strangers: every reader is bounded in time and memory, and none panics.

mod archive;
mod bounds;
mod container;
mod decimal;
mod docx;
mod flow;
mod guard;
mod html;
mod number_format;
mod package;
mod parts;
mod relations;
mod sheet;
mod workbook;
mod writer;
mod xls;
mod xlsx;
mod xml;

pub use archive::Archive;
pub use container::Container;
pub use sheet::{Area, Broken, Worksheet};

use mingzhang_document::{Document, Unreadable};

/// What a file is, if it is a container of other files.
///
/// # Errors
/// The container is damaged, needs a password or unpacks to more than is sensible.
pub fn container(bytes: &[u8]) -> Result<Option<Container>, Unreadable> {
    guard::guarded("zip", || container::container(bytes))
}

/// An Excel workbook (xlsx, xlsm, et), its numbers as its cells show them.
///
/// # Errors
/// The file is damaged, needs a password or unpacks to more than is sensible; what it says is never a reason.
pub fn xlsx(bytes: &[u8]) -> Result<Document, Unreadable> {
    guard::guarded(EXCEL, || workbook::document(sheets(bytes, xlsx::Numbers::Shown)?))
}

/// An Excel workbook (xlsx, xlsm, et), its numbers with all the digits they have.
///
/// # Errors
/// As [`xlsx`].
pub fn xlsx_exact(bytes: &[u8]) -> Result<Document, Unreadable> {
    guard::guarded(EXCEL, || workbook::document(sheets(bytes, xlsx::Numbers::Exact)?))
}

const EXCEL: &str = "Excel";

fn sheets(bytes: &[u8], numbers: xlsx::Numbers) -> Result<Vec<sheet::Sheet>, Unreadable> {
    xlsx::sheets(&mut package::Package::open(bytes, EXCEL)?, numbers)
}

/// The sheets of an Excel workbook (xlsx, xlsm, et) as data, in its order, hidden ones too.
///
/// # Errors
/// As [`xlsx`].
pub fn worksheets(bytes: &[u8]) -> Result<Vec<Worksheet>, Unreadable> {
    let held = || sheets(bytes, xlsx::Numbers::Stored);
    Ok(guard::guarded(EXCEL, held)?.into_iter().map(Worksheet::from).collect())
}

/// A document of Word (docx).
///
/// # Errors
/// The file is damaged, needs a password or unpacks to more than is sensible; what it says is never a reason.
pub fn docx(bytes: &[u8]) -> Result<Document, Unreadable> {
    guard::guarded(docx::FORMAT, || {
        let mut package = package::Package::open(bytes, docx::FORMAT)?;
        flow::document(&docx::flow(&mut package)?, docx::FORMAT)
    })
}

/// Whether a text is a web page.
pub fn is_html(text: &str) -> bool {
    html::is_html(text)
}

/// A web page, as text.
///
/// # Errors
/// The page is larger or deeper than is sensible; what it says is never a reason.
pub fn html(text: &str) -> Result<Document, Unreadable> {
    guard::guarded(html::FORMAT, || flow::document(&html::flow(text)?, html::FORMAT))
}

/// A workbook of Excel 97-2003 (xls).
///
/// # Errors
/// The file is damaged, needs a password or holds more than is sensible; what it says is never a reason.
pub fn xls(bytes: &[u8]) -> Result<Document, Unreadable> {
    guard::guarded(EXCEL, || workbook::document(xls::sheets(bytes)?))
}
