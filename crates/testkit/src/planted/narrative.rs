//! N: sentences that contradict the tables or themselves.

use super::page::{Page, Span};
use super::slips::{digit, in_yuan, pick, slip, slipped_point, swapped, written};
use super::{Defect, Planted};
use crate::synthetic::{Cents, Ledger};
use fastrand::Rng;

// Where nothing but its own sentence ties a number, the document does not tell which number of the sentence is wrong: the
// place is the sentence. Where an item was compared with another base, and its rate with it, any of the changes may be;
// and where several items are said to be unchanged, any of them may have moved.
pub(super) const DEFECTS: &[Defect] = &[
    Defect::number("wrong-amount", 'N', wrong_amount),
    Defect::number("slipped-point-in-prose", 'N', slipped),
    Defect::number("yuan-in-prose", 'N', yuan),
    Defect::number("digits-exchanged-in-prose", 'N', exchanged),
    Defect::number("operating-expenses-differ", 'N', operating),
    Defect::number("wrong-share", 'N', wrong_share),
    Defect::number("share-of-another-whole", 'N', other_whole),
    Defect::number("wrong-growth-rate", 'N', wrong_rate),
    Defect::number("growth-on-this-years-amount", 'N', wrong_base),
    Defect::seen("increase-for-decrease", 'N', &["N104"], one_word),
    Defect::seen("both-words-the-wrong-way", 'N', &["N104"], both_words).with(&["N106"]),
    Defect::seen("unchanged-although-it-moved", 'N', &["N112"], unchanged).with(&["N106"]),
    Defect::number("parts-do-not-add-up", 'N', parts),
    Defect::number("part-of-procurement-above-the-whole", 'N', part_above_whole),
    Defect::number("prior-years-of-parts-do-not-add-up", 'N', prior_years).with(&["N106"]),
    Defect::seen("said-to-be-unplanned", 'N', &["N107"], unplanned).with(&["N105", "N106"]),
    Defect::seen("reason-missing", 'N', &["N108"], no_reason),
    Defect::seen("rooms-miscounted", 'N', &["N109"], rooms),
    Defect::seen("projects-miscounted", 'N', &["N110", "P111"], project_count),
    Defect::number("amount-of-projects-wrong", 'N', project_amount),
    Defect::number("amount-given-twice-differently", 'N', twice),
    Defect::seen("part-of-three-public-left-out", 'N', &["N113"], part_left_out),
    Defect::seen("larger-said-of-a-smaller-amount", 'N', &["N114"], larger_for_smaller),
    Defect::number("staff-do-not-add-up", 'N', staff),
];

const SECTIONS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "十", "十一"];

/// Amounts of the narrative that a clause of change, or a share, does not follow from alone.
fn amounts(page: &Page, sections: &[&str]) -> Vec<Span> {
    let lines = sections.iter().flat_map(|s| page.section(s));
    let percent = |s: Span| page.lines[s.line].chars().nth(s.to) == Some('%');
    page.amounts_of(lines).into_iter().filter(|&s| !percent(s)).collect()
}

/// The percentages after one of the words.
fn rates(page: &Page, sections: &[&str], words: &[&str]) -> Vec<Span> {
    let lines = sections.iter().flat_map(|s| page.section(s));
    let after = |s: &Span| {
        let before: String = page.lines[s.line].chars().take(s.from).filter(|c| *c != ' ').collect();
        page.lines[s.line].chars().nth(s.to) == Some('%') && words.iter().any(|w| before.ends_with(w))
    };
    page.amounts_of(lines).into_iter().filter(after).collect()
}

type Wrong = fn(&Ledger, &mut Rng, &str) -> Option<String>;

fn one(ledger: &Ledger, rng: &mut Rng, page: Page, spans: &[Span], wrong: Wrong) -> Option<Planted> {
    let span = pick(rng, spans)?;
    let wrong = wrong(ledger, rng, &page.at(span))?;
    Some(page.changed(span, &wrong))
}

