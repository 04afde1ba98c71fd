//! Mistakes in final accounts (决算): the kinds that were found in published ones, and those that makers of checkers plant.

use super::page::{Page, Span};
use super::slips::{digit, pick};
use super::{Defect, EQUATIONS, Planted};
use fastrand::Rng;
use std::ops::Range;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::of_accounts("决算：表中一位数字改动", EQUATIONS, in_a_table),
    Defect::of_accounts("决算：说明中一位数字改动", EQUATIONS, in_words),
    Defect::of_accounts("决算：总计写作 0.00", EQUATIONS, total_of_nothing),
    Defect::of_accounts("决算：元写作万元", EQUATIONS, yuan),
    Defect::of_accounts("决算：完成年初预算的百分比有误", &["N"], completion),
    Defect::of_accounts("决算：比上年的方向相反", &["N"], direction).with(&["N"]),
    Defect::of_accounts("决算：大于写作小于，或者相反", &["N"], comparison),
    Defect::of_accounts("决算：持平写作小于", &["N"], flat),
    Defect::of_accounts("决算：留有模板的单位名", &["F105", "S"], placeholder).with(&["S"]),
    Defect::of_accounts("决算：留有别的单位的名称", &["S"], other_office),
    Defect::of_accounts("决算：资产的截止日期是上年", &["S"], cut_off),
    Defect::of_accounts("决算：标题中的年度是上年", &["S"], title_year),
    Defect::of_accounts("决算：名词解释少一项", &["S"], glossary).with(&["F102"]),
    Defect::of_accounts("决算：编号跳号", &["F102"], numbering),
    Defect::of_accounts("决算：支出决算表少一行", EQUATIONS, row_lost),
];

/// The lines of the explanation of the accounts.
fn words(page: &Page) -> Range<usize> {
    let from = page.last_line("第三部分").unwrap_or(0);
    from..page.last_line("第四部分").unwrap_or(page.lines.len())
}

/// The lines of the tables.
fn tables(page: &Page) -> Vec<usize> {
    page.all().filter(|&line| page.lines[line].contains('\t')).collect()
}

/// One of these stretches, with something else written there.
fn one(
    page: Page,
    spans: &[Span],
    rng: &mut Rng,
    wrong: impl Fn(&mut Rng, &str) -> Option<String>,
) -> Option<Planted> {
    let span = pick(rng, spans)?;
    let wrong = wrong(rng, &page.at(span))?;
    Some(page.changed(span, &wrong))
}

/// Every stretch of these lines that reads `words`.
fn all_of(page: &Page, lines: Range<usize>, words: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for line in lines {
        let mut from = 0;
        while let Some(span) = page.find_in(line, from, words) {
            from = span.to;
            found.push(span);
        }
    }
    found
}

/// The amounts right after these words.
fn after(page: &Page, words_before: &str) -> Vec<Span> {
    let found = all_of(page, words(page), words_before);
    let amount = |span: Span| page.amounts(span.line).into_iter().find(|amount| amount.from == span.to);
    found.into_iter().filter_map(amount).collect()
}

fn in_a_table(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let cells = page.amounts_of(tables(&page));
    one(page, &cells, rng, digit)
}

fn in_words(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let amounts = page.amounts_of(words(&page));
    one(page, &amounts, rng, digit)
}

fn total_of_nothing(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let totals: Vec<Span> = ["收入支出总计", "本年收入合计", "本年支出合计"]
        .iter()
        .flat_map(|words| after(&page, words))
        .collect();
    one(page, &totals, rng, |_, _| Some("0.00".to_owned()))
}

fn yuan(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let amounts = after(&page, "支出决算为");
    let amounts: Vec<Span> = amounts.into_iter().filter(|&span| page.value(span) != Some(0)).collect();
    one(page, &amounts, rng, |_, written| Some(format!("{}0000.00", written.split_once('.')?.0)))
}

fn completion(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let mut rates = after(&page, "完成年初预算的");
    rates.extend(after(&page, "完成预算的"));
    rates.retain(|&span| page.value(span) != Some(0));
    one(page, &rates, rng, digit)
}

