//! Workbooks of Excel 97-2003: the records of their stream.

use crate::decimal::Decimal;
use crate::number_format::Format;
use crate::sheet::{Area, Budget, Sheet};
use mingzhang_document::{Foreign, Unreadable};
use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

const FORMAT: &str = "Excel";
const DAMAGED: Unreadable = Unreadable::Damaged { format: FORMAT };

/// The sheets of a workbook, in its order; sheets that are charts are left out.
pub(crate) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let stream = file.open_stream("Workbook").map_err(|_| DAMAGED)?;
    let mut data = Vec::new();
    // A stream is no longer than the file, unless its sectors are chained in a circle.
    stream.take(bytes.len() as u64).read_to_end(&mut data).map_err(|_| DAMAGED)?;
    let book = Book::read(&data)?;
    let mut budget = Budget::new(FORMAT);
    let mut sheets = Vec::new();
    for bound in &book.sheets {
        let records = data.get(bound.start..).ok_or(DAMAGED)?;
        let sheet = book.sheet(records, &mut budget)?;
        sheets.push(Sheet { name: bound.name.clone(), hidden: bound.hidden, ..sheet });
    }
    Ok(sheets)
}

/// Row and column of a cell, and what it shows; of a formula that gives a text, the text comes later.
type Shown = ((u32, u32), Option<Arc<str>>);

/// One record.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The records of a stream, up to the first that is cut off.
fn records(mut data: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(data, 0)?, usize::from(u16_at(data, 2)?));
        let record = Record { kind, data: data.get(4..4 + length)? };
        data = &data[4 + length..];
        Some(record)
    })
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// A sheet as the workbook announces it.
struct Bound {
    start: usize,
    hidden: bool,
    name: String,
}

/// What all sheets refer to.
#[derive(Default)]
struct Book {
    sheets: Vec<Bound>,
    strings: Vec<Arc<str>>,
    /// The number format of each style of cells.
    formats: Vec<Format>,
    from_1904: bool,
}

const END: u16 = 0x000A;
const BEGIN: u16 = 0x0809;

impl Book {
    fn read(data: &[u8]) -> Result<Self, Unreadable> {
        const UNICODE: u16 = 0x0600;
        let mut book = Self::default();
        let mut own = HashMap::new();
        let mut styles = Vec::new();
        let mut strings: Vec<&[u8]> = Vec::new();
        let mut before = 0;
        for Record { kind, data } in records(data) {
            match kind {
                BEGIN if u16_at(data, 0) != Some(UNICODE) => {
                    return Err(Unreadable::Foreign(Foreign::OldExcel));
                }
                // A password is needed.
                0x002F => return Err(Unreadable::Encrypted { format: FORMAT }),
                0x0022 => book.from_1904 = u16_at(data, 0) == Some(1),
                0x0085 => book.sheets.extend(bound(data)),
                0x041E => {
                    own.extend(u16_at(data, 0).zip(long_text(data, 2).map(|code| Format::parse(&code))));
                }
                0x00E0 => styles.push(u16_at(data, 2).unwrap_or(0)),
                0x00FC => strings = vec![data],
                0x003C if before == 0x00FC => {
                    strings.push(data);
                    // What goes on with it goes on with the table of strings.
                    continue;
                }
                END => break,
                _ => {}
            }
            before = kind;
        }
        let format = |id: u16| own.get(&id).cloned().unwrap_or_else(|| Format::builtin(id));
        book.formats = styles.into_iter().map(format).collect();
        book.strings = Strings { segments: strings, segment: 0, at: 0 }.all();
        Ok(book)
    }

    fn sheet(&self, data: &[u8], budget: &mut Budget) -> Result<Sheet, Unreadable> {
        let mut sheet = Sheet::default();
        // Charts within a sheet are streams within its stream.
        let mut depth = 0_usize;
        let mut awaits_text = None;
        for record in records(data) {
            match record.kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                0x0207 if depth == 1 => {
                    if let Some((at, text)) = awaits_text.take().zip(long_text(record.data, 0)) {
                        insert(&mut sheet, at, text.into(), budget)?;
                    }
                }
                _ if depth == 1 => {
                    lines_and_regions(&record, &mut sheet);
                    for (at, shown) in self.cells(&record) {
                        awaits_text = shown.is_none().then_some(at);
                        if let Some(shown) = shown {
                            insert(&mut sheet, at, shown, budget)?;
                        }
                    }
                }
                _ => {}
            }
        }
        sheet.hidden_rows.sort_unstable();
        Ok(sheet)
    }

    /// The cells that a record fills.
    fn cells(&self, record: &Record<'_>) -> Vec<Shown> {
        let data = record.data;
        let (Some(row), Some(column), Some(style)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4))
        else {
            return Vec::new();
        };
        let at = (u32::from(row), u32::from(column));
        let shown = match record.kind {
            0x00FD => u32_at(data, 6).and_then(|index| self.strings.get(index as usize)).cloned(),
            0x0204 | 0x00D6 => long_text(data, 6).map(Arc::from),
            0x0203 => data.get(6..14).and_then(double).map(|number| self.number(&number, style)),
            0x027E => u32_at(data, 6).and_then(packed).map(|number| self.number(&number, style)),
            0x00BD => return self.row_of_numbers(data, at),
            0x0205 => data.get(6..8).map(|value| boolean_or_error(value[0], value[1] != 0).into()),
            0x0006 => match data.get(6..14) {
                Some([0, .., 0xFF, 0xFF]) => return vec![(at, None)],
                Some([1, _, value, .., 0xFF, 0xFF]) => Some(boolean_or_error(*value, false).into()),
                Some([2, _, value, .., 0xFF, 0xFF]) => Some(boolean_or_error(*value, true).into()),
                Some([.., 0xFF, 0xFF]) | None => None,
                Some(value) => double(value).map(|number| self.number(&number, style)),
            },
            _ => None,
        };
        shown.map(|shown| (at, Some(shown))).into_iter().collect()
    }

    /// Numbers that stand side by side.
    fn row_of_numbers(&self, data: &[u8], (row, first): (u32, u32)) -> Vec<Shown> {
        let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
        let cell = |(column, cell): (u32, &[u8])| {
            let number = packed(u32_at(cell, 2)?)?;
            Some(((row, column), Some(self.number(&number, u16_at(cell, 0)?))))
        };
        (first..).zip(numbers).filter_map(cell).collect()
    }

    fn number(&self, number: &Decimal, style: u16) -> Arc<str> {
        let format = self.formats.get(usize::from(style)).unwrap_or(&Format::General);
        format.show(number, self.from_1904).into()
    }
}

