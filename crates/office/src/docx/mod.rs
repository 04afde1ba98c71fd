//! Documents of Word since 2007: what a person who opens one reads, without the changes that were struck out.

mod numbering;

use crate::bounds::{CELLS, TEXT};
use crate::flow::{Cell, Flow, NESTED};
use crate::package::Package;
use crate::relations::{main_part, of_kind, relations};
use crate::xml::{Element, Xml};
use mingzhang_document::Unreadable;
use numbering::{Membership, Numbering};

pub(crate) const FORMAT: &str = "Word";

/// The pieces of a document, then its footnotes.
pub(crate) fn flow(package: &mut Package<'_>) -> Result<Vec<Flow>, Unreadable> {
    let main = main_part(package, "word/document.xml")?;
    let relations = relations(package, &main)?;
    let mut reader = Reader { numbering: Numbering::read(package, &relations)?, ..Reader::default() };
    let mut flow = Vec::new();
    let text = package.needed(&main)?;
    let mut xml = Xml::new(&text, FORMAT);
    xml.root()?;
    while let Some(element) = xml.child()? {
        if element.name() == "body" { reader.blocks(&mut xml, &mut flow)? } else { xml.skip()? }
    }
    if let Some(notes) = of_kind(&relations, "footnotes")
        && let Some(text) = package.part(notes)?
    {
        let mut xml = Xml::new(&text, FORMAT);
        xml.root()?;
        while let Some(note) = xml.child()? {
            // Those with a type are the lines above the notes.
            if note.attribute("type").is_some() { xml.skip()? } else { reader.blocks(&mut xml, &mut flow)? }
        }
    }
    Ok(flow)
}

#[derive(Default)]
struct Reader {
    numbering: Numbering,
    /// For each open field, whether its result has begun: before stands what is to be computed.
    fields: Vec<bool>,
    /// Tables that are open.
    tables: usize,
    cells: usize,
    text: usize,
}

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    member: Membership,
    /// The run is not printed.
    vanished: bool,
    /// The size of the drawing, in units of Word: 360 000 to the centimetre.
    extent: (u64, u64),
    picture: bool,
    /// What stands in text boxes anchored here.
    boxes: Vec<Flow>,
}

impl Reader {
    /// The paragraphs and tables within the open element.
    fn blocks(&mut self, xml: &mut Xml<'_>, flow: &mut Vec<Flow>) -> Result<(), Unreadable> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "p" => self.paragraph(xml, flow)?,
                "tbl" => self.table(xml, flow)?,
                name if wraps(name) => self.blocks(xml, flow)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, flow: &mut Vec<Flow>) -> Result<(), Unreadable> {
        let mut paragraph = Paragraph::default();
        self.inline(xml, &mut paragraph)?;
        let label = self.numbering.label(&paragraph.member);
        self.text += paragraph.text.len() + label.len();
        if self.text > TEXT {
            return Err(Unreadable::Excessive { format: FORMAT });
        }
        if !paragraph.text.trim().is_empty() {
            flow.push(Flow::Paragraph(label + paragraph.text.trim_start()));
        }
        if paragraph.picture {
            flow.push(Flow::Picture);
        }
        flow.append(&mut paragraph.boxes);
        Ok(())
    }

