//! C: codes and names of the classification.

use super::page::{Page, Span};
use super::slips::pick;
use super::{Defect, Place, Planted};
use crate::synthetic::{CodeStyle, Item, Ledger};
use fastrand::Rng;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::seen("one-code-two-names", 'C', &["C101", "C104"], two_names),
    Defect::seen("item-below-another-class", 'C', &["C102"], outside_parent),
    // The narrative finds no such row in the table any more.
    Defect::seen("unknown-code", 'C', &["C103", "C107"], unknown_code).with(&["N101"]),
    Defect::seen("name-differs-everywhere", 'C', &["C104"], other_name).with(&["C104", "C105"]),
    Defect::seen("old-name-in-prose", 'C', &["C105"], old_name),
    Defect::seen("path-outside-its-parent", 'C', &["C106"], other_path),
];

/// The rows of a table that are for a code, with the cell of the name.
fn named(page: &Page, number: usize, name: &str) -> Option<Span> {
    page.table(number).filter(|&l| page.lines[l].contains('\t')).find_map(|line| {
        let cells = page.cells(line);
        cells.into_iter().take(4).find(|&c| c.to > c.from && folded(&page.at(c)) == folded(name))
    })
}

fn folded(name: &str) -> String {
    name.replace('（', "(").replace('）', ")")
}

fn an_item<'a>(ledger: &'a Ledger, rng: &mut Rng) -> Option<&'a Item> {
    let items: Vec<&Item> = ledger.items.iter().filter(|i| i.basic > 0 && !i.code.ends_with("01")).collect();
    pick(rng, &items)
}

/// The name of an item lacks its end in one table.
fn two_names(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let item = an_item(ledger, rng)?;
    let number = pick(rng, &[2, 3, 5])?;
    let span = named(&page, number, item.names[2])?;
    let stem = item.names[2].trim_end_matches("支出");
    let other = if rng.bool() { stem.chars().skip(2).collect() } else { format!("{stem}经费") };
    Some(page.changed(span, &other))
}

/// The row of an item of the pensions moved among the items of another class, its code unchanged.
fn outside_parent(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    (ledger.manner.codes == CodeStyle::Parted).then_some(())?;
    let number = pick(rng, &[2, 3, 5])?;
    let name = pick(rng, &["机关事业单位基本养老保险缴费支出", "行政单位离退休"])?;
    let row = named(&page, number, name)?.line;
    let target = named(&page, number, pick(rng, &["住房公积金", "行政单位医疗"])?)?.line;
    let line = page.lines.remove(row);
    let at = if row < target { target } else { target + 1 };
    page.lines.insert(at, line);
    let place = page.whole(at)?.line_place();
    Some(page.planted(vec![place], format!("{name} moved in table {number}")))
}

/// An item's code ends in digits that no item of its section has.
fn unknown_code(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let item = an_item(ledger, rng)?;
    let number = pick(rng, &[2, 3, 5])?;
    let line = named(&page, number, item.names[2])?.line;
    let cell = page.cells(line)[..3].iter().copied().rfind(|c| c.to > c.from)?;
    let wrong = page.at(Span { to: cell.to - 2, ..cell }) + pick(rng, &["88", "97", "96"])?;
    Some(page.changed(cell, &wrong).in_its_sentence())
}

/// The section is called by its name of before 2019 wherever the tables name it.
fn other_name(ledger: &Ledger, _: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let mut places: Vec<Place> = Vec::new();
    for line in page.body() {
        while let Some(span) = page.find_in(line, 0, "行政事业单位养老支出") {
            places.push(page.replace(span, "行政事业单位离退休").place());
        }
    }
    (!places.is_empty()).then(|| page.planted(places, "the section 20805 by its old name"))
}

fn old_name(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let (new, old) = pick(
        rng,
        &[("卫生健康支出", "医疗卫生与计划生育支出"), ("行政事业单位养老支出", "行政事业单位离退休")],
    )?;
    let lines = page.section("五");
    let start = page.find(lines.clone(), "具体使用情况")?.line;
    let span = page.find(start..lines.end, new)?;
    Some(page.changed(span, old))
}

fn other_path(ledger: &Ledger, _: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let lines = page.section("五");
    let span = page.find(lines, "卫生健康支出（类）行政事业单位医疗（款）")?;
    Some(page.changed(span, "社会保障和就业支出（类）行政事业单位医疗（款）").in_its_sentence())
}
