//! Typst: what it may see, and what it makes.

use crate::{Error, Fonts, packed};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_svg::SvgOptions;

/// How many compilations unused results are kept for, when a document is set again and again.
const KEPT: usize = 4;

/// How many texts with missing characters are named.
const NAMED: usize = 10;

/// A template.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Template {
    /// The whole document.
    Document,
    /// The page for citizens.
    Picture,
}

impl Template {
    fn source(self) -> &'static Source {
        static DOCUMENT: LazyLock<Source> =
            LazyLock::new(|| source("document.typ", include_str!("../template/document.typ")));
        static PICTURE: LazyLock<Source> =
            LazyLock::new(|| source("picture.typ", include_str!("../template/picture.typ")));
        match self {
            Self::Document => &DOCUMENT,
            Self::Picture => &PICTURE,
        }
    }
}

fn source(name: &str, text: &str) -> Source {
    Source::new(file_id(name), text.to_owned())
}

/// The identity of a file beside the template.
fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the name of a file of ours is a path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// The name under which a template finds what it prints.
const DATA: &str = "data.json";

/// Everything that Typst sees.
struct Press<'a> {
    fonts: &'a Fonts,
    main: &'static Source,
    data: Bytes,
    data_id: FileId,
}

impl World for Press<'_> {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
            // Marks the labels of forms as headings of their rows.
            let features = [Feature::A11yExtras].into_iter().collect();
            LazyHash::new(Library::builder().with_features(features).build())
        });
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(not_found(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id { Ok(self.data.clone()) } else { Err(not_found(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        [&self.fonts.song, &self.fonts.hei].get(index).copied().cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}

/// Sets what a template makes of the data.
pub(crate) fn set(template: Template, data: &impl Serialize, fonts: &Fonts) -> Result<PagedDocument, Error> {
    let value = serde_json::to_value(data).map_err(|error| Error::Template(error.to_string()))?;
    require_glyphs(&value, fonts)?;
    let press = Press {
        fonts,
        main: template.source(),
        data: Bytes::from_string(value.to_string()),
        data_id: file_id(DATA),
    };
    let result = typst::compile::<PagedDocument>(&press);
    typst::comemo::evict(KEPT);
    // A warning says that the template asks for what is not there, a font or a place: it must not pass unseen.
    match (result.output, result.warnings.first()) {
        (Ok(document), None) => Ok(document),
        (Ok(_), Some(warning)) => Err(Error::Template(warning.message.to_string())),
        (Err(errors), _) => Err(broken(&errors)),
    }
}

fn broken(errors: &[SourceDiagnostic]) -> Error {
    let told = errors.iter().map(|error| {
        let hints = error.hints.iter().map(|hint| hint.v.as_str());
        [error.message.as_str()].into_iter().chain(hints).collect::<Vec<_>>().join(" / ")
    });
    Error::Template(told.collect::<Vec<_>>().join("; "))
}

/// A document as PDF.
pub(crate) fn pdf(document: &PagedDocument) -> Result<Vec<u8>, Error> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| Error::Template(error.message().to_string()))?;
    let creator = typst::foundations::Smart::Custom(Some("mingzhang".to_owned()));
    let options = PdfOptions { standards, creator, ..PdfOptions::default() };
    packed::pack(&typst_pdf::pdf(document, &options).map_err(|errors| broken(&errors))?)
}

/// The first page of a document as SVG, called by its title.
pub(crate) fn svg(document: &PagedDocument, title: &str) -> String {
    let Some(page) = document.pages().first() else { return String::new() };
    let drawn = typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false });
    // Its letters are outlines: who cannot see them has the title at least.
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    match drawn.split_once('>') {
        Some((opening, rest)) => format!("{opening} role=\"img\"><title>{title}</title>{rest}"),
        None => drawn,
    }
}

/// Typst prints a character that no font has as nothing, silently.
fn require_glyphs(value: &serde_json::Value, fonts: &Fonts) -> Result<(), Error> {
    let mut missing = Vec::new();
    find_missing(value, fonts, &mut missing);
    if missing.is_empty() {
        return Ok(());
    }
    missing.truncate(NAMED);
    Err(Error::NoGlyph { missing, fonts: fonts.families().map(str::to_owned).to_vec() })
}

