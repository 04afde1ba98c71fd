//! What the readers make of rendered bytes.

use crate::sample;
use mingzhang_manuscript::{Block, Cell, Manuscript, Row, RowKind, Table};
use mingzhang_read::{Block as Read, Limits, document};

/// The paragraphs, and the rows with their cells parted by `|`, without white space in cells.
///
/// Formats differ in where a blank cell is, and in where a page says what; not in words.
pub(crate) fn shown(bytes: &[u8]) -> Vec<String> {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let blocks = document(bytes, Limits::default()).expect("what was rendered can be read").blocks;
    let show = |block: &Read| match block {
        Read::Paragraph(passage) => vec![bare(passage.text())],
        Read::Table(grid) => {
            let row = |row: &Vec<_>| {
                row.iter()
                    .map(|cell: &mingzhang_model::Passage| bare(cell.text()))
                    .collect::<Vec<_>>()
                    .join("|")
            };
            grid.rows.iter().map(row).collect()
        }
    };
    blocks.iter().flat_map(show).collect()
}

#[test]
fn the_text_is_read_as_it_was_written() {
    insta::assert_snapshot!(shown(mingzhang_render::text(&sample::small()).as_bytes()).join("\n"));
}

/// The same without blank cells.
pub(crate) fn filled(bytes: &[u8]) -> Vec<String> {
    let without_blanks =
        |line: &String| line.split('|').filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("|");
    shown(bytes).iter().map(without_blanks).collect()
}

/// What the text of a manuscript reads as: the measure of all other formats.
pub(crate) fn text(manuscript: &Manuscript) -> Vec<String> {
    shown(mingzhang_render::text(manuscript).as_bytes())
}

#[test]
fn the_page_is_read_as_the_text() {
    for manuscript in [sample::small(), sample::draft()] {
        assert_eq!(shown(mingzhang_render::html(&manuscript).as_bytes()), text(&manuscript));
    }
}

#[test]
fn the_document_of_word_is_read_as_the_text() {
    for manuscript in [sample::small(), sample::draft()] {
        let bytes = mingzhang_render::docx(&manuscript).unwrap();
        assert_eq!(shown(&bytes), text(&manuscript));
    }
}

#[test]
fn the_workbook_is_read_as_the_text() {
    for manuscript in [sample::small(), sample::draft()] {
        let bytes = mingzhang_render::xlsx(&manuscript).unwrap();
        assert_eq!(shown(&bytes), text(&manuscript));
    }
}

#[test]
fn quotation_marks_of_a_cell_are_of_its_text() {
    let cells = ["\"甲\"", "\"乙", "丙\"\"", "\"\"", "\"丁\"，\"戊\""];
    let row =
        Row { kind: RowKind::Body, cells: (0..).zip(cells).map(|(at, text)| Cell::new(at, text)).collect() };
    let table = Table { rows: vec![row], ..Table::default() };
    let manuscript =
        Manuscript { title: "某表".into(), blocks: vec![Block::Table(table)], ..Manuscript::default() };
    let expected = ["某表".to_owned(), cells.join("|")];
    assert_eq!(text(&manuscript), expected);
    for bytes in [
        mingzhang_render::html(&manuscript).into_bytes(),
        mingzhang_render::docx(&manuscript).unwrap(),
        mingzhang_render::xlsx(&manuscript).unwrap(),
    ] {
        assert_eq!(shown(&bytes), expected);
    }
}
