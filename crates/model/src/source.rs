//! The lines that locations count, and where each stands in what a person opens.

use crate::{Location, Text};
use std::sync::Arc;

/// The text of a file, or of the files of a bundle, in lines. A [`Location`] names a stretch of one of them.
///
/// A line is whatever the format has of it: a line of a text file, a line of print on a page, a row of a sheet with
/// its cells parted by tabs, a paragraph or a table row of a word processor's document.
#[doc(alias = "原文")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    text: String,
    lines: Vec<Line>,
    files: Vec<File>,
    sheets: Vec<Arc<str>>,
    boxes: Vec<Bbox>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    /// The bytes of its text.
    start: usize,
    end: usize,
    setting: Setting,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Text,
    Paragraph,
    /// Line of print `line` of a page; its characters have the boxes from `boxes` on.
    Page {
        page: u32,
        line: u32,
        boxes: usize,
    },
    /// A row of a sheet; the first of its cells stands in column `first`, both from 0.
    Row {
        sheet: usize,
        row: u32,
        first: u32,
    },
}

/// A file of a bundle, from its first line on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    name: Arc<str>,
    /// Lines before it.
    before: usize,
}

/// A rectangle on a page as it is shown, in hundredths of a point from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bbox {
    /// Left edge.
    pub left: i32,
    /// Upper edge.
    pub top: i32,
    /// Right edge.
    pub right: i32,
    /// Lower edge.
    pub bottom: i32,
}

impl Bbox {
    /// The smallest rectangle around both.
    pub fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Where a location is found by a person who opens the file.
#[doc(alias = "出处")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file of a bundle; none if there is only one file.
    pub file: Option<&'a str>,
    /// The line of its file, the line of its page, the row of its sheet, or the paragraph; from 1.
    pub line: u32,
    /// Where in its medium.
    pub spot: Spot<'a>,
}

/// Where in its medium a place is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot<'a> {
    /// In a line of a text.
    Line,
    /// In a paragraph or a table row.
    Paragraph,
    /// On a page.
    Page {
        /// Number of the page, from 1.
        page: u32,
        /// The rectangle around it.
        bbox: Bbox,
    },
    /// In a sheet.
    Cell {
        /// Name of the sheet.
        sheet: &'a str,
        /// Name of the cell: `B7`.
        cell: String,
    },
}

/// Something that a reader could not read, or that a person who opens the file does not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// A page, or a part of a document, that is a picture without text.
    Picture(Location),
    /// A page of text whose font does not tell which characters its glyphs are.
    Unmapped(Location),
    /// A sheet that is hidden, with its name and its first text.
    HiddenSheet(Arc<str>, Location),
    /// Rows or columns that are hidden in a sheet, with its name and the first hidden text.
    HiddenCells(Arc<str>, Location),
    /// A file of a bundle that was not read, with its name, the reason, and where it would have stood.
    File(Arc<str>, Text, Location),
}

impl Unseen {
    /// Where it is, or is told.
    pub fn location(&self) -> Location {
        match self {
            Self::Picture(at)
            | Self::Unmapped(at)
            | Self::HiddenSheet(_, at)
            | Self::HiddenCells(_, at)
            | Self::File(_, _, at) => *at,
        }
    }

    /// Takes its place so many lines further down.
    pub fn move_down(&mut self, lines: u32) {
        let (Self::Picture(at)
        | Self::Unmapped(at)
        | Self::HiddenSheet(_, at)
        | Self::HiddenCells(_, at)
        | Self::File(_, _, at)) = self;
        at.line = at.line.saturating_add(lines);
    }
}

