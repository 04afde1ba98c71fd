//! P: projects and their forms.

use super::page::{Page, Span};
use super::slips::{pick, slip};
use super::{Defect, Planted};
use crate::synthetic::{Ledger, Project};
use fastrand::Rng;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::number("amount-of-a-form-wrong", 'P', form_total),
    Defect::number("fiscal-part-of-a-form-wrong", 'P', form_fiscal),
    Defect::number("amount-of-a-project-wrong", 'P', project_amount),
    Defect::number("overall-form-wrong", 'P', overall),
    Defect::number("amount-in-a-goal-wrong", 'P', goal),
    Defect::number("quantity-wrong", 'P', quantity),
    Defect::number("unit-cost-wrong", 'P', unit_cost),
    Defect::number("total-of-an-allocation-wrong", 'P', allocation_total),
    Defect::number("cost-target-differs", 'P', cost_target),
    Defect::seen("weights-do-not-add-up", 'P', &["P106"], weights),
    Defect::seen("target-without-operator", 'P', &["P107"], no_operator),
    Defect::seen("target-without-value", 'P', &["P107"], no_value),
    Defect::seen("target-without-unit", 'P', &["P107"], no_unit),
    // Without the weight the others do not add up either.
    Defect::seen("indicator-without-weight", 'P', &["P107"], no_weight).with(&["P106"]),
    Defect::seen("target-and-last-year-in-different-units", 'P', &["P108"], different_units),
    Defect::seen("one-project-two-names", 'P', &["P109"], two_names),
    // The forms are one too few, and no longer add up to the project expenditure.
    Defect::seen("project-without-form", 'P', &["P110"], form_dropped).with(&["P111", "P102"]),
    Defect::seen("form-without-project", 'P', &["P110"], form_added).with(&["P111", "P102"]),
    Defect::seen("form-count-wrong", 'P', &["P111", "N110"], other_count).with(&["P111", "N110"]),
];

/// A project that has a form, with the lines of the form.
fn a_form(ledger: &Ledger, page: &Page, rng: &mut Rng) -> Option<(Project, std::ops::Range<usize>)> {
    let shown: Vec<&Project> = ledger.projects.iter().filter(|p| !p.classified).collect();
    let project = pick(rng, &shown)?;
    let form = page.forms().into_iter().find(|f| page.find(f.clone(), &project.name).is_some())?;
    Some((project.clone(), form))
}

/// The paragraphs of a project in the narrative.
fn described(page: &Page, name: &str) -> Option<std::ops::Range<usize>> {
    let start = page.find(page.body(), &format!("项目名称：{name}"))?.line;
    Some(start..start + 11)
}

fn head_number(ledger: &Ledger, rng: &mut Rng, label: &str) -> Option<Planted> {
    let page = Page::of(ledger);
    let (_, form) = a_form(ledger, &page, rng)?;
    let cell = page.cell_after(form, label)?;
    let wrong = slip(ledger, rng, &page.at(cell))?;
    Some(page.changed(cell, &wrong))
}

fn form_total(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    head_number(ledger, rng, "年度预算总额:")
}

fn form_fiscal(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    head_number(ledger, rng, "其中:财政拨款")
}

/// One number of a paragraph that a label begins.
fn in_narrative(
    ledger: &Ledger,
    rng: &mut Rng,
    label: &str,
    which: fn(&Page, usize) -> Option<Span>,
) -> Option<Planted> {
    let page = Page::of(ledger);
    let (project, _) = a_form(ledger, &page, rng)?;
    let line = page.find(described(&page, &project.name)?, label)?.line;
    let span = which(&page, line)?;
    let wrong = slip(ledger, rng, &page.at(span))?;
    Some(page.changed(span, &wrong))
}

fn project_amount(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    in_narrative(ledger, rng, "预算安排规模", |page, line| page.amounts(line).first().copied())
}

fn unit_cost(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    in_narrative(ledger, rng, "资金分配情况", |page, line| page.amounts(line).first().copied())
}

fn allocation_total(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    in_narrative(ledger, rng, "资金分配情况", |page, line| page.amounts(line).last().copied())
}

fn quantity(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let (project, _) = a_form(ledger, &page, rng)?;
    let words =
        page.find(described(&page, &project.name)?, &format!("资金分配情况：{}", project.quantity))?;
    let span = Span { from: words.to - project.quantity.to_string().len(), ..words };
    Some(page.changed(span, &(project.quantity + rng.i64(1..9)).to_string()))
}

fn overall(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let start = page.last_line("单位整体绩效目标表")?;
    let label = pick(rng, &["本级安排", "其他"])?;
    let cell = page.cell_after(start..start + 9, label)?;
    page.value(cell).filter(|v| *v > 0)?;
    let wrong = slip(ledger, rng, &page.at(cell))?;
    Some(page.changed(cell, &wrong))
}

