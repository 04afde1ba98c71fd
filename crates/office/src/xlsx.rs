//! Excel workbooks since 2007: the sheets with what their cells show.

use crate::decimal::Decimal;
use crate::number_format::Format;
use crate::package::Package;
use crate::relations::{main_part, of_kind, relations};
use crate::sheet::{Area, Broken, Budget, Sheet, address};
use crate::xml::{Element, Xml};
use mingzhang_document::Unreadable;
use std::collections::HashMap;
use std::sync::Arc;

const FORMAT: &str = "Excel";

/// How numbers come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// As a person sees them, rounded to the format of their cells.
    Shown,
    /// With all the digits they have, in the unit of the format of their cells.
    Exact,
    /// As they are stored.
    Stored,
}

/// The sheets of a workbook, in its order; sheets that are charts are left out.
pub(crate) fn sheets(package: &mut Package<'_>, numbers: Numbers) -> Result<Vec<Sheet>, Unreadable> {
    let main = main_part(package, "xl/workbook.xml")?;
    let relations = relations(package, &main)?;
    let book = Book::parse(&package.needed(&main)?)?;
    let mut read = |kind: &str| of_kind(&relations, kind).map_or(Ok(None), |part| package.part(part));
    let strings = read("sharedStrings")?.map_or(Ok(Vec::new()), |xml| shared_strings(&xml))?;
    let formats = read("styles")?.map_or(Ok(Vec::new()), |xml| cell_formats(&xml))?;
    let shared = Shared { strings, formats, from_1904: book.from_1904, numbers };
    let mut budget = Budget::new(FORMAT);
    let mut sheets = Vec::new();
    for (name, hidden, id) in book.sheets {
        let Some(relation) = relations.get(&id).filter(|r| r.kind == "worksheet") else { continue };
        let xml = package.needed(&relation.target)?;
        sheets.push(Sheet { name, hidden, ..shared.sheet(&xml, &mut budget)? });
    }
    Ok(sheets)
}

/// What the workbook says of its sheets.
struct Book {
    from_1904: bool,
    /// Name, whether it is hidden, and the relation that leads to it.
    sheets: Vec<(String, bool, String)>,
}

