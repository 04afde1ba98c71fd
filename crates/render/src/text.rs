//! Plain text in the layout of the founding document: blank lines part paragraphs, tabs part cells.

use crate::grid::{Slot, grid};
use crate::words;
use mingzhang_manuscript::{Block, Manuscript, Table};

/// The manuscript as plain text. A merged cell is one filled cell and blanks; what a cell says stands on one line.
pub fn text(manuscript: &Manuscript) -> String {
    let mut out = Lines::default();
    manuscript.draft.iter().for_each(|draft| out.paragraph(draft));
    out.paragraph(&manuscript.title);
    for block in &manuscript.blocks {
        match block {
            Block::Contents(heading) => contents(heading, manuscript, &mut out),
            Block::Heading(heading) => out.paragraph(&heading.text),
            Block::Paragraph(paragraph) => out.paragraph(&paragraph.text),
            Block::Table(table) => self::table(table, &mut out),
        }
    }
    out.text
}

fn contents(heading: &str, manuscript: &Manuscript, out: &mut Lines) {
    out.paragraph(heading);
    let mut listing = false;
    for entry in manuscript.entries() {
        if entry.level == 1 {
            out.paragraph(entry.text);
        } else {
            out.item(entry.text, listing);
        }
        listing = entry.level > 1;
    }
}

fn table(table: &Table, out: &mut Lines) {
    for line in [&table.label, &table.title, &table.subtitle, &table.office, &table.unit] {
        out.paragraph(line);
    }
    out.part();
    for row in grid(table) {
        let cells = row.iter().map(|slot| match slot {
            Slot::Cell(merged) => cell(&merged.cell.text),
            _ => String::new(),
        });
        out.text.push_str(&cells.collect::<Vec<_>>().join("\t"));
        out.text.push('\n');
    }
    out.paragraph(&table.remark);
}

/// A cell that begins with a quotation mark is quoted, as spreadsheets do: the mark is of the text.
fn cell(text: &str) -> String {
    let line = words::line(text);
    if line.starts_with('"') { format!("\"{}\"", line.replace('"', "\"\"")) } else { line }
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A line with a blank line before it. Nothing if there is nothing to say.
    fn paragraph(&mut self, text: &str) {
        let line = words::line(text);
        if !line.is_empty() {
            self.part();
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// A line of a list.
    fn item(&mut self, text: &str, listing: bool) {
        if !listing {
            self.part();
        }
        self.text.push_str("- ");
        self.text.push_str(&words::line(text));
        self.text.push('\n');
    }

    /// A blank line, but not at the beginning.
    fn part(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}
