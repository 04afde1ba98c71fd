//! What is wrong with a ledger, and where.

use crate::topics::sheets;
use mingzhang_model::{Text, column_name, fold};
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

/// Puts faults in the order in which one meets them: sheet by sheet, row by row.
pub fn in_order(faults: &mut [Fault]) {
    faults.sort_by_key(|fault| fault.spot.order());
}

impl Spot {
    /// Sheet, row and column; files and sheets as a whole go before what is in them.
    fn order(&self) -> (usize, u32, u32) {
        let (name, row, column) = match self {
            Self::File(name) | Self::Sheet(name) => (name, 0, 0),
            Self::Line(name, row, column) | Self::Cell(name, row, column) => {
                (name, *row, column.unwrap_or(0))
            }
        };
        let is_named = |sheet: &&dyn crate::column::Sheet| {
            fold(sheet.title()) == fold(name) || name.strip_suffix(".csv") == Some(sheet.key())
        };
        (sheets().iter().position(is_named).map_or(0, |at| at + 1), row, column)
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
