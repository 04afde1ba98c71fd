//! One document's sheet, as a bureau prints it on A4: heading, rows in groups, remarks, the inspector's signature.

use super::rows::{Met, Remark, Row};
use super::{Filled, lines};
use mingzhang_audit::Severity;
use mingzhang_model::{Lang, Text, text};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Width of the columns in half-width characters: group, item, whether it is met, remarks.
const WIDTHS: [u16; 4] = [11, 25, 11, 58];
const LAST: u16 = 3;
/// Half-width characters of the words, which are smaller than those that widths of columns count, in a column of remarks.
const REMARK: usize = 60;
/// Words of the heading, in points.
const TITLE: u16 = 16;
/// Height of a line of words, in points.
const LINE: u16 = 15;
/// Lines of remarks in one cell: a row must fit on a page, and a workbook has no rows higher than 409 points.
const MOST_LINES: usize = 24;

/// Fills in a sheet.
pub(super) fn write(sheet: &mut Worksheet, file: &str, filled: &Filled, lang: Lang) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let first = heading(sheet, file, filled, lang)?;
    let mut row = first;
    let mut group_start = first;
    for (index, item) in filled.rows.iter().enumerate() {
        row = write_row(sheet, row, item, lang)?;
        let ends = filled.rows.get(index + 1).is_none_or(|next| next.group != item.group);
        if ends {
            let group = framed().set_bold().set_align(FormatAlign::Center);
            span(sheet, [group_start, 0, row - 1, 0], item.group.get(lang), &group)?;
            group_start = row;
        }
    }
    if row > first {
        validation(sheet, first, row - 1, lang)?;
    }
    row = foot(sheet, row, filled, lang)?;
    signature(sheet, row, lang)?;
    sheet.set_freeze_panes(first, 0)?;
    page(sheet, first - 1, row + 1, lang)
}

fn framed() -> Format {
    let words = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    words.set_border(FormatBorder::Thin).set_font_name("宋体").set_font_size(10)
}

fn span(sheet: &mut Worksheet, at: [u32; 4], words: &str, format: &Format) -> Result<(), XlsxError> {
    let [top, left, bottom, right] = at;
    // Rows and columns of a sheet; a merged range has two cells or more.
    let (left, right) = (u16::try_from(left).unwrap_or(0), u16::try_from(right).unwrap_or(LAST));
    if top == bottom && left == right {
        sheet.write_string_with_format(top, left, words, format)?;
    } else {
        sheet.merge_range(top, left, bottom, right, words, format)?;
    }
    Ok(())
}

/// Title, office, year, kind, file and the headings of the columns; returns the row after them.
fn heading(sheet: &mut Worksheet, file: &str, filled: &Filled, lang: Lang) -> Result<u32, XlsxError> {
    let title = match filled.year {
        Some(year) => {
            text!("{0}年度{1}公开情况检查表", "Inspection of the published {1}, {0}", year, &filled.kind)
        }
        None => text!("{0}公开情况检查表", "Inspection of the published {0}", &filled.kind),
    };
    let large =
        Format::new().set_bold().set_font_name("宋体").set_font_size(TITLE).set_align(FormatAlign::Center);
    let large = large.set_align(FormatAlign::VerticalCenter).set_text_wrap();
    span(sheet, [0, 0, 0, 3], title.get(lang), &large)?;
    sheet.set_row_height(0, 2 * LINE + 6)?;
    let unknown = || text!("未能识别", "unknown");
    let year = filled.year.map_or_else(unknown, Text::same);
    let known = [
        text!("单位：{0}", "Office: {0}", &*filled.office),
        text!("年度：{0}　　种类：{1}", "Year: {0}    Kind: {1}", year, &filled.kind),
        text!("文件：{0}", "File: {0}", file),
    ];
    let plain = Format::new().set_font_name("宋体").set_font_size(10).set_text_wrap();
    let plain = plain.set_align(FormatAlign::VerticalCenter);
    for (row, words) in (1_u32..).zip(&known) {
        span(sheet, [row, 0, row, 3], words.get(lang), &plain)?;
        sheet.set_row_height(
            row,
            height(lines(words.get(lang), WIDTHS.iter().map(|w| usize::from(*w)).sum())),
        )?;
    }
    let head = framed().set_bold().set_align(FormatAlign::Center).set_background_color("#F2F2F2");
    span(sheet, [4, 0, 4, 1], text!("检查内容", "Inspected").get(lang), &head)?;
    sheet.write_string_with_format(4, 2, text!("符合要求", "Met").get(lang), &head)?;
    sheet.write_string_with_format(4, 3, text!("问题", "Remarks").get(lang), &head)?;
    sheet.set_row_height(4, height(1))?;
    Ok(5)
}

