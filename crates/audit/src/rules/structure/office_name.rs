//! The office named otherwise than on the cover: in headings, above tables, in forms.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Folded, Level, Passage, fold, text};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) static RULE: Rule = Rule {
    code: "S110",
    name: "office-named-differently",
    title: "单位名称前后不一致",
    title_en: "The office is named differently",
    severity: Severity::Warning,
    page: include_str!("office_name.md"),
    check: Check::Disclosure(check),
};

static ABOVE_TABLES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("^(?:编制单位|填报单位|编制部门)：([^：]{3,40}?)(?:单位：.*)?$").ok());
static HEADING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("^[一二三四五六七八九十]+、关于([^0-9，。：]{3,40})20[0-9]{2}年").ok());
/// 某局2024年度, at the head of a paragraph.
static SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("^(?:截至20[0-9]{2}年[0-9]+月[0-9]+日，)?([^0-9，。：、(（]{3,40}?(?:局|委员会|委|办公室|办事处|政府|中心|院|馆|所|站))(?:20[0-9]{2}年|共有)").ok()
});

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let Some(cover) = disclosure.unit.as_ref() else {
        outcome.not_checked(text!("没有读到单位名称", "the name of the office was not found"));
        return;
    };
    if disclosure.level == Some(Level::Department) {
        if stranger(context, cover, outcome) {
            return;
        }
        let why = text!("部门的文本会提到所属单位", "a department's document names its units");
        outcome.not_applicable = Some(why);
        return;
    }
    let office = fold(cover.text());
    let mut names: Vec<Passage> = Vec::new();
    for (passage, folded) in context.passages() {
        // Most passages are cells of tables: a look at the beginning must do for them.
        let pattern = match folded.text().chars().next() {
            Some('编' | '填') => &ABOVE_TABLES,
            Some(c) if "一二三四五六七八九十".contains(c) => &HEADING,
            _ => continue,
        };
        names.extend(captured(pattern, passage, folded));
    }
    names.extend(disclosure.forms.iter().filter_map(|f| f.unit_name.clone()));
    for name in names {
        outcome.looked();
        let other = fold(name.text());
        // 本单位, 我局: the office speaks of itself.
        if other.starts_with(['本', '我']) || is_short_for(&other, &office) || is_short_for(&office, &other)
        {
            continue;
        }
        outcome.report(called_otherwise(&name, cover));
    }
}

fn called_otherwise(name: &Passage, cover: &Passage) -> Finding {
    let message = text!(
        "此处单位名称是“{0}”，封面是“{1}”，请核对是否误用了其他单位的文本。",
        "The office is called “{0}” here, and “{1}” on the cover.",
        name.text().trim(),
        cover.text().trim()
    );
    Finding::new(RULE.code, RULE.severity, message, name.location())
        .actual(name.text().trim())
        .expected(cover.text().trim())
        .related(text!("封面", "cover"), cover.location())
}

/// A department's document names its units, and so only an office that is named once, where sentence after sentence begins
/// with the department itself, is one too many. Tells whether there are such sentences.
fn stranger(context: &Context<'_>, cover: &Passage, outcome: &mut Outcome) -> bool {
    /// So many sentences make a habit.
    const HABIT: usize = 3;
    let office = fold(cover.text());
    let paragraphs = context.disclosure.sections.iter().flat_map(|section| &section.paragraphs);
    let subjects: Vec<Passage> =
        paragraphs.filter_map(|p| captured(&SUBJECT, p, &Folded::of(p.text()))).collect();
    if subjects.iter().filter(|s| fold(s.text()) == office).count() < HABIT {
        return false;
    }
    for subject in subjects {
        outcome.looked();
        let name = fold(subject.text());
        let related = is_short_for(&name, &office) || is_short_for(&office, &name);
        let named = context.passages().filter(|(_, folded)| folded.text().contains(name.as_str()));
        // A name left blank (XX局) is a placeholder, and told as such.
        let blank = name.contains(['X', 'x', '×', '*']);
        if !related && !blank && !name.starts_with(['本', '我']) && named.count() == 1 {
            outcome.report(called_otherwise(&subject, cover));
        }
    }
    true
}

fn captured(pattern: &LazyLock<Option<Regex>>, passage: &Passage, folded: &Folded) -> Option<Passage> {
    let name = pattern.as_ref()?.captures(folded.text())?.get(1)?;
    let (from, to) = folded.original_range(passage.text(), name.start(), name.end());
    Some(passage.slice(from, to))
}

/// Whether all characters of the one stand in the other, in order: 县政府办 for 某县人民政府办公室, 某局 for 某局(本级).
fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::is_short_for;

    #[test]
    fn abbreviations_are_the_same_office() {
        assert!(is_short_for("安和县政府办", "安和县人民政府办公室"));
        assert!(!is_short_for("安和县民政局", "安和县人民政府办公室"));
    }
}
