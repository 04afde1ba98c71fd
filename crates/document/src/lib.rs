//! What the readers of all formats have in common: the document they make, the lines that places count in, which
//! lines make one paragraph, and why a file cannot be read.

mod document;
mod foreign;
pub mod prose;
mod unreadable;

pub use document::{Block, Document, Grid};
pub use foreign::Foreign;
pub use unreadable::{Limits, Unreadable};
