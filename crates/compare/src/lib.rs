//! Two disclosures side by side: which amount of one answers to which of the other, and what differs.
//!
//! This crate reads no file, no clock and no environment.

mod codes;
mod counterparts;
mod diff;
#[cfg(test)]
mod tests;
mod text;

pub use codes::counterpart;
pub use counterparts::{Counterparts, Found, Link, without_year};
pub use diff::{Diff, Move, Presence, RowDiff, TableDiff, common_unit};
pub use text::Passages;
