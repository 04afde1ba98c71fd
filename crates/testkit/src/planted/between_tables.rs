//! X: amounts that two tables state differently.

use super::page::{Page, Span};
use super::slips::{digit, pick, slip, written};
use super::{Defect, Planted};
use crate::synthetic::Ledger;
use fastrand::Rng;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::number("overview-differs", 'X', overview),
    Defect::number("appropriation-differs", 'X', appropriation),
    Defect::number("three-public-differs", 'X', three_public),
    Defect::seen("part-larger-than-its-whole", 'X', &["X121", "X122"], larger_part).with(&["A", "X"]),
    Defect::number("reserved-for-enterprises-above-procurement", 'X', reserved),
    Defect::number("row-of-an-older-draft", 'X', older_draft),
    Defect::number("own-funds-differ", 'X', own_funds),
    Defect::number("basic-table-total-differs", 'X', basic_total),
];

fn in_table(ledger: &Ledger, rng: &mut Rng, number: usize) -> Option<Planted> {
    let page = Page::of(ledger);
    let cell = pick(rng, &page.amounts_of(page.rows(number)))?;
    let wrong = slip(ledger, rng, &page.at(cell))?;
    Some(page.changed(cell, &wrong))
}

fn overview(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    in_table(ledger, rng, 1)
}

fn appropriation(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    in_table(ledger, rng, 4)
}

fn three_public(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    in_table(ledger, rng, 10)
}

/// The basic budget pays more for receptions or vehicles than the three-public table and the prose know of.
fn larger_part(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut ledger = ledger.clone();
    let at = rng.usize(2..4);
    let less = rng.i64(1..40).min(ledger.three_public[at] - 1);
    ledger.three_public[at] = ledger.economic_of(["", "", "30231", "30217"][at]) - less;
    let page = Page::of(&ledger);
    let row = page.find(page.table(10), ["", "", "公务用车运行费", "公务接待费"][at])?.line;
    let mut places: Vec<_> = page.amounts_of([row]).into_iter().map(Span::place).collect();
    let paid = page.find(page.table(6), ["", "", "公务用车运行维护费", "公务接待费"][at])?.line;
    places.extend(page.amounts_of([paid]).into_iter().map(Span::place));
    Some(page.planted(places, format!("three-public table {less} short of the basic budget")))
}

fn reserved(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let label = pick(rng, &["面向中小企业预留政府采购项目预算金额", "小微企业预留政府采购项目预算金额"])?;
    let words = page.find(page.other_matters(), label)?;
    let cell = page.amounts_of([words.line]).into_iter().find(|s| s.from >= words.to)?;
    let wrong = written(ledger, page.value(cell)? * 10 + 20_000);
    Some(page.changed(cell, &wrong))
}

/// An item and all rows above it in table 5 come from an older draft: each sum of the table holds.
fn older_draft(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut older = ledger.clone();
    let items: Vec<usize> = (0..older.items.len()).filter(|&i| older.items[i].basic > 900).collect();
    let index = pick(rng, &items)?;
    older.items[index].basic -= rng.i64(1..80) * 10;
    let (mut page, draft) = (Page::of(ledger), Page::of(&older));
    let mut places = Vec::new();
    for line in page.rows(5) {
        let (ours, theirs) = (page.amounts(line), draft.amounts(line));
        for (cell, other) in ours.into_iter().zip(theirs).rev() {
            if page.at(cell) != draft.at(other) {
                places.push(page.replace(cell, &draft.at(other)).line_place());
            }
        }
    }
    Some(page.planted(places, "a row of table 5 from an older draft"))
}

fn own_funds(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    (ledger.own_funds[0] > 0).then_some(())?;
    let lines = page.rows(2).into_iter().last();
    let cell = page.amounts_of(lines).into_iter().find(|&s| page.value(s) == Some(ledger.own_funds[0]))?;
    let wrong = digit(rng, &page.at(cell))?;
    Some(page.changed(cell, &wrong))
}

fn basic_total(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cell = page.amounts_of(page.rows(6).last().copied()).into_iter().next()?;
    let wrong = slip(ledger, rng, &page.at(cell))?;
    Some(page.changed(cell, &wrong))
}