fn wrong_amount(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let spans = amounts(&page, &SECTIONS);
    one(ledger, rng, page, &spans, |_, rng, amount| digit(rng, amount))
}

fn slipped(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let spans = amounts(&page, &SECTIONS);
    one(ledger, rng, page, &spans, slipped_point)
}

fn yuan(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let spans = amounts(&page, &SECTIONS);
    one(ledger, rng, page, &spans, |ledger, _, amount| in_yuan(ledger, amount))
}

fn exchanged(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let spans = amounts(&page, &SECTIONS);
    one(ledger, rng, page, &spans, |_, rng, amount| swapped(rng, amount))
}

fn operating(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let span = page.find(page.other_matters(), "的机关运行经费财政拨款预算")?;
    let spans = page.amounts_of([span.line]).first().copied();
    one(ledger, rng, page, spans.as_slice(), slip)
}

fn wrong_share(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let spans = rates(&page, &["二", "三", "五"], &["占"]);
    one(ledger, rng, page, &spans, |_, rng, rate| digit(rng, rate))
}

/// Percent of a whole as documents print it.
fn share(part: Cents, whole: Cents) -> String {
    let hundredths = (part * 20_000 + whole) / (2 * whole.max(1));
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The share of a class in all income, not in the general budget.
fn other_whole(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let span = pick(rng, &rates(&page, &["五"], &["占"]))?;
    let part = page.amounts(span.line).into_iter().find(|&s| s != span)?;
    let wrong = share(page.value(part)?, ledger.spent("").total());
    (wrong != page.at(span)).then(|| page.changed(span, &wrong))
}

const MOVED: [&str; 2] = ["增长", "下降"];

fn wrong_rate(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let spans = rates(&page, &["二", "三", "五", "十"], &MOVED);
    one(ledger, rng, page, &spans, |_, rng, rate| digit(rng, rate))
}

/// A change: the amount, the change, the rate, each a number of the line.
struct Change {
    amount: Span,
    moved: Span,
    rate: Span,
}

/// The changes of sections whose amount stands before them.
fn changes(page: &Page, sections: &[&str]) -> Vec<Change> {
    let all = rates(page, sections, &MOVED).into_iter().filter_map(|rate| {
        let numbers = page.amounts(rate.line);
        let at = numbers.iter().position(|&s| s == rate)?;
        let percent = |s: Span| page.lines[s.line].chars().nth(s.to) == Some('%');
        let amount = numbers[..at - 1].iter().rev().copied().find(|&s| !percent(s))?;
        Some(Change { amount, moved: numbers[at - 1], rate })
    });
    all.collect()
}

fn a_change(page: &Page, sections: &[&str], rng: &mut Rng) -> Option<Change> {
    let all = changes(page, sections);
    let index = rng.usize(..all.len().max(1));
    all.into_iter().nth(index)
}

/// The change divided by this year's amount, not last year's.
fn wrong_base(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let Change { amount, moved, rate } = a_change(&page, &["二", "三", "五"], rng)?;
    let amount = page.value(amount).filter(|v| *v > 0)?;
    let wrong = share(page.value(moved)?, amount);
    (wrong != page.at(rate)).then(|| page.changed(rate, &wrong))
}

/// The word right before a number.
fn word_before(page: &Page, span: Span, words: &[&str]) -> Option<Span> {
    words.iter().find_map(|word| {
        let from = span.from.checked_sub(word.chars().count() + 1)?;
        page.find_in(span.line, from, word).filter(|w| w.to <= span.from)
    })
}

fn opposite(word: &str) -> &'static str {
    match word {
        "增加" => "减少",
        "减少" => "增加",
        "增长" => "下降",
        _ => "增长",
    }
}

fn one_word(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let Change { moved, rate, .. } = a_change(&page, &["二", "三", "五", "十"], rng)?;
    let first = word_before(&page, moved, &["增加", "减少"])?;
    let second = word_before(&page, rate, &MOVED)?;
    let word = if rng.bool() { first } else { second };
    let wrong = opposite(&page.at(word));
    page.replace(word, wrong);
    let place = Span { to: second.to, ..first }.place();
    Some(page.planted(vec![place], format!("-> {wrong}")))
}

