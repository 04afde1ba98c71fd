//! A ledger into the manuscript of its disclosure: tables derived, amounts rounded together, prose written from the facts.
//!
//! `entries` numbers what was entered; `sheet` says which entries make each cell of a table; `quantities` are the distinct
//! sets of entries, `rounding` rounds them together; `book` is all of that for one year. `prose`, `forms` and `tables`
//! write from two books, this year's and last year's; `document` puts them in order.

mod book;
mod document;
mod entries;
mod forms;
mod grid;
mod names;
mod picture;
mod print;
mod prose;
mod quantities;
mod registers;
mod rounding;
mod sheet;
mod spoken;
mod tables;

pub use document::{Compiled, compile, unprintable};
pub use names::Names;

#[cfg(test)]
mod accounts_tests;
#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
