//! Which blocks stand on which sheets of paper, as the template gets them.

use crate::columns::{self, Fit, Paper};
use crate::fonts::{Fonts, Rulers};
use mingzhang_manuscript::{Align, Block, Cell, Manuscript, Paragraph, RowKind, Style, Table};
use serde::Serialize;

/// A document, ready for its template.
#[derive(Debug, Serialize)]
pub(crate) struct Document<'a> {
    title: &'a str,
    /// The lines of the title on the title page.
    lines: Vec<&'a str>,
    office: &'a str,
    /// Year, month and day.
    date: Option<[u16; 3]>,
    draft: Option<&'a str>,
    song: &'a str,
    hei: &'a str,
    entries: Vec<Entry<'a>>,
    sheets: Vec<Sheet<'a>>,
}

/// A line of the contents.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    text: &'a str,
    level: u8,
    anchor: String,
}

/// What begins on a new sheet and goes on on sheets alike.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    paper: Paper,
    blocks: Vec<Printed<'a>>,
}

/// A block.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Printed<'a> {
    Contents {
        text: &'a str,
    },
    /// `rank` is how it looks, `level` where it stands among the bookmarks, which must not skip a level.
    Heading {
        text: &'a str,
        rank: u8,
        level: u8,
        anchor: Option<String>,
    },
    Paragraph {
        text: &'a str,
        style: &'static str,
    },
    Table(Printable<'a>),
}

/// A table.
#[derive(Debug, Serialize)]
struct Printable<'a> {
    label: &'a str,
    title: &'a str,
    subtitle: &'a str,
    office: &'a str,
    unit: &'a str,
    remark: &'a str,
    /// Where it stands among the bookmarks and how it is called there, if the contents list it.
    bookmark: Option<(u8, String)>,
    size: u32,
    padding: u32,
    leading: u32,
    /// Whether it is kept on one page.
    whole: bool,
    widths: Vec<u32>,
    head: Vec<PrintedCell<'a>>,
    body: Vec<PrintedCell<'a>>,
}

/// A cell with its place.
#[derive(Debug, Serialize)]
struct PrintedCell<'a> {
    x: usize,
    y: usize,
    w: usize,
    h: usize,
    text: &'a str,
    align: &'static str,
    kind: &'static str,
    /// Whether it may go on on the next page.
    long: bool,
}

/// How many characters make a cell long: it is let go on on the next page rather than leave half a page blank.
const LONG: usize = 240;

/// How many characters of the title stand on a line of the title page.
const TITLE_LINE: usize = 15;

/// Lays a manuscript on sheets.
pub(crate) fn of<'a>(manuscript: &'a Manuscript, fonts: &'a Fonts) -> Document<'a> {
    let entries = manuscript
        .entries()
        .map(|entry| Entry { text: entry.text, level: entry.level, anchor: anchor(entry.block) })
        .collect();
    let [song, hei] = fonts.families();
    Document {
        title: &manuscript.title,
        lines: lines(manuscript),
        office: &manuscript.office,
        date: date(&manuscript.published),
        draft: manuscript.draft.as_deref(),
        song,
        hei,
        entries,
        sheets: sheets(manuscript, fonts),
    }
}

fn sheets<'a>(manuscript: &'a Manuscript, fonts: &Fonts) -> Vec<Sheet<'a>> {
    let rulers = Rulers::of(fonts);
    let mut sheets = vec![];
    let mut level = 0;
    for (index, block) in manuscript.blocks.iter().enumerate() {
        match block {
            Block::Contents(text) => {
                level = level.max(u8::from(!text.trim().is_empty()));
                start(&mut sheets, Printed::Contents { text: text.trim() });
            }
            // An accessible document has no heading that says nothing.
            Block::Heading(heading) if heading.text.trim().is_empty() => {}
            Block::Heading(heading) => {
                level = heading.level.clamp(1, level + 1);
                let anchor = heading.entry.is_some().then(|| anchor(index));
                start(
                    &mut sheets,
                    Printed::Heading { text: &heading.text, rank: heading.level, level, anchor },
                );
            }
            Block::Paragraph(Paragraph { text, style }) => {
                start(&mut sheets, Printed::Paragraph { text, style: name(*style) });
            }
            Block::Table(table) => {
                let above = manuscript.blocks[..index].iter().rev();
                let headings = above.take_while(|block| matches!(block, Block::Heading(_))).map(|_| 1).sum();
                let fit = columns::fit(table, headings, &rulers);
                let is_listed = table.entry.is_some() && !table.title.trim().is_empty();
                let bookmark = is_listed.then(|| (2.min(level + 1), anchor(index)));
                level = bookmark.as_ref().map_or(level, |(level, _)| *level);
                start_table(&mut sheets, fit.paper, printable(table, fit, bookmark));
            }
        }
    }
    sheets
}

