//! Ledgers with anything in them, for tests of what must hold for all.

use crate::column::{ColumnKind, ColumnView, List, Sheet};
use crate::directory::Files;
use crate::ledger::Ledger;
use crate::topics::sheets;
use proptest::prelude::*;

/// A text that a column takes; empty now and then where it may be.
fn text_for(column: &ColumnView) -> BoxedStrategy<String> {
    let filled = match &column.kind {
        ColumnKind::Words if column.list == Some(List::Operators) => {
            "(=|>=|<=|>|<)".prop_map(String::from).boxed()
        }
        // What surrounds a text is not part of it; quotation marks, commas and line breaks inside are.
        ColumnKind::Words => "[甲乙丙丁a-z0-9“”]([甲乙丙丁 ,\"'=\n（）]{0,8}[甲乙丙丁0-9”])?".boxed(),
        ColumnKind::Money => {
            (0_i64..=10_i64.pow(12)).prop_map(|fen| format!("{}.{:02}", fen / 100, fen % 100)).boxed()
        }
        ColumnKind::Quantity => (-99_999_i64..=99_999).prop_map(|n| n.to_string()).boxed(),
        ColumnKind::Year => (2000_i32..=2100).prop_map(|year| year.to_string()).boxed(),
        ColumnKind::Day => {
            (2000..=2100, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")).boxed()
        }
        ColumnKind::YesNo => prop_oneof!["是", "否"].prop_map(String::from).boxed(),
        ColumnKind::Code => "[2-5][0-9]{2}([0-9]{2}([0-9]{2})?)?".boxed(),
        ColumnKind::Choice(choices) => {
            let keys: Vec<String> = choices.iter().map(|(key, _)| (*key).to_owned()).collect();
            proptest::sample::select(keys).boxed()
        }
    };
    if column.required { filled } else { prop_oneof![1 => Just(String::new()), 3 => filled].boxed() }
}

/// Any ledger, made through the descriptions of its columns, so that no column is forgotten.
pub(crate) fn any_ledger() -> impl Strategy<Value = Ledger> {
    let rows: Vec<_> = sheets()
        .iter()
        .map(|sheet| {
            let row: Vec<_> = sheet.columns().iter().map(text_for).collect();
            let most = if sheet.is_single() { 1..=1 } else { 0..=4 };
            proptest::collection::vec(row, most)
        })
        .collect();
    rows.prop_map(|all| {
        let mut ledger = Ledger::default();
        for (sheet, rows) in sheets().iter().zip(all) {
            for row in rows {
                let row: Vec<&str> = row.iter().map(String::as_str).collect();
                assert_eq!(sheet.take(&mut ledger, &row), [], "{}", sheet.key());
            }
        }
        ledger
    })
}

/// A folder of any texts: of what clerks write, and of what nobody does.
pub(crate) fn any_files() -> impl Strategy<Value = Files> {
    let cell = prop_oneof![
        3 => "(2010301|201|30101|301|501|行政运行|一般公共预算|general.own|basic|项目支出|甲|乙|10.5|-3|合计|是|)",
        1 => "[\\PC\n\"]{0,6}",
    ];
    let files: Vec<_> = sheets()
        .iter()
        .map(|sheet| {
            let width = sheet.columns().len() + 1;
            let rows = proptest::collection::vec(proptest::collection::vec(cell.clone(), 0..=width), 0..=5);
            rows.prop_map(|rows| file_of(*sheet, &rows))
        })
        .collect();
    files.prop_map(|files| files.into_iter().collect())
}

/// A file with good headings over these rows.
fn file_of(sheet: &dyn Sheet, rows: &[Vec<String>]) -> (String, Vec<u8>) {
    let columns = sheet.columns();
    if sheet.is_single() {
        let said = |(column, row): (&ColumnView, &Vec<String>)| {
            format!("{} = {}\n", column.name, toml::Value::String(row.concat()))
        };
        let lines: String = columns.iter().zip(rows).map(said).collect();
        // Both sheets of single values share a file; the one that comes last stands.
        return ("ledger.toml".to_owned(), format!("[{}]\n{lines}", sheet.key()).into_bytes());
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_record(columns.iter().map(|column| column.heading)).unwrap();
    for row in rows.iter().filter(|row| !row.is_empty()) {
        writer.write_record(row).unwrap();
    }
    (format!("{}.csv", sheet.key()), writer.into_inner().unwrap())
}
