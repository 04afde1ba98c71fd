//! How the workbook shows what files keep as keys: codes with their names, profiles and sections by their titles.

use crate::choices::CodeKind;
use crate::column::{ColumnKind, ColumnView, List};
use crate::ledger::Ledger;
use mingzhang_model::{Code, Kind};
use mingzhang_standard::{Catalogue, Classification, Entry, Profile, SectionSpec, builtin};

/// The built-in profile with this key or title.
pub(crate) fn profile(name: &str) -> Option<&'static Profile> {
    builtin().iter().find(|profile| *profile.id == *name || profile.title == name)
}

/// What the ledger is of: a budget, or final accounts; nothing where its profile is none that comes with mingzhang.
pub(crate) fn kind_of(ledger: &Ledger) -> Option<Kind> {
    profile(&ledger.office.profile).map(|profile| profile.kind)
}

/// What the workbook calls a column.
pub(crate) fn heading(column: &ColumnView, ledger: &Ledger) -> &'static str {
    let accounts = kind_of(ledger) == Some(Kind::FinalAccounts);
    column.accounts.filter(|_| accounts).unwrap_or(column.heading)
}

/// The classification of a list of codes, and what the office's own codes call it.
pub(crate) fn classification(list: List) -> Option<(Classification, CodeKind)> {
    match list {
        List::Functional => Some(Classification::Functional),
        List::Economic => Some(Classification::EconomicDepartment),
        List::Government => Some(Classification::EconomicGovernment),
        List::Projects | List::Profiles | List::Sections | List::Operators => None,
    }
    .map(|classification| (classification, classification.into()))
}

/// The year whose names count: the ledger's, or the last that the catalogue knows.
pub(crate) fn year_of(ledger: &Ledger) -> i32 {
    let years = Catalogue::years();
    if years.contains(&ledger.office.year) { ledger.office.year } else { *years.end() }
}

/// The entry of a code, in the year or at any other time.
pub(crate) fn entry(classification: Classification, code: Code, year: i32) -> Option<&'static Entry> {
    Catalogue::builtin().get_or_last(classification, code, year)
}

/// What the workbook shows of a value that files write as `value`.
pub(crate) fn shown(column: &ColumnView, value: &str, ledger: &Ledger) -> String {
    let name = match (&column.kind, column.list) {
        (ColumnKind::Choice(choices), _) => choices.iter().find(|(key, _)| *key == value).map(|(_, n)| *n),
        (ColumnKind::Code, Some(list)) => return named(list, value, ledger),
        (_, Some(List::Profiles)) => profile(value).map(|profile| profile.title.as_str()),
        (_, Some(List::Sections)) => Some(section_name(ledger, value)),
        _ => None,
    };
    name.unwrap_or(value).to_owned()
}

/// What a clerk calls the section with this key: its title where no other of the profile has the same, else the key.
pub fn section_name<'a>(ledger: &Ledger, key: &'a str) -> &'a str {
    let profile = profile(&ledger.office.profile);
    profile.and_then(|p| p.section(key).filter(|s| is_known_by_title(p, s))).map_or(key, |s| &s.title)
}

/// `2010301 行政运行`
fn named(list: List, code: &str, ledger: &Ledger) -> String {
    let name = classification(list).zip(code.parse().ok()).and_then(|((classification, kind), code)| {
        let own = ledger.own_name(kind, code);
        own.or_else(|| entry(classification, code, year_of(ledger)).map(|entry| entry.name))
    });
    name.map_or_else(|| code.to_owned(), |name| format!("{code} {name}"))
}

fn is_known_by_title(profile: &Profile, section: &SectionSpec) -> bool {
    profile.sections.iter().filter(|other| other.title == section.title).count() == 1
}

/// What the ledger has for a value that the workbook shows as `text`; the ledger has its office already.
pub(crate) fn plain(column: &ColumnView, text: &str, ledger: &Ledger) -> String {
    let key = match column.list {
        Some(List::Profiles) => profile(text).map(|profile| &*profile.id),
        Some(List::Sections) => section(text, ledger).map(|section| &*section.key),
        _ => None,
    };
    key.unwrap_or(text).to_owned()
}

fn section(title: &str, ledger: &Ledger) -> Option<&'static SectionSpec> {
    let profile = profile(&ledger.office.profile)?;
    profile.sections.iter().find(|s| *s.title == *title && is_known_by_title(profile, s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_profile_has_a_title_of_its_own() {
        let titles: BTreeSet<&str> = builtin().iter().map(|profile| profile.title.as_str()).collect();
        assert_eq!(titles.len(), builtin().len());
    }

    #[test]
    fn a_code_is_shown_with_the_name_that_the_office_or_the_catalogue_gives_it() {
        let mut ledger = Ledger::default();
        let own = crate::ledger::OwnCode {
            kind: CodeKind::Functional,
            code: "2019901".parse().ok(),
            name: "自定科目".to_owned(),
        };
        ledger.codes.push(own);
        let named = |list, code| named(list, code, &ledger);
        assert_eq!(named(List::Functional, "2010301"), "2010301 行政运行");
        assert_eq!(named(List::Functional, "2019901"), "2019901 自定科目");
        assert_eq!(named(List::Economic, "30101"), "30101 基本工资");
        assert_eq!(named(List::Economic, "99999"), "99999");
    }
}
