//! Where a person finds what a report speaks of.

use crate::check::Audited;
use mingzhang_audit::Related;
use mingzhang_model::{Bbox, Location, Source, Spot, Text, text};
use serde::Serialize;

/// A location as scripts read it. Lines are those of the text, of the page, of the sheet, or paragraphs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Place {
    /// The file of a bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    pub line: u32,
    pub column: u32,
    pub end_column: u32,
    pub page: Option<u32>,
    /// Left, upper, right and lower edge in points, from the upper left corner of the page.
    pub bbox: Option<[Points; 4]>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
}

/// A length in points, kept in hundredths.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Points(i32);

impl Serialize for Points {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(clippy::float_arithmetic, reason = "a place on a page, not money")]
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

impl Place {
    /// Resolves a location. What concerns the whole document stands at its beginning.
    pub(crate) fn of(source: &Source, at: Location) -> Self {
        let column = at.column.max(1);
        let place = source.place(at);
        let mut out = Self {
            file: place.file.map(str::to_owned),
            line: place.line,
            column,
            end_column: at.end_column.max(column),
            page: None,
            bbox: None,
            sheet: None,
            cell: None,
        };
        match place.spot {
            Spot::Line | Spot::Paragraph => {}
            Spot::Page { page, bbox: Bbox { left, top, right, bottom } } => {
                out.page = Some(page);
                out.bbox = Some([left, top, right, bottom].map(Points));
            }
            Spot::Cell { sheet, cell } => {
                out.sheet = Some(sheet.to_owned());
                out.cell = Some(cell);
            }
        }
        out
    }
}

/// The place in words: `第 3 页`.
pub(crate) fn in_words(source: &Source, at: Location) -> Text {
    let place = source.place(at);
    let spot = match place.spot {
        Spot::Line => text!("第 {0} 行", "line {0}", place.line),
        Spot::Paragraph => text!("第 {0} 段", "paragraph {0}", place.line),
        Spot::Page { page, .. } => text!("第 {0} 页", "page {0}", page),
        Spot::Cell { sheet, cell } => text!("“{0}”表 {1} 单元格", "sheet {0}, cell {1}", sheet, cell),
    };
    match place.file {
        Some(file) => text!("{0} {1}", "{0}, {1}", file, spot),
        None => spot,
    }
}

/// The place of a piece of evidence in words, with the name of its file if that is another.
pub(crate) fn of_evidence(audited: &Audited, related: &Related) -> Text {
    let (source, file) = audited.lines_of(related);
    let place = in_words(source, related.location);
    match file {
        Some(file) => text!("{0} {1}", "{0}, {1}", file, place),
        None => place,
    }
}

/// The place in the manner of compilers, to follow the name of the file: `:12:4`, `:第 3 页`, `:收入表!B7`.
pub(crate) fn suffix(source: &Source, at: Location) -> Text {
    let place = source.place(at);
    let file = place.file.map(|file| format!(":{file}")).unwrap_or_default();
    match place.spot {
        Spot::Line => Text::same(format!("{file}:{}:{}", place.line, at.column.max(1))),
        Spot::Paragraph => text!("{0}:第 {1} 段", "{0}:paragraph {1}", file, place.line),
        Spot::Page { page, .. } => {
            text!("{0}:第 {1} 页第 {2} 行", "{0}:page {1}, line {2}", file, page, place.line)
        }
        Spot::Cell { sheet, cell } => Text::same(format!("{file}:{sheet}!{cell}")),
    }
}
