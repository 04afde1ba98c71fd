//! Who discloses, for which year, by which profile.

use super::Faults;
use crate::choices::Topic;
use crate::placeholder::is_placeholder;
use crate::topics::{EXPLANATIONS, INDICATORS, OFFICE, PRIOR_FIGURES};
use mingzhang_model::{Coordinate, Level, Text, text};
use mingzhang_standard::{Catalogue, Profile, builtin};
use std::ops::RangeInclusive;

pub(super) fn check(faults: &mut Faults<'_>, profile: Option<&Profile>) {
    name(faults);
    year(faults);
    match profile {
        Some(profile) => {
            fits(faults, profile);
            sections(faults, profile);
        }
        None => unknown_profile(faults),
    }
    operators(faults);
    coordinates(faults);
}

/// A name that a template left open.
fn name(faults: &mut Faults<'_>) {
    let name = &faults.entered.ledger.office.name;
    if is_placeholder(name) {
        let message = text!(
            "“{0}”还是模板中的写法，请填单位全称。",
            "“{0}” is the template's. Please write the full name of the office.",
            name
        );
        faults.tell(&OFFICE, Some(0), "name", message);
    }
}

/// The years whose codes can be judged. Next year's budget is made before anybody publishes next year's codes: those of
/// the last year that is known hold until then.
pub(super) fn known_years() -> RangeInclusive<i32> {
    let years = Catalogue::years();
    *years.start()..=years.end() + 1
}

fn year(faults: &mut Faults<'_>) {
    let year = faults.entered.ledger.office.year;
    let years = Catalogue::years();
    // That none is given is told already.
    if year != 0 && !known_years().contains(&year) {
        let message = text!(
            "没有 {0} 年度的科目代码表（现有 {1} 至 {2} 年度），科目无从核对。请核实年度。",
            "there are no codes for {0}, only for {1} to {2}. Please check the year.",
            year,
            *years.start(),
            *years.end()
        );
        faults.tell(&OFFICE, Some(0), "year", message);
    }
}

/// Whether the profile is for offices of this level.
fn fits(faults: &mut Faults<'_>, profile: &Profile) {
    let office = &faults.entered.ledger.office;
    if faults.is_entered(&OFFICE, 0, "level") && !profile.general && office.level != profile.level {
        let message = text!(
            "模板“{0}”用于{1}公开，这里填的是{2}。请改公开级别，或换用相应的模板。",
            "profile “{0}” is for the disclosure of a {1}, and this says {2}. Please change either.",
            &profile.title,
            level(profile.level),
            level(office.level)
        );
        faults.tell(&OFFICE, Some(0), "level", message);
    }
}

fn level(level: Level) -> Text {
    match level {
        Level::Unit => text!("单位", "unit"),
        Level::Department => text!("部门", "department"),
    }
}

/// Texts for sections that the document does not have.
fn sections(faults: &mut Faults<'_>, profile: &Profile) {
    let ledger = &faults.entered.ledger;
    for (record, explanation) in ledger.explanations.iter().enumerate() {
        if explanation.section.is_empty() && explanation.topic == Topic::Paragraph {
            let message =
                text!("补充说明要写明放在哪一部分。", "a paragraph needs the section that it belongs to.");
            faults.tell(&EXPLANATIONS, Some(record), "section", message);
        }
        let known = explanation.section.is_empty() || profile.section(&explanation.section).is_some();
        if known || !faults.is_entered(&EXPLANATIONS, record, "section") {
            continue;
        }
        let all = profile.sections.iter().map(|section| format!("{}（{}）", section.title, section.key));
        let all = all.collect::<Vec<_>>().join("、");
        let message = text!(
            "模板中没有“{0}”这一部分。可用的有：{1}。",
            "the profile has no section “{0}”. It has {1}.",
            &explanation.section,
            all
        );
        faults.tell(&EXPLANATIONS, Some(record), "section", message);
    }
}

fn operators(faults: &mut Faults<'_>) {
    let ledger = &faults.entered.ledger;
    for (record, indicator) in ledger.indicators.iter().enumerate() {
        if !indicator.operator.is_empty() && !super::OPERATORS.contains(&indicator.operator.as_str()) {
            let message = text!(
                "“{0}”不是可用的符号。请填 = >= <= > < 之一（“≥”写作 >=，“≤”写作 <=），文字指标不填。",
                "“{0}” is no comparison. Please write one of = >= <= > <, or nothing for a target in words.",
                &indicator.operator
            );
            faults.tell(&INDICATORS, Some(record), "operator", message);
        }
    }
}

fn coordinates(faults: &mut Faults<'_>) {
    let ledger = &faults.entered.ledger;
    for (record, figure) in ledger.prior_figures.iter().enumerate() {
        if Coordinate::parse(&figure.at).is_none() && faults.is_entered(&PRIOR_FIGURES, record, "at") {
            let message = text!(
                "“{0}”不是坐标。坐标写作 表[行].栏，如 general_expenditure[2010301].total。",
                "“{0}” is no coordinate. Please write table[row].column: general_expenditure[2010301].total.",
                &figure.at
            );
            faults.tell(&PRIOR_FIGURES, Some(record), "at", message);
        }
    }
}

fn unknown_profile(faults: &mut Faults<'_>) {
    let name = &faults.entered.ledger.office.profile;
    if name.is_empty() {
        return;
    }
    let printed = builtin().iter().filter(|profile| profile.print.is_some());
    let all: Vec<String> = printed.map(|profile| format!("{}（{}）", profile.title, profile.id)).collect();
    let message = text!(
        "没有“{0}”这个模板。可用的有：{1}。",
        "there is no profile “{0}”. These can be used: {1}.",
        name,
        all.join("、")
    );
    faults.tell(&OFFICE, Some(0), "profile", message);
}