impl Book {
    fn parse(xml: &str) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(xml, FORMAT);
        let mut book = Self { from_1904: false, sheets: Vec::new() };
        xml.root()?;
        while let Some(element) = xml.child()? {
            match element.name() {
                "workbookPr" => {
                    book.from_1904 = element.flag("date1904");
                    xml.skip()?;
                }
                "sheets" => {
                    while let Some(sheet) = xml.child()? {
                        let hidden = sheet.attribute("state").is_some_and(|state| state != "visible");
                        let name = sheet.attribute("name").unwrap_or_default();
                        book.sheets.push((name, hidden, sheet.attribute("id").unwrap_or_default()));
                        xml.skip()?;
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(book)
    }
}

fn shared_strings(xml: &str) -> Result<Vec<Arc<str>>, Unreadable> {
    let mut xml = Xml::new(xml, FORMAT);
    let mut strings = Vec::new();
    xml.root()?;
    while xml.child()?.is_some() {
        strings.push(rich_text(&mut xml)?.into());
    }
    Ok(strings)
}

/// The text of a string item without the readings that stand over characters.
fn rich_text(xml: &mut Xml<'_>) -> Result<String, Unreadable> {
    let mut text = String::new();
    while let Some(element) = xml.child()? {
        match element.name() {
            "t" => text.push_str(&xml.text()?),
            "r" => text.push_str(&rich_text(xml)?),
            _ => xml.skip()?,
        }
    }
    Ok(if text.contains("_x") { unescaped(&text) } else { text })
}

/// Excel writes control characters as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (kept, after) = if c.is_some() { (at, at + 7) } else { (at + 2, at + 2) };
        out.push_str(&rest[..kept]);
        out.extend(c);
        rest = &rest[after..];
    }
    out + rest
}

/// The number format of each style of cells.
fn cell_formats(xml: &str) -> Result<Vec<Format>, Unreadable> {
    let mut xml = Xml::new(xml, FORMAT);
    let mut own = HashMap::new();
    let mut formats = Vec::new();
    xml.root()?;
    while let Some(element) = xml.child()? {
        match element.name() {
            "numFmts" => {
                while let Some(format) = xml.child()? {
                    let code = format.attribute("formatCode").unwrap_or_default();
                    own.insert(format.number::<u16>("numFmtId"), Format::parse(&code));
                    xml.skip()?;
                }
            }
            "cellXfs" => {
                while let Some(style) = xml.child()? {
                    let id = style.number::<u16>("numFmtId");
                    let format = own.get(&id).cloned();
                    formats.push(format.unwrap_or_else(|| Format::builtin(id.unwrap_or(0))));
                    xml.skip()?;
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(formats)
}

/// What all sheets refer to.
struct Shared {
    strings: Vec<Arc<str>>,
    formats: Vec<Format>,
    from_1904: bool,
    numbers: Numbers,
}

impl Shared {
    fn sheet(&self, xml: &str, budget: &mut Budget) -> Result<Sheet, Unreadable> {
        let mut xml = Xml::new(xml, FORMAT);
        let mut sheet = Sheet::default();
        xml.root()?;
        while let Some(element) = xml.child()? {
            match element.name() {
                "cols" => {
                    while let Some(column) = xml.child()? {
                        let run = column.number::<u32>("min").zip(column.number::<u32>("max"));
                        if let Some((first, last)) = run.filter(|_| column.flag("hidden")) {
                            sheet.hidden_columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                        }
                        xml.skip()?;
                    }
                }
                "sheetData" => self.rows(&mut xml, &mut sheet, budget)?,
                "mergeCells" => {
                    while let Some(region) = xml.child()? {
                        sheet.merged.extend(region.attribute("ref").and_then(|r| Area::parse(&r)));
                        xml.skip()?;
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(sheet)
    }

    fn rows(&self, xml: &mut Xml<'_>, sheet: &mut Sheet, budget: &mut Budget) -> Result<(), Unreadable> {
        // A row or a cell without a reference follows the one before.
        let mut next_row = 0_u32;
        while let Some(element) = xml.child()? {
            let row = element.number::<u32>("r").map_or(next_row, |r| r.saturating_sub(1));
            if element.flag("hidden") {
                sheet.hidden_rows.push(row);
            }
            next_row = row.saturating_add(1);
            let mut next_column = 0_u32;
            while let Some(cell) = xml.child()? {
                let at = cell.attribute("r").and_then(|r| address(&r)).unwrap_or((row, next_column));
                next_column = at.1.saturating_add(1);
                let (shown, broken) = self.cell(xml, &cell)?;
                if !shown.trim().is_empty() {
                    budget.pay(1, shown.len())?;
                    sheet.broken.extend(broken.map(|broken| (at, broken)));
                    sheet.cells.insert(at, shown);
                }
            }
        }
        sheet.hidden_rows.sort_unstable();
        Ok(())
    }

    /// What a cell shows, and whether its formula gives that; walks to the end of it.
    fn cell(&self, xml: &mut Xml<'_>, cell: &Element<'_>) -> Result<(Arc<str>, Option<Broken>), Unreadable> {
        let kind = cell.attribute("t").unwrap_or_default();
        let style = cell.number::<usize>("s").unwrap_or(0);
        let (mut value, mut formula, mut inline) = (String::new(), None, String::new());
        while let Some(part) = xml.child()? {
            match part.name() {
                "v" => value = xml.text()?,
                "f" => formula = Some(xml.text()?),
                "is" => inline = rich_text(xml)?,
                _ => xml.skip()?,
            }
        }
        let text = match &*kind {
            "s" => {
                let string = value.trim().parse().ok().and_then(|at: usize| self.strings.get(at));
                return Ok((string.cloned().unwrap_or_default(), None));
            }
            "inlineStr" => inline,
            "str" if value.is_empty() && formula.is_some() => String::new(),
            "e" => return Ok((value.into(), Some(Broken::Failed))),
            "str" | "d" => value,
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            // Nobody has computed it: what it comes to is not known, and certainly not nothing.
            _ if value.trim().is_empty() => match formula {
                Some(formula) => return Ok((format!("={formula}").into(), Some(Broken::Uncomputed))),
                None => String::new(),
            },
            _ => self.number(&value, style),
        };
        Ok((text.into(), None))
    }

    fn number(&self, value: &str, style: usize) -> String {
        let format = self.formats.get(style).unwrap_or(&Format::General);
        let Some(number) = Decimal::parse(value) else { return value.to_owned() };
        match self.numbers {
            Numbers::Shown => format.show(&number, self.from_1904),
            Numbers::Exact => format.exact(&number, self.from_1904),
            Numbers::Stored => format.stored(&number, self.from_1904),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounds::CELLS;
    use std::io::Write as _;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// A workbook with one sheet of these rows.
    fn book(rows: &str) -> Vec<u8> {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let parts = [
            (
                "xl/workbook.xml",
                "<workbook><sheets><sheet name='甲' r:id='r1'/><sheet name='图' r:id='r2'/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='r1' Type='a/worksheet' Target='/xl/s.xml'/>\
                 <Relationship Id='r2' Type='a/chartsheet' Target='c.xml'/></Relationships>",
            ),
            ("XL\\S.xml", &sheet),
        ];
        let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(rows: &str) -> Result<Vec<Sheet>, Unreadable> {
        sheets(&mut Package::open(&book(rows), FORMAT)?, Numbers::Shown)
    }

    #[test]
    fn cells_are_read_as_they_are_shown() {
        let rows = "<row><c><v>1607.2199999999998</v></c><c t='inlineStr'><is><r><t>甲</t></r><r><t>乙</t></r></is></c>\
            <c t='e'><v>#REF!</v></c><c t='b'><v>1</v></c><c t='str'><f>A1</f><v>丙_x000D_</v></c></row>\
            <row r='7'><c r='C7'><f>SUM(A1)</f></c><c r='D7'><f>A1</f><v></v></c><c r='E7' s='9'/></row>";
        let sheets = read(rows).unwrap();
        let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
        let cells: Vec<((u32, u32), &str)> = sheet.cells.iter().map(|(&at, text)| (at, &**text)).collect();
        let expected = [
            ((0, 0), "1607.22"),
            ((0, 1), "甲乙"),
            ((0, 2), "#REF!"),
            ((0, 3), "TRUE"),
            ((0, 4), "丙_x000D_"),
            ((6, 2), "=SUM(A1)"),
            ((6, 3), "=A1"),
        ];
        assert_eq!(cells, expected);
    }

    #[test]
    fn escaped_characters_are_characters() {
        assert_eq!(unescaped("甲_x000A_乙_x00"), "甲\n乙_x00");
    }

    #[test]
    fn more_cells_than_a_disclosure_has_are_refused() {
        let row = "<row><c><v>1</v></c></row>";
        assert_eq!(read(&row.repeat(CELLS + 1)).err(), Some(Unreadable::Excessive { format: FORMAT }));
        // Rows and cells that claim a place outside of any sheet.
        let far = "<row r='4294967295'><c r='ZZZZ9'><v>1</v></c></row><row><c><v>2</v></c></row>";
        assert!(read(far).is_ok());
    }
}