impl Source {
    /// The lines of a text file: they end in LF, CRLF or CR.
    pub fn of_text(text: String) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        while let Some(length) = text[start..].find(['\n', '\r']) {
            let end = start + length;
            lines.push(Line { start, end, setting: Setting::Text });
            start = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
        }
        lines.push(Line { start, end: text.len(), setting: Setting::Text });
        Self { text, lines, ..Self::default() }
    }

    /// Adds a paragraph or a row of a table; returns its number, from 1.
    pub fn paragraph(&mut self, text: &str) -> u32 {
        self.push(text, Setting::Paragraph)
    }

    /// Adds a line of print, with one box for each character; returns its number, from 1.
    ///
    /// A character without a box stands where the last one does. An empty stretch stands where the character after it
    /// does: a blank cell where the tab behind it has its box, and at the end of the line where one more box says.
    pub fn print(&mut self, text: &str, page: u32, boxes: impl IntoIterator<Item = Bbox>) -> u32 {
        let before = self.lines.last().map(|line| line.setting);
        let line = match before {
            Some(Setting::Page { page: same, line, .. }) if same == page => line + 1,
            _ => 1,
        };
        let first = self.boxes.len();
        let count = text.chars().count() + 1;
        self.boxes.extend(boxes.into_iter().take(count));
        let last = self.boxes[first..].last().copied().unwrap_or_default();
        self.boxes.resize(first + count, last);
        self.push(text, Setting::Page { page, line, boxes: first })
    }

    /// Begins a sheet; the rows added from here on stand in it.
    pub fn sheet(&mut self, name: &str) {
        self.sheets.push(name.into());
    }

    /// Adds a row of the sheet begun last, its cells parted by tabs; `row` and the column `first` of its first cell
    /// count from 0. Returns its number among all lines, from 1.
    pub fn row(&mut self, text: &str, row: u32, first: u32) -> u32 {
        let sheet = self.sheets.len().saturating_sub(1);
        self.push(text, Setting::Row { sheet, row, first })
    }

    fn push(&mut self, text: &str, setting: Setting) -> u32 {
        let start = self.text.len();
        self.text.push_str(text);
        self.lines.push(Line { start, end: self.text.len(), setting });
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// Appends the file of a bundle; its lines follow those before. Returns how many those are.
    pub fn append(&mut self, name: &str, other: &Self) -> u32 {
        let (text, boxes, sheets) = (self.text.len(), self.boxes.len(), self.sheets.len());
        let before = self.lines.len();
        self.files.push(File { name: name.into(), before });
        self.text.push_str(&other.text);
        self.boxes.extend_from_slice(&other.boxes);
        self.sheets.extend_from_slice(&other.sheets);
        self.lines.extend(other.lines.iter().map(|line| Line {
            start: line.start + text,
            end: line.end + text,
            setting: match line.setting {
                Setting::Page { page, line, boxes: first } => {
                    Setting::Page { page, line, boxes: first + boxes }
                }
                Setting::Row { sheet, row, first } => Setting::Row { sheet: sheet + sheets, row, first },
                same => same,
            },
        }));
        u32::try_from(before).unwrap_or(u32::MAX)
    }

    /// The text of a line, from 1.
    pub fn line(&self, number: u32) -> Option<&str> {
        let line = self.lines.get((number as usize).checked_sub(1)?)?;
        Some(&self.text[line.start..line.end])
    }

    /// All lines in order; the first has the number 1.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| &self.text[line.start..line.end])
    }

    /// Where a person finds a location; what stands nowhere is found at the beginning.
    pub fn place(&self, at: Location) -> Place<'_> {
        let index = (at.line as usize).saturating_sub(1);
        let file = self.files.partition_point(|file| file.before <= index).checked_sub(1);
        let file = file.and_then(|file| self.files.get(file));
        let number = u32::try_from(index - file.map_or(0, |file| file.before) + 1).unwrap_or(u32::MAX);
        let file = file.map(|file| &*file.name);
        let Some(line) = self.lines.get(index) else {
            return Place { file, line: number, spot: Spot::Line };
        };
        let (line, spot) = match line.setting {
            Setting::Text => (number, Spot::Line),
            Setting::Paragraph => (number, Spot::Paragraph),
            Setting::Page { page, line: number, boxes } => {
                (number, Spot::Page { page, bbox: self.bbox(line, boxes, at) })
            }
            Setting::Row { sheet, row, first } => (row + 1, self.cell(line, sheet, row, first, at)),
        };
        Place { file, line, spot }
    }

    fn bbox(&self, line: &Line, first: usize, at: Location) -> Bbox {
        let end = first + self.text[line.start..line.end].chars().count();
        let from = first.saturating_add(at.column.saturating_sub(1) as usize).min(end);
        let to = first.saturating_add(at.end_column.saturating_sub(1) as usize).clamp(from, end);
        let marked = &self.boxes[from..to.max(from + 1)];
        marked.iter().copied().reduce(Bbox::around).unwrap_or_default()
    }

    fn cell(&self, line: &Line, sheet: usize, row: u32, first: u32, at: Location) -> Spot<'_> {
        let before = self.text[line.start..line.end].chars().take(at.column.saturating_sub(1) as usize);
        let tabs = u32::try_from(before.filter(|&c| c == '\t').count()).unwrap_or(u32::MAX);
        let sheet = self.sheets.get(sheet).map_or("", |name| name);
        Spot::Cell { sheet, cell: format!("{}{}", column_name(first.saturating_add(tabs)), row + 1) }
    }
}

