//! The summary of a batch: a line for each document, with a link to its sheet.

use super::rows::{Met, Row};
use super::sheet::worst;
use super::{Filled, Part, lines};
use mingzhang_model::{Lang, Text, text};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};

/// Headings in Chinese and in English, with widths in half-width characters.
const COLUMNS: [(&str, &str, u16); 9] = [
    ("序号", "No.", 6),
    ("单位", "Office", 30),
    ("种类", "Kind", 12),
    ("年度", "Year", 8),
    ("及时公开", "In time", 10),
    ("不符合项", "Not met", 10),
    ("未核对项", "Not checked", 12),
    ("主要问题", "Worst remarks", 64),
    ("文件", "File", 28),
];
/// Remarks that a line tells.
const FEW: usize = 3;

/// Writes the summary; a document that could not be read has no sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    documents: &[(Option<String>, &Part)],
    lang: Lang,
) -> Result<(), XlsxError> {
    let words = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let plain = words.set_border(FormatBorder::Thin).set_font_name("宋体").set_font_size(10);
    let head = plain.clone().set_bold().set_align(FormatAlign::Center).set_background_color("#F2F2F2");
    let link =
        plain.clone().set_font_color("#0563C1").set_underline(rust_xlsxwriter::FormatUnderline::Single);
    for (column, (zh, en, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, if lang == Lang::Zh { zh } else { en }, &head)?;
    }
    for (row, (name, part)) in (1_u32..).zip(documents) {
        sheet.write_number_with_format(row, 0, row, &plain)?;
        for column in 1..=8 {
            sheet.write_blank(row, column, &plain)?;
        }
        let told = match &part.sheet {
            Ok(filled) => {
                document(sheet, row, filled, lang, &plain)?;
                told(&filled.rows, lang)
            }
            Err(why) => text!("无法读取：{0}", "cannot be read: {0}", why).get(lang).to_owned(),
        };
        if let (Some(name), Ok(filled)) = (name, &part.sheet) {
            let target = Url::new(format!("internal:'{name}'!A1")).set_text(&*filled.office);
            sheet.write_url_with_format(row, 1, target, &link)?;
        }
        sheet.write_string_with_format(row, 7, &told, &plain)?;
        sheet.write_string_with_format(row, 8, &part.file, &plain)?;
        let needed =
            lines(&told, usize::from(COLUMNS[7].2)).max(lines(&part.file, usize::from(COLUMNS[8].2)));
        sheet.set_row_height(row, u16::try_from(needed).unwrap_or(1).saturating_mul(15).min(405))?;
    }
    let last = u32::try_from(documents.len()).unwrap_or(1).max(1);
    sheet.autofilter(0, 0, last, 8)?.set_freeze_panes(1, 2)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn document(
    sheet: &mut Worksheet,
    row: u32,
    filled: &Filled,
    lang: Lang,
    plain: &Format,
) -> Result<(), XlsxError> {
    let center = plain.clone().set_align(FormatAlign::Center);
    sheet.write_string_with_format(row, 2, filled.kind.get(lang), plain)?;
    if let Some(year) = filled.year {
        sheet.write_number_with_format(row, 3, year, &center)?;
    }
    if let Some(timely) = filled.timely() {
        sheet.write_string_with_format(row, 4, timely.word().get(lang), &center)?;
    }
    let counts = [Met::No, Met::Unchecked].map(|met| filled.count(met));
    for (column, count) in (5_u16..).zip(counts) {
        sheet.write_number_with_format(row, column, u32::try_from(count).unwrap_or(u32::MAX), &center)?;
    }
    Ok(())
}

/// The gravest remarks, each on a line, and how many more there are.
fn told(rows: &[Row], lang: Lang) -> String {
    let worst = worst(rows, usize::MAX);
    let more = worst.len().saturating_sub(FEW);
    let more = (more > 0).then(|| text!("另有 {0} 条。", "And {0} more.", more));
    let told = worst.iter().take(FEW).map(|remark| remark.text.clone()).chain(more);
    told.map(|text: Text| text.get(lang).to_owned()).collect::<Vec<_>>().join("\n")
}
