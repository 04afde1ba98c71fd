//! What is wrong with a ledger, and where.

use mingzhang_model::{Text, column_name};
use std::fmt;

/// A place in a ledger, as its owner looks for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// A file of the folder, or the workbook.
    File(String),
    /// A field of a text file, line and field from 1; no field for the whole line.
    Line(String, u32, Option<u32>),
    /// A sheet of the workbook.
    Sheet(String),
    /// A cell, row and column from 1; no column for the whole row.
    Cell(String, u32, Option<u32>),
}

impl fmt::Display for Spot {
    /// `expenditure.csv:17:6`, `支出明细!F17`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(name) | Self::Sheet(name) => f.write_str(name),
            Self::Line(file, line, None) => write!(f, "{file}:{line}"),
            Self::Line(file, line, Some(field)) => write!(f, "{file}:{line}:{field}"),
            Self::Cell(sheet, row, None) => write!(f, "{sheet}!{row}:{row}"),
            Self::Cell(sheet, row, Some(column)) => {
                write!(f, "{sheet}!{}{row}", column_name(column.saturating_sub(1)))
            }
        }
    }
}

/// One thing that is wrong, with the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub spot: Spot,
    /// What is wrong and what to do.
    pub message: Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_people_look_for_them() {
        assert_eq!(Spot::Cell("支出明细".into(), 17, Some(6)).to_string(), "支出明细!F17");
        assert_eq!(Spot::Cell("支出明细".into(), 17, Some(28)).to_string(), "支出明细!AB17");
        assert_eq!(Spot::Line("expenditure.csv".into(), 17, Some(6)).to_string(), "expenditure.csv:17:6");
    }
}
