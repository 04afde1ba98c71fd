//! Codes that the year does not have, of the wrong level, or beside the name of another.

use super::Faults;
use super::office::known_years;
use super::suggest::{below, nearest};
use crate::choices::Budget;
use crate::column::{List, Sheet};
use crate::ledger::Expenditure;
use crate::names::{classification, entry};
use crate::topics::{BALANCES, EXPENDITURE, INITIAL_BUDGET, PRIOR_EXPENDITURE, PRIOR_REVENUE, REVENUE};
use mingzhang_model::{Code, CodeLevel, Text, fold, text};
use mingzhang_standard::{Classification, Entry};

/// A code where it stands.
struct Stated<'a> {
    sheet: &'a dyn Sheet,
    record: usize,
    column: &'static str,
    list: List,
    code: Code,
    /// The levels it may be of.
    levels: &'static [CodeLevel],
}

const ITEM: &[CodeLevel] = &[CodeLevel::Item];
const SECTION: &[CodeLevel] = &[CodeLevel::Section];
const TO_SECTION: &[CodeLevel] = &[CodeLevel::Class, CodeLevel::Section];
const ANY: &[CodeLevel] = &[CodeLevel::Class, CodeLevel::Section, CodeLevel::Item];

pub(super) fn check(faults: &mut Faults<'_>) {
    let year = faults.entered.ledger.office.year;
    if !known_years().contains(&year) {
        return;
    }
    let ledger = &faults.entered.ledger;
    let mut all = items(&REVENUE, ledger.year.revenue.iter().map(|line| line.functional), ITEM);
    all.extend(expenditure(&EXPENDITURE, &ledger.year.expenditure, true));
    all.extend(items(&PRIOR_REVENUE, ledger.prior.revenue.iter().map(|line| line.functional), ANY));
    all.extend(expenditure(&PRIOR_EXPENDITURE, &ledger.prior.expenditure, false));
    let left = ledger.balances.iter().map(|balance| balance.functional);
    all.extend(items(&BALANCES, left, ITEM));
    all.extend(items(&INITIAL_BUDGET, ledger.initial_budget.iter().map(|planned| planned.functional), ITEM));
    for stated in all {
        let is_this_year = ![PRIOR_REVENUE.key, PRIOR_EXPENDITURE.key].contains(&stated.sheet.key());
        let wrong = wrong(faults, &stated, if is_this_year { year } else { year - 1 }, is_this_year);
        if let Some(message) = wrong {
            faults.tell(stated.sheet, Some(stated.record), stated.column, message);
        }
    }
}

/// The functional codes that a sheet names, which must be of these levels.
fn items(
    sheet: &'static dyn Sheet,
    codes: impl Iterator<Item = Option<Code>>,
    levels: &'static [CodeLevel],
) -> Vec<Stated<'static>> {
    let codes = codes.enumerate().filter_map(|(record, code)| Some((record, code?)));
    let stated =
        |(record, code)| Stated { sheet, record, column: "functional", list: List::Functional, code, levels };
    codes.map(stated).collect()
}

