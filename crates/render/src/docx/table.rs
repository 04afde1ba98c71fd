//! Tables with their captions: real rows and cells, headings repeated on every page.

use super::body::Page;
use super::paragraphs::{paragraph, run, sized_run, target, words};
use crate::grid::{Merged, Slot, grid, width};
use crate::markup::Markup;
use crate::words::{line, lines};
use mingzhang_manuscript::{Align, Row, RowKind, Table};

/// What a cell's text keeps from its left and right borders together, in twentieths of a point.
const PADDING: u32 = 120;

/// Sizes of letters from 五号 down to 小六, in half points.
const SIZES: [u32; 4] = [21, 18, 15, 13];

/// How the letters of a row are printed.
#[derive(Clone, Copy)]
struct Letters {
    /// In half points.
    size: u32,
    /// Whether the row stays on the page of the next one.
    keep: bool,
}

/// A table with what stands above and below it. `anchor` and its number name it for links.
pub(super) fn table(out: &mut Markup, table: &Table, page: Page, anchor: (&str, usize), begins_page: bool) {
    if begins_page {
        break_page(out);
    }
    captions(out, table, anchor);
    credits(out, table, page);
    // A table without rows is none to Word.
    if !table.rows.is_empty() {
        rows(out, table, page);
    }
    paragraph(out, "TableEnd", |_| ());
    words(out, "TableLine", &table.remark);
}

fn rows(out: &mut Markup, table: &Table, page: Page) {
    let (widths, size) = columns(table, page);
    // A form has no headings to repeat: it stays whole where a page can hold it.
    let is_form = table.header_rows() == 0;
    frame(out, "TableGrid", &widths, &table.title, |out| {
        for (at, (row, slots)) in table.rows.iter().zip(grid(table)).enumerate() {
            let letters = Letters { size, keep: is_form && at + 1 < table.rows.len() };
            self::row(out, row, &slots, &widths, letters);
        }
    });
}

/// The next paragraph begins a page.
fn break_page(out: &mut Markup) {
    out.within("w:p", &[], |out| {
        out.within("w:pPr", &[], |out| {
            out.empty("w:pStyle", &[("w:val", "TableEnd")]);
            out.empty("w:pageBreakBefore", &[]);
        });
    });
    out.break_line();
}

/// Number, title and what stands below the title.
fn captions(out: &mut Markup, table: &Table, (anchor, number): (&str, usize)) {
    words(out, "TableLine", &table.label);
    if !line(&table.title).is_empty() || table.entry.is_some() {
        out.within("w:p", &[], |out| {
            out.within("w:pPr", &[], |out| {
                out.empty("w:pStyle", &[("w:val", "Caption")]);
                if table.entry.is_some() {
                    out.empty("w:outlineLvl", &[("w:val", "1")]);
                }
            });
            target(out, anchor, number, |out| run(out, &table.title));
        });
        out.break_line();
    }
    if !line(&table.subtitle).is_empty() {
        out.within("w:p", &[], |out| {
            out.within("w:pPr", &[], |out| {
                out.empty("w:pStyle", &[("w:val", "TableLine")]);
                out.empty("w:jc", &[("w:val", "center")]);
            });
            run(out, &table.subtitle);
        });
        out.break_line();
    }
}

/// Who made the table on the left, its unit on the right.
fn credits(out: &mut Markup, table: &Table, page: Page) {
    if line(&table.office).is_empty() && line(&table.unit).is_empty() {
        return;
    }
    let unit = page.width() / 4;
    let widths = [page.width() - unit, unit];
    frame(out, "TableNormal", &widths, "", |out| {
        out.within("w:tr", &[], |out| {
            for (text, width, align) in
                [(&table.office, widths[0], "left"), (&table.unit, widths[1], "right")]
            {
                out.within("w:tc", &[], |out| {
                    out.within("w:tcPr", &[], |out| {
                        out.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                        out.empty("w:vAlign", &[("w:val", "bottom")]);
                    });
                    out.within("w:p", &[], |out| {
                        out.within("w:pPr", &[], |out| {
                            out.empty("w:pStyle", &[("w:val", "TableLine")]);
                            out.empty("w:jc", &[("w:val", align)]);
                        });
                        run(out, text);
                    });
                });
            }
        });
    });
    // Two tables without a paragraph between them would be one.
    out.within("w:p", &[], |out| {
        out.within("w:pPr", &[], |out| {
            out.empty("w:pStyle", &[("w:val", "TableEnd")]);
            out.empty("w:keepNext", &[]);
        });
    });
    out.break_line();
}