/// Writes an item with its remarks, in as many rows as these need; returns the row after them.
fn write_row(sheet: &mut Worksheet, top: u32, row: &Row, lang: Lang) -> Result<u32, XlsxError> {
    let chunks = chunks(&numbered(&row.remarks, lang));
    let left = framed().set_align(FormatAlign::Left);
    let top_left = framed().set_align(FormatAlign::Left).set_align(FormatAlign::Top);
    let item = row.item.get(lang);
    for (at, chunk) in (top..).zip(&chunks) {
        let format = if chunks.len() == 1 && lines(chunk, REMARK) == 1 { &left } else { &top_left };
        sheet.write_string_with_format(at, 3, chunk, format)?;
        let needed = lines(chunk, REMARK).max(lines(item, usize::from(WIDTHS[1])));
        sheet.set_row_height(at, height(needed))?;
    }
    let after = top + u32::try_from(chunks.len()).unwrap_or(1);
    span(sheet, [top, 1, after - 1, 1], item, &left)?;
    let met = framed().set_align(FormatAlign::Center);
    let met = match row.met {
        Met::Yes => met,
        Met::No => met.set_bold().set_font_color("#C00000"),
        Met::Unchecked => met.set_font_color("#7F7F7F"),
    };
    span(sheet, [top, 2, after - 1, 2], row.met.word().get(lang), &met)?;
    Ok(after)
}

/// `1. …`; a single remark goes without its number.
pub(super) fn numbered(remarks: &[Remark], lang: Lang) -> Vec<String> {
    let number = |(number, remark): (usize, &Remark)| match remarks {
        [_] => remark.text.get(lang).to_owned(),
        _ => format!("{number}. {}", remark.text.get(lang)),
    };
    (1..).zip(remarks).map(number).collect()
}

/// The remarks, in cells of few enough lines. A remark that is longer still is cut between its words.
fn chunks(remarks: &[String]) -> Vec<String> {
    let mut chunks: Vec<(usize, String)> = Vec::new();
    let pieces = remarks.iter().flat_map(|remark| {
        let wrapped: Vec<_> = textwrap::wrap(remark, REMARK);
        if wrapped.len() <= MOST_LINES {
            return vec![(wrapped.len(), remark.clone())];
        }
        wrapped.chunks(MOST_LINES).map(|lines| (lines.len(), lines.concat())).collect()
    });
    for (needed, piece) in pieces {
        match chunks.last_mut() {
            Some((lines, chunk)) if *lines + needed <= MOST_LINES => {
                *lines += needed;
                chunk.push('\n');
                chunk.push_str(&piece);
            }
            _ => chunks.push((needed, piece)),
        }
    }
    if chunks.is_empty() { vec![String::new()] } else { chunks.into_iter().map(|(_, chunk)| chunk).collect() }
}

fn height(lines: usize) -> u16 {
    u16::try_from(lines).unwrap_or(1).saturating_mul(LINE).saturating_add(6).min(405)
}

/// The inspector may choose another answer.
fn validation(sheet: &mut Worksheet, first: u32, last: u32, lang: Lang) -> Result<(), XlsxError> {
    let words = [Met::Yes, Met::No, Met::Unchecked].map(|met| met.word().get(lang).to_owned());
    let choice = DataValidation::new().allow_list_strings(&words)?;
    sheet.add_data_validation(first, 2, last, 2, &choice)?;
    Ok(())
}

/// What the audit rests on; returns the row after it.
fn foot(sheet: &mut Worksheet, row: u32, filled: &Filled, lang: Lang) -> Result<u32, XlsxError> {
    let width: usize = WIDTHS[1..].iter().map(|width| usize::from(*width)).sum();
    let said = filled.foot.iter().map(|line| line.get(lang).to_owned()).collect::<Vec<_>>();
    let small = framed().set_align(FormatAlign::Left).set_font_size(9).set_font_color("#595959");
    let label = framed().set_align(FormatAlign::Center).set_font_size(9).set_font_color("#595959");
    let mut at = row;
    for words in &said {
        let wrapped: Vec<_> = textwrap::wrap(words, width);
        for piece in wrapped.chunks(MOST_LINES) {
            span(sheet, [at, 1, at, 3], &piece.concat(), &small)?;
            sheet.set_row_height(at, height(piece.len()))?;
            at += 1;
        }
    }
    if at > row {
        span(sheet, [row, 0, at - 1, 0], text!("自动核对说明", "About the check").get(lang), &label)?;
    }
    Ok(at)
}

fn signature(sheet: &mut Worksheet, row: u32, lang: Lang) -> Result<(), XlsxError> {
    let words = text!(
        "检查人（签字）：　　　　　　　　复核人（签字）：　　　　　　　　检查日期：　　　　年　　月　　日",
        "Inspector:                        Reviewer:                        Date:"
    );
    let plain = Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter);
    sheet.set_row_height(row + 1, 2 * LINE)?;
    span(sheet, [row + 1, 0, row + 1, 3], words.get(lang), &plain)
}

/// A4 upright, as wide as the paper, the headings on every page.
fn page(sheet: &mut Worksheet, headings: u32, last: u32, lang: Lang) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    let footer = text!("&C第 &P 页，共 &N 页", "&CPage &P of &N");
    sheet.set_paper_size(A4).set_portrait().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_footer(footer.get(lang));
    sheet.set_repeat_rows(headings, headings)?.set_print_area(0, 0, last, LAST)?;
    Ok(())
}

/// Whether a remark names a fault of a severity, gravest first, for the summary.
pub(super) fn worst(rows: &[Row], most: usize) -> Vec<&Remark> {
    let mut faults: Vec<&Remark> =
        rows.iter().flat_map(|row| &row.remarks).filter(|r| r.is_fault()).collect();
    faults.sort_by_key(|remark| remark.severity.unwrap_or(Severity::Info));
    faults.truncate(most);
    faults
}
