//! A: wrong numbers inside a table.

use super::page::{Page, Span};
use super::slips::{digit, in_yuan, pick, slip, slipped_point, swapped, written};
use super::{Defect, Planted};
use crate::synthetic::Ledger;
use fastrand::Rng;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::number("wrong-digit-in-a-total", 'A', total),
    Defect::number("wrong-digit-in-a-code-row", 'A', code_row),
    Defect::number("wrong-digit-in-an-economic-row", 'A', economic_row),
    Defect::number("wrong-digit-in-an-of-which-row", 'A', of_which),
    Defect::number("wrong-digit-in-a-project-row", 'A', project_row),
    Defect::number("digits-exchanged", 'A', exchanged),
    Defect::number("yuan-for-ten-thousand-yuan", 'A', yuan),
    Defect::number("slipped-point", 'A', point),
    Defect::number("total-equals-its-basic-part", 'A', equals_basic),
    Defect::number("detail-equals-its-class", 'A', equals_class),
    Defect::number("carry-over-row", 'A', carried_row),
    Defect::number("fund-row", 'A', fund_row),
    Defect::seen("total-cell-blank", 'A', &["A101", "N101"], blank_total).with(&["N101"]),
];

type Wrong = fn(&Ledger, &mut Rng, &str) -> Option<String>;

/// One of the cells, mistyped.
fn one(ledger: &Ledger, rng: &mut Rng, page: Page, cells: &[Span], wrong: Wrong) -> Option<Planted> {
    let cell = pick(rng, cells)?;
    let wrong = wrong(ledger, rng, &page.at(cell))?;
    Some(page.changed(cell, &wrong))
}

fn in_tables(page: &Page, numbers: &[usize]) -> Vec<Span> {
    numbers.iter().flat_map(|&n| page.amounts_of(page.rows(n))).collect()
}

fn total(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let number = pick(rng, &[1, 2, 3, 4, 5, 6, 7])?;
    let cells = page.amounts_of(page.rows(number).last().copied());
    one(ledger, rng, page, &cells, |_, rng, amount| digit(rng, amount))
}

fn code_row(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cells = in_tables(&page, &[2, 3, 5]);
    one(ledger, rng, page, &cells, |_, rng, amount| digit(rng, amount))
}

fn economic_row(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cells = in_tables(&page, &[6]);
    one(ledger, rng, page, &cells, slip)
}

fn of_which(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let label =
        pick(rng, &["其中：一般财力", "1. 一般公共预算拨款", "一、本年收入", "5. 单位资金", "其他收入"])?;
    let cell = page.cell_after(page.table(1), &label.replace(' ', ""))?;
    // The next label stands in the next column where the cell is blank.
    page.value(cell).filter(|v| *v != 0)?;
    one(ledger, rng, page, &[cell], slip)
}

fn project_row(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cells = in_tables(&page, &[7]);
    one(ledger, rng, page, &cells, slip)
}

fn exchanged(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cells = in_tables(&page, &[1, 2, 3, 4, 5, 6, 7, 10]);
    one(ledger, rng, page, &cells, |_, rng, amount| swapped(rng, amount))
}

fn yuan(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cells = in_tables(&page, &[1, 2, 3, 4, 5, 6, 7, 10]);
    one(ledger, rng, page, &cells, |ledger, _, amount| in_yuan(ledger, amount))
}

fn point(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cells = in_tables(&page, &[1, 2, 3, 4, 5, 6, 7, 10]);
    one(ledger, rng, page, &cells, slipped_point)
}

/// A row that prints a project part has the total of its basic part.
fn equals_basic(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let number = pick(rng, &[3, 5])?;
    let full = page.rows(number).into_iter().map(|l| page.amounts_of([l])).filter(|c| c.len() == 3);
    let rows: Vec<[Span; 2]> = full.map(|cells| [cells[0], cells[1]]).collect();
    let [total, basic] = pick(rng, &rows)?;
    let wrong = page.at(basic);
    Some(page.changed(total, &wrong))
}

/// A line of the economic classification is printed with the amount of its class, so that the class doubles.
fn equals_class(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let rows: Vec<Vec<Span>> = page.rows(6).into_iter().map(|l| page.amounts_of([l])).collect();
    let class = ["301", "302", "303"][rng.usize(..3)];
    let lines = ledger.economic.iter().filter(|e| e.code.starts_with(class)).count();
    let before = ["301", "302", "303"].iter().filter(|c| **c < class);
    let skip: usize =
        before.map(|c| 1 + ledger.economic.iter().filter(|e| e.code.starts_with(c)).count()).sum();
    let detail = rows.get(skip + 1 + rng.usize(..lines))?;
    let wrong = page.at(*rows.get(skip)?.first()?);
    let cell = *detail.first()?;
    (wrong != page.at(cell)).then(|| page.changed(cell, &wrong))
}

fn carried_row(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cells = if ledger.carried.is_empty() { Vec::new() } else { in_tables(&page, &[11]) };
    one(ledger, rng, page, &cells, slip)
}

fn fund_row(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let cells = if ledger.spent("").funds == 0 { Vec::new() } else { in_tables(&page, &[8]) };
    one(ledger, rng, page, &cells, slip)
}

/// The total of the three-public table is blank, while its parts and the prose give it.
fn blank_total(ledger: &Ledger, _: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let line = page.find(page.table(10), "合计\t")?.line;
    let line = (line..page.table(10).end).find(|&l| !page.amounts(l).is_empty())?;
    let cell = *page.amounts_of([line]).first()?;
    let what = format!("{} blank", written(ledger, page.value(cell)?));
    page.replace(cell, "");
    let place = page.whole(line)?.line_place();
    Some(page.planted(vec![place], what))
}
