//! What is rendered is read back, in every format: the same words and cells in the same order.

mod sample;
mod read_back;

use mingzhang_render::text;

#[test]
fn the_text_of_a_small_document() {
    insta::assert_snapshot!(text(&sample::small()));
}

#[test]
fn a_draft_says_so_first() {
    assert!(text(&sample::draft()).starts_with("草稿：尚有错误，不得公开\n\n某县档案局预算公开\n"));
}
