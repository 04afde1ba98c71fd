//! Shows what a reader sees in a file: `cargo run -p mingzhang-office --example blocks -- FILE`.

use mingzhang_document::{Block, Document, Unreadable};
use mingzhang_model::Passage;
use mingzhang_office::Container;
use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args_os().skip(1) {
        let bytes = std::fs::read(&path)?;
        match read(&bytes) {
            Ok(document) => show(&document, &mut out)?,
            Err(why) => writeln!(out, "{}", why.message().zh)?,
        }
    }
    Ok(())
}

fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    match mingzhang_office::container(bytes)? {
        Some(Container::Xlsx) => mingzhang_office::xlsx(bytes),
        Some(Container::Xls) => mingzhang_office::xls(bytes),
        Some(Container::Docx) => mingzhang_office::docx(bytes),
        Some(Container::Foreign(format)) => Err(Unreadable::Foreign(format)),
        Some(Container::Zip) => Err(Unreadable::Binary),
        None => mingzhang_office::html(&String::from_utf8_lossy(bytes)),
    }
}

fn show(document: &Document, out: &mut impl std::io::Write) -> std::io::Result<()> {
    let place = |p: &Passage| format!("{:?}", document.source.place(p.location()).spot);
    for block in &document.blocks {
        match block {
            Block::Paragraph(passage) => writeln!(out, "¶ {} 〔{}〕", passage.text(), place(passage))?,
            Block::Table(grid) => {
                for row in &grid.rows {
                    writeln!(out, "| {}", row.iter().map(Passage::text).collect::<Vec<_>>().join(" | "))?;
                }
                writeln!(out)?;
            }
        }
    }
    writeln!(out, "{:?}", document.unseen)
}
