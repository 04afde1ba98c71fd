//! The two documents for scripts. Its types are its own, so that it outlives changes of the model.

use super::{Side, Sides};
use crate::place::Place;
use mingzhang_compare::{Move, Presence, RowDiff};
use mingzhang_model::{FigureId, Kind, Level, Passage, Unit};
use serde::Serialize;

/// Version of the format.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Page<'a> {
    version: u32,
    first: Document<'a>,
    second: Document<'a>,
    tables: Vec<Table<'a>>,
    projects: Vec<Row<'a>>,
    registers: Vec<Row<'a>>,
    /// Only of versions of one document.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Text<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    file: &'a str,
    profile: Option<&'a str>,
    unit: Option<&'a str>,
    year: Option<i32>,
    kind: Option<Kind>,
    level: Option<Level>,
}

#[derive(Serialize)]
struct Table<'a> {
    key: &'a str,
    number: u32,
    title: &'a str,
    presence: &'static str,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    code: Option<String>,
    former_name: Option<&'a str>,
    former_code: Option<String>,
    presence: &'static str,
    total: bool,
    moves: Vec<Moved<'a>>,
}

#[derive(Serialize)]
struct Moved<'a> {
    coordinate: &'a str,
    heading: &'a str,
    /// What the values count: `yuan` with two decimals, or `count`.
    unit: &'static str,
    first: Option<String>,
    second: Option<String>,
    change: String,
    /// In percent of the first.
    rate: Option<String>,
    first_location: Option<Place>,
    second_location: Option<Place>,
}

#[derive(Serialize)]
struct Text<'a> {
    removed: Vec<Sentence<'a>>,
    added: Vec<Sentence<'a>>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    text: &'a str,
    location: Place,
}

pub(super) fn page(sides: &Sides) -> anyhow::Result<Vec<u8>> {
    let diff = &sides.diff;
    let tables = diff.tables.iter().map(|table| Table {
        key: &table.key,
        number: table.number,
        title: &table.title,
        presence: presence(table.presence),
        rows: rows(&table.rows, sides),
    });
    let text = diff.text.as_ref().map(|text| Text {
        removed: sentences(&text.removed, &sides.first),
        added: sentences(&text.added, &sides.second),
    });
    let page = Page {
        version: VERSION,
        first: document(&sides.first),
        second: document(&sides.second),
        tables: tables.collect(),
        projects: rows(&diff.projects, sides),
        registers: rows(&diff.registers, sides),
        text,
    };
    let mut bytes = serde_json::to_vec_pretty(&page)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn document(side: &Side) -> Document<'_> {
    let disclosure = &side.disclosure;
    Document {
        file: &side.file,
        profile: disclosure.profile.as_deref(),
        unit: disclosure.unit.as_ref().map(Passage::text),
        year: disclosure.year,
        kind: disclosure.kind,
        level: disclosure.level,
    }
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Both => "both",
        Presence::First => "first",
        Presence::Second => "second",
    }
}

fn rows<'a>(rows: &'a [RowDiff], sides: &Sides) -> Vec<Row<'a>> {
    let row = |row: &'a RowDiff| Row {
        name: &row.name,
        code: row.code.map(|code| code.to_string()),
        former_name: row.formerly.as_ref().map(|(_, name)| name.as_str()),
        former_code: row.formerly.as_ref().and_then(|(code, _)| *code).map(|code| code.to_string()),
        presence: presence(row.presence),
        total: row.total,
        moves: row.moves.iter().map(|moved| self::moved(moved, sides)).collect(),
    };
    rows.iter().map(row).collect()
}

fn moved<'a>(moved: &'a Move, sides: &Sides) -> Moved<'a> {
    let place = |figure: Option<FigureId>, side: &Side| {
        figure.map(|id| Place::of(&side.source, side.disclosure.figure(id).location))
    };
    let written = |value: i64| decimal(value, moved.unit);
    Moved {
        coordinate: &moved.coordinate,
        heading: &moved.heading,
        unit: if matches!(moved.unit, Unit::Money(_)) { "yuan" } else { "count" },
        first: moved.before.map(written),
        second: moved.after.map(written),
        change: written(moved.change()),
        rate: moved.rate().map(|tenths| {
            let sign = if tenths < 0 { "-" } else { "" };
            format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
        }),
        first_location: place(moved.first, &sides.first),
        second_location: place(moved.second, &sides.second),
    }
}

fn sentences<'a>(passages: &'a [Passage], side: &Side) -> Vec<Sentence<'a>> {
    let one = |p: &'a Passage| Sentence { text: p.text(), location: Place::of(&side.source, p.location()) };
    passages.iter().map(one).collect()
}

/// The exact value: yuan for money, the number itself for things.
pub(super) fn decimal(value: i64, unit: Unit) -> String {
    let decimals = if matches!(unit, Unit::Money(_)) { 2 } else { 4 };
    let scale = 10_u64.pow(decimals);
    let (whole, part) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let sign = if value < 0 { "-" } else { "" };
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:0width$}", width = decimals as usize);
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}
