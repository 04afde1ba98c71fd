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

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let Some(cover) = disclosure.unit.as_ref() else {
        outcome.not_checked(text!("没有读到单位名称", "the name of the office was not found"));
        return;
    };
    if disclosure.level == Some(Level::Department) {
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
        let message = text!(
            "此处单位名称是“{0}”，封面是“{1}”，请核对是否误用了其他单位的文本。",
            "The office is called “{0}” here, and “{1}” on the cover.",
            name.text().trim(),
            cover.text().trim()
        );
        let finding = Finding::new(RULE.code, RULE.severity, message, name.location());
        outcome.report(
            finding
                .actual(name.text().trim())
                .expected(cover.text().trim())
                .related(text!("封面", "cover"), cover.location()),
        );
    }
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
