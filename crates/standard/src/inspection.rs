//! What a finance bureau's inspection sheet asks of one kind of document, row by row.

use crate::profile::{Profile, ProfileError};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows of the sheet under one heading: 内容规范性.
#[doc(alias = "公开情况检查表")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionGroup {
    /// The heading.
    pub name: Arc<str>,
    /// The heading in English.
    pub english: Arc<str>,
    /// Its rows, in order.
    pub items: Vec<InspectionItem>,
}

/// A row of the sheet, and what of a document it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionItem {
    /// What is inspected, in the bureau's words: 收入预算总表.
    pub item: Arc<str>,
    /// The same in English.
    pub english: Arc<str>,
    /// What is no table and no section.
    #[serde(default)]
    pub parts: Vec<InspectionPart>,
    /// Keys of tables.
    #[serde(default)]
    pub tables: Vec<Arc<str>>,
    /// Keys of narrative sections.
    #[serde(default)]
    pub sections: Vec<Arc<str>>,
    /// Codes of rules, or their beginnings, whose findings belong here wherever in the document they are.
    #[serde(default)]
    pub rules: Vec<Arc<str>>,
}

/// A part of a document that is no table and no section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InspectionPart {
    /// Whether it was published in time.
    Timeliness,
    /// The cover, and all else before the contents.
    Cover,
    /// The contents page.
    Contents,
    /// The performance forms.
    Forms,
    /// Whatever no other row is about.
    Rest,
}

/// What the sheet asks of a document whose profile does not say, or that follows none: every table and section.
pub fn customary_inspection(profile: Option<&Profile>) -> Vec<InspectionGroup> {
    use InspectionPart::{Contents, Cover, Forms, Rest, Timeliness};
    let part = |item: &str, english: &str, parts: &[InspectionPart], rules: &[&str]| InspectionItem {
        item: item.into(),
        english: english.into(),
        parts: parts.to_vec(),
        rules: rules.iter().map(|&rule| rule.into()).collect(),
        ..InspectionItem::default()
    };
    let mut items = vec![
        part("封面", "Cover", &[Cover], &["S105"]),
        part("目录", "Contents", &[Contents], &["S107", "S108"]),
    ];
    for section in profile.iter().flat_map(|profile| &profile.sections) {
        let (item, sections) = (section.title.clone(), vec![section.key.clone()]);
        items.push(InspectionItem { english: item.clone(), item, sections, ..InspectionItem::default() });
    }
    for table in profile.iter().flat_map(|profile| &profile.tables) {
        let (item, tables) = (table.title.clone(), vec![table.key.clone()]);
        items.push(InspectionItem { english: item.clone(), item, tables, ..InspectionItem::default() });
    }
    items.push(match profile {
        Some(_) => part("其他", "Other", &[Forms, Rest], &[]),
        None => part("正文", "Body", &[Forms, Rest], &[]),
    });
    let timely = vec![part("及时公开", "Published in time", &[Timeliness], &[])];
    vec![
        InspectionGroup { name: "及时性".into(), english: "Timeliness".into(), items: timely },
        InspectionGroup { name: "内容规范性".into(), english: "Content".into(), items },
    ]
}

/// Rows are about something that exists, and nothing is asked twice.
pub(crate) fn check(profile: &Profile) -> Result<(), ProfileError> {
    let mut asked = BTreeSet::new();
    for item in profile.inspection.iter().flat_map(|group| &group.items) {
        let wrong = |key: &str| ProfileError::Inspection { item: item.item.clone(), key: key.into() };
        let tables =
            item.tables.iter().map(|key| (format!("table {key}"), key, profile.table(key).is_some()));
        let sections =
            item.sections.iter().map(|key| (format!("section {key}"), key, profile.section(key).is_some()));
        let rules = item.rules.iter().map(|code| (format!("rule {code}"), code, is_rule(code)));
        for (name, key, exists) in tables.chain(sections).chain(rules) {
            if !exists || !asked.insert(name) {
                return Err(wrong(key));
            }
        }
        let is_about_something =
            item.parts.len() + item.tables.len() + item.sections.len() + item.rules.len() > 0;
        let parts_are_new = item.parts.iter().all(|part| asked.insert(format!("part {part:?}")));
        if !is_about_something || !parts_are_new {
            return Err(wrong(&item.item));
        }
    }
    Ok(())
}

/// A letter, and digits or none: `P`, `S107`.
fn is_rule(code: &str) -> bool {
    let mut letters = code.chars();
    letters.next().is_some_and(|c| c.is_ascii_uppercase()) && letters.all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::profile::Profile;

    fn with_rows(rows: &str) -> Result<(), String> {
        let toml = format!(
            "id = 'x'\ntitle = 'x'\nkind = 'budget'\nlevel = 'unit'\nyears = [2024, 2024]\nunit = '万元'\n\
             [[table]]\nkey = 'income'\nnumber = 1\ntitle = '收入表'\nlane = []\n\
             [[section]]\nkey = 'functions'\ntitle = '职能'\n\
             [[inspection]]\nname = '内容'\nenglish = 'Content'\nitems = [{rows}]\n"
        );
        Profile::parse(&toml).map(|_| ()).map_err(|error| error.to_string())
    }

    #[test]
    fn rows_are_about_what_exists_and_only_once() {
        let row = |about: &str| format!("{{ item = '收入', english = 'Income', {about} }},");
        assert_eq!(
            with_rows(&row("tables = ['income'], sections = ['functions'], rules = ['P', 'S107']")),
            Ok(())
        );
        for about in ["tables = ['incom']", "sections = ['income']", "rules = ['合计']", "tables = []"] {
            assert!(with_rows(&row(about)).is_err(), "{about}");
        }
        assert!(with_rows(&row("parts = ['cover']").repeat(2)).is_err());
        assert!(with_rows(&row("tables = ['income']").repeat(2)).is_err());
    }

    #[test]
    fn a_sheet_asks_for_every_table_and_section_of_its_profile() {
        for profile in builtin().iter().filter(|profile| !profile.inspection.is_empty()) {
            let items = || profile.inspection.iter().flat_map(|group| &group.items);
            for table in &profile.tables {
                assert!(
                    items().any(|item| item.tables.contains(&table.key)),
                    "{}: {}",
                    profile.id,
                    table.key
                );
            }
            for section in &profile.sections {
                let asked = items().any(|item| item.sections.contains(&section.key));
                assert!(asked, "{}: {}", profile.id, section.key);
            }
        }
    }
}
