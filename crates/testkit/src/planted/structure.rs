//! S: what is missing, empty, or left over from another document.

use super::page::{Page, Span};
use super::slips::pick;
use super::{Defect, Place, Planted};
use crate::synthetic::{CodeStyle, Ledger};
use fastrand::Rng;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::seen("table-dropped", 'S', &["S101"], table_dropped),
    // The next heading jumps a number; with section seven the list of projects goes.
    Defect::seen("section-dropped", 'S', &["S102"], section_dropped).with(&["F102", "P110", "N110"]),
    Defect::seen("empty-table-without-remark", 'S', &["S103"], without_remark),
    Defect::seen("table-emptied", 'S', &["S103"], table_emptied),
    Defect::seen("remark-on-a-full-table", 'S', &["S103"], full_table_called_empty),
    Defect::seen("section-calls-a-full-table-empty", 'S', &["S103"], section_calls_empty),
    Defect::seen("subtotal-row-deleted", 'S', &["S104"], subtotal_deleted),
    Defect::seen("date-missing", 'S', &["S105"], date_missing),
    Defect::seen("date-of-another-year", 'S', &["S105"], date_of_another_year),
    Defect::seen("date-that-does-not-exist", 'S', &["S105"], impossible_date),
    Defect::seen("glossary-term-deleted", 'S', &["S106"], term_deleted),
    Defect::seen("contents-entry-dropped", 'S', &["S107"], contents_entry_dropped),
    Defect::seen("contents-title-differs", 'S', &["S108"], contents_title_differs),
    Defect::seen("year-left-over-in-a-heading", 'S', &["S109"], year_in_heading),
    Defect::seen("year-left-over-in-the-contents", 'S', &["S109"], year_in_contents),
    Defect::seen("year-left-over-in-a-form", 'S', &["S109"], year_in_form),
    Defect::seen("year-left-over-in-a-sentence", 'S', &["S109"], year_in_sentence),
    Defect::seen("office-named-differently", 'S', &["S110"], office_differs),
    Defect::seen("unit-line-missing", 'S', &["S111"], unit_line_missing),
];

/// The line of the contents page that announces a table.
fn entry(page: &Page, number: usize) -> Option<Span> {
    let title = page.at(page.title(number)?);
    page.find(page.contents(), &title)
}

fn table_dropped(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let number = rng.usize(1..=11);
    let place = entry(&page, number)?.line_place();
    page.lines.drain(page.table(number));
    Some(page.planted(vec![place], format!("table {number} dropped")))
}

fn section_dropped(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let numeral = pick(rng, &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"])?;
    let lines = page.section(numeral);
    let heading = page.lines.get(lines.start)?.clone();
    let place = page.find(page.contents(), &heading)?.line_place();
    page.lines.drain(lines);
    Some(page.planted(vec![place], format!("section {numeral} dropped")))
}

fn without_remark(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let number = pick(rng, &[8, 9, 11])?;
    let remark = page.find(page.table(number), "备注：")?;
    let place = page.title(number)?.place();
    page.lines.remove(remark.line);
    Some(page.planted(vec![place], format!("remark of table {number} deleted")))
}

fn table_emptied(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let number = pick(rng, &[5, 6, 7, 10])?;
    for line in page.table(number) {
        while let Some(cell) = page.amounts(line).first().copied() {
            page.replace(cell, "");
        }
    }
    let place = page.title(number)?.place();
    Some(page.planted(vec![place], format!("table {number} emptied")))
}

fn full_table_called_empty(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let number = pick(rng, &[5, 7, 10])?;
    let line = page.table(number).end - 1;
    let remark = format!("备注：{} {} 年没有安排支出，本表为空表。", ledger.office, ledger.year);
    page.lines.splice(line..line, [String::new(), remark]);
    let place = page.whole(line + 1)?.place();
    Some(page.planted(vec![place], format!("table {number} called empty")))
}

fn section_calls_empty(ledger: &Ledger, _: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    if ledger.carried.is_empty() {
        return None;
    }
    let line = page.section("十一").start + 2;
    page.lines[line] = format!(
        "{} {} 年无上年结转结余预算的支出，结转结余预算支出情况表为空表。",
        ledger.office, ledger.year
    );
    let place = page.whole(line)?.place();
    Some(page.planted(vec![place], "section eleven calls a full table empty"))
}

fn subtotal_deleted(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    if ledger.manner.codes != CodeStyle::Parted {
        return None;
    }
    let number = pick(rng, &[2, 3, 5])?;
    let parts = |line: usize| page.cells(line)[..3].iter().filter(|c| c.to > c.from).count();
    let sections: Vec<usize> = page.rows(number).into_iter().filter(|&l| parts(l) == 2).collect();
    let line = pick(rng, &sections)?;
    let what = page.lines.remove(line);
    let place = page.whole(line)?.line_place();
    Some(page.planted(vec![place], format!("table {number}: {what} deleted")))
}

/// The last line that is not blank.
fn date_line(page: &Page) -> Option<usize> {
    page.all().rev().find(|&l| !page.lines[l].trim().is_empty())
}

fn date_missing(ledger: &Ledger, _: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let line = date_line(&page)?;
    page.lines.remove(line);
    let place = page.whole(date_line(&page)?)?.place();
    Some(page.planted(vec![place], "date deleted"))
}

fn dated(ledger: &Ledger, date: &str) -> Option<Planted> {
    let page = Page::of(ledger);
    let old = page.whole(date_line(&page)?)?;
    Some(page.changed(old, date))
}

fn date_of_another_year(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let year = ledger.year + pick(rng, &[-2, -1, 1, 2])?;
    dated(ledger, &format!("{year} 年 {} 月 {} 日", ledger.date.0, ledger.date.1))
}

fn impossible_date(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let (month, day) = pick(rng, &[(2, 30), (2, 31), (13, 5), (4, 31), (0, 12)])?;
    dated(ledger, &format!("{} 年 {month} 月 {day} 日", ledger.year))
}

/// The terms after the deleted one move up by one, as they do in a numbered list.
fn term_deleted(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    const NUMERALS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];
    const TERMS: [&str; 8] =
        ["财政拨款", "一般公共预算", "", "", "基本支出", "项目支出", "“三公”经费", "机关运行经费"];
    let mut page = Page::of(ledger);
    let index = rng.usize(..TERMS.len());
    let term = Some(TERMS[index]).filter(|t| !t.is_empty())?;
    let glossary = page.last_line("第四部分")?;
    let line = page.find(glossary..page.lines.len(), &format!("{}、{term}：", NUMERALS[index]))?.line;
    page.lines.drain(line..line + 2);
    for at in index + 1..NUMERALS.len() {
        let old = page.find(glossary..page.lines.len(), &format!("{}、", NUMERALS[at]))?;
        page.replace(old, &format!("{}、", NUMERALS[at - 1]));
    }
    let prose = page.body().filter(|&l| l < glossary && !page.lines[l].contains('\t'));
    let other = if term == "机关运行经费" { "单位运行经费" } else { term };
    let said = |l: usize| page.find_in(l, 0, term).or_else(|| page.find_in(l, 0, other));
    let places: Vec<Place> = prose.filter_map(|l| Some(said(l)?.line_place())).collect();
    Some(page.planted(places, format!("{term} deleted from the glossary")))
}

