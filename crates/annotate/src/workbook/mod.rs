//! Remarks in a workbook: comments on its cells. Every part of the package that takes no comment is copied as it is,
//! byte for byte; in the others something is inserted and nothing removed.

mod comments;
mod drawing;
mod package;
mod relations;
mod xml;

use crate::{Note, Refused};
use comments::Comment;
use mingzhang_model::Spot;
use package::Package;
use std::collections::BTreeMap;
use xml::Xml;

pub(crate) fn annotate(bytes: &[u8], notes: &[Note<'_>], author: &str) -> Result<Vec<u8>, Refused> {
    let mut package = Package::open(bytes)?;
    let sheets = sheets(&mut package)?;
    let first = sheets.first().map(|sheet| sheet.name.clone()).ok_or(Refused::Damaged)?;
    let mut by_sheet: BTreeMap<&str, BTreeMap<Cell, Vec<&str>>> = BTreeMap::new();
    for note in notes {
        let (sheet, cell) = match &note.spot {
            Some(Spot::Cell { sheet, cell }) => (*sheet, Cell::named(cell).ok_or(Refused::Damaged)?),
            _ => (first.as_str(), Cell { row: 0, column: 0 }),
        };
        by_sheet.entry(sheet).or_default().entry(cell).or_default().push(&note.text);
    }
    for (name, cells) in by_sheet {
        let sheet = sheets.iter().find(|sheet| sheet.name == name).ok_or(Refused::Damaged)?;
        let comments: Vec<Comment> =
            cells.into_iter().map(|(cell, texts)| Comment { cell, text: texts.join("\n\n") }).collect();
        add(&mut package, &sheet.part, &comments, author)?;
    }
    package.write()
}

/// A cell by its row and column, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    row: u32,
    column: u32,
}

impl Cell {
    /// `B7`
    fn named(name: &str) -> Option<Self> {
        let digits = name.find(|c: char| c.is_ascii_digit())?;
        let (letters, row) = name.split_at(digits);
        let column = letters.bytes().try_fold(0_u32, |column, letter| {
            let place = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
            column.checked_mul(26)?.checked_add(place)
        })?;
        Some(Self { row: row.parse::<u32>().ok()?.checked_sub(1)?, column: column.checked_sub(1)? })
    }

    fn name(self) -> String {
        format!("{}{}", mingzhang_model::column_name(self.column), self.row + 1)
    }
}

struct Sheet {
    name: String,
    /// Path of its part.
    part: String,
}

/// The sheets of cells, in order. Sheets of charts take no comments.
fn sheets(package: &mut Package<'_>) -> Result<Vec<Sheet>, Refused> {
    let workbook = relations::of(package, "")?
        .into_iter()
        .find(|relation| relation.kind("officeDocument"))
        .ok_or(Refused::Format)?;
    if workbook.is_strict() {
        return Err(Refused::Strict);
    }
    if !workbook.target.contains("workbook") {
        return Err(Refused::Format);
    }
    let parts = relations::of(package, &workbook.target)?;
    let book = package.text(&workbook.target)?.ok_or(Refused::Damaged)?;
    let book = Xml::parse(&book)?;
    let mut sheets = Vec::new();
    for sheet in book.elements("sheet") {
        let (id, name) = (sheet.attribute("id"), sheet.attribute("name"));
        let part = parts.iter().find(|part| Some(&part.id) == id.as_ref() && part.kind("worksheet"));
        sheets.extend(part.zip(name).map(|(part, name)| Sheet { name, part: part.target.clone() }));
    }
    Ok(sheets)
}

/// Adds comments to a sheet: their words, the shapes that show them, and what the sheet says of both.
fn add(package: &mut Package<'_>, sheet: &str, comments: &[Comment], author: &str) -> Result<(), Refused> {
    let relations = relations::of(package, sheet)?;
    let known = relations.iter().find(|relation| relation.kind("comments"));
    let words = if let Some(relation) = known {
        relation.target.clone()
    } else {
        let path = package.new_path("xl/comments", ".xml");
        relations::add(package, sheet, relations::COMMENTS, &path)?;
        package.declare(&path, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")?;
        path
    };
    let before = package.text(&words)?;
    let (after, fresh) = comments::added(before.as_deref(), comments, author)?;
    package.set(&words, after);
    let page = package.text(sheet)?.ok_or(Refused::Damaged)?;
    let parsed = Xml::parse(&page)?;
    let drawn = parsed.child("legacyDrawing").and_then(|drawing| drawing.attribute("id"));
    let drawn = drawn.and_then(|id| relations.iter().find(|relation| relation.id == id));
    let shapes = if let Some(relation) = drawn {
        relation.target.clone()
    } else {
        let path = package.new_path("xl/drawings/vmlDrawing", ".vml");
        let id = relations::add(package, sheet, relations::DRAWING, &path)?;
        package.declare_extension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")?;
        let page = drawing::announced(&parsed, &id);
        package.set(sheet, page);
        path
    };
    let before = package.text(&shapes)?;
    let shown = drawing::added(before.as_deref(), &fresh)?;
    package.set(&shapes, shown);
    Ok(())
}

#[cfg(test)]
mod tests;
