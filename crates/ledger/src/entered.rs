//! From the cells of a sheet to records, whichever form the ledger came in.

use crate::check::named_codes;
use crate::column::{ColumnKind, ColumnView, Sheet};
use crate::fault::{Fault, Spot};
use crate::ledger::Ledger;
use crate::names::year_of;
use mingzhang_model::{Text, fold, text};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Records and columns that could not be taken: what the ledger has there, nobody entered.
    faulty: BTreeSet<(usize, usize)>,
    /// What was written after the code in a record and a column: its name, which the ledger does not keep.
    names: BTreeMap<(usize, usize), String>,
}

/// The file or the sheet that rows stand in.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A text file, a record in each line.
    File(String),
    /// A text file that has a value in each line.
    Lines(String),
    /// A sheet, a record in each row.
    Sheet(String),
    /// A sheet that has a value in each row, its name beside it.
    Form(String),
}

impl Place {
    /// The place of a field, both from 1.
    pub(crate) fn spot(&self, record: u32, field: Option<u32>) -> Spot {
        match self {
            Self::File(name) => Spot::Line(name.clone(), record, field),
            Self::Lines(name) => Spot::Line(name.clone(), field.unwrap_or(record), None),
            Self::Sheet(name) => Spot::Cell(name.clone(), record, field),
            Self::Form(name) => Spot::Cell(name.clone(), field.unwrap_or(record), Some(2)),
        }
    }

    /// The place of the name of a field.
    fn heading(&self, heading_row: u32, field: u32) -> Spot {
        match self {
            Self::Form(name) => Spot::Cell(name.clone(), field, Some(1)),
            _ => self.spot(heading_row, Some(field)),
        }
    }

