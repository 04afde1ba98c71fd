//! Tables of facts.

use crate::code::Code;
use crate::figure::FigureId;
use crate::fold::fold;
use crate::location::{Location, Passage};
use crate::money::MoneyUnit;
use std::fmt;
use std::sync::Arc;

/// One table, or one lane of a table that sets two lists side by side (income left, expenditure right).
///
/// Lanes are tables of their own with the same `number`, and keys such as `overview.income` and `overview.expenditure`.
#[doc(alias = "表")]
#[derive(Clone, Debug)]
pub struct Table {
    /// The profile's name for it: `income`, `overview.expenditure`.
    pub key: Arc<str>,
    /// Its place in the required set, from 1.
    pub number: u32,
    /// The title as the document prints it.
    pub title: Passage,
    /// The unit of its amounts, read from the line above it (or the profile's, where the document is silent).
    pub unit: MoneyUnit,
    /// Where it states its unit.
    pub unit_location: Option<Location>,
    /// Columns of amounts, in order.
    pub columns: Vec<Column>,
    /// Rows, in order.
    pub rows: Vec<Row>,
    /// A remark below it (备注：…表为空表).
    pub remark: Option<Passage>,
    /// Whether its columns were found; the rows of a table without are not read.
    pub legible: bool,
    /// Headings over columns that the profile does not know.
    pub left_over: Vec<Passage>,
    /// What the profile expects and no heading says: names of columns, or of the rows that headings stand for.
    pub not_found: Vec<Arc<str>>,
}

/// A column of amounts.
#[doc(alias = "栏")]
#[derive(Clone, Debug)]
pub struct Column {
    /// The profile's name for it: `total`, `basic`.
    pub key: Arc<str>,
    /// Its heading, levels joined.
    pub heading: Arc<str>,
}

/// A row.
#[doc(alias = "行")]
#[derive(Clone, Debug)]
pub struct Row {
    /// Names the row within its table: a code (`2010301`), the profile's key of a named row (`income.general`),
    /// `total`, or the folded name of a project.
    pub key: Arc<str>,
    /// The row's label, as printed.
    pub label: Passage,
    /// The classification code, if the row has one.
    pub code: Option<Code>,
    /// The cells of the code as printed, one or three.
    pub code_cells: Vec<Passage>,
    /// The name of the project, in tables that list projects under codes.
    pub project: Option<Passage>,
    /// What the row is in the hierarchy.
    pub kind: RowKind,
    /// One cell for each column of the table.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The label in one spelling, without the code or the number (八、) that some tables print before it.
    pub fn name(&self) -> String {
        let label = fold(self.label.text());
        let name = label.trim_start_matches(|c: char| c.is_ascii_digit());
        let after_number = name.trim_start_matches(|c| "一二三四五六七八九十".contains(c)).strip_prefix('、');
        after_number.filter(|after| after.len() < name.len() - '、'.len_utf8()).unwrap_or(name).to_owned()
    }

    /// Whether a row above has the same name; the key of this one then ends in `#2`, `#3`, ….
    pub fn repeats(&self) -> bool {
        self.key.contains('#')
    }
}

/// What a row is.
#[doc(alias = "行的种类")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// 合计, 总计: the total of the table.
    Total,
    /// A row of a classification, at the level of its code.
    Coded,
    /// A row the profile names.
    Named,
    /// A project under a code.
    Project,
    /// A row with a label nobody knows.
    Other,
}

/// A cell has three states.
#[doc(alias = "单元格")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A number.
    Value(FigureId),
    /// Nothing printed. Not a zero.
    Blank,
    /// Something printed that is no number.
    Unread(Passage),
}

impl Cell {
    /// Whether it holds a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The number, if there is one.
    pub fn figure(&self) -> Option<FigureId> {
        match self {
            Self::Value(id) => Some(*id),
            Self::Blank | Self::Unread(_) => None,
        }
    }
}

impl Table {
    /// The index of the column with the given key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|c| &*c.key == key)
    }

    /// The row with the given key.
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.rows.iter().find(|r| &*r.key == key)
    }

    /// The cell at a row and column key; `None` if the table has no such row or column.
    pub fn cell(&self, row: &str, column: &str) -> Option<&Cell> {
        let column = self.column(column)?;
        self.row(row)?.cells.get(column)
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().flat_map(|r| &r.cells).all(|c| *c == Cell::Blank)
    }

    /// For each column whether anything is printed in it.
    pub fn used_columns(&self) -> Vec<bool> {
        let is_used =
            |column: usize| self.rows.iter().any(|r| r.cells.get(column).is_some_and(|c| *c != Cell::Blank));
        (0..self.columns.len()).map(is_used).collect()
    }

    /// Whether it has no amounts and does not say why: forgotten, not empty.
    pub fn is_unfilled(&self) -> bool {
        self.is_empty() && self.remark.is_none()
    }

    /// Where the table begins.
    pub fn location(&self) -> Location {
        self.title.location()
    }
}

/// Names one amount independently of any document: `income[2010301].general`.
///
/// Staff, procurement and assets have no table; their coordinates are registers such as `staff.in_post`.
#[doc(alias = "坐标")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Coordinate {
    /// `table[row].column`
    Cell {
        /// Key of the table.
        table: Arc<str>,
        /// Key of the row.
        row: Arc<str>,
        /// Key of the column.
        column: Arc<str>,
    },
    /// `staff.in_post`
    Register(Arc<str>),
}

impl Coordinate {
    /// Parses `table[row].column` or a register; `None` if it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let word = |s: &str| !s.is_empty() && !s.contains(['[', ']', ' ']);
        match text.split_once('[') {
            None => word(text).then(|| Self::Register(text.into())),
            Some((table, rest)) => {
                let (row, column) = rest.split_once("].")?;
                (word(table) && word(row) && word(column)).then(|| Self::Cell {
                    table: table.into(),
                    row: row.into(),
                    column: column.into(),
                })
            }
        }
    }
}

impl fmt::Display for Coordinate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { table, row, column } => write!(f, "{table}[{row}].{column}"),
            Self::Register(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_print_as_they_parse() {
        for text in ["income[2010301].general", "overview.income[total].amount", "staff.in_post"] {
            assert_eq!(Coordinate::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "income[].general", "income[2010301]", "a b"] {
            assert_eq!(Coordinate::parse(text), None, "{text}");
        }
    }
}