fn contents_entry_dropped(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let (entry, title) = if rng.bool() {
        let number = rng.usize(1..=11);
        (entry(&page, number)?.line, page.title(number)?.line)
    } else {
        let numeral = pick(rng, &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"])?;
        let heading = page.section(numeral).start;
        (page.find(page.contents(), &page.lines[heading])?.line, heading)
    };
    let what = page.lines.remove(entry);
    let place = page.whole(title - 1)?.place();
    Some(page.planted(vec![place], format!("{what} dropped")))
}

fn contents_title_differs(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let (from, to) = pick(
        rng,
        &[
            ("单位收支总体情况表", "单位收支总表"),
            ("单位支出总体情况表", "单位支出总表"),
            ("财政拨款收支预算总体情况表", "财政拨款收支总表"),
            ("一般公共预算支出情况表", "一般公共预算支出表"),
            ("一般公共预算基本支出情况表", "一般公共预算基本支出表"),
            ("上年结转结余情况明细表", "上年结转结余情况表"),
        ],
    )?;
    let span = page.find(page.contents(), from)?;
    let place = page.replace(span, to).line_place();
    Some(page.planted(vec![place], format!("{from} -> {to}")))
}

/// One year among these lines, written as last year's.
fn last_year(
    ledger: &Ledger,
    page: Page,
    lines: impl IntoIterator<Item = usize>,
    rng: &mut Rng,
) -> Option<Planted> {
    let year = ledger.year.to_string();
    let spans: Vec<Span> = lines.into_iter().filter_map(|l| page.find_in(l, 0, &year)).collect();
    let span = pick(rng, &spans)?;
    Some(page.changed(span, &(ledger.year - 1).to_string()))
}

fn year_in_heading(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let headings: Vec<usize> = page
        .body()
        .filter(|&l| page.lines[l].starts_with('第') || page.find_in(l, 0, "、关于").is_some())
        .collect();
    last_year(ledger, page, headings, rng)
}

fn year_in_contents(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let contents = page.contents();
    last_year(ledger, page, contents, rng)
}

fn year_in_form(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let titles: Vec<usize> = page.forms().into_iter().map(|f| f.start + 2).collect();
    last_year(ledger, page, titles, rng)
}

/// `2024 年收入预算` in a sentence that speaks of this year's budget.
fn year_in_sentence(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let sentences: Vec<usize> = ["三", "四", "五", "六", "十"]
        .iter()
        .flat_map(|numeral| page.section(numeral).skip(1).take(4))
        .filter(|&l| page.find_in(l, 0, "预算").is_some() || page.find_in(l, 0, "经费数").is_some())
        .collect();
    last_year(ledger, page, sentences, rng)
}

fn office_differs(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let lines: Vec<usize> = page
        .body()
        .filter(|&l| {
            page.find_in(l, 0, "编制单位").is_some()
                || page.find_in(l, 0, "、关于").is_some()
                || page.find_in(l, 0, "预算单位").is_some_and(|s| s.from == 0)
        })
        .collect();
    let line = pick(rng, &lines)?;
    let span = page.find_in(line, 0, &ledger.office)?;
    let characters: Vec<char> = ledger.office.chars().collect();
    let other: String = match rng.u8(..3) {
        0 => ["永宁县", "平川区", "新安县"][rng.usize(..3)]
            .chars()
            .chain(characters[3..].iter().copied())
            .collect(),
        1 => characters[..characters.len() - 2].iter().collect::<String>() + "中心",
        _ => characters[..3].iter().collect::<String>() + "林业和草原局",
    };
    Some(page.changed(span, &other))
}

fn unit_line_missing(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let number = pick(rng, &[1, 2, 3, 4, 5, 6, 7, 10])?;
    let line = page.find(page.table(number), "单位：万元")?.line;
    page.lines.drain(line..line + 2);
    let place = page.title(number)?.line_place();
    Some(page.planted(vec![place], format!("unit of table {number} deleted")))
}
