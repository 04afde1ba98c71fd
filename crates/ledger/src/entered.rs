//! From the cells of a sheet to records, whichever form the ledger came in.

use crate::column::{ColumnView, Sheet};
use crate::fault::{Fault, Spot};
use crate::ledger::Ledger;
use mingzhang_model::{Text, fold, text};
use std::collections::BTreeMap;

/// A ledger as it was entered: with what it takes to name the place of any of its values.
#[derive(Debug, Default)]
pub struct Entered {
    /// What was entered.
    pub ledger: Ledger,
    origins: BTreeMap<&'static str, Origin>,
}

/// Where the values of a sheet stood.
#[derive(Debug)]
struct Origin {
    place: Place,
    /// For each record the number of its row, from 1.
    records: Vec<u32>,
    /// For each column the number it has in the file; none if it is not there.
    columns: Vec<Option<u32>>,
}

/// The file or the sheet that rows stand in.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A text file, a record in each line.
    File(String),
    /// A text file that has a value in each line.
    Lines(String),
}

impl Place {
    /// The place of a field, both from 1.
    pub(crate) fn spot(&self, record: u32, field: Option<u32>) -> Spot {
        match self {
            Self::File(name) => Spot::Line(name.clone(), record, field),
            Self::Lines(name) => Spot::Line(name.clone(), field.unwrap_or(record), None),
        }
    }

    fn whole(&self) -> Spot {
        match self {
            Self::File(name) | Self::Lines(name) => Spot::File(name.clone()),
        }
    }
}

/// What stands in a sheet: headings, then rows, each with its number.
pub(crate) struct Filled {
    pub place: Place,
    /// The number of the heading row.
    pub heading_row: u32,
    /// The headings, each with the number of its field.
    pub headings: Vec<(u32, String)>,
    /// The rows.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl Entered {
    /// A ledger that nobody typed: its places are those that the folder will have.
    pub fn from_ledger(ledger: Ledger) -> Self {
        Self { ledger, origins: BTreeMap::new() }
    }

    /// The place of a value: of a sheet, the record from 0 and the column by name. Where it is not known more closely,
    /// the sheet.
    pub fn spot(&self, sheet: &dyn Sheet, record: Option<usize>, column: &str) -> Spot {
        let Some(origin) = self.origins.get(sheet.key()) else {
            return Spot::Sheet(sheet.title().to_owned());
        };
        let at = sheet.columns().iter().position(|c| c.name == column);
        let field = at.and_then(|at| origin.columns.get(at).copied().flatten());
        match record.and_then(|record| origin.records.get(record)) {
            Some(&row) => origin.place.spot(row, field),
            None => origin.place.whole(),
        }
    }

    /// Takes what stands in a sheet.
    pub(crate) fn take(&mut self, sheet: &'static dyn Sheet, filled: &Filled, faults: &mut Vec<Fault>) {
        let columns = sheet.columns();
        let found = matched(&columns, filled, faults);
        let mut origin = Origin { place: filled.place.clone(), records: Vec::new(), columns: Vec::new() };
        for at in 0..columns.len() {
            let field = found.iter().zip(&filled.headings).find(|(f, _)| **f == Some(at));
            origin.columns.push(field.map(|(_, (field, _))| *field));
        }
        for (number, cells) in &filled.rows {
            if !sheet.is_single() && cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let mut row = vec![""; columns.len()];
            for (cell, at) in cells.iter().zip(&found) {
                if let Some(at) = at {
                    row[*at] = cell.trim();
                }
            }
            surplus(filled, *number, cells, faults);
            origin.records.push(*number);
            let wrong = sheet.take(&mut self.ledger, &row);
            faults.extend(wrong.into_iter().map(|(at, message)| Fault {
                spot: filled.place.spot(*number, origin.columns[at]),
                message,
            }));
        }
        self.origins.insert(sheet.key(), origin);
    }
}

impl Filled {
    /// Rows of records under a heading row.
    pub(crate) fn records(place: Place, heading: (u32, Vec<String>), rows: Vec<(u32, Vec<String>)>) -> Self {
        let headings = (1_u32..).zip(heading.1).collect();
        Self { place, heading_row: heading.0, headings, rows }
    }

    /// Single values: number of the row, name, value.
    pub(crate) fn values(place: Place, values: Vec<(u32, String, String)>) -> Self {
        let (headings, cells) = values.into_iter().map(|(row, name, value)| ((row, name), value)).unzip();
        Self { place, heading_row: 1, headings, rows: vec![(1, cells)] }
    }
}

/// For each field of the file the column it is; tells of headings that are unknown, double or missing.
fn matched(columns: &[ColumnView], filled: &Filled, faults: &mut Vec<Fault>) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::new();
    for (field, heading) in &filled.headings {
        let at = columns.iter().position(|c| is_named(c, heading));
        let message = match at {
            _ if heading.trim().is_empty() => None,
            None => Some(unknown(heading, columns)),
            Some(at) if found.contains(&Some(at)) => Some(text!(
                "“{0}”这一栏出现了两次，请删去一栏。",
                "column “{0}” stands here twice. Please remove one.",
                heading.trim()
            )),
            Some(_) => None,
        };
        faults.extend(
            message
                .map(|message| Fault { spot: filled.place.spot(filled.heading_row, Some(*field)), message }),
        );
        found.push(at.filter(|at| !found.contains(&Some(*at))));
    }
    for (at, column) in columns.iter().enumerate() {
        if column.required && !found.contains(&Some(at)) {
            let message = text!(
                "缺少必填的“{0}”（{1}）一栏，请补上。",
                "column “{0}” ({1}) is missing. Please add it.",
                column.heading,
                column.name
            );
            faults.push(Fault { spot: filled.place.whole(), message });
        }
    }
    found
}

fn is_named(column: &ColumnView, heading: &str) -> bool {
    let heading = heading.trim();
    column.name == heading || fold(column.heading) == fold(heading)
}

fn unknown(heading: &str, columns: &[ColumnView]) -> Text {
    let names: Vec<String> = columns.iter().map(|c| format!("{}（{}）", c.heading, c.name)).collect();
    text!(
        "不认识“{0}”这一栏。可用的栏：{1}。请改名或删去。",
        "column “{0}” is unknown. These are known: {1}. Please rename or remove it.",
        heading.trim(),
        names.join("、")
    )
}

/// A text under no heading belongs to no column.
fn surplus(filled: &Filled, number: u32, cells: &[String], faults: &mut Vec<Fault>) {
    for (field, cell) in (1_u32..).zip(cells) {
        let heading = filled.headings.get(field as usize - 1);
        if !cell.trim().is_empty() && heading.is_none_or(|(_, heading)| heading.trim().is_empty()) {
            let message = text!(
                "“{0}”上方没有栏名，不知道是什么。请移到有栏名的一栏，或删去。",
                "no column is headed above “{0}”. Please move it to one that is, or remove it.",
                cell.trim()
            );
            faults.push(Fault { spot: filled.place.spot(number, Some(field)), message });
        }
    }
}
