//! Who owes the public what, as a table that a bureau fills: a workbook or CSV becomes entries, and all that is wrong with
//! its lines is told at once. This crate opens no files and knows no store.

mod cells;
mod columns;
mod day;
mod entry;
mod table;

pub use day::{after, days_between};
pub use entry::{Entry, Problem, Roster};
pub use table::{Cell, csv, harmless, workbook};

use mingzhang_model::Text;

/// Days to publish after approval: 预算法 第十四条.
pub const DAYS: i64 = 20;

/// Reads a table.
///
/// # Errors
/// It is no table that can be read, or none of its rows is headed as it must be; why, and the way out.
pub fn open(bytes: &[u8]) -> Result<Roster, Text> {
    entry::entries(cells::rows(bytes)?)
}

/// A workbook to be filled, with its columns explained.
///
/// # Errors
/// The workbook cannot be written.
pub fn template() -> Result<Vec<u8>, Text> {
    table::template()
}

#[cfg(test)]
mod tests;
