//! What the PDF says of itself, and what it refuses to be.

use crate::specimen;
use lopdf::{Document, Object, ObjectId};
use mingzhang_manuscript::{Block, Manuscript, Paragraph, Style};
use mingzhang_typeset::{Error, Fonts};

fn pdf() -> Document {
    let bytes =
        mingzhang_typeset::pdf(&specimen::manuscript(), &specimen::fonts()).expect("it can be printed");
    Document::load_mem(&bytes).expect("it is a PDF")
}

#[test]
fn the_same_manuscript_gives_the_same_bytes() {
    let print = || mingzhang_typeset::pdf(&specimen::manuscript(), &specimen::fonts()).unwrap();
    assert!(print() == print());
}

#[test]
fn it_says_what_it_is() {
    let pdf = pdf();
    let info = pdf.get_dictionary(pdf.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    let said = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(said(b"Title"), "某某县人民政府办公室 2024 年单位预算公开");
    assert_eq!(said(b"Author"), "某某县人民政府办公室");
    assert!(said(b"CreationDate").starts_with("D:20240310"));
    let catalog = pdf.catalog().unwrap();
    assert_eq!(lopdf::decode_text_string(catalog.get(b"Lang").unwrap()).unwrap(), "zh-CN");
    let metadata = pdf.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
    let xmp = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "it conforms to PDF/UA-1");
}

#[test]
fn tables_are_tagged_with_headings_of_columns_and_rows() {
    let pdf = pdf();
    let count = |name: &[u8]| {
        let is_tag = |object: &&Object| {
            object
                .as_dict()
                .is_ok_and(|tag| tag.get(b"S").and_then(Object::as_name).is_ok_and(|found| found == name))
        };
        pdf.objects.values().filter(is_tag).count()
    };
    let manuscript = specimen::manuscript();
    assert_eq!(count(b"Table"), manuscript.tables().count());
    assert_eq!(count(b"TR"), manuscript.tables().map(|table| table.rows.len()).sum::<usize>());
    let headings = |table: &mingzhang_manuscript::Table| {
        let head = table.header_rows();
        let cells =
            table.rows.iter().enumerate().flat_map(|(row, it)| it.cells.iter().map(move |cell| (row, cell)));
        cells.filter(|(row, cell)| *row < head || cell.is_label).count()
    };
    assert_eq!(count(b"TH"), manuscript.tables().map(headings).sum::<usize>());
}

#[test]
fn bookmarks_lead_to_parts_sections_and_tables() {
    let pdf = pdf();
    let mut said = vec![];
    let outlines = pdf.catalog().unwrap().get(b"Outlines").unwrap().as_reference().unwrap();
    bookmarks(&pdf, outlines, 0, &mut said);
    let expected = [
        "目 录",
        "第一部分 2024 年单位概况",
        "  一、主要职能",
        "第二部分 2024 年单位预算公开表",
        "  单位收支总体情况表",
        "  单位收入总体情况表",
        "  一般公共预算基本支出情况表",
        "第三部分 2024 年单位预算情况说明",
        "  一、关于某某县人民政府办公室 2024 年收支预算情况的总体说明",
        "  二、预算绩效情况",
        "    （一）项目支出绩效目标表",
    ];
    assert_eq!(said, expected);
}

fn bookmarks(pdf: &Document, parent: ObjectId, depth: usize, said: &mut Vec<String>) {
    let item = |id| pdf.get_dictionary(id).expect("a bookmark");
    let after = |id, key: &[u8]| item(id).get(key).and_then(Object::as_reference).ok();
    let mut next = after(parent, b"First");
    while let Some(id) = next {
        let title = item(id).get(b"Title").and_then(lopdf::decode_text_string).expect("a title");
        said.push(format!("{}{title}", "  ".repeat(depth)));
        bookmarks(pdf, id, depth + 1, said);
        next = after(id, b"Next");
    }
}

#[test]
fn a_character_without_a_glyph_is_an_error_that_names_it() {
    let text = "王\u{e5e5}明".to_owned();
    let blocks = vec![Block::Paragraph(Paragraph { text: text.clone(), style: Style::Body })];
    let manuscript = Manuscript { title: "预算".to_owned(), blocks, ..Manuscript::default() };
    let error = mingzhang_typeset::pdf(&manuscript, &specimen::fonts()).unwrap_err();
    let Error::NoGlyph { missing, .. } = error else { panic!("{error}") };
    assert_eq!(missing, [(text, "\u{e5e5}".to_owned())]);
}

#[test]
fn an_empty_manuscript_is_a_title_page() {
    let pdf = mingzhang_typeset::pdf(&Manuscript::default(), &specimen::fonts());
    assert!(matches!(pdf, Err(Error::NoTitle)));
    let manuscript = Manuscript { title: "预算公开".to_owned(), ..Manuscript::default() };
    let pdf = mingzhang_typeset::pdf(&manuscript, &specimen::fonts()).unwrap();
    assert_eq!(Document::load_mem(&pdf).unwrap().get_pages().len(), 1);
}

#[test]
fn no_font_and_a_broken_font_are_told_with_the_remedy() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fonts");
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(folder.join("deeper")).unwrap();
    let none = Fonts::load(std::slice::from_ref(&folder)).unwrap_err();
    assert_eq!(none, Error::NoFont { searched: vec![folder.clone()] });
    assert!(none.message().zh.contains("fonts-noto-cjk") && none.message().en.contains("MINGZHANG_FONTS"));
    let path = folder.join("deeper/NotoSansCJK-Bold.ttc");
    std::fs::write(&path, "no font").unwrap();
    // What the user names goes before what the system has.
    let named = Fonts::folders(Some(folder.as_os_str()));
    assert_eq!(Fonts::load(&named).unwrap_err(), Error::BadFont { path });
}
