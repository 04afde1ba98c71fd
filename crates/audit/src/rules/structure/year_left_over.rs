//! A year carried over from another year's document: in headings, contents, forms, and at the head of sentences.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Folded, Passage, text};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) static RULE: Rule = Rule {
    code: "S109",
    name: "year-left-over",
    title: "标题或说明沿用了其他年度",
    title_en: "A heading or sentence names another fiscal year",
    severity: Severity::Warning,
    page: include_str!("year_left_over.md"),
    check: Check::Disclosure(check),
};

static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("(20[0-9]{2})年").ok());

/// A heading, an entry of the contents, or the line below the title of a form.
static HEADING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("^-?(?:第[一二三四五六七八九十]部分|[一二三四五六七八九十]+、关于)[^，。；：]*$|^\\(?20[0-9]{2}年度?\\)?$").ok()
});

/// `某局2024年支出预算 …`: the year at the head of a sentence that tells this year's budget.
static SENTENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("^(?:[^0-9，。；：]{2,30})?(20[0-9]{2})年[^0-9，。；：]{0,30}?(?:预算|拨款|经费数)").ok()
});

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let Some(year) = context.disclosure.year else {
        outcome.not_checked(text!("没有读到年度", "the fiscal year was not found"));
        return;
    };
    for (passage, folded) in context.passages() {
        let is_heading = HEADING.as_ref().is_some_and(|r| r.is_match(folded.text()));
        if is_heading {
            heading(passage, folded, year, outcome);
        }
    }
    let sections = context.disclosure.sections.iter().filter(|s| !matches!(&*s.key, "" | "glossary"));
    for paragraph in sections.flat_map(|s| &s.paragraphs) {
        sentences(paragraph, year, outcome);
    }
}

fn heading(passage: &Passage, folded: &Folded, year: i32, outcome: &mut Outcome) {
    let Some(pattern) = YEAR.as_ref() else { return };
    let years: Vec<(i32, usize, usize)> = pattern
        .captures_iter(folded.text())
        .filter_map(|c| c.get(1))
        .filter_map(|m| Some((m.as_str().parse().ok()?, m.start(), m.end())))
        .collect();
    let Some(&(named, start, end)) = years.first() else { return };
    outcome.looked();
    if years.iter().all(|(named, ..)| *named != year) {
        report(passage, folded, (named, year), (start, end), outcome);
    }
}

fn sentences(paragraph: &Passage, year: i32, outcome: &mut Outcome) {
    let Some(pattern) = SENTENCE.as_ref() else { return };
    let folded = Folded::of(paragraph.text());
    let mut at = 0;
    for sentence in folded.text().split_inclusive('。') {
        let start = at;
        at += sentence.len();
        let Some(found) = pattern.captures(sentence) else { continue };
        let (Some(whole), Some(written)) = (found.get(0), found.get(1)) else { continue };
        let Ok(named) = written.as_str().parse::<i32>() else { continue };
        outcome.looked();
        // What speaks of both years compares them; what speaks of last year's accounts means last year.
        let compares = ["上年", "比", "较", "执行", "决算", "底", "末", "完成", "结转"];
        let neighbour = (named - year).abs() == 1;
        if neighbour
            && !sentence.contains(&format!("{year}年"))
            && !compares.iter().any(|w| whole.as_str().contains(w))
        {
            report(
                paragraph,
                &folded,
                (named, year),
                (start + written.start(), start + written.end()),
                outcome,
            );
        }
    }
}

fn report(
    passage: &Passage,
    folded: &Folded,
    (named, year): (i32, i32),
    (start, end): (usize, usize),
    outcome: &mut Outcome,
) {
    let message = text!(
        "本文是 {0} 年度的，此处写作 {1} 年，请核对是否沿用了其他年度的文本。",
        "The document is of {0}; this says {1}, perhaps left over from another year.",
        year,
        named
    );
    let (from, to) = folded.original_range(passage.text(), start, end);
    let finding = Finding::new(RULE.code, RULE.severity, message, passage.locate(from, to));
    outcome.report(finding.actual(named.to_string()).expected(year.to_string()));
}
