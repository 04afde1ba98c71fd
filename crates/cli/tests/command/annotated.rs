//! Copies of documents with their findings marked.

use crate::{Folder, PHONE};
use lopdf::{Document, Object};
use mingzhang_testkit::pdf::{self, Page};
use std::fs;

fn page() -> Vec<u8> {
    pdf::file(&[Page::new().text(50, 100, 12, "如有疑问，请电询13812345678，或来信。")])
}

/// The rectangle of the words of every highlight on the first page, in hundredths of a point from its upper left
/// corner, with its note.
fn highlights(bytes: &[u8]) -> Vec<([f32; 4], String)> {
    let document = Document::load_mem(bytes).unwrap();
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let annotations = page.get(b"Annots").unwrap().as_array().unwrap();
    let annotations = annotations.iter().map(|o| document.dereference(o).unwrap().1.as_dict().unwrap());
    let highlight = |annotation: &lopdf::Dictionary| {
        let quad: Vec<f32> = annotation
            .get(b"QuadPoints")
            .ok()?
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_float().unwrap())
            .collect();
        let note = lopdf::decode_text_string(annotation.get(b"Contents").unwrap()).unwrap();
        Some(([quad[0], quad[1], quad[6], quad[7]], note))
    };
    annotations.filter_map(highlight).collect()
}

#[test]
fn a_finding_is_highlighted_at_its_words() {
    let folder = Folder::new("annotated", &[("甲.pdf", &page())]);
    let called = folder.call("check 甲.pdf --select D101 -f json --annotate 批注.pdf");
    let at = &called.json()["documents"][0]["findings"][0]["location"]["bbox"];
    let copy = fs::read(folder.0.join("批注.pdf")).unwrap();
    assert!(copy.starts_with(&page()));
    let found = highlights(&copy);
    let note =
        "1. 警告 D101 公开了个人手机号码\n此处有个人手机号码 138****5678，公开前请删去或改为办公电话。";
    assert_eq!(found.iter().map(|(_, note)| note.as_str()).collect::<Vec<_>>(), [note]);
    let height = height(&copy);
    let expected: Vec<f64> = at.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
    let [left, top, right, bottom] = found[0].0.map(f64::from);
    for (is, should) in [left, height - top, right, height - bottom].into_iter().zip(expected) {
        assert!((is - should).abs() < 0.01, "{is} {should}");
    }
    assert_eq!(called.err, "");
}

/// The height of the first page.
fn height(bytes: &[u8]) -> f64 {
    let document = Document::load_mem(bytes).unwrap();
    let mut node = document.get_dictionary(document.get_pages()[&1]).unwrap();
    while !node.has(b"MediaBox") {
        node = document.get_dictionary(node.get(b"Parent").and_then(Object::as_reference).unwrap()).unwrap();
    }
    f64::from(node.get(b"MediaBox").unwrap().as_array().unwrap()[3].as_float().unwrap())
}

#[test]
fn several_documents_are_annotated_in_a_folder_and_what_cannot_be_is_told() {
    let folder = Folder::new("annotated-several", &[("甲.pdf", &page()), ("乙.txt", PHONE.as_bytes())]);
    let called = folder.call("check 甲.pdf 乙.txt --select D101 -f json --annotate 批注");
    assert_eq!(called.status, 2);
    insta::assert_snapshot!(called.err, @"mingzhang: 乙.txt 没有批注副本：只有 PDF 和 Excel 工作簿（.xlsx）能加批注；文本、Word 和网页文件请用 --format html 查看标出问题的原文。");
    assert_eq!(called.found().concat(), ["D101", "D101"]);
    let copies: Vec<_> =
        fs::read_dir(folder.0.join("批注")).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(copies, ["甲.pdf"]);
}

#[test]
fn a_document_is_not_written_over() {
    let folder = Folder::new("annotated-itself", &[("甲.pdf", &page())]);
    for call in ["check 甲.pdf --annotate 甲.pdf", "check 甲.pdf ./甲.pdf --annotate ."] {
        let called = folder.call(call);
        assert_eq!(called.status, 2);
        assert!(called.err.contains("正是要核对的文件"), "{}", called.err);
    }
    assert_eq!(fs::read(folder.0.join("甲.pdf")).unwrap(), page());
}
