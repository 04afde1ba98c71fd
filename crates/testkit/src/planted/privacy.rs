//! D: data of persons, and what is classified.

use super::page::{Page, Span};
use super::slips::pick;
use super::{Defect, Planted};
use crate::synthetic::Ledger;
use fastrand::Rng;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::seen("mobile-number", 'D', &["D101"], mobile),
    Defect::seen("identity-card", 'D', &["D102"], identity_card),
    Defect::seen("bank-card", 'D', &["D103"], bank_card),
    Defect::seen("details-of-a-classified-project", 'D', &["D104"], classified_details),
    // The forms are one more than the projects that must have one.
    Defect::seen("form-of-a-classified-project", 'D', &["D104"], classified_form).with(&["P111", "P102"]),
];

fn digits(rng: &mut Rng, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + rng.u8(..10))).collect()
}

/// The number in the name cell of a form, at the end of a sentence, or in a paragraph of its own.
fn printed(ledger: &Ledger, rng: &mut Rng, label: &str, number: &str) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let span = if rng.bool() {
        let form = page.forms().into_iter().next()?;
        let cell = page.find(form, "负责人甲")?;
        page.replace(cell, &format!("张某 {number}"))
    } else {
        let line = page.find(page.body(), "无其他需说明的事项")?.line;
        let end = page.whole(line)?.to;
        page.replace(Span { line, from: end, to: end }, &format!("{label}：{number}。"))
    };
    let place = page.find_in(span.line, 0, number)?.place();
    Some(page.planted(vec![place], format!("{label} {number}")))
}

fn mobile(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let number = format!("1{}{}", pick(rng, &["39", "58", "77", "86", "99"])?, digits(rng, 8));
    printed(ledger, rng, "联系电话", &number)
}

fn identity_card(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let born = format!("19{}{:02}{:02}", rng.u8(60..99), rng.u8(1..13), rng.u8(1..29));
    let body = format!("6530{}{born}{}", digits(rng, 2), digits(rng, 3));
    let sum: u32 = body.chars().filter_map(|c| c.to_digit(10)).zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize)?;
    printed(ledger, rng, "身份证号", &format!("{body}{check}"))
}

fn bank_card(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let body = format!("6228{}", digits(rng, 14));
    let luhn = |number: &str| -> u32 {
        let doubled = |(index, digit): (usize, u32)| match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, twice) => twice / 10 + twice % 10,
        };
        number.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum()
    };
    let number = (0..10).map(|check| format!("{body}{check}")).find(|n| luhn(n).is_multiple_of(10))?;
    printed(ledger, rng, "账号", &number)
}

/// The allocation of a project whose basis is withheld is told after all.
fn classified_details(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let project = ledger.projects.iter().find(|p| p.classified)?;
    let start = page.find(page.body(), &format!("项目名称：{}", project.name))?.line;
    let withheld = page.find(start + 8..start + 9, "完全不予公开")?;
    let (a, b) = (rng.i64(2..9), project.unit_cost);
    let told = format!("购置密码设备 {a} 套，线路租用 {}.{:02} 万元", b / 100, b % 100);
    Some(page.changed(withheld, &told))
}

fn classified_form(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let hidden = ledger.projects.iter().find(|p| p.classified)?;
    let forms = page.forms();
    let form = forms.get(rng.usize(..forms.len()))?.clone();
    let shown = ledger.projects.iter().find(|p| page.find(form.clone(), &p.name).is_some())?;
    let lines: Vec<String> =
        page.lines[form.clone()].iter().map(|l| l.replace(&shown.name, &hidden.name)).collect();
    page.lines.splice(form.end..form.end, lines);
    let name = page.find(form.end..page.lines.len(), &hidden.name)?;
    // The copied form has the amounts of another project: they must fit, or there would be two defects.
    let copied = form.end..form.end + form.len();
    let total = super::slips::written(ledger, hidden.amount());
    for label in ["年度预算总额:", "其中:财政拨款"] {
        let cell = page.cell_after(copied.clone(), label)?;
        page.replace(cell, &total);
    }
    if let Some(goal) = page.find(copied, "项目预算资金") {
        let amount = *page.amounts(goal.line).first()?;
        page.replace(amount, &total);
    }
    Some(page.planted(vec![name.place()], format!("form of {} published", hidden.name)))
}
