//! The rows of a topic as a form, and what comes back.

use super::faults::Told;
use crate::desk::deed::Answers;
use mingzhang_ledger::{ColumnKind, Ledger, Sheet, sheets};
use mingzhang_model::Kind;

/// Rows on a page.
pub(super) const MOST: usize = 40;
/// Blank rows after the last, to be filled.
const BLANK: usize = 3;

/// A field of a form.
pub(super) struct Field {
    /// `c3.2`: row and column.
    pub name: String,
    pub heading: String,
    pub value: String,
    /// What can be chosen, key and name; nothing if anything can be typed.
    pub choices: Vec<(String, String)>,
    pub is_long: bool,
    pub is_amount: bool,
    /// What is wrong with it; empty if nothing is.
    pub wrong: String,
    /// What somebody else saved there; empty if it is what is shown.
    pub saved: String,
}

/// A row of a form.
pub(super) struct Row {
    /// From 0.
    pub at: usize,
    pub fields: Vec<Field>,
    pub wrong: String,
    pub is_new: bool,
}

/// What a row of a topic is called.
pub(super) fn headings(sheet: &dyn Sheet, kind: Kind) -> Vec<String> {
    let heading = |column: &mingzhang_ledger::ColumnView| {
        let accounts = column.accounts.filter(|_| kind == Kind::FinalAccounts);
        accounts.unwrap_or(column.heading).to_owned()
    };
    sheet.columns().iter().map(heading).collect()
}

/// The rows of a page; `saved` is what the ledger has, where that may be something else.
pub(super) fn rows(
    sheet: &dyn Sheet,
    kind: Kind,
    values: &[Vec<String>],
    saved: Option<&[Vec<String>]>,
    told: &[Told],
    from: usize,
) -> Vec<Row> {
    let (columns, headings) = (sheet.columns(), headings(sheet, kind));
    let blank = if sheet.is_single() || from + MOST < values.len() { 0 } else { BLANK };
    let empty = vec![String::new(); columns.len()];
    let wrong = |at: usize, column: Option<usize>| {
        let about = told.iter().filter(|told| told.topic == sheet.key() && told.row == Some(at));
        let about = about.filter(|told| told.column == column).map(|told| told.message.as_str());
        about.collect::<Vec<_>>().join(" ")
    };
    let row = |at: usize| {
        let values_of = values.get(at).unwrap_or(&empty);
        let fields = columns.iter().enumerate().map(|(number, column)| {
            let value = values_of.get(number).cloned().unwrap_or_default();
            let other = saved.map(|saved| saved.get(at).unwrap_or(&empty)[number].clone());
            Field {
                name: format!("c{at}.{number}"),
                heading: headings[number].clone(),
                choices: choices(&column.kind),
                is_long: column.long,
                is_amount: matches!(column.kind, ColumnKind::Money | ColumnKind::Quantity),
                wrong: wrong(at, Some(number)),
                saved: other
                    .filter(|other| *other != value)
                    .map(|other| if other.is_empty() { "空白".to_owned() } else { other })
                    .unwrap_or_default(),
                value,
            }
        });
        Row { at, fields: fields.collect(), wrong: wrong(at, None), is_new: at >= values.len() }
    };
    (from..values.len().min(from + MOST) + blank).map(row).collect()
}

fn choices(kind: &ColumnKind) -> Vec<(String, String)> {
    match kind {
        ColumnKind::Choice(choices) => {
            choices.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect()
        }
        ColumnKind::YesNo => {
            [("是", "是"), ("否", "否")].map(|(key, name)| (key.into(), name.into())).to_vec()
        }
        _ => Vec::new(),
    }
}

/// The rows of a topic with what a page of its form says in place of what stood there; rows to be deleted, and blank ones
/// that are new, are left out. Beside each row the number it has in the form.
pub(super) fn answered(
    sheet: &dyn Sheet,
    before: Vec<Vec<String>>,
    answers: &Answers,
    from: usize,
) -> Vec<(usize, Vec<String>)> {
    let columns = sheet.columns().len();
    let is_sent = |at: usize| answers.has(&format!("c{at}.0"));
    let sent: Vec<usize> = (from..from + MOST + BLANK).filter(|&at| is_sent(at)).collect();
    let is_replaced = |at: &usize| sent.contains(at);
    let known = before.len();
    let mut rows: Vec<(usize, Vec<String>)> =
        before.into_iter().enumerate().filter(|(at, _)| !is_replaced(at)).collect();
    for at in sent {
        let row: Vec<String> = (0..columns)
            .map(|column| answers.get(&format!("c{at}.{column}")).replace("\r\n", "\n"))
            .collect();
        let is_blank = row.iter().all(String::is_empty);
        let is_deleted = answers.has(&format!("d{at}")) || (is_blank && !sheet.is_single());
        if !is_deleted || (sheet.is_single() && at < known) {
            rows.push((at, row));
        }
    }
    rows.sort_by_key(|(at, _)| *at);
    rows
}

/// The ledger with these rows in place of those of a topic, and what of them could not be taken.
pub(super) fn with_rows(ledger: &Ledger, key: &str, rows: &[(usize, Vec<String>)]) -> (Ledger, Vec<Told>) {
    let mut made = Ledger::default();
    let mut told = Vec::new();
    for sheet in sheets() {
        if sheet.key() != key {
            for row in sheet.rows(ledger) {
                // What the ledger has can be taken.
                sheet.take(&mut made, &row.iter().map(String::as_str).collect::<Vec<_>>());
            }
            continue;
        }
        for (at, row) in rows {
            let faults = sheet.take(&mut made, &row.iter().map(String::as_str).collect::<Vec<_>>());
            told.extend(faults.into_iter().map(|(column, message)| Told {
                topic: sheet.key(),
                title: sheet.title(),
                row: Some(*at),
                column: Some(column),
                message: message.zh,
            }));
        }
    }
    (made, told)
}