fn both_words(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let Change { moved, rate, .. } = a_change(&page, &["二", "三", "五"], rng)?;
    let first = word_before(&page, moved, &["增加", "减少"])?;
    let second = word_before(&page, rate, &MOVED)?;
    for word in [first, second] {
        let wrong = opposite(&page.at(word));
        page.replace(word, wrong);
    }
    let place = Span { to: second.to, ..first }.place();
    Some(page.planted(vec![place], "both words turned round"))
}

/// The clause of a change, from 比上年 to the end of its reason.
fn clause(page: &Page, change: &Change) -> Option<Span> {
    let from = page.find_in(change.moved.line, change.amount.to, "比上年")?;
    let text: Vec<char> = page.lines[from.line].chars().collect();
    let end = (change.rate.to..text.len()).find(|&at| "。；".contains(text[at]))?;
    Some(Span { to: end, ..from })
}

fn unchanged(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let uses =
        changes(&page, &["五"]).into_iter().filter(|c| page.find_in(c.rate.line, 0, "预算数为").is_some());
    let uses: Vec<Change> = uses.collect();
    let change = uses.into_iter().nth(rng.usize(..4))?;
    let span = clause(&page, &change)?;
    let mut planted = page.changed(span, "与上年预算持平");
    planted.places.extend(compared(&Page::of(ledger), "与上年预算持平").into_iter().map(Span::line_place));
    Some(planted)
}

/// Where section five compares with last year in these words: the first time on each line.
fn compared(page: &Page, words: &str) -> Vec<Span> {
    page.section("五").filter_map(|l| page.find_in(l, 0, words)).collect()
}

fn parts(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let label = pick(rng, &["政府采购预算", "车辆"])?;
    let lines = page
        .other_matters()
        .filter(|&l| page.find_in(l, 0, label).is_some() && page.find_in(l, 0, "其中：").is_some());
    let spans = page.amounts_of(lines);
    one(ledger, rng, page, &spans, slip).map(Planted::in_its_sentence)
}

fn part_above_whole(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let words = page.find(page.other_matters(), "政府采购服务预算")?;
    let span = page.amounts_of([words.line]).into_iter().find(|s| s.from >= words.to)?;
    let whole: Cents = ledger.procurement.iter().sum();
    let wrong = written(ledger, whole + rng.i64(1..900));
    Some(page.changed(span, &wrong).in_its_sentence())
}

/// An item is compared with another base than the whole was: its change and its rate fit each other.
fn prior_years(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let uses =
        changes(&page, &["五"]).into_iter().filter(|c| page.find_in(c.rate.line, 0, "预算数为").is_some());
    let uses: Vec<Change> = uses.collect();
    let Change { amount, moved, rate } = uses.into_iter().nth(rng.usize(..4))?;
    let (now, by) = (page.value(amount)?, page.value(moved)?);
    let grew = page.at(word_before(&page, rate, &MOVED)?) == "增长";
    let wrong = by + rng.i64(3..400);
    let before = if grew { now - wrong } else { now + wrong };
    (before > 0 && now > 0).then_some(())?;
    let places = compared(&page, "上年预算").into_iter().map(Span::line_place).collect();
    page.replace(rate, &written(ledger, (wrong * 20_000 + before) / (2 * before)));
    page.replace(moved, &written(ledger, wrong));
    Some(page.planted(places, format!("changed by {wrong}, not {by}")))
}

fn unplanned(ledger: &Ledger, _: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    (ledger.own_funds[0] > 0).then_some(())?;
    let line = page.section("二").find(|&l| page.find_in(l, 0, "单位资金").is_some_and(|s| s.from == 0))?;
    "单位资金未安排。".clone_into(&mut page.lines[line]);
    let place = page.whole(line)?.place();
    Some(page.planted(vec![place], "own funds said to be none"))
}

