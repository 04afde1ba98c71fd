//! The page for citizens: one page, whatever is on it, with the published amounts.

use crate::{budget, specimen};
use lopdf::Document;
use mingzhang_document::{Block, Limits};
use mingzhang_manuscript::{Change, Picture, Share};
use mingzhang_model::Money;

/// What our own reader finds written on the page.
fn written(pdf: &[u8]) -> String {
    let document = mingzhang_read::document(pdf, Limits::default()).expect("it can be read");
    let texts = document.blocks.iter().flat_map(Block::passages).map(|passage| passage.text().to_owned());
    texts.collect::<Vec<_>>().join(" ")
}

fn pages(pdf: &[u8]) -> usize {
    Document::load_mem(pdf).expect("it is a PDF").get_pages().len()
}

#[test]
fn the_amounts_are_those_published() {
    let picture = budget::picture();
    let summary = mingzhang_typeset::summary(&picture, &specimen::fonts()).unwrap();
    let written = written(&summary.pdf);
    for amount in ["20,151.80", "18,141.80", "16,072.20", "650.10", "2,360.60", "15,021.10", "800.00"] {
        assert!(written.contains(amount), "{amount} in {written}");
    }
    assert_eq!(pages(&summary.pdf), 1);
    assert!(
        summary.svg.starts_with("<svg") && summary.svg.contains("<title>2024 年单位预算 一图读懂</title>")
    );
    assert_eq!(mingzhang_typeset::summary(&picture, &specimen::fonts()).unwrap(), summary);
}

#[test]
fn an_amount_finer_than_shown_is_not_rounded() {
    let source = Share { name: "单位资金".to_owned(), amount: Money(12_345_678) };
    let picture = Picture { sources: vec![source.clone()], uses: vec![source], ..budget::picture() };
    let summary = mingzhang_typeset::summary(&picture, &specimen::fonts()).unwrap();
    assert!(written(&summary.pdf).contains("12.345678"));
}

#[test]
fn what_is_rounded_and_what_nobody_knows_is_told() {
    let told =
        |picture: &Picture| written(&mingzhang_typeset::summary(picture, &specimen::fonts()).unwrap().pdf);
    let known = budget::picture();
    assert!(!told(&known).contains("尾差") && told(&known).contains("和上年比"));
    let changes = known.changes.iter().cloned().map(|change| Change { before: None, ..change }).collect();
    let unknown = Picture { income: Money(20_151_900_000), changes, ..known };
    let told = told(&unknown);
    assert!(told.contains("尾差") && told.contains("20,151.90") && !told.contains("和上年比"), "{told}");
}

#[test]
fn much_of_everything_stands_on_one_page() {
    let name = "社会保障和就业支出及其他需要很长名称才能说清楚的各类支出";
    let share =
        |index: i64| Share { name: format!("{name}{index}"), amount: Money(100_000_000 * index * index) };
    let change =
        |index: i64| Change { name: format!("{name}{index}"), now: Money(index), before: Some(Money(7)) };
    let picture = Picture {
        sources: (1..=20).map(share).collect(),
        uses: (1..=20).map(share).collect(),
        changes: (1..=20).map(change).collect(),
        three_public: (1..=20).map(change).collect(),
        projects: (1..=20).map(share).collect(),
        ..budget::picture()
    };
    assert_eq!(pages(&mingzhang_typeset::summary(&picture, &specimen::fonts()).unwrap().pdf), 1);
}

#[test]
fn nothing_of_anything_is_a_page_all_the_same() {
    let spent = Picture { sources: vec![], ..budget::picture() };
    assert_eq!(pages(&mingzhang_typeset::summary(&spent, &specimen::fonts()).unwrap().pdf), 1);
    let picture = Picture {
        uses: vec![],
        basic: Money(0),
        project: Money(0),
        changes: vec![],
        three_public: vec![],
        projects: vec![],
        ..spent
    };
    assert_eq!(pages(&mingzhang_typeset::summary(&picture, &specimen::fonts()).unwrap().pdf), 1);
}