fn expenditure(sheet: &'static dyn Sheet, lines: &[Expenditure], is_this_year: bool) -> Vec<Stated<'static>> {
    let mut all = Vec::new();
    for (record, line) in lines.iter().enumerate() {
        // Only the basic expenditure of the general public budget is published by section.
        let is_published = line.nature.is_basic() && line.fund.budget() == Budget::General;
        let economic = if is_this_year && is_published { SECTION } else { TO_SECTION };
        let codes = [
            ("functional", List::Functional, line.functional, if is_this_year { ITEM } else { ANY }),
            ("economic", List::Economic, line.economic, economic),
            ("government", List::Government, line.government, TO_SECTION),
        ];
        for (column, list, code, levels) in codes {
            all.extend(code.map(|code| Stated { sheet, record, column, list, code, levels }));
        }
    }
    all
}

fn wrong(faults: &Faults<'_>, stated: &Stated<'_>, year: i32, is_this_year: bool) -> Option<Text> {
    let (classification, kind) = classification(stated.list)?;
    let ledger = &faults.entered.ledger;
    let own = ledger.own_name(kind, stated.code);
    let found = entry(classification, stated.code, year);
    if !stated.levels.contains(&stated.code.level()) {
        return Some(level(stated, classification, found, year));
    }
    let name = faults.entered.name_beside(stated.sheet, stated.record, stated.column);
    match (own, found) {
        (None, None) => Some(unknown(stated, classification, name, year)),
        // Last year's document may still have used what has gone.
        (None, Some(entry)) if is_this_year && !entry.is_valid_in(year) => Some(retired(entry, year)),
        (own, found) => misnamed(stated, name?, own, found, classification, year),
    }
}

fn level(stated: &Stated<'_>, classification: Classification, found: Option<&Entry>, year: i32) -> Text {
    let wanted = stated.levels.iter().max().copied().unwrap_or(CodeLevel::Item);
    let digits = match wanted {
        CodeLevel::Item => 7,
        CodeLevel::Section => 5,
        CodeLevel::Class => 3,
    };
    let title = match found {
        Some(entry) => format!("{} {}", entry.code, entry.name),
        None => stated.code.to_string(),
    };
    let below = below(classification, stated.code, wanted, year);
    let way_out = if below.is_empty() {
        text!("请从列表中选。", "Please choose from the list.")
    } else {
        text!(
            "其下有：{0}。请改填其中之一。",
            "Below it are {0}. Please choose one of them.",
            below.join("、")
        )
    };
    text!(
        "“{0}”是{1}级科目，这里要填 {2} 位的{3}级编码。{4}",
        "“{0}” is of level {1}; a code of {2} digits ({3}) is wanted here. {4}",
        title,
        stated.code.level().name(),
        digits,
        wanted.name(),
        way_out
    )
}

/// A code that no year has.
fn unknown(stated: &Stated<'_>, classification: Classification, name: Option<&str>, year: i32) -> Text {
    let mut elsewhere = Classification::ALL.into_iter().filter(|other| *other != classification);
    let found = elsewhere.find_map(|other| entry(other, stated.code, year));
    if let Some(entry) = found {
        return text!(
            "“{0} {1}”是{2}的科目，这一栏要填{3}的科目。请换一栏，或改填。",
            "“{0} {1}” belongs to {2}; this column takes codes of {3}. Please move or change it.",
            entry.code,
            entry.name,
            entry.classification.name(),
            classification.name()
        );
    }
    let near = nearest(classification, stated.code, name, year);
    let near = if near.is_empty() {
        Text::default()
    } else {
        text!("是不是：{0}？", "Did you mean {0}? ", near.join("、"))
    };
    text!(
        "{0} 年度的{1}中没有编码 {2}。{3}确有此科目的，请先在“补充科目”中登记编码和名称。",
        "there is no code {2} in {1} of {0}. {3}If it does exist, please enter it with its name in “补充科目” first.",
        year,
        classification.name(),
        stated.code,
        near
    )
}

/// A code that other years have.
fn retired(entry: &Entry, year: i32) -> Text {
    let when = match (entry.valid_from, entry.valid_to) {
        (Some(from), _) if year < from => text!("自 {0} 年度起才使用", "in use only since {0}", from),
        (_, Some(to)) => text!("只用到 {0} 年度", "in use only until {0}", to),
        _ => text!("这一年度不使用", "not in use in that year"),
    };
    text!(
        "科目“{0} {1}”{2}，{3} 年度不能用。请从列表中另选。",
        "“{0} {1}” is {2}, not in {3}. Please choose another.",
        entry.code,
        entry.name,
        when,
        year
    )
}

/// A code beside the name of another.
fn misnamed(
    stated: &Stated<'_>,
    name: &str,
    own: Option<&str>,
    found: Option<&Entry>,
    classification: Classification,
    year: i32,
) -> Option<Text> {
    let said = fold(name);
    let known = own.is_some_and(|own| fold(own) == said)
        || found.is_some_and(|entry| entry.folded == said || entry.earlier_name(&said).is_some());
    if known {
        return None;
    }
    let right = own.or(found.map(|entry| entry.name))?;
    let near = nearest(classification, stated.code, Some(name), year);
    Some(text!(
        "编码 {0} 的名称是“{1}”，这里写的却是“{2}”。请核对编码，从列表中重选（{3}）。",
        "code {0} is “{1}”, and here stands “{2}”. Please check it and choose again ({3}).",
        stated.code,
        right,
        name,
        near.join("、")
    ))
}