/// The widths of the columns and the largest letters with which each holds as many as it should.
fn columns(table: &Table, page: Page) -> (Vec<u32>, u32) {
    let letters: Vec<u32> = (0..width(table))
        .map(|at| table.columns.get(at).map_or(1, |column| column.width.clamp(1, 200)))
        .collect();
    let needed = |size: u32| letters.iter().map(|letters| letters * size * 10 + PADDING).sum::<u32>();
    let fitting = SIZES.into_iter().find(|&size| needed(size) <= page.width());
    let size = fitting.unwrap_or(SIZES[SIZES.len() - 1]);
    let total = u64::from(needed(size).max(1));
    let share = |letters: &u32| {
        let share = u64::from(letters * size * 10 + PADDING) * u64::from(page.width()) / total;
        u32::try_from(share).unwrap_or(PADDING)
    };
    (letters.iter().map(share).collect(), size)
}

/// A table of a style, with columns of these widths.
fn frame(out: &mut Markup, style: &str, widths: &[u32], caption: &str, rows: impl FnOnce(&mut Markup)) {
    out.within("w:tbl", &[], |out| {
        out.within("w:tblPr", &[], |out| {
            out.empty("w:tblStyle", &[("w:val", style)]);
            let width = widths.iter().sum::<u32>().to_string();
            out.empty("w:tblW", &[("w:w", &width), ("w:type", "dxa")]);
            out.empty("w:jc", &[("w:val", "center")]);
            out.empty("w:tblLayout", &[("w:type", "fixed")]);
            if !line(caption).is_empty() {
                out.empty("w:tblCaption", &[("w:val", caption)]);
            }
        });
        out.within("w:tblGrid", &[], |out| {
            for width in widths {
                out.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        out.break_line();
        rows(out);
    });
    out.break_line();
}

fn row(out: &mut Markup, row: &Row, slots: &[Slot<'_>], widths: &[u32], letters: Letters) {
    out.within("w:tr", &[], |out| {
        out.within("w:trPr", &[], |out| {
            out.empty("w:cantSplit", &[]);
            if row.kind == RowKind::Header {
                out.empty("w:tblHeader", &[]);
            }
        });
        for (at, slot) in slots.iter().enumerate() {
            match *slot {
                Slot::Cell(merged) => {
                    let merge = (merged.height > 1).then_some("restart");
                    cell(out, row.kind, merged, merge, &widths[at..], letters);
                }
                Slot::Below { cell: merged, first: true } => {
                    cell(out, row.kind, merged, Some("continue"), &widths[at..], letters);
                }
                Slot::Blank => blank(out, widths[at], letters),
                Slot::Beside | Slot::Below { .. } => {}
            }
        }
    });
    out.break_line();
}

fn cell(
    out: &mut Markup,
    kind: RowKind,
    merged: Merged<'_>,
    merge: Option<&str>,
    widths: &[u32],
    letters: Letters,
) {
    let Merged { cell, width, .. } = merged;
    out.within("w:tc", &[], |out| {
        out.within("w:tcPr", &[], |out| {
            let total = widths.iter().take(width).sum::<u32>().to_string();
            out.empty("w:tcW", &[("w:w", &total), ("w:type", "dxa")]);
            if width > 1 {
                out.empty("w:gridSpan", &[("w:val", &width.to_string())]);
            }
            if let Some(merge) = merge {
                out.empty("w:vMerge", &[("w:val", merge)]);
            }
            out.empty("w:vAlign", &[("w:val", "center")]);
        });
        let style = if kind == RowKind::Header { "TableHead" } else { "TableText" };
        let align = match cell.align {
            _ if kind == RowKind::Header => "center",
            Align::Start => "left",
            Align::Center => "center",
            Align::End => "right",
        };
        let mut lines: Vec<String> =
            if merge == Some("continue") { Vec::new() } else { lines(&cell.text).collect() };
        if lines.is_empty() {
            lines.push(String::new());
        }
        for line in &lines {
            cell_line(out, style, align, line, letters);
        }
    });
}

/// Each line of a cell is a paragraph; a cell without one would be no cell to Word.
fn cell_line(out: &mut Markup, style: &str, align: &str, text: &str, letters: Letters) {
    out.within("w:p", &[], |out| {
        out.within("w:pPr", &[], |out| {
            out.empty("w:pStyle", &[("w:val", style)]);
            if letters.keep {
                out.empty("w:keepNext", &[]);
            }
            // Fonts differ in what they call a single line.
            let spacing = (letters.size * 25 / 2).to_string();
            out.empty("w:spacing", &[("w:line", &spacing), ("w:lineRule", "exact")]);
            out.empty("w:jc", &[("w:val", align)]);
        });
        if !text.is_empty() {
            sized_run(out, text, Some(letters.size));
        }
    });
}

fn blank(out: &mut Markup, width: u32, letters: Letters) {
    out.within("w:tc", &[], |out| {
        out.within("w:tcPr", &[], |out| {
            out.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        });
        cell_line(out, "TableText", "left", "", letters);
    });
}
