//! Shows how a PDF file is read: paragraphs one a line, the cells of tables parted by bars.
//!
//! ```sh
//! cargo run -p mingzhang-pdf --example show -- FILE
//! ```

use mingzhang_document::{Block, Limits};
use mingzhang_model::Spot;
use std::io::Write;

fn main() -> std::io::Result<()> {
    let path = std::env::args_os().nth(1).unwrap_or_default();
    let bytes = std::fs::read(path)?;
    let document = match mingzhang_pdf::read(&bytes, Limits::default()) {
        Ok(document) => document,
        Err(error) => return writeln!(std::io::stderr(), "{error}"),
    };
    let mut out = std::io::stdout().lock();
    let mut shown = 0;
    for block in &document.blocks {
        let first = block.passages().next().map(mingzhang_model::Passage::location).unwrap_or_default();
        if let Spot::Page { page, .. } = document.source.place(first).spot
            && page != shown
        {
            writeln!(out, "==== {page}")?;
            shown = page;
        }
        match block {
            Block::Paragraph(passage) => writeln!(out, "¶ {}", passage.text())?,
            Block::Table(grid) => {
                for row in &grid.rows {
                    let cells: Vec<&str> = row.iter().map(mingzhang_model::Passage::text).collect();
                    writeln!(out, "| {} |", cells.join(" | "))?;
                }
            }
        }
    }
    Ok(())
}
