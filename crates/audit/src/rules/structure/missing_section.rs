//! A narrative section that the profile requires, and the document does not have.

use super::missing_table::{is_pictured, other_years};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Announced, Disclosure, Location, text};
use mingzhang_standard::{Profile, SectionSpec};

pub(crate) static RULE: Rule = Rule {
    code: "S102",
    name: "missing-section",
    title: "缺少应有的文字说明",
    title_en: "A required section of the narrative is missing",
    severity: Severity::Error,
    page: include_str!("missing_section.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    if profile.general {
        outcome.not_applicable = Some(super::missing_table::no_duty());
        return;
    }
    if disclosure.sections.is_empty() && disclosure.contents.is_empty() {
        outcome.not_checked(text!("没有读到目录和文字说明", "neither contents nor narrative were found"));
        return;
    }
    let in_force = profile.is_in_force(disclosure.year);
    if !in_force {
        outcome.not_checked(other_years(profile));
    }
    for spec in profile.sections.iter().filter(|s| s.required) {
        outcome.looked();
        if disclosure.sections.iter().any(|s| s.key == spec.key) {
            continue;
        }
        let announced = Announced::Section(spec.key.clone());
        let entry = disclosure.contents.iter().find(|e| e.announces.as_ref() == Some(&announced));
        if entry.is_none() && !in_force {
            continue;
        }
        if on_a_picture(disclosure, profile, &spec.key) {
            outcome.not_checked(text!(
                "《{0}》应在的地方有图像页，未能核对",
                "where “{0}” should be there is a picture, which was not checked",
                &spec.title
            ));
            continue;
        }
        let message = match entry {
            Some(_) => text!(
                "目录列有《{0}》，但正文中没有这一部分。",
                "The contents announce “{0}”, but the body does not have it.",
                &spec.title
            ),
            None => text!("缺少《{0}》这一部分。", "The section “{0}” is missing.", &spec.title),
        };
        let place = entry.map_or(Location { line: 1, column: 1, end_column: 1 }, |e| e.title.location());
        outcome.report(Finding::new(RULE.code, RULE.severity, message, place).about(announced));
    }
}

/// Whether a page that is a picture stands between the sections around one.
fn on_a_picture(disclosure: &Disclosure, profile: &Profile, key: &str) -> bool {
    let Some(at) = profile.sections.iter().position(|s| &*s.key == key) else { return false };
    let line = |spec: &SectionSpec| {
        let found = disclosure.sections.iter().find(|s| s.key == spec.key)?;
        Some(found.heading.location().line)
    };
    let before = profile.sections[..at].iter().rev().find_map(line);
    let after = profile.sections[at + 1..].iter().find_map(line);
    is_pictured(disclosure, before, after)
}
