//! `mingzhang extract`: every number of a document with its coordinate and its place.

use crate::args::{ExtractArgs, ExtractFormat};
use crate::check::{limits, read, unwritable};
use crate::config::profile;
use crate::inputs::Input;
use crate::place::Place;
use crate::trouble::{trouble, unreadable};
use crate::workbook::{Cell, Column, sheet};
use mingzhang_model::{Disclosure, Figure, FigureId, Lang, Origin, Unit, text};
use mingzhang_read::{Options, Reading};
use mingzhang_standard::builtin;
use serde::Serialize;
use std::collections::HashMap;
use std::io::{IsTerminal as _, Write};
use std::path::Path;

/// One number.
#[derive(Serialize)]
struct Number {
    /// `fact` of a table, `claim` of the prose, `form` of a performance form, `unread`.
    kind: &'static str,
    /// What is stated of the coordinate: `amount`, `share`, `change`, `growth`, `count`; of other numbers nothing.
    measure: &'static str,
    /// `income[2010301].general`; several coordinates that show the same amount are parted by spaces.
    coordinate: String,
    description: String,
    /// As the document writes it.
    written: String,
    /// The unit it is written in.
    unit: &'static str,
    /// The exact value: yuan for money, the number itself for percentages and counts.
    value: String,
    /// The file of a bundle.
    file: Option<String>,
    line: u32,
    column: u32,
    end_column: u32,
    page: Option<u32>,
    sheet: Option<String>,
    cell: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &ExtractArgs, lang: Lang) -> anyhow::Result<()> {
    let to_terminal = args.output.is_none() && std::io::stdout().is_terminal();
    if args.format == ExtractFormat::Xlsx && to_terminal {
        return Err(trouble(text!(
            "Excel 工作簿不能显示在终端，请用 -o 指定文件，如 -o 数字.xlsx",
            "a workbook cannot be shown on a terminal; please name a file, such as -o numbers.xlsx"
        )));
    }
    let input = Input::one(&args.input);
    let limits = limits(args.max_size);
    let own = args.profile.as_deref().map(|name| profile(name, Path::new("."))).transpose()?;
    let options = Options { profiles: builtin(), forced: own.as_ref(), limits };
    let reading = read(&input, &options).map_err(|why| unreadable(&input.name(), &why))?;
    let numbers = numbers(&reading, lang);
    let bytes = match args.format {
        ExtractFormat::Json => serde_json::to_vec_pretty(&numbers)?,
        ExtractFormat::Csv => csv(&numbers, !args.no_bom)?,
        ExtractFormat::Xlsx => xlsx(&numbers, lang)?,
    };
    match &args.output {
        Some(path) => std::fs::write(path, bytes).map_err(|error| unwritable(path, &error)),
        None => Ok(std::io::stdout().write_all(&bytes)?),
    }
}

/// Every number, in the order of the source.
fn numbers(Reading { disclosure, source, .. }: &Reading<'_>, lang: Lang) -> Vec<Number> {
    let stated = stated(disclosure);
    let mut figures: Vec<(FigureId, &Figure)> = disclosure.figure_ids().collect();
    figures.sort_by_key(|(_, figure)| figure.location);
    let number = |(id, figure): (FigureId, &Figure)| {
        let place = Place::of(source, figure.location);
        let (measure, coordinate) = stated.get(&id).cloned().unwrap_or_default();
        Number {
            kind: kind(&figure.origin),
            measure,
            coordinate,
            description: disclosure.describe(id).get(lang).to_owned(),
            written: figure.numeral.to_string(),
            unit: figure.unit.suffix(),
            value: exact(figure),
            file: place.file,
            line: place.line,
            column: place.column,
            end_column: place.end_column,
            page: place.page,
            sheet: place.sheet,
            cell: place.cell,
        }
    };
    figures.into_iter().map(number).collect()
}

fn kind(origin: &Origin) -> &'static str {
    match origin {
        Origin::Cell { .. } => "fact",
        Origin::Prose { .. } => "claim",
        Origin::Form { .. } => "form",
        // Only of the document itself are numbers extracted.
        Origin::Elsewhere { .. } | Origin::Loose => "unread",
    }
}

/// What is stated, and of which coordinates, by number.
fn stated(disclosure: &Disclosure) -> HashMap<FigureId, (&'static str, String)> {
    let facts = disclosure.facts().map(|fact| (fact.figure, ("amount", fact.coordinate().to_string())));
    let claims = disclosure.claims.iter().flat_map(|claim| {
        let at: Vec<String> = claim.coordinates.iter().map(ToString::to_string).collect();
        let at = at.join(" ");
        claim.measures().into_iter().filter_map(move |(measure, id)| Some((id?, (measure, at.clone()))))
    });
    facts.chain(claims).collect()
}

/// The value as a decimal number without rounding: fen are two decimals of a yuan, other values have four.
fn exact(figure: &Figure) -> String {
    let decimals: u32 = if matches!(figure.unit, Unit::Money(_)) { 2 } else { 4 };
    let scale = 10_u64.pow(decimals);
    let value = figure.value.unsigned_abs();
    let sign = if figure.value < 0 { "-" } else { "" };
    let (whole, part) = (value / scale, value % scale);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:0width$}", width = decimals as usize);
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

/// With a byte order mark Excel takes the file for UTF-8.
fn csv(numbers: &[Number], mark: bool) -> anyhow::Result<Vec<u8>> {
    let start = if mark { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    let mut writer = csv::Writer::from_writer(start);
    for number in numbers {
        writer.serialize(number)?;
    }
    Ok(writer.into_inner()?)
}

const COLUMNS: &[Column] = &[
    ("种类", "Kind", 8),
    ("所述", "Measure", 10),
    ("坐标", "Coordinate", 40),
    ("说明", "Description", 50),
    ("原文", "Written", 14),
    ("单位", "Unit", 8),
    ("数值", "Value", 16),
    ("行", "Line", 8),
    ("列", "Column", 8),
    ("页", "Page", 8),
    ("工作表", "Sheet", 16),
    ("单元格", "Cell", 8),
    ("文件", "File", 20),
];

fn xlsx(numbers: &[Number], lang: Lang) -> anyhow::Result<Vec<u8>> {
    let row = |n: &Number| {
        let words = [n.kind, n.measure, &n.coordinate, &n.description, &n.written, n.unit].map(Cell::from);
        let mut row = words.to_vec();
        row.push(Cell::Decimal(n.value.clone()));
        row.extend([n.line, n.column].map(|n| Cell::Count(i64::from(n))));
        row.push(n.page.map_or(Cell::Blank, |page| Cell::Count(i64::from(page))));
        row.extend(
            [&n.sheet, &n.cell, &n.file].map(|words| words.as_deref().map_or(Cell::Blank, Cell::from)),
        );
        row
    };
    let rows: Vec<_> = numbers.iter().map(row).collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    sheet(&mut book, &text!("数字", "Numbers"), COLUMNS, &rows, lang)?;
    Ok(book.save_to_buffer()?)
}
