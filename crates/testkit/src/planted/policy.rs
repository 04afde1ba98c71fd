//! G: budgets that agree with themselves and not with the rules.

use super::page::{Page, Span};
use super::{Defect, Planted};
use crate::synthetic::Ledger;
use fastrand::Rng;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::seen("staff-above-establishment", 'G', &["G101"], staff),
    Defect::seen("travel-abroad-outside-three-public", 'G', &["G102"], abroad),
    Defect::seen("vehicles-outside-procurement", 'G', &["G103"], vehicles),
    Defect::seen("three-public-growth", 'G', &["G104"], growth),
    Defect::seen("hundred-percent-from-zero", 'G', &["G105"], zero_base),
];

fn staff(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut ledger = ledger.clone();
    ledger.staff[0] = ledger.staff[1] - rng.i64(1..6);
    let page = Page::of(&ledger);
    let words = page.find(page.body(), &format!("在职 {} 人", ledger.staff[1]))?;
    let place = words.place();
    Some(page.planted(vec![place], "more in post than the establishment"))
}

fn abroad(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut ledger = ledger.clone();
    let shown: Vec<usize> = (0..ledger.projects.len()).filter(|&i| !ledger.projects[i].classified).collect();
    let index = shown[rng.usize(..shown.len())];
    "因公出国学习考察经费".clone_into(&mut ledger.projects[index].name);
    ledger.three_public[0] = 0;
    ledger.three_public_prior[0] = 0;
    let page = Page::of(&ledger);
    let words = page.find(page.body(), "项目名称：因公出国学习考察经费")?;
    let place = words.place();
    Some(page.planted(vec![place], "a project abroad, three-public zero"))
}

fn vehicles(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut ledger = ledger.clone();
    (ledger.three_public[1] > 0).then_some(())?;
    ledger.procurement[0] = rng.i64(100..ledger.three_public[1]);
    let page = Page::of(&ledger);
    let words = page.find(page.other_matters(), "政府采购货物预算")?;
    let place = page.amounts_of([words.line]).into_iter().find(|s| s.from >= words.to)?.place();
    Some(page.planted(vec![place], "vehicles dearer than all goods procured"))
}

fn growth(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut ledger = ledger.clone();
    ledger.three_public_prior = ledger.three_public;
    ledger.three_public_prior[2] -= rng.i64(10..ledger.three_public[2] / 2);
    let page = Page::of(&ledger);
    let words = page.find(page.section("十"), "“三公”经费比上年预算增加")?;
    let rate = *page.amounts(words.line).get(1)?;
    let place = rate.place();
    Some(page.planted(vec![place], "three-public expenses grow"))
}

fn zero_base(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let words = "，主要原因是上年未安排";
    let lines: Vec<Span> = page.body().filter_map(|l| page.find_in(l, 0, words)).collect();
    let span = *lines.get(rng.usize(..lines.len().max(1)))?;
    let place = page.replace(span, "，增长 100.00%，主要原因是上年未安排");
    let place = Span { to: place.from + 10, ..place }.place();
    Some(page.planted(vec![place], "growth from zero as 100%"))
}
