//! Tables to be printed.

use mingzhang_model::{Money, MoneyUnit};

/// A table with its caption.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// A short name that is the same in every edition of the form: `income`, `form-3`. Sheets and anchors use it.
    pub key: String,
    /// Its line in the contents: 一、单位收支总体情况表. None if it is not listed.
    pub entry: Option<String>,
    /// What stands before the title: 表 1. Empty if it has no number.
    pub label: String,
    /// The title.
    pub title: String,
    /// A line below the title, in the middle: (2024 年). Empty if there is none.
    pub subtitle: String,
    /// Who made it, on the left above the table: 编制单位：…. Empty if it does not say.
    pub office: String,
    /// The unit of its amounts, on the right: 单位：万元. Empty if it does not say.
    pub unit: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows, headers first.
    pub rows: Vec<Row>,
    /// A remark below it: 备注：…. Empty if there is none.
    pub remark: String,
    /// Whether it is too wide for a page that stands upright.
    pub landscape: bool,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// How wide it is, as a number of Chinese characters; the page's width is shared in this proportion.
    pub width: u32,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the row is.
    pub kind: RowKind,
    /// Its cells by their columns. Columns that no cell begins in or reaches over are covered by a cell above.
    pub cells: Vec<Cell>,
}

/// What a row is, and so how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// A row of headings, repeated on every page.
    Header,
    /// A row like others.
    #[default]
    Body,
    /// A total.
    Total,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The column it begins in.
    pub column: usize,
    /// How many columns it is wide; at least 1.
    pub width: usize,
    /// How many rows it is high; at least 1.
    pub height: usize,
    /// What is printed; may be nothing.
    pub text: String,
    /// How it stands in its cell.
    pub align: Align,
    /// The amount that the text says, for formats with numbers.
    pub amount: Option<Amount>,
    /// Whether the text names what stands beside it, as a form's labels do.
    pub is_label: bool,
}

/// How text stands in its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the right, as numbers do.
    End,
}

/// An amount as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The amount, as rounded for printing.
    pub money: Money,
    /// The unit it is printed in.
    pub unit: MoneyUnit,
    /// Digits after the point.
    pub decimals: u8,
}

impl Table {
    /// How many rows are headings; they come first.
    pub fn header_rows(&self) -> usize {
        self.rows.iter().take_while(|row| row.kind == RowKind::Header).count()
    }
}

impl Cell {
    /// A cell of one column and one row.
    pub fn new(column: usize, text: impl Into<String>) -> Self {
        Self { column, width: 1, height: 1, text: text.into(), ..Self::default() }
    }
}