    pub(crate) fn whole(&self) -> Spot {
        match self {
            Self::File(name) | Self::Lines(name) => Spot::File(name.clone()),
            Self::Sheet(name) | Self::Form(name) => Spot::Sheet(name.clone()),
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
    /// The rows, a text for each heading.
    pub rows: Vec<(u32, Vec<String>)>,
    /// Cells by row and field that cannot be taken, and why; nothing where that is told elsewhere.
    pub untaken: BTreeMap<(u32, u32), Option<Text>>,
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

    /// Whether nobody entered what the ledger has there, because what stood there could not be taken.
    pub(crate) fn is_faulty(&self, sheet: &dyn Sheet, record: usize, column: &str) -> bool {
        // Most sheets have no fault, and the columns need not be looked up.
        let origin = self.origins.get(sheet.key()).filter(|origin| !origin.faulty.is_empty());
        let at = origin.and_then(|_| sheet.columns().iter().position(|c| c.name == column));
        origin.zip(at).is_some_and(|(origin, at)| origin.faulty.contains(&(record, at)))
    }

    /// The name that was written beside a code.
    pub(crate) fn name_beside(&self, sheet: &dyn Sheet, record: usize, column: &str) -> Option<&str> {
        let origin = self.origins.get(sheet.key()).filter(|origin| !origin.names.is_empty())?;
        let at = sheet.columns().iter().position(|c| c.name == column)?;
        origin.names.get(&(record, at)).map(String::as_str)
    }

    /// Takes what stands in a sheet.
    pub(crate) fn take(&mut self, sheet: &'static dyn Sheet, filled: &Filled, faults: &mut Vec<Fault>) {
        let columns = sheet.columns();
        let found = matched(&columns, filled, faults);
        let mut origin = Origin {
            place: filled.place.clone(),
            records: Vec::new(),
            columns: Vec::new(),
            faulty: BTreeSet::new(),
            names: BTreeMap::new(),
        };
        for at in 0..columns.len() {
            let field = found.iter().zip(&filled.headings).find(|(f, _)| **f == Some(at));
            origin.columns.push(field.map(|(_, (field, _))| *field));
        }
        for (number, cells) in &filled.rows {
            if !sheet.is_single() && cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if let Some(total) = total_of(&columns, cells) {
                faults.push(Fault { spot: filled.place.spot(*number, None), message: needless(total) });
                continue;
            }
            surplus(filled, *number, cells, faults);
            let record = origin.records.len();
            origin.records.push(*number);
            let (row, untaken) = row_of(columns.len(), filled, *number, cells, &found);
            let row: Vec<&str> = row.iter().map(AsRef::as_ref).collect();
            let wrong = sheet.take(&mut self.ledger, &row).into_iter();
            // That a column is missing is told once, and not for every row.
            let wrong = wrong.filter(|(at, _)| !untaken.contains_key(at));
            let (wrong, absent): (Vec<_>, Vec<_>) = wrong.partition(|(at, _)| origin.columns[*at].is_some());
            origin.faulty.extend(absent.iter().map(|(at, _)| (record, *at)));
            let year = year_of(&self.ledger);
            let wrong = wrong
                .into_iter()
                .map(|(at, why)| (at, Some(nearer(&columns[at], row[at], year).unwrap_or(why))));
            for (at, why) in wrong.chain(untaken.clone()) {
                origin.faulty.insert((record, at));
                let spot = filled.place.spot(*number, origin.columns[at]);
                faults.extend(why.map(|message| Fault { spot, message }));
            }
            let codes = columns.iter().zip(&row).enumerate().filter(|(_, (c, _))| c.kind == ColumnKind::Code);
            for (at, (_, said)) in codes {
                let name = said.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
                if !name.is_empty() {
                    origin.names.insert((record, at), name.to_owned());
                }
            }
        }
        self.origins.insert(sheet.key(), origin);
    }
}

impl Filled {
    /// Rows of records under a heading row.
    pub(crate) fn records(place: Place, heading: (u32, Vec<String>), rows: Vec<(u32, Vec<String>)>) -> Self {
        let headings = (1_u32..).zip(heading.1).collect();
        Self { place, heading_row: heading.0, headings, rows, untaken: BTreeMap::new() }
    }

    /// Single values: number of the row, name, value.
    pub(crate) fn values(place: Place, values: Vec<(u32, String, String)>) -> Self {
        let (headings, cells) = values.into_iter().map(|(row, name, value)| ((row, name), value)).unzip();
        Self { place, heading_row: 1, headings, rows: vec![(1, cells)], untaken: BTreeMap::new() }
    }
}

/// Cells that cannot be taken, by column, and why.
type Untaken = BTreeMap<usize, Option<Text>>;

/// The texts of a row in the order of the columns, and the cells that cannot be taken.
fn row_of<'a>(
    columns: usize,
    filled: &Filled,
    number: u32,
    cells: &'a [String],
    found: &[Option<usize>],
) -> (Vec<Cow<'a, str>>, Untaken) {
    let mut row = vec![Cow::Borrowed(""); columns];
    let mut untaken = Untaken::new();
    for ((cell, (field, _)), at) in cells.iter().zip(&filled.headings).zip(found) {
        let Some(at) = *at else { continue };
        match filled.untaken.get(&(number, *field)) {
            Some(why) => drop(untaken.insert(at, why.clone())),
            None => row[at] = plain(cell),
        }
    }
    (row, untaken)
}

/// What may have been meant by a name where a code is wanted.
fn nearer(column: &ColumnView, said: &str, year: i32) -> Option<Text> {
    let list = column.list.filter(|_| column.kind == ColumnKind::Code && !said.is_empty())?;
    named_codes(list, said, year)
}

/// A text without the blanks around it, its lines parted as everywhere.
fn plain(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim();
    if cell.contains('\r') { Cow::Owned(cell.replace("\r\n", "\n").replace('\r', "\n")) } else { cell.into() }
}

/// The word by which a row of amounts says that it is a sum.
fn total_of<'a>(columns: &[ColumnView], cells: &'a [String]) -> Option<&'a str> {
    let sums = columns.iter().any(|c| matches!(c.kind, ColumnKind::Money | ColumnKind::Quantity));
    let first = cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty())?;
    (sums && ["合计", "总计", "小计"].contains(&&*fold(first))).then_some(first)
}

fn needless(total: &str) -> Text {
    text!(
        "这一行是“{0}”。合计会自动计算，请删去这一行，否则会重复计入。",
        "this row is a total (“{0}”). Totals are computed: please remove it, lest it counts twice.",
        total
    )
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
        let spot = filled.place.heading(filled.heading_row, *field);
        faults.extend(message.map(|message| Fault { spot, message }));
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

/// Whether a heading, or a name in a file, is that of the column.
pub(crate) fn is_named(column: &ColumnView, heading: &str) -> bool {
    let heading = heading.trim();
    let headings = [Some(column.heading), column.accounts];
    column.name == heading || headings.into_iter().flatten().any(|known| fold(known) == fold(heading))
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
    for (at, cell) in (1_u32..).zip(cells) {
        let heading = filled.headings.get(at as usize - 1);
        let is_headed = heading.is_some_and(|(_, heading)| !heading.trim().is_empty());
        if cell.trim().is_empty() || is_headed {
            continue;
        }
        let message = match filled.place {
            Place::Form(_) => text!(
                "“{0}”左边没有栏名，不知道是什么。请移到有栏名的一行，或删去。",
                "no name stands left of “{0}”. Please move it to a row that has one, or remove it.",
                cell.trim()
            ),
            _ => text!(
                "“{0}”上方没有栏名，不知道是什么。请移到有栏名的一栏，或删去。",
                "no column is headed above “{0}”. Please move it to one that is, or remove it.",
                cell.trim()
            ),
        };
        let field = heading.map_or(at, |(field, _)| *field);
        faults.push(Fault { spot: filled.place.spot(number, Some(field)), message });
    }
}