fn find_missing(value: &serde_json::Value, fonts: &Fonts, missing: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::String(text) => {
            let lacking: BTreeSet<char> =
                text.chars().filter(|&character| !fonts.covers(character)).collect();
            if !lacking.is_empty() && !missing.iter().any(|(known, _)| known == text) {
                missing.push((text.clone(), lacking.into_iter().collect()));
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| find_missing(item, fonts, missing)),
        serde_json::Value::Object(fields) => {
            fields.values().for_each(|item| find_missing(item, fonts, missing));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{sheets, specimen};
    use mingzhang_manuscript::{Align, Block, Cell, Column, Manuscript, Row, RowKind, Table};
    use typst::layout::{Frame, FrameItem};

    fn printed(manuscript: &Manuscript) -> PagedDocument {
        let fonts = specimen::fonts();
        set(Template::Document, &sheets::of(manuscript, &fonts), &fonts).unwrap()
    }

    /// The pieces of text that a page is made of; a text that wraps is several.
    fn pieces(frame: &Frame, found: &mut Vec<String>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Text(text) => found.push(text.text.to_string()),
                FrameItem::Group(group) => pieces(&group.frame, found),
                _ => {}
            }
        }
    }

    #[test]
    fn a_draft_says_so_on_every_page() {
        let mark = "草稿：不得公开";
        let document = printed(&Manuscript { draft: Some(mark.to_owned()), ..specimen::manuscript() });
        assert!(document.pages().len() > 8);
        for page in document.pages() {
            let mut found = vec![];
            pieces(&page.frame, &mut found);
            assert!(found.iter().any(|piece| piece == mark), "{found:?}");
        }
    }

    fn table(columns: usize, rows: impl Iterator<Item = Row>) -> Table {
        Table {
            columns: vec![Column { width: 2 }; columns],
            title: "收支总表".to_owned(),
            unit: "单位：万元".to_owned(),
            rows: rows.collect(),
            ..Table::default()
        }
    }

    fn alone(table: Table) -> Manuscript {
        let blocks = vec![Block::Table(table)];
        Manuscript { title: "单位预算公开".to_owned(), blocks, ..Manuscript::default() }
    }

    #[test]
    fn a_table_that_is_taken_to_fit_a_page_does() {
        let text = "一般公共服务支出及其他支出，以及说明 2024 年安排 12,345.67 万元的理由。";
        let fonts = specimen::fonts();
        let rulers = crate::fonts::Rulers::of(&fonts);
        let mut squeezed = 0;
        for rows in 9..22 {
            let body = |row: usize| Row {
                kind: RowKind::Body,
                cells: (0..3).map(|column| Cell::new(column, text.repeat((row + column) % 3))).collect(),
            };
            let table = table(3, (0..rows).map(body));
            let fit = crate::columns::fit(&table, 0, &rulers);
            let pages = printed(&alone(table)).pages().len() - 1;
            assert_eq!(fit.is_short, pages == 1, "{rows} rows");
            squeezed += usize::from(fit.is_short && fit.leading < 500);
        }
        assert!(squeezed > 0);
    }

    #[test]
    fn no_amount_wraps_however_many_columns_there_are() {
        for columns in [4, 9, 16, 30, 60] {
            let amount = |column: usize| format!("{},234,567.89", column + 1);
            let cell = |column| Cell { align: Align::End, ..Cell::new(column, amount(column)) };
            let row = Row { kind: RowKind::Body, cells: (0..columns).map(cell).collect() };
            let document = printed(&alone(table(columns, std::iter::once(row))));
            let mut found = vec![];
            document.pages().iter().for_each(|page| pieces(&page.frame, &mut found));
            let missing: Vec<_> = (0..columns).map(amount).filter(|amount| !found.contains(amount)).collect();
            assert_eq!(missing, [""; 0], "{columns} columns");
        }
    }
}
