//! A table that the profile requires or the contents announce, and the document does not have.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Announced, Disclosure, Location, Section, Table, Text, Unseen, text};
use mingzhang_standard::{Profile, TableSpec};

pub(crate) static RULE: Rule = Rule {
    code: "S101",
    name: "missing-table",
    title: "缺少应公开的表",
    title_en: "A required table is missing",
    severity: Severity::Error,
    page: include_str!("missing_table.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    if profile.general {
        outcome.not_applicable = Some(no_duty());
        return;
    }
    let in_force = profile.is_in_force(disclosure.year);
    if !in_force {
        outcome.not_checked(other_years(profile));
    }
    let absent = |spec: &&TableSpec| !disclosure.tables.iter().any(|t| t.number == spec.number);
    outcome.looked_at += profile.tables.len();
    for spec in profile.tables.iter().filter(absent) {
        let line = |found: &Table| (found.number, found.location().line);
        let before = disclosure.tables.iter().map(line).filter(|(number, _)| *number < spec.number).max();
        let after = disclosure.tables.iter().map(line).filter(|(number, _)| *number > spec.number).min();
        if is_pictured(disclosure, before.map(|b| b.1), after.map(|a| a.1)) {
            outcome.not_checked(text!(
                "表{0}应在的地方有图像页，未能核对",
                "where table {0} should be there is a picture, which was not checked",
                spec.number
            ));
            continue;
        }
        let announced = Announced::Table(spec.key.clone());
        if in_force || disclosure.contents.iter().any(|e| e.announces.as_ref() == Some(&announced)) {
            outcome.report(missing(disclosure, profile, spec));
        }
    }
}

/// Whether a page that is a picture stands between two lines: what is missed there may be on it.
pub(super) fn is_pictured(disclosure: &Disclosure, before: Option<u32>, after: Option<u32>) -> bool {
    let between = |line: u32| before.is_none_or(|b| line > b) && after.is_none_or(|a| line < a);
    (before.is_some() || after.is_some())
        && disclosure.unseen.iter().any(|unseen| match unseen {
            Unseen::Picture(at) => between(at.line),
            _ => false,
        })
}

/// What offices everywhere have in common is nobody's duty in every detail.
pub(super) fn no_duty() -> Text {
    text!(
        "按通用模板识别，不判断应公开哪些表和说明",
        "read by the general profile, which does not tell what must be published"
    )
}

/// Documents of other years may have had other tables and sections: only what they announce can be missed.
pub(super) fn other_years(profile: &Profile) -> Text {
    let [first, last] = profile.years;
    text!(
        "模板适用于 {0} 至 {1} 年，其他年度只核对目录所列的内容",
        "the profile is of {0} to {1}; of other years only what the contents announce is checked",
        first,
        last
    )
}

fn missing(disclosure: &Disclosure, profile: &Profile, spec: &TableSpec) -> Finding {
    let announced = Announced::Table(spec.key.clone());
    let entry = disclosure
        .contents
        .iter()
        .find(|e| e.announces.as_ref() == Some(&announced))
        .map(|e| e.title.location());
    let section = declaring(disclosure, profile, spec);
    let place = entry.or(section.map(|s| s.heading.location())).unwrap_or(Location {
        line: 1,
        column: 1,
        end_column: 1,
    });
    let message = match (entry, section) {
        (Some(_), Some(_)) => text!(
            "目录列有表{0}《{1}》，文字说明也提到它，但正文中没有这张表。没有数据的，也应公开空表并加备注。",
            "The contents announce table {0} “{1}” and the narrative speaks of it, but the body does not have it. An empty table is to be published, too, with a remark.",
            spec.number,
            &spec.title
        ),
        (Some(_), None) => text!(
            "目录列有表{0}《{1}》，但正文中没有这张表。没有数据的，也应公开空表并加备注。",
            "The contents announce table {0} “{1}”, but the body does not have it. An empty table is to be published, too, with a remark.",
            spec.number,
            &spec.title
        ),
        (None, _) => text!(
            "缺少表{0}《{1}》。没有数据的，也应公开空表并加备注。",
            "Table {0} “{1}” is missing. An empty table is to be published, too, with a remark.",
            spec.number,
            &spec.title
        ),
    };
    let finding = Finding::new(RULE.code, RULE.severity, message, place).about(announced);
    match section.and_then(|s| s.paragraphs.first()) {
        Some(sentence) => {
            finding.related(text!("文字说明：{0}", "narrative: {0}", sentence.text()), sentence.location())
        }
        None => finding,
    }
}

/// The section that says the table is empty.
fn declaring<'a>(disclosure: &'a Disclosure, profile: &Profile, spec: &TableSpec) -> Option<&'a Section> {
    let section = profile.sections.iter().find(|s| s.declares_empty.as_ref() == Some(&spec.key))?;
    disclosure.sections.iter().find(|s| s.key == section.key)
}
