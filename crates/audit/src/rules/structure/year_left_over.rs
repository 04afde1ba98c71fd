//! A year carried over from another year's document: in headings, contents, forms, and at the head of sentences.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::words::Found;
use mingzhang_model::{Passage, text};
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

static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("20[0-9]{2}年").ok());

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
    let (Some(mention), Some(heading)) = (YEAR.as_ref(), HEADING.as_ref()) else { return };
    let this_year = format!("{year}年");
    for mut found in context.words().find(mention) {
        outcome.looked();
        found.range.end -= '年'.len_utf8();
        let text = found.folded.text();
        let Some(named) = found.text().parse().ok().filter(|named| *named != year) else {
            continue;
        };
        let first = mention.find(text).is_some_and(|m| m.start() == found.range.start);
        let left_over = if first && heading.is_match(text) {
            !text.contains(&this_year)
        } else {
            heads_a_sentence(&found, named, year) && stands_in_section(context, found.passage)
        };
        if left_over {
            outcome.report(finding(&found, named, year));
        }
    }
}

/// Whether the sentence tells the budget of the year it begins with, and that is the year before or after.
fn heads_a_sentence(found: &Found<'_>, named: i32, year: i32) -> bool {
    // What speaks of both years compares them; what speaks of last year's accounts, or of what became of its budget,
    // means last year.
    const COMPARES: [&str; 13] =
        ["上年", "比", "较", "执行", "决算", "底", "末", "完成", "结转", "批复", "下达", "追加", "调整"];
    let text = found.folded.text();
    let start = text[..found.range.start].rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let end = text[start..].find('。').map_or(text.len(), |at| start + at);
    let sentence = &text[start..end];
    let head = SENTENCE.as_ref().and_then(|pattern| pattern.captures(sentence));
    let Some((whole, written)) = head.and_then(|c| Some((c.get(0)?, c.get(1)?))) else { return false };
    let clause = &sentence[..whole.end() + clause_end(&sentence[whole.end()..])];
    start + written.start() == found.range.start
        && (named - year).abs() == 1
        && !sentence.contains(&format!("{year}年"))
        && !COMPARES.iter().any(|word| clause.contains(word))
}

/// Where the words end that follow 预算 without an amount or a sign between: 执行数为 of 预算执行数为98.00万元.
fn clause_end(rest: &str) -> usize {
    rest.find(|c: char| c.is_ascii_digit() || "，。；：".contains(c)).unwrap_or(rest.len())
}

/// Whether a passage is a paragraph of a section that the profile knows, other than the glossary.
fn stands_in_section(context: &Context<'_>, passage: &Passage) -> bool {
    let sections = context.disclosure.sections.iter().filter(|s| !matches!(&*s.key, "" | "glossary"));
    sections.flat_map(|s| &s.paragraphs).any(|paragraph| paragraph.location() == passage.location())
}

fn finding(found: &Found<'_>, named: i32, year: i32) -> Finding {
    let message = text!(
        "本文是 {0} 年度的，此处写作 {1} 年，请核对是否沿用了其他年度的文本。",
        "The document is of {0}; this says {1}, perhaps left over from another year.",
        year,
        named
    );
    let finding = Finding::new(RULE.code, RULE.severity, message, found.location());
    finding.actual(named.to_string()).expected(year.to_string())
}
