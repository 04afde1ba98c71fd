//! The rows of a topic as a form, and what comes back.

use super::faults::Told;
use crate::desk::deed::Answers;
use mingzhang_ledger::{ColumnKind, ColumnView, Ledger, List, Offer, Sheet, offers, sheets};
use mingzhang_model::Kind;

/// Rows on a page.
pub(super) const MOST: usize = 40;
/// Blank rows after the last, to be filled.
const BLANK: usize = 3;

/// A column of a form.
pub(super) struct Column {
    view: ColumnView,
    pub heading: &'static str,
    /// What to write; empty if the heading says it.
    pub help: String,
    /// What it can hold; nothing if that is no list.
    pub offers: Vec<Offer>,
    /// By which fields name the list, where something else can be typed, too; else empty.
    pub list: String,
}

/// The columns of a topic.
pub(super) fn columns(sheet: &dyn Sheet, kind: Kind, ledger: &Ledger) -> Vec<Column> {
    let column = |(number, view): (usize, ColumnView)| {
        let offers = offers(&view, ledger);
        let is_open = view.list.is_some_and(List::is_open) && !offers.is_empty();
        Column {
            heading: view.accounts.filter(|_| kind == Kind::FinalAccounts).unwrap_or(view.heading),
            help: view.help.zh.clone(),
            list: if is_open { format!("list{number}") } else { String::new() },
            offers,
            view,
        }
    };
    sheet.columns().into_iter().enumerate().map(column).collect()
}

/// A field of a form.
pub(super) struct Field {
    /// `c3.2`: row and column.
    pub name: String,
    pub heading: &'static str,
    pub value: String,
    /// What is chosen from; nothing if it is typed.
    pub choices: Vec<Offer>,
    /// The list that is offered while it is typed; empty if there is none.
    pub list: String,
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

/// What the rows of a page show.
pub(super) struct Shown<'a> {
    pub sheet: &'a dyn Sheet,
    pub columns: &'a [Column],
    pub values: &'a [Vec<String>],
    /// What the ledger has, where that may be something else.
    pub saved: Option<&'a [Vec<String>]>,
    pub told: &'a [Told],
}

impl Shown<'_> {
    /// The rows of the page that begins with one of them.
    pub(super) fn rows(&self, from: usize) -> Vec<Row> {
        let last = self.values.len().min(from + MOST);
        let blank = if self.sheet.is_single() || last < self.values.len() { 0 } else { BLANK };
        (from..last + blank).map(|at| self.row(at)).collect()
    }

    fn row(&self, at: usize) -> Row {
        let fields = self.columns.iter().enumerate().map(|(number, column)| self.field(at, number, column));
        Row { at, fields: fields.collect(), wrong: self.wrong(at, None), is_new: at >= self.values.len() }
    }

    fn field(&self, at: usize, number: usize, column: &Column) -> Field {
        let value_in =
            |rows: &[Vec<String>]| rows.get(at).map_or_else(String::new, |row| row[number].clone());
        let value = value_in(self.values);
        let other = self.saved.map(value_in).filter(|other| *other != value);
        Field {
            name: format!("c{at}.{number}"),
            heading: column.heading,
            choices: choices(column, &value),
            list: column.list.clone(),
            is_long: column.view.long,
            is_amount: matches!(column.view.kind, ColumnKind::Money | ColumnKind::Quantity),
            wrong: self.wrong(at, Some(number)),
            saved: other
                .map_or_else(String::new, |other| if other.is_empty() { "空白".into() } else { other }),
            value,
        }
    }

    fn wrong(&self, at: usize, column: Option<usize>) -> String {
        let about = self.told.iter().filter(|told| told.topic == self.sheet.key() && told.row == Some(at));
        let about = about.filter(|told| told.column == column).map(|told| told.message.as_str());
        about.collect::<Vec<_>>().join(" ")
    }
}

/// What a field is chosen from; what it holds stays, even if it is not offered.
fn choices(column: &Column, value: &str) -> Vec<Offer> {
    if !column.list.is_empty() || column.offers.is_empty() {
        return Vec::new();
    }
    let mut choices = column.offers.clone();
    if !value.is_empty() && choices.iter().all(|offer| offer.value != value) {
        choices.push(Offer { value: value.to_owned(), shown: value.to_owned() });
    }
    choices
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
