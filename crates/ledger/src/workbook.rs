//! The ledger as an Excel workbook: a sheet for each topic, and sheets that help to fill them.

mod read;
mod write;
mod lists;
mod sheet;
mod overview;
mod balances;
mod guide;
mod style;

pub(crate) use read::is_ledger;
pub use read::open_workbook;
pub use write::write_workbook;

/// The sheet that explains the others.
const GUIDE: &str = "填写说明";
/// The sheet of sums.
const OVERVIEW: &str = "总览";
/// The sheet of what the drop-downs offer.
const LISTS: &str = "代码表";
/// Headings that begin so are of columns which the workbook computes for whoever looks at it.
const COMPUTED: char = '〔';
/// The headings of a sheet that has a value in each row.
const FORM: [&str; 3] = ["栏目", "填写内容", "说明"];

#[cfg(test)]
mod tests;
