//! How amounts of an office changed over the years: a table, with bars for the eye.

use super::kind_name;
use crate::money::wan_exact;
use mingzhang_model::Kind;
use mingzhang_store::YearFact;

/// Columns that state the amount of a year, the one that is taken first if there are several. What accounts were meant to come
/// to is no amount of theirs.
pub(super) fn columns(kind: &str) -> [&'static str; 2] {
    if kind == Kind::FinalAccounts.key() { ["amount", "outturn"] } else { ["amount", "total"] }
}

/// Width of the longest bar.
const LONGEST: u128 = 100;

/// Amounts by year.
pub(super) struct Series {
    pub headings: Vec<Heading>,
    pub years: Vec<Year>,
}

/// A column of amounts.
pub(super) struct Heading {
    pub name: &'static str,
    /// Whether it is drawn, and with which others it is piled up; alone if it is empty.
    pub stack: Option<&'static str>,
}

/// The amounts of a document.
pub(super) struct Year {
    /// 2024年预算
    pub name: String,
    pub amounts: Vec<Option<Amount>>,
}

pub(super) struct Amount {
    /// In 万元.
    pub shown: String,
    /// Of a hundred: how it compares with the largest of the table.
    pub width: u128,
}

/// A table; the keys of its rows, what citizens are told of them, and how they are drawn.
pub(super) type Rows = (&'static str, &'static [(&'static str, &'static str, Option<&'static str>)]);

/// The rows of tables by year, as columns. Rows are given by their keys, parted by blanks where documents differ, and by what
/// citizens are told. A row that no year has is left out.
pub(super) fn series(facts: &[YearFact], tables: &[Rows]) -> Series {
    let rows = || {
        tables.iter().flat_map(|(table, rows)| {
            rows.iter().map(move |(keys, name, stack)| (*table, *keys, Heading { name, stack: *stack }))
        })
    };
    let mut years: Vec<(i64, &str)> = facts.iter().map(|f| (f.year, f.kind.as_str())).collect();
    years.sort_unstable();
    years.dedup();
    let amount = |table: &str, keys: &str, year: (i64, &str)| {
        let of = facts.iter().filter(|f| (f.year, f.kind.as_str()) == year && f.fact.table_key == table);
        let of = of.filter(|f| keys.split(' ').any(|key| key == f.fact.row_key));
        let best = |f: &&YearFact| columns(year.1).iter().position(|column| *column == f.fact.column_key);
        of.filter(|f| best(f).is_some()).min_by_key(best).map(|f| f.fact.amount)
    };
    let known =
        rows().filter(|(table, keys, _)| years.iter().any(|&year| amount(table, keys, year).is_some()));
    let known: Vec<_> = known.collect();
    let all = |year| known.iter().map(move |(table, keys, _)| amount(table, keys, year));
    let largest =
        years.iter().flat_map(|&year| all(year)).flatten().map(i64::unsigned_abs).max().unwrap_or_default();
    let shown = |fen: i64| Amount {
        shown: wan_exact(fen),
        width: u128::from(fen.unsigned_abs()) * LONGEST / u128::from(largest.max(1)),
    };
    Series {
        years: years
            .iter()
            .filter(|&&year| all(year).any(|amount| amount.is_some()))
            .map(|&(year, kind)| Year {
                name: format!("{year}年{}", kind_name(kind)),
                amounts: all((year, kind)).map(|amount| amount.map(shown)).collect(),
            })
            .collect(),
        headings: known.into_iter().map(|(.., heading)| heading).collect(),
    }
}