fn direction(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let lines = words(&page);
    let mut all = all_of(&page, lines.clone(), "增长");
    all.extend(all_of(&page, lines, "下降"));
    let planted =
        one(page, &all, rng, |_, word| Some(if word == "增长" { "下降" } else { "增长" }.to_owned()));
    planted.map(Planted::in_its_sentence)
}

fn comparison(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let lines = words(&page);
    let mut all = all_of(&page, lines.clone(), "决算数大于预算数");
    all.extend(all_of(&page, lines, "决算数小于预算数"));
    let turned = |_: &mut Rng, words: &str| {
        let larger = words.contains('大');
        Some(words.replace(if larger { '大' } else { '小' }, if larger { "小" } else { "大" }))
    };
    one(page, &all, rng, turned).map(Planted::in_its_sentence)
}

fn flat(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let all = all_of(&page, words(&page), "决算数与预算数持平");
    one(page, &all, rng, |_, _| Some("决算数小于预算数的主要原因：厉行节约".to_owned()))
        .map(Planted::in_its_sentence)
}

fn placeholder(page: Page, office: &str, rng: &mut Rng) -> Option<Planted> {
    let all = all_of(&page, words(&page), office);
    one(page, &all, rng, |_, _| Some("上海市XX局".to_owned()))
}

fn other_office(page: Page, office: &str, rng: &mut Rng) -> Option<Planted> {
    let other = if office.ends_with("统计局") { "审计局" } else { "统计局" };
    let place: String = office.split_inclusive('区').next()?.to_owned();
    let mut all = all_of(&page, words(&page), office);
    all.retain(|span| span.from == 0);
    one(page, &all, rng, |_, _| Some(format!("{place}{other}")))
}

fn cut_off(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let years: Vec<Span> = all_of(&page, words(&page), "截至20")
        .into_iter()
        .map(|span| Span { from: span.from + 2, to: span.from + 6, ..span })
        .collect();
    one(page, &years, rng, year_before)
}

fn title_year(page: Page, office: &str, rng: &mut Rng) -> Option<Planted> {
    let heading = page.last_line("第三部分")?;
    let name = page.find_in(heading, 0, office)?;
    let year = Span { from: name.to, to: name.to + 4, ..name };
    one(page, &[year], rng, year_before).map(Planted::in_its_sentence)
}

fn year_before(_: &mut Rng, year: &str) -> Option<String> {
    Some((year.parse::<i32>().ok()? - 1).to_string())
}

fn glossary(mut page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let heading = page.last_line("第四部分")?;
    let items: Vec<usize> =
        (heading + 1..page.lines.len()).filter(|&l| page.lines[l].contains('、')).collect();
    let term = pick(rng, &["基本支出", "项目支出"])?;
    let line = items.into_iter().find(|&l| page.lines[l].contains(term))?;
    page.lines[line].clear();
    // It is said where the term is used.
    let places = all_of(&page, words(&page), term).into_iter().map(Span::line_place).collect();
    Some(page.planted(places, format!("{term} left out")))
}

fn numbering(page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let heads: Vec<Span> = words(&page)
        .filter(|&l| page.lines[l].starts_with(['2', '3']) && page.lines[l].chars().nth(1) == Some('、'))
        .map(|line| Span { line, from: 0, to: 1 })
        .collect();
    let wrong = |_: &mut Rng, number: &str| Some((number.parse::<u32>().ok()? + 1).to_string());
    one(page, &heads, rng, wrong).map(Planted::in_its_sentence)
}

fn row_lost(mut page: Page, _: &str, rng: &mut Rng) -> Option<Planted> {
    let title = (0..page.lines.len()).rfind(|&l| page.lines[l].trim() == "支出决算表")?;
    let end = (title..page.lines.len()).find(|&l| page.lines[l].trim() == "财政拨款收入支出决算总表")?;
    let is_item = |l: &usize| {
        let digits: String =
            page.lines[*l].chars().filter(|c| *c != '\t').take_while(char::is_ascii_digit).collect();
        digits.len() == 7
    };
    let rows: Vec<usize> = (title..end).filter(is_item).collect();
    let row = pick(rng, &rows)?;
    let gone = page.lines.remove(row);
    let places = (title..end).filter_map(|l| page.whole(l)).map(Span::line_place).collect();
    Some(page.planted(places, gone))
}
