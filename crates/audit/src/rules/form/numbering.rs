//! Numbered lists that repeat a number or leave one out.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Folded, Passage, text};
use mingzhang_standard::Profile;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "F102",
    name: "numbering-repeated-or-gapped",
    title: "编号重复或跳号",
    title_en: "A numbered list repeats or leaves out a number",
    severity: Severity::Warning,
    page: include_str!("numbering.md"),
    check: Check::Profiled(check),
};

/// A number at the head of a paragraph or sentence.
struct Numbered<'a> {
    /// How it is written: 一、 (一) 1. (1) 目标1
    style: &'static str,
    number: u32,
    passage: &'a Passage,
    range: (usize, usize),
}

/// Without a profile the rows of tables may stand among the paragraphs.
fn check(context: &Context<'_>, _: &Profile, outcome: &mut Outcome) {
    for section in &context.disclosure.sections {
        let numbered: Vec<Numbered<'_>> = section.paragraphs.iter().flat_map(heads).collect();
        sequence(&side_by_side(numbered), outcome);
    }
    let headings: Vec<Numbered<'_>> =
        context.disclosure.sections.iter().filter_map(|s| head(&s.heading)).collect();
    sequence(&side_by_side(headings), outcome);
    for form in &context.disclosure.forms {
        sequence(&form.goal.iter().flat_map(goals).collect::<Vec<_>>(), outcome);
    }
}

/// Two lists side by side that were read as one: 一 一 二 二 三 三. The second of each pair is left out.
fn side_by_side(numbered: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    /// So many pairs are no slip.
    const PAIRS: usize = 3;
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    let repeats: Vec<bool> =
        numbered.iter().map(|item| last.insert(item.style, item.number) == Some(item.number)).collect();
    if repeats.iter().filter(|repeat| **repeat).count() < PAIRS {
        return numbered;
    }
    numbered.into_iter().zip(repeats).filter_map(|(item, repeat)| (!repeat).then_some(item)).collect()
}

/// So many lists may be open: a list ends where its outer one goes on, or when it is forgotten.
const DEEPEST: usize = 8;

/// Numbers of one style go up by one; a new list begins at one, and an outer list goes on after an inner one.
fn sequence(numbered: &[Numbered<'_>], outcome: &mut Outcome) {
    let mut lists: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (index, item) in numbered.iter().enumerate() {
        outcome.looked();
        let open = lists.entry(item.style).or_default();
        let next = numbered[index + 1..].iter().find(|n| n.style == item.style);
        // 1 2 2 4: one number is wrong, and the list goes on as if it were right.
        let skipped = |before: &u32| next.is_some_and(|n| n.number == before + 2);
        if let Some(before) = open.last().copied().filter(|b| item.number != b + 1).filter(skipped) {
            outcome.report(finding(item, before));
            open.pop();
            open.push(before + 1);
            continue;
        }
        if open.len() > DEEPEST {
            open.remove(0);
        }
        let Some(before) = open.last().copied().filter(|_| item.number != 1) else {
            open.push(item.number);
            continue;
        };
        if let Some(continued) = open.iter().rposition(|last| last + 1 == item.number) {
            open.truncate(continued);
        } else {
            open.pop();
            outcome.report(finding(item, before));
        }
        open.push(item.number);
    }
}

fn finding(item: &Numbered<'_>, before: u32) -> Finding {
    let written = item.passage.slice(item.range.0, item.range.1);
    let message = if item.number == before {
        text!("编号“{0}”重复。", "The number “{0}” is repeated.", written.text())
    } else {
        text!(
            "编号不连续：第 {1} 项之后是“{0}”。",
            "The numbering is not continuous: “{0}” follows number {1}.",
            written.text(),
            before
        )
    };
    Finding::new(RULE.code, RULE.severity, message, written.location()).actual(written.text())
}

/// The number at the head of a paragraph, and those that go on from it within: （七）…。（八）… without a break between.
fn heads(passage: &Passage) -> Vec<Numbered<'_>> {
    let mut found: Vec<Numbered<'_>> = head(passage).into_iter().collect();
    let Some(first) = found.first().filter(|first| first.style == "(一)") else { return found };
    let mut number = first.number;
    let folded = Folded::of(passage.text());
    for (at, _) in folded.text().match_indices("。(") {
        let start = at + '。'.len_utf8();
        let rest = &folded.text()[start + 1..];
        let Some((word, _)) = rest.split_once(')') else { continue };
        if chinese_number(word) == Some(number + 1) {
            number += 1;
            let end = start + word.len() + "()".len();
            let range = folded.original_range(passage.text(), start, end);
            found.push(Numbered { style: "(一)", number, passage, range });
        }
    }
    found
}

fn head(passage: &Passage) -> Option<Numbered<'_>> {
    let folded = Folded::of(passage.text());
    let text = folded.text();
    let (open, rest) = text.strip_prefix('(').map_or((false, text), |rest| (true, rest));
    let chinese = rest.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count() * '一'.len_utf8();
    let arabic = rest.bytes().take_while(u8::is_ascii_digit).count();
    let len = chinese.max(arabic);
    let (word, after) = (rest.get(..len)?, rest.get(len..)?);
    let style = match (open, chinese > 0) {
        (true, true) if after.starts_with(')') => "(一)",
        (true, false) if after.starts_with(')') => "(1)",
        (false, true) if after.starts_with('、') => "一、",
        (false, false) if after.starts_with('、') || is_point(after) => "1.",
        _ => return None,
    };
    let number = if chinese > 0 { chinese_number(word)? } else { word.parse().ok()? };
    let end = usize::from(open) + len + after.chars().next()?.len_utf8();
    Some(Numbered { style, number, passage, range: folded.original_range(passage.text(), 0, end) })
}

/// A full stop after a number, and not a decimal point.
fn is_point(after: &str) -> bool {
    after.strip_prefix('.').is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// 目标1：…目标2：…
fn goals(passage: &Passage) -> Vec<Numbered<'_>> {
    let folded = Folded::of(passage.text());
    let text = folded.text();
    let mut found = Vec::new();
    for (at, word) in text.match_indices("目标") {
        let digits = text[at + word.len()..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + word.len() + digits;
        if let (Ok(number), true) = (text[at + word.len()..end].parse(), text[end..].starts_with('：')) {
            found.push(Numbered {
                style: "目标",
                number,
                passage,
                range: folded.original_range(passage.text(), at, end),
            });
        }
    }
    found
}

fn chinese_number(word: &str) -> Option<u32> {
    let digit =
        |c: char| "一二三四五六七八九".chars().position(|d| d == c).and_then(|at| u32::try_from(at + 1).ok());
    let characters: Vec<char> = word.chars().collect();
    match characters.as_slice() {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(*ones)?),
        [tens, '十'] => Some(digit(*tens)? * 10),
        [tens, '十', ones] => Some(digit(*tens)? * 10 + digit(*ones)?),
        [one] => digit(*one),
        _ => None,
    }
}
