//! The publication date: missing, impossible, or outside the fiscal calendar.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Kind, Location, PrintedDate, text};

pub(crate) static RULE: Rule = Rule {
    code: "S105",
    name: "publication-date",
    title: "公开日期缺失或不合常理",
    title_en: "The publication date is missing or implausible",
    severity: Severity::Warning,
    page: include_str!("date.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    if disclosure.date.is_none() && context.profile.is_none() {
        outcome.not_applicable = Some(text!(
            "文档种类未能识别，也没有读到日期",
            "the kind of document is unknown, and no date was found"
        ));
        return;
    }
    if disclosure.date.is_none() && context.profile.is_some_and(|profile| !profile.dated) {
        outcome.not_applicable = Some(text!("这种文本不印公开日期", "documents of this kind print no date"));
        return;
    }
    outcome.looked();
    let Some(date) = &disclosure.date else {
        let last = disclosure.passages.last().map_or(Location::default(), mingzhang_model::Passage::location);
        let message = text!("文末没有公开日期。", "There is no publication date at the end.");
        outcome.report(Finding::new(RULE.code, Severity::Warning, message, last));
        return;
    };
    if !exists(date) {
        let message = text!("公开日期“{0}”不存在。", "There is no such date as “{0}”.", date.written.text());
        outcome.report(Finding::new(RULE.code, Severity::Error, message, date.written.location()));
        return;
    }
    let Some(year) = disclosure.year else {
        outcome.not_checked(text!("没有读到年度", "the fiscal year was not found"));
        return;
    };
    if !plausible(date, year, disclosure.kind) {
        let message = text!(
            "公开日期 {0} 与 {1} 年度不相称，请核对是否沿用了其他年度的文本。",
            "The publication date {0} does not go with fiscal year {1}; it may be left over from another year.",
            date.written.text(),
            year
        );
        outcome.report(Finding::new(RULE.code, Severity::Warning, message, date.written.location()));
    }
}

fn exists(date: &PrintedDate) -> bool {
    let leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    let days = match date.month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    };
    (1..=days).contains(&date.day)
}

/// A budget is published around the beginning of its year, final accounts after its end.
fn plausible(date: &PrintedDate, year: i32, kind: Option<Kind>) -> bool {
    match kind {
        Some(Kind::FinalAccounts) => date.year == year + 1,
        Some(Kind::Budget) | None => date.year == year || (date.year == year - 1 && date.month == 12),
    }
}
