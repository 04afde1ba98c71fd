//! Open data: what the tables say as records, one amount each, with a description that programs understand.

mod descriptor;
mod records;

use crate::package::Unwritten;
use mingzhang_manuscript::Manuscript;
use mingzhang_model::{Money, MoneyUnit};

/// An amount that a table prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataFact {
    /// The key of the table: `income`.
    pub table: String,
    /// Its title.
    pub table_title: String,
    /// The key of the row: a code, `total`.
    pub row: String,
    /// The code that the row shows, if it shows one: `2010301`.
    pub code: String,
    /// What the row is called.
    pub label: String,
    /// The key of the column: `general.basic`.
    pub column: String,
    /// The headings above it, from the top: 一般公共预算 / 基本支出.
    pub column_heading: String,
    /// The amount, as rounded for printing.
    pub amount: Money,
    /// The unit that the table prints it in; none where it prints no amounts of money.
    pub unit: Option<MoneyUnit>,
}

/// A line of the budget: money that comes in or goes out, undivided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataLine {
    /// Which way the money goes.
    pub direction: Direction,
    /// The code of what it is for (功能分类科目); empty where nobody knows.
    pub functional: String,
    /// Its name.
    pub functional_name: String,
    /// The code of what it is spent on (部门经济分类科目); empty where nobody knows.
    pub economic: String,
    /// Its name.
    pub economic_name: String,
    /// Who pays: 一般公共预算.
    pub fund: String,
    /// What kind of expenditure: 基本支出, 项目支出. Empty for revenue.
    pub nature: String,
    /// The project; empty where there is none.
    pub project: String,
    /// How much, to the fen.
    pub amount: Money,
}

/// Which way money goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// It comes in.
    Revenue,
    /// It goes out.
    #[default]
    Expenditure,
}

impl Direction {
    /// As Fiscal Data Packages call it.
    fn name(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Expenditure => "expenditure",
        }
    }
}

/// A file with its path in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path: `facts.csv`.
    pub path: &'static str,
    /// What it holds.
    pub content: String,
}

/// The open data of a document: a Frictionless Data Package with the column types of Fiscal Data Packages.
///
/// `lines` may be empty; then the package holds only what the tables say.
///
/// # Errors
/// The description could not be written.
pub fn data_package(
    manuscript: &Manuscript,
    facts: &[DataFact],
    lines: &[DataLine],
) -> Result<Vec<File>, Unwritten> {
    let mut files = vec![
        File { path: "datapackage.json", content: descriptor::descriptor(manuscript, !lines.is_empty())? },
        File { path: "README.md", content: descriptor::read_me(manuscript, !lines.is_empty()) },
        File { path: records::FACTS.path, content: records::facts(facts) },
    ];
    if !lines.is_empty() {
        files.push(File { path: records::LINES.path, content: records::lines(lines) });
    }
    Ok(files)
}

/// An amount in yuan: `20151800.00`.
pub(crate) fn yuan(amount: Money) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    let fen = amount.0.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let all = [0, 5, -5, 2_015_180_000, -100, i64::MIN].map(|fen| yuan(Money(fen)));
        assert_eq!(all, ["0.00", "0.05", "-0.05", "20151800.00", "-1.00", "-92233720368547758.08"]);
    }
}