fn goal(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let goals: Vec<Span> = page
        .forms()
        .into_iter()
        .filter_map(|f| page.find(f, "项目预算资金"))
        .filter_map(|s| page.amounts(s.line).first().copied())
        .collect();
    let span = pick(rng, &goals)?;
    let wrong = slip(ledger, rng, &page.at(span))?;
    Some(page.changed(span, &wrong))
}

fn cost_target(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let (_, form) = a_form(ledger, &page, rng)?;
    let line = page.find(form, "单位成本")?.line;
    let span = page.amounts(line).first().copied()?;
    let wrong = slip(ledger, rng, &page.at(span))?;
    Some(page.changed(span, &wrong))
}

/// The cells of one indicator: class, section, name, target, basis, prior, weight, ….
fn indicator(ledger: &Ledger, page: &Page, rng: &mut Rng, names: &[&str]) -> Option<(Span, Vec<Span>)> {
    let (project, form) = a_form(ledger, page, rng)?;
    let name = pick(rng, names)?;
    let line = page.find(form.clone(), &format!("\t{name}\t"))?.line;
    Some((page.find(form, &project.name)?, page.cells(line)))
}

fn weights(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let (title, cells) = indicator(ledger, &page, rng, &["完成数量", "验收合格率", "服务对象满意度"])?;
    let weight = cells[6];
    let wrong = if page.at(weight) == "10" { "20" } else { "15" };
    page.replace(weight, wrong);
    Some(page.planted(vec![title.place()], format!("weight -> {wrong}")))
}

const TARGETS: [&str; 4] = ["完成数量", "验收合格率", "单位成本", "服务对象满意度"];

fn no_operator(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let (_, cells) = indicator(ledger, &page, rng, &TARGETS)?;
    let target = page.at(cells[3]);
    Some(page.changed(cells[3], target.trim_start_matches(['=', '<', '>'])))
}

fn no_value(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let (_, cells) = indicator(ledger, &page, rng, &TARGETS)?;
    page.replace(cells[3], "");
    let place = cells[2].line_place();
    Some(page.planted(vec![place], "target deleted"))
}

fn no_unit(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let (_, cells) = indicator(ledger, &page, rng, &["完成数量", "验收合格率", "服务对象满意度"])?;
    let target = page.at(cells[3]);
    let bare: String = target.chars().take_while(|c| c.is_ascii_digit() || "<>=".contains(*c)).collect();
    Some(page.changed(cells[3], &bare))
}

fn no_weight(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let (_, cells) = indicator(ledger, &page, rng, &TARGETS)?;
    page.replace(cells[6], "");
    let place = cells[2].line_place();
    Some(page.planted(vec![place], "weight deleted"))
}

fn different_units(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let (_, cells) = indicator(ledger, &page, rng, &["完成数量", "验收合格率", "服务对象满意度"])?;
    let other = pick(rng, &["=95 分", "=3 批次", ">=12 公里"])?;
    Some(page.changed(cells[5], other))
}

/// A character is lost, in the table, the narrative or the form.
fn two_names(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let (project, form) = a_form(ledger, &page, rng)?;
    let number = if ledger.is_of_funds(&project) { 1 } else { rng.usize(..3) };
    let place = match number {
        0 => page.find(page.table(7), &project.name)?,
        1 => page.find(form, &project.name)?,
        _ => page.find(described(&page, &project.name)?, &project.name)?,
    };
    let mut name: Vec<char> = project.name.chars().collect();
    let lost = name.remove(rng.usize(1..name.len() - 1));
    let shorter: String = name.into_iter().collect();
    let place = page.replace(place, &shorter).place();
    Some(page.planted(vec![place], format!("{} without {lost}", project.name)))
}

fn form_dropped(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let (project, form) = a_form(ledger, &page, rng)?;
    page.lines.drain(form);
    let place = page.find(described(&page, &project.name)?, &project.name)?.place();
    Some(page.planted(vec![place], format!("form of {} dropped", project.name)))
}

fn form_added(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let (project, form) = a_form(ledger, &page, rng)?;
    let mut lines: Vec<String> = page.lines[form.clone()].to_vec();
    let other = "乡村道路亮化工程";
    for line in &mut lines {
        *line = line.replace(&project.name, other);
    }
    page.lines.splice(form.end..form.end, lines);
    let place = page.find(form.end..page.lines.len(), other)?.place();
    Some(page.planted(vec![place], format!("form of {other} added")))
}

/// The projects of the unit's own funds are one more than told.
fn other_count(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let count = i64::from(ledger.own_funds[0] > 0);
    let words = page.find(page.other_matters(), &format!("当年非财政拨款项目 {count}"))?;
    let span = Span { from: words.to - 1, ..words };
    Some(page.changed(span, &(count + rng.i64(1..3)).to_string()).in_its_sentence())
}
