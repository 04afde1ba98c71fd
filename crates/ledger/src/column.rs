//! Columns and sheets: what stands in each, said once for files, workbooks and documentation.

use crate::ledger::Ledger;
use crate::value::Value;
use mingzhang_model::{Kind, Text, text};

/// What a column takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Any text.
    Words,
    /// An amount in yuan, exact to the fen.
    Money,
    /// A number of things.
    Quantity,
    /// A year.
    Year,
    /// A day.
    Day,
    /// 是 or 否.
    YesNo,
    /// A code of a classification.
    Code,
    /// One of these: key and Chinese name.
    Choice(Vec<(&'static str, &'static str)>),
}

/// The list that a column's values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Functional items.
    Functional,
    /// Sections of the departments' economic classification.
    Economic,
    /// Sections of the government's economic classification.
    Government,
    /// The names of the ledger's projects.
    Projects,
    /// The keys of profiles.
    Profiles,
    /// The keys of the sections of the ledger's profile.
    Sections,
    /// The comparisons of indicators.
    Operators,
}

impl List {
    /// Whether a column may hold something else: a code of the office's own, a project that is entered later.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Functional | Self::Economic | Self::Government | Self::Projects)
    }
}

/// A column of records of type `R`.
pub(crate) struct Column<R> {
    name: &'static str,
    heading: &'static str,
    required: bool,
    long: bool,
    list: Option<List>,
    help: (&'static str, &'static str),
    accounts: Option<&'static str>,
    field: fn(&mut R) -> &mut dyn Value,
}

impl<R> Column<R> {
    /// A column by its name in files, its Chinese heading and the field it fills.
    pub(crate) const fn new(
        name: &'static str,
        heading: &'static str,
        field: fn(&mut R) -> &mut dyn Value,
    ) -> Self {
        Self {
            name,
            heading,
            required: false,
            long: false,
            list: None,
            help: ("", ""),
            accounts: None,
            field,
        }
    }

    /// Whoever fills the row must fill it.
    pub(crate) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Its values are sentences.
    pub(crate) const fn long(mut self) -> Self {
        self.long = true;
        self
    }

    /// Its values come from a list.
    pub(crate) const fn of(mut self, list: List) -> Self {
        self.list = Some(list);
        self
    }

    /// Its heading in the workbook of final accounts, where that is another.
    pub(crate) const fn accounts(mut self, heading: &'static str) -> Self {
        self.accounts = Some(heading);
        self
    }

    /// What to write, in Chinese and in English.
    pub(crate) const fn help(mut self, zh: &'static str, en: &'static str) -> Self {
        self.help = (zh, en);
        self
    }
}

/// What is known of a column without its records.
#[derive(Clone, Debug)]
pub struct ColumnView {
    /// Its name in files.
    pub name: &'static str,
    /// Its Chinese heading.
    pub heading: &'static str,
    /// Its heading in the workbook of final accounts, where that is another.
    pub accounts: Option<&'static str>,
    /// What it takes.
    pub kind: ColumnKind,
    /// Whether whoever fills the row must fill it.
    pub required: bool,
    /// Whether its values are sentences.
    pub long: bool,
    /// The list its values come from.
    pub list: Option<List>,
    /// What to write.
    pub help: Text,
}

/// A list of the ledger: a CSV file, a sheet. Or single values: a section of `ledger.toml`, a sheet of two columns.
pub trait Sheet: Sync {
    /// Its name in files: `prior-revenue`.
    fn key(&self) -> &'static str;
    /// Its Chinese title.
    fn title(&self) -> &'static str;
    /// What it is for.
    fn help(&self) -> Text;
    /// Whether it holds single values, not rows.
    fn is_single(&self) -> bool;
    /// The kind of documents that it is for, if not for all.
    fn kind(&self) -> Option<Kind>;
    /// Its columns, in order.
    fn columns(&self) -> Vec<ColumnView>;
    /// What the ledger has of it, as files write it: a row for each record, a text for each column.
    fn rows(&self, ledger: &Ledger) -> Vec<Vec<String>>;
    /// Adds a record of these texts, one for each column; empty where there is none. Tells what is wrong with which
    /// column.
    fn take(&self, ledger: &mut Ledger, row: &[&str]) -> Vec<(usize, Text)>;
}

/// Records of one type: a sheet of rows, or of single values.
pub(crate) struct Records<R: 'static> {
    pub key: &'static str,
    pub title: &'static str,
    pub help: (&'static str, &'static str),
    pub columns: &'static [Column<R>],
    pub held: Held<R>,
    pub kind: Option<Kind>,
}

/// Where the ledger holds records of a type.
pub(crate) enum Held<R: 'static> {
    /// As many as there are.
    Many(fn(&Ledger) -> &Vec<R>, fn(&mut Ledger) -> &mut Vec<R>),
    /// One.
    One(fn(&Ledger) -> &R, fn(&mut Ledger) -> &mut R),
}

fn both((zh, en): (&str, &str)) -> Text {
    Text::new(zh.to_owned(), en.to_owned())
}

fn views<R: Default>(columns: &[Column<R>]) -> Vec<ColumnView> {
    let mut record = R::default();
    let view = |column: &Column<R>| ColumnView {
        name: column.name,
        heading: column.heading,
        accounts: column.accounts,
        kind: (column.field)(&mut record).kind(),
        required: column.required,
        long: column.long,
        list: column.list,
        help: both(column.help),
    };
    columns.iter().map(view).collect()
}

fn written<R: Clone>(columns: &[Column<R>], record: &R) -> Vec<String> {
    // Fields are reached for writing only, so that each is named once.
    let mut record = record.clone();
    columns.iter().map(|column| (column.field)(&mut record).written()).collect()
}

fn read<R>(columns: &[Column<R>], record: &mut R, row: &[&str]) -> Vec<(usize, Text)> {
    let mut faults = Vec::new();
    for (at, (column, said)) in columns.iter().zip(row).enumerate() {
        if !said.is_empty() {
            faults.extend((column.field)(record).read(said).err().map(|fault| (at, fault)));
        } else if column.required {
            faults.push((at, text!("“{0}”是必填项，请填写。", "“{0}” must be filled in.", column.heading)));
        }
    }
    faults
}

impl<R: Clone + Default + Sync> Sheet for Records<R> {
    fn key(&self) -> &'static str {
        self.key
    }

    fn title(&self) -> &'static str {
        self.title
    }

    fn help(&self) -> Text {
        both(self.help)
    }

    fn is_single(&self) -> bool {
        matches!(self.held, Held::One(..))
    }

    fn kind(&self) -> Option<Kind> {
        self.kind
    }

    fn columns(&self) -> Vec<ColumnView> {
        views(self.columns)
    }

    fn rows(&self, ledger: &Ledger) -> Vec<Vec<String>> {
        match self.held {
            Held::Many(of, _) => of(ledger).iter().map(|record| written(self.columns, record)).collect(),
            Held::One(of, _) => vec![written(self.columns, of(ledger))],
        }
    }

    fn take(&self, ledger: &mut Ledger, row: &[&str]) -> Vec<(usize, Text)> {
        match self.held {
            Held::Many(_, of_mut) => {
                let mut record = R::default();
                let faults = read(self.columns, &mut record, row);
                of_mut(ledger).push(record);
                faults
            }
            Held::One(_, of_mut) => read(self.columns, of_mut(ledger), row),
        }
    }
}