fn insert(sheet: &mut Sheet, at: (u32, u32), shown: Arc<str>, budget: &mut Budget) -> Result<(), Unreadable> {
    if !shown.trim().is_empty() {
        budget.pay(1, shown.len())?;
        sheet.cells.insert(at, shown);
    }
    Ok(())
}

/// What records tell of rows, columns and merged cells.
fn lines_and_regions(record: &Record<'_>, sheet: &mut Sheet) {
    let data = record.data;
    match record.kind {
        0x0208 if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
            sheet.hidden_rows.extend(u16_at(data, 0).map(u32::from));
        }
        0x007D if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
            let run = u16_at(data, 0).zip(u16_at(data, 2));
            sheet.hidden_columns.extend(run.map(|(first, last)| (first.into(), last.into())));
        }
        0x00E5 => {
            let area = |area: &[u8]| {
                let [top, bottom, left, right] = [0, 2, 4, 6].map(|at| u16_at(area, at).unwrap_or(0).into());
                Area { top, left, bottom, right }
            };
            let areas = data.get(2..).unwrap_or_default().chunks_exact(8).map(area);
            sheet.merged.extend(areas.filter(|a| a.top <= a.bottom && a.left <= a.right));
        }
        _ => {}
    }
}

/// A sheet of cells; charts, macros and modules have other numbers.
fn bound(data: &[u8]) -> Option<Bound> {
    let [state, kind, length, wide] = *data.get(4..8)?.first_chunk()?;
    let name = text(data.get(8..)?, usize::from(length), wide & 1 != 0)?;
    (kind == 0).then_some(())?;
    Some(Bound { start: u32_at(data, 0)? as usize, hidden: state & 3 != 0, name })
}

/// A text with two bytes for its length and one for its width.
fn long_text(data: &[u8], at: usize) -> Option<String> {
    let wide = data.get(at + 2)? & 1 != 0;
    text(data.get(at + 3..)?, usize::from(u16_at(data, at)?), wide)
}

fn text(data: &[u8], length: usize, wide: bool) -> Option<String> {
    Some(if wide {
        let units: Vec<u16> =
            data.get(..2 * length)?.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        data.get(..length)?.iter().map(|&b| char::from(b)).collect()
    })
}

fn double(bytes: &[u8]) -> Option<Decimal> {
    // Written with as few digits as tell it from its neighbours.
    Decimal::parse(&format!("{:e}", f64::from_le_bytes(bytes.try_into().ok()?)))
}

/// A number in four bytes: 30 bits of an integer or of a double, perhaps a hundredth of it.
fn packed(bits: u32) -> Option<Decimal> {
    let number = if bits & 2 != 0 {
        Decimal::parse(&(bits.cast_signed() >> 2).to_string())?
    } else {
        double(&(u64::from(bits & !3) << 32).to_le_bytes())?
    };
    Some(if bits & 1 != 0 { number.scaled(-2) } else { number })
}

fn boolean_or_error(value: u8, error: bool) -> &'static str {
    match (error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    }
}

/// The table of strings, which goes over several records. Where a string is broken, the next record tells anew how
/// wide its characters are.
struct Strings<'a> {
    segments: Vec<&'a [u8]>,
    segment: usize,
    at: usize,
}

impl Strings<'_> {
    /// All strings, up to the first that is cut off.
    fn all(mut self) -> Vec<Arc<str>> {
        let announced = self.skip(4).and_then(|()| self.u32()).unwrap_or(0);
        let mut strings = Vec::new();
        while strings.len() < announced as usize
            && let Some(string) = self.string()
        {
            strings.push(string.into());
        }
        strings
    }

    fn string(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let phonetic = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units = Vec::new();
        while units.len() < length {
            if self.at == self.segments.get(self.segment)?.len() {
                wide = self.byte()? & 1 != 0;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        self.skip(4 * runs + phonetic)?;
        Some(String::from_utf16_lossy(&units))
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.segments.get(self.segment)?.len() {
            self.segment += 1;
            self.at = 0;
        }
        let byte = self.segments.get(self.segment)?.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        loop {
            let left = self.segments.get(self.segment)?.len().saturating_sub(self.at);
            if bytes <= left {
                self.at += bytes;
                return Some(());
            }
            bytes -= left;
            self.segment += 1;
            self.at = 0;
        }
    }
}
