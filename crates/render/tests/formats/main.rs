//! What is rendered is read back, in every format: the same words and cells in the same order.

mod sample;
mod data;
mod random;
mod read_back;

use mingzhang_manuscript::Manuscript;
use mingzhang_render::{docx, html, text, xlsx};
use std::io::Read as _;

#[test]
fn the_text_of_a_small_document() {
    insta::assert_snapshot!(text(&sample::small()));
}

#[test]
fn a_draft_says_so_first() {
    assert!(text(&sample::draft()).starts_with("草稿：尚有错误，不得公开\n\n某县档案局预算公开\n"));
}

#[test]
fn the_page_of_a_small_document() {
    let page = html(&sample::small());
    let (head, body) = page.split_once("<style>").unwrap();
    let (_, body) = body.split_once("</style>").unwrap();
    insta::assert_snapshot!(format!("{head}{body}"));
}

#[test]
fn a_draft_is_marked_on_every_page_of_paper() {
    let page = html(&sample::draft());
    assert!(page.contains("<body data-draft=\"草稿：尚有错误，不得公开\">"));
    assert!(page.contains("content: attr(data-draft); position: fixed"));
    assert!(!html(&sample::small()).contains("<body data-draft"));
}

#[test]
fn files_are_of_the_day_of_publication() {
    for bytes in [docx(&sample::small()).unwrap(), xlsx(&sample::small()).unwrap()] {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut core = String::new();
        archive.by_name("docProps/core.xml").unwrap().read_to_string(&mut core).unwrap();
        assert_eq!(core.matches("2024-03-10T00:00:00Z").count(), 2, "{core}");
        assert!(core.contains("<dc:title>某县档案局预算公开</dc:title>"));
        assert!(core.contains("<dc:creator>某县档案局</dc:creator>"));
    }
}

#[test]
fn a_document_without_a_date_has_none_of_today() {
    let manuscript = Manuscript { published: "明年".into(), ..sample::small() };
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx(&manuscript).unwrap())).unwrap();
    assert_eq!(archive.by_index(0).unwrap().last_modified(), Some(zip::DateTime::default()));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(xlsx(&manuscript).unwrap())).unwrap();
    let mut core = String::new();
    archive.by_name("docProps/core.xml").unwrap().read_to_string(&mut core).unwrap();
    assert!(core.contains("1980-01-01T00:00:00Z"), "{core}");
}

#[test]
fn every_page_of_a_word_draft_is_marked() {
    let parts = |manuscript: &Manuscript| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx(manuscript).unwrap())).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
            Some(text)
        };
        (part("word/document.xml").unwrap(), part("word/header1.xml"))
    };
    let (document, header) = parts(&sample::draft());
    let header = header.unwrap();
    assert!(header.contains("string=\"草稿：尚有错误，不得公开\""), "{header}");
    assert_eq!(document.matches("<w:sectPr>").count(), document.matches("<w:headerReference ").count());
    assert_eq!(document.matches("w:orient=\"landscape\"").count(), 1);
    let (document, header) = parts(&sample::small());
    assert!(header.is_none() && !document.contains("w:headerReference"));
}
