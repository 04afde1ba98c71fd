//! `mingzhang extract`: every number of a document with its coordinate and its place.

use crate::args::{ExtractArgs, ExtractFormat};
use crate::check::load_profile;
use crate::inputs::Input;
use anyhow::Context as _;
use mingzhang_model::{Disclosure, FigureId, Origin, Unit};
use mingzhang_read::{Limits, Options, read};
use mingzhang_standard::builtin;
use serde::Serialize;
use std::collections::HashMap;
use std::io::Write;
use std::process::ExitCode;

/// One number.
#[derive(Serialize)]
struct Number {
    kind: &'static str,
    coordinate: String,
    description: String,
    written: String,
    unit: &'static str,
    /// Fen for money, 1/10000 for percentages and counts.
    value: i64,
    line: u32,
    column: u32,
    end_column: u32,
}

/// Runs the command.
pub(crate) fn run(args: &ExtractArgs) -> anyhow::Result<ExitCode> {
    let input = if args.input.as_os_str() == "-" { Input::Stdin } else { Input::File(args.input.clone()) };
    let limits = Limits::default();
    let bytes = input.bytes(limits.max_bytes).with_context(|| format!("无法读取 {}", input.name()))?;
    let own = load_profile(args.profile.as_deref())?;
    let options = Options { profiles: builtin(), forced: own.as_ref(), limits };
    let reading =
        read(&bytes, &options).map_err(|e| anyhow::anyhow!("{}：{}", input.name(), e.message().zh))?;
    let numbers = numbers(&reading.disclosure);
    let bytes = match args.format {
        ExtractFormat::Json => serde_json::to_vec_pretty(&numbers)?,
        ExtractFormat::Csv => csv(&numbers)?,
        ExtractFormat::Xlsx => xlsx(&numbers)?,
    };
    match &args.output {
        Some(path) => std::fs::write(path, bytes).with_context(|| format!("无法写入 {}", path.display()))?,
        None => std::io::stdout().write_all(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn numbers(disclosure: &Disclosure) -> Vec<Number> {
    let mut coordinates: HashMap<FigureId, String> =
        disclosure.facts().map(|fact| (fact.figure, fact.coordinate().to_string())).collect();
    for claim in &disclosure.claims {
        let at: Vec<String> = claim.coordinates.iter().map(ToString::to_string).collect();
        coordinates.extend(claim.amount.map(|amount| (amount, at.join(" "))));
    }
    let number = |(id, figure): (FigureId, &mingzhang_model::Figure)| Number {
        kind: match figure.origin {
            Origin::Cell { .. } => "fact",
            Origin::Prose { .. } => "claim",
            Origin::Form { .. } => "form",
            Origin::Loose => "unread",
        },
        coordinate: coordinates.get(&id).cloned().unwrap_or_default(),
        description: disclosure.describe(id).zh,
        written: figure.numeral.to_string(),
        unit: match figure.unit {
            Unit::Money(unit) => unit.name(),
            Unit::Percent => "%",
            Unit::Count => "",
        },
        value: figure.value,
        line: figure.location.line,
        column: figure.location.column,
        end_column: figure.location.end_column,
    };
    disclosure.figure_ids().map(number).collect()
}

/// With a byte order mark, so that Excel takes it for UTF-8.
fn csv(numbers: &[Number]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    for number in numbers {
        writer.serialize(number)?;
    }
    Ok(writer.into_inner()?)
}

fn xlsx(numbers: &[Number]) -> anyhow::Result<Vec<u8>> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("数字")?;
    let bold = rust_xlsxwriter::Format::new().set_bold();
    for (column, heading) in (0_u16..).zip(["种类", "坐标", "说明", "原文", "单位", "行", "列"]) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, number) in (1_u32..).zip(numbers) {
        let words = [number.kind, &number.coordinate, &number.description, &number.written, number.unit];
        for (column, word) in (0_u16..).zip(words) {
            sheet.write_string(row, column, word)?;
        }
        sheet.write_number(row, 5, number.line)?.write_number(row, 6, number.column)?;
    }
    for (column, width) in [(0, 8.0), (1, 38.0), (2, 50.0), (3, 14.0), (4, 8.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(book.save_to_buffer()?)
}
