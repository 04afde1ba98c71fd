//! Sheets of prose: a paragraph in each row, and the contents with their links.

use super::{Places, formats, height, letters};
use crate::package::Unwritten;
use crate::words::line;
use mingzhang_manuscript::{Block, Manuscript, Style};
use rust_xlsxwriter::{Color, FormatAlign, Url, Worksheet};

/// How wide a sheet of prose is, in digits; an upright page holds it.
const WIDTH: u32 = 80;

/// Letters of prose in a line of such a sheet.
const LETTERS: usize = 35;

/// Writes a heading or a paragraph; returns the row after it. Beside a table, lines run on over the columns.
pub(super) fn write(
    sheet: &mut Worksheet,
    block: &Block,
    row: u32,
    beside_table: bool,
) -> Result<u32, Unwritten> {
    let (text, format) = match block {
        Block::Heading(heading) if heading.level <= 1 => (&heading.text, formats::heading(formats::TITLE)),
        Block::Heading(heading) => (&heading.text, formats::heading(formats::HEADING)),
        Block::Paragraph(paragraph) => {
            let format = match paragraph.style {
                Style::Body | Style::Item => formats::prose().set_indent(2),
                Style::Signature => formats::prose().set_align(FormatAlign::Right),
            };
            (&paragraph.text, format)
        }
        Block::Contents(_) | Block::Table(_) => return Ok(row),
    };
    let format = if beside_table { format } else { format.set_text_wrap() };
    sheet.write_string_with_format(row, 0, line(text), &format)?;
    if !beside_table {
        // Not every program makes rows as high as their text.
        let lines = letters(&line(text)).div_ceil(LETTERS).max(1);
        sheet.set_row_height(row, if matches!(block, Block::Heading(_)) { 30 } else { height(lines, 18) })?;
    }
    Ok(row + 1)
}

/// Column and paper of a sheet of prose.
pub(super) fn set_up(sheet: &mut Worksheet) -> Result<(), Unwritten> {
    sheet.set_column_width(0, WIDTH)?.set_screen_gridlines(false);
    Ok(())
}

/// The first sheet: the title, and the contents, each leading to its place.
pub(super) fn contents(
    sheet: &mut Worksheet,
    manuscript: &Manuscript,
    places: &Places,
) -> Result<(), Unwritten> {
    set_up(sheet)?;
    let mut row = 0;
    if let Some(draft) = &manuscript.draft {
        let format = formats::heading(formats::HEADING).set_font_color(Color::RGB(0x00A4_0000));
        sheet.write_string_with_format(row, 0, line(draft), &format.set_text_wrap())?;
        row += 1;
    }
    let title = formats::heading(formats::TITLE).set_align(FormatAlign::Center).set_text_wrap();
    sheet.write_string_with_format(row, 0, line(&manuscript.title), &title)?;
    sheet.set_row_height(row, 48)?;
    for block in &manuscript.blocks {
        let Block::Contents(heading) = block else { continue };
        row += 1;
        let format = formats::heading(formats::HEADING).set_align(FormatAlign::Center);
        sheet.write_string_with_format(row, 0, line(heading), &format)?;
        for entry in manuscript.entries() {
            row += 1;
            let format = if entry.level <= 1 {
                formats::heading(formats::BODY)
            } else {
                formats::words(formats::BODY)
            };
            let format = format.set_indent(entry.level.clamp(1, 3) * 2);
            match places.get(entry.block).and_then(Option::as_ref) {
                Some((name, at)) => {
                    let place = format!("internal:'{name}'!A{}", at + 1);
                    sheet.write_url_with_format(
                        row,
                        0,
                        Url::new(place).set_text(line(entry.text)),
                        &format,
                    )?;
                }
                None => drop(sheet.write_string_with_format(row, 0, line(entry.text), &format)?),
            }
        }
    }
    Ok(())
}
