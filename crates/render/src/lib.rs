//! A manuscript as text, web page, word processor document, workbook, JSON and open data package.
//!
//! Every function is pure: the same manuscript gives the same bytes. The only date that a file carries is the
//! manuscript's own. What one format says, all say.

mod anchors;
mod data;
mod docx;
mod grid;
mod html;
mod json;
mod markup;
mod package;
mod text;
mod words;
mod xlsx;

pub use data::{DataFact, DataLine, Direction, File, data_package};
pub use docx::docx;
pub use html::html;
pub use json::json;
pub use package::Unwritten;
pub use text::text;
pub use xlsx::xlsx;
