//! From the bytes of a file to a document, and from the document to a disclosure.
//!
//! A [`Document`] is what a reader saw, without budget meaning; recognition gives it that meaning. Reading never
//! fails on content: [`Unreadable`] means only that the file could not be opened as text.

mod decode;
mod document;
mod prose;
mod row;
pub mod text;
mod unreadable;

pub use document::{Block, Document, Grid};
pub use unreadable::{Limits, Unreadable};