    /// What stands in a paragraph or in a part of one.
    fn inline(&mut self, xml: &mut Xml<'_>, paragraph: &mut Paragraph) -> Result<(), Unreadable> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "pPr" => paragraph.member = Membership::read(xml)?,
                "r" => {
                    paragraph.vanished = false;
                    self.inline(xml, paragraph)?;
                }
                "rPr" => paragraph.vanished = vanishes(xml)?,
                "t" => {
                    let text = xml.text()?;
                    self.write(&text, paragraph);
                }
                "txbxContent" => {
                    let mut boxes = Vec::new();
                    self.blocks(xml, &mut boxes)?;
                    paragraph.boxes.append(&mut boxes);
                }
                // A ruby's reading stands over the word, the fallback repeats what the choice says.
                "del" | "moveFrom" | "instrText" | "delText" | "delInstrText" | "Fallback" | "rt" => {
                    xml.skip()?;
                }
                _ => {
                    self.sign(&element, paragraph);
                    self.inline(xml, paragraph)?;
                }
            }
        }
        Ok(())
    }

    /// Elements that stand for a character, or tell something.
    fn sign(&mut self, element: &Element<'_>, paragraph: &mut Paragraph) {
        match element.name() {
            "tab" | "ptab" => self.write(" ", paragraph),
            "br" | "cr" => self.write("\n", paragraph),
            "noBreakHyphen" => self.write("-", paragraph),
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(result) = self.fields.last_mut() {
                        *result = true;
                    }
                }
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            "extent" => {
                paragraph.extent =
                    (element.number("cx").unwrap_or_default(), element.number("cy").unwrap_or_default());
            }
            "blip" => paragraph.picture |= is_large(paragraph.extent),
            "OLEObject" => {
                paragraph.picture |= element.attribute("ProgID").is_some_and(|id| id.starts_with("Excel"));
            }
            _ => {}
        }
    }

    fn write(&self, text: &str, paragraph: &mut Paragraph) {
        if !paragraph.vanished && self.fields.iter().all(|&result| result) {
            paragraph.text.push_str(text);
        }
    }

    fn table(&mut self, xml: &mut Xml<'_>, flow: &mut Vec<Flow>) -> Result<(), Unreadable> {
        if self.tables == NESTED {
            return Err(Unreadable::Excessive { format: FORMAT });
        }
        self.tables += 1;
        let mut rows = Vec::new();
        self.rows(xml, &mut rows)?;
        self.tables -= 1;
        if rows.iter().flatten().any(|cell| !cell.content.is_empty()) {
            flow.push(Flow::Table(rows));
        }
        Ok(())
    }

    fn rows(&mut self, xml: &mut Xml<'_>, rows: &mut Vec<Vec<Cell>>) -> Result<(), Unreadable> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "tr" => {
                    let mut row = Row::default();
                    self.row(xml, &mut row)?;
                    if !row.deleted {
                        rows.push(row.cells);
                    }
                }
                name if wraps(name) => self.rows(xml, rows)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), Unreadable> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "trPr" => {
                    while let Some(property) = xml.child()? {
                        match property.name() {
                            "gridBefore" => row.cells.push(blank(property.number("val"))),
                            "del" => row.deleted = true,
                            _ => {}
                        }
                        xml.skip()?;
                    }
                }
                "tc" => {
                    self.cells += 1;
                    if self.cells > CELLS {
                        return Err(Unreadable::Excessive { format: FORMAT });
                    }
                    let cell = self.cell(xml)?;
                    row.cells.push(cell);
                }
                name if wraps(name) => self.row(xml, row)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn cell(&mut self, xml: &mut Xml<'_>) -> Result<Cell, Unreadable> {
        let mut cell = blank(None);
        let mut continues = false;
        while let Some(element) = xml.child()? {
            match element.name() {
                "tcPr" => {
                    while let Some(property) = xml.child()? {
                        match property.name() {
                            "gridSpan" => cell.columns = property.number("val").unwrap_or(1),
                            // A merged cell begins where it restarts.
                            "vMerge" | "hMerge" => {
                                continues |= property.attribute("val").is_none_or(|val| val != "restart");
                            }
                            _ => {}
                        }
                        xml.skip()?;
                    }
                }
                "p" => self.paragraph(xml, &mut cell.content)?,
                "tbl" => self.table(xml, &mut cell.content)?,
                name if wraps(name) => self.blocks(xml, &mut cell.content)?,
                _ => xml.skip()?,
            }
        }
        if continues {
            cell.content.clear();
        }
        Ok(cell)
    }
}

#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    /// Struck out by whoever keeps track of changes.
    deleted: bool,
}

fn blank(columns: Option<u32>) -> Cell {
    Cell { columns: columns.unwrap_or(1), rows: 1, content: Vec::new() }
}

/// Elements that only hold others.
fn wraps(name: &str) -> bool {
    const WRAPPERS: [&str; 8] =
        ["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"];
    WRAPPERS.contains(&name)
}

/// Whether the properties of a run hide it; walks to their end.
fn vanishes(xml: &mut Xml<'_>) -> Result<bool, Unreadable> {
    let mut vanishes = false;
    while let Some(property) = xml.child()? {
        if property.name() == "vanish" {
            vanishes = property.attribute("val").is_none_or(|val| !matches!(&*val, "0" | "false" | "off"));
        }
        xml.skip()?;
    }
    Ok(vanishes)
}

/// Whether a picture is large enough to show a table; seals, emblems and codes are smaller.
fn is_large((width, height): (u64, u64)) -> bool {
    const CENTIMETRE: u64 = 360_000;
    width >= 8 * CENTIMETRE && height >= 3 * CENTIMETRE
}

#[cfg(test)]
mod tests;