/// The name of a column of a sheet, which counts from 0: `A`, `Z`, `AA`.
pub fn column_name(mut column: u32) -> String {
    let mut name = Vec::new();
    loop {
        // The remainder is below 26.
        name.push(char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => return name.into_iter().rev().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32, end_column: u32) -> Location {
        Location { line, column, end_column }
    }

    fn boxed(left: i32) -> Bbox {
        Bbox { left, top: 10, right: left + 5, bottom: 20 }
    }

    #[test]
    fn lines_of_a_text_end_in_any_way() {
        let source = Source::of_text("甲\r\n乙\r丙\n".to_owned());
        assert_eq!(source.lines().collect::<Vec<_>>(), ["甲", "乙", "丙", ""]);
        assert_eq!(source.line(2), Some("乙"));
        assert_eq!((source.line(0), source.line(5)), (None, None));
    }

    #[test]
    fn a_page_has_boxes() {
        let mut source = Source::default();
        source.print("合计", 2, [boxed(0), boxed(10)]);
        let line = source.print("5.00", 2, [boxed(0), boxed(10), boxed(20), boxed(30)]);
        let place = source.place(at(line, 2, 4));
        let bbox = Bbox { left: 10, top: 10, right: 25, bottom: 20 };
        assert_eq!(place, Place { file: None, line: 2, spot: Spot::Page { page: 2, bbox } });
    }

    #[test]
    fn what_is_blank_on_a_page_has_a_place() {
        let mut source = Source::default();
        let row = source.print("\t5\t", 1, [boxed(0), boxed(10), boxed(20), boxed(30)]);
        let left = |column| match source.place(at(row, column, column)).spot {
            Spot::Page { bbox, .. } => bbox.left,
            _ => -1,
        };
        assert_eq!((left(1), left(4), left(9)), (0, 30, 30));
        let mut source = Source::default();
        let picture = source.print("", 7, [boxed(50)]);
        let spot = Spot::Page { page: 7, bbox: boxed(50) };
        assert_eq!(source.place(at(picture, 1, 1)).spot, spot);
    }

    #[test]
    fn a_sheet_has_cells() {
        let mut source = Source::default();
        source.sheet("表一");
        let line = source.row("合计\t\t5.00", 6, 25);
        let place = source.place(at(line, 5, 9));
        let cell = Spot::Cell { sheet: "表一", cell: "AB7".to_owned() };
        assert_eq!(place, Place { file: None, line: 7, spot: cell });
    }

    #[test]
    fn files_of_a_bundle_follow_each_other() {
        let mut sheet = Source::default();
        sheet.sheet("表一");
        sheet.row("1", 0, 0);
        let mut bundle = Source::default();
        assert_eq!(bundle.append("说明.txt", &Source::of_text("甲\n乙".to_owned())), 0);
        assert_eq!(bundle.append("表.xlsx", &sheet), 2);
        assert_eq!(bundle.place(at(2, 1, 2)), Place { file: Some("说明.txt"), line: 2, spot: Spot::Line });
        let cell = Spot::Cell { sheet: "表一", cell: "A1".to_owned() };
        assert_eq!(bundle.place(at(3, 1, 2)), Place { file: Some("表.xlsx"), line: 1, spot: cell });
    }

    #[test]
    fn any_location_is_answered() {
        let source = Source::default();
        let place = source.place(at(9, 9, 9));
        assert_eq!((place.line, place.spot), (9, Spot::Line));
    }
}