fn no_reason(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let all = changes(&page, &["二", "三", "五"]);
    let large = all.into_iter().filter(|c| page.value(c.rate).is_some_and(|v| v > 1000));
    let large: Vec<Change> = large.collect();
    let index = rng.usize(..large.len().max(1));
    let change = large.into_iter().nth(index)?;
    let reason = Span { from: change.rate.to + 1, ..clause(&page, &change)? };
    let line = change.rate.line_place();
    let mut planted = page.changed(reason, "");
    planted.places = vec![line];
    Some(planted)
}

fn rooms(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let words = page.find(page.body(), &format!("{} 个科室", ledger.rooms.len()))?;
    let span = Span { to: words.from + ledger.rooms.len().to_string().len(), ..words };
    let wrong = ledger.rooms.len() + rng.usize(1..4);
    Some(page.changed(span, &wrong.to_string()))
}

fn project_count(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let count = ledger.projects.len();
    let words = page.find(page.other_matters(), &format!("当年财政拨款项目 {count}"))?;
    let span = Span { from: words.to - count.to_string().len(), ..words };
    let wrong = count + rng.usize(1..3);
    Some(page.changed(span, &wrong.to_string()))
}

fn project_amount(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let words = page.find(page.other_matters(), "当年财政拨款项目")?;
    let span = page.amounts_of([words.line]).into_iter().find(|s| s.from >= words.to)?;
    let wrong = slip(ledger, rng, &page.at(span))?;
    Some(page.changed(span, &wrong))
}

/// Procurement is told once more at the end of its paragraph, with another amount.
fn twice(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let words = page.find(page.other_matters(), "政府采购工程预算")?;
    let whole: Cents = ledger.procurement.iter().sum();
    let wrong = slip(ledger, rng, &written(ledger, whole))?;
    let end = page.lines[words.line].chars().count();
    let head = "比上年更重视节约，全年政府采购预算共计 ";
    let at = Span {
        line: words.line,
        from: end + head.chars().count(),
        to: end + head.chars().count() + wrong.chars().count(),
    };
    page.lines[words.line].extend([head, wrong.as_str(), " 万元。"]);
    let first = page.amounts_of([words.line]).first().copied()?;
    Some(page.planted(vec![at.place(), first.place()], format!("procurement told again as {wrong}")))
}

fn part_left_out(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let left_out = pick(rng, &[(0, "因公出国（境）费"), (1, "公务用车购置费")])?;
    (ledger.three_public[left_out.0] == 0).then_some(())?;
    let line = page.section("十").start + 2;
    let from = page.find_in(line, 0, left_out.1)?;
    let to = page.find_in(line, from.to, "，")?.to;
    page.replace(Span { to, ..from }, "");
    // The comparison with last year leaves it out, too.
    let compared = line + 2;
    let from = page.find_in(compared, 0, left_out.1)?;
    let to = page.find_in(compared, from.to, "；")?.to;
    page.replace(Span { to, ..from }, "");
    let place = page.whole(line)?.place();
    Some(page.planted(vec![place], format!("{} left out", left_out.1)))
}

/// `A 万元，…大于上年预算数` where it fell.
fn larger_for_smaller(ledger: &Ledger, _: &mut Rng) -> Option<Planted> {
    let mut page = Page::of(ledger);
    let line = page.section("十").start + 4;
    let words = page.find_in(line, 0, "“三公”经费比上年预算减少")?;
    let from = Span { from: words.to - 8, ..words };
    page.replace(from, "大于上年预算，减少");
    let place = page.whole(line)?.line_place();
    Some(page.planted(vec![place], "大于 although it fell"))
}

fn staff(ledger: &Ledger, rng: &mut Rng) -> Option<Planted> {
    let page = Page::of(ledger);
    let total: i64 = ledger.staff[1..].iter().sum();
    let words = page.find(page.body(), &format!("实有人数 {total}"))?;
    let span = Span { from: words.to - total.to_string().len(), ..words };
    Some(page.changed(span, &(total + rng.i64(1..9)).to_string()).in_its_sentence())
}