/// A title that begins with the office and is too long for a line is broken after it rather than within a word.
fn lines(manuscript: &Manuscript) -> Vec<&str> {
    match manuscript.title.strip_prefix(&manuscript.office) {
        Some(rest) if !rest.trim().is_empty() && manuscript.title.chars().count() > TITLE_LINE => {
            vec![&manuscript.office, rest.trim()]
        }
        _ => vec![&manuscript.title],
    }
}

fn anchor(block: usize) -> String {
    format!("block-{block}")
}

/// Year, month and day of `2024-03-10`.
pub(crate) fn date(published: &str) -> Option<[u16; 3]> {
    let mut parts = published.split('-').map(|part| part.parse().ok());
    let date = [parts.next()??, parts.next()??, parts.next()??];
    (parts.next().is_none() && (1..=12).contains(&date[1]) && (1..=31).contains(&date[2])).then_some(date)
}

fn name(style: Style) -> &'static str {
    match style {
        Style::Body => "body",
        Style::Item => "item",
        Style::Signature => "signature",
    }
}

/// Parts and the contents begin on a new sheet; running text stands on upright ones.
fn start<'a>(sheets: &mut Vec<Sheet<'a>>, printed: Printed<'a>) {
    let begins = matches!(printed, Printed::Contents { .. } | Printed::Heading { rank: ..=1, .. });
    match sheets.last_mut() {
        Some(sheet) if sheet.paper == Paper::Upright && !begins => sheet.blocks.push(printed),
        _ => sheets.push(Sheet { paper: Paper::Upright, blocks: vec![printed] }),
    }
}

/// A table of the contents or for other paper begins on a new sheet, with the headings just above it.
fn start_table<'a>(sheets: &mut Vec<Sheet<'a>>, paper: Paper, table: Printable<'a>) {
    let mut blocks = vec![];
    if let Some(sheet) = sheets.last_mut() {
        if table.bookmark.is_none() && paper == Paper::Upright && sheet.paper == Paper::Upright {
            sheet.blocks.push(Printed::Table(table));
            return;
        }
        let headings =
            sheet.blocks.iter().rev().take_while(|block| matches!(block, Printed::Heading { .. })).count();
        blocks = sheet.blocks.split_off(sheet.blocks.len() - headings);
    }
    sheets.retain(|sheet| !sheet.blocks.is_empty());
    blocks.push(Printed::Table(table));
    sheets.push(Sheet { paper, blocks });
}

fn printable(table: &Table, fit: Fit, bookmark: Option<(u8, String)>) -> Printable<'_> {
    let head = table.header_rows();
    let cells = |rows: std::ops::Range<usize>| {
        let cells = rows.flat_map(|y| table.rows[y].cells.iter().map(move |cell| (y, cell)));
        cells.map(|(y, cell)| printed_cell(cell, y, table.rows[y].kind)).collect()
    };
    Printable {
        label: &table.label,
        title: &table.title,
        subtitle: &table.subtitle,
        office: &table.office,
        unit: &table.unit,
        remark: &table.remark,
        bookmark,
        size: fit.size,
        padding: columns::PADDING / 2,
        leading: fit.leading,
        whole: fit.is_short,
        widths: fit.widths,
        head: cells(0..head),
        body: cells(head..table.rows.len()),
    }
}

fn printed_cell(cell: &Cell, y: usize, row: RowKind) -> PrintedCell<'_> {
    PrintedCell {
        x: cell.column,
        y,
        w: cell.width.max(1),
        h: cell.height.max(1),
        text: &cell.text,
        align: match cell.align {
            Align::Start => "left",
            Align::Center => "center",
            Align::End => "right",
        },
        kind: match row {
            RowKind::Header => "header",
            RowKind::Body if cell.is_label => "label",
            RowKind::Body => "body",
            RowKind::Total => "total",
        },
        long: cell.text.chars().count() > LONG,
    }
}
