//! What is rendered is read back, in every format: the same words and cells in the same order.

mod sample;
mod data;
mod read_back;

use mingzhang_render::{html, text};

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
