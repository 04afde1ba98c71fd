//! Which mentions of a project are of the same project.

use mingzhang_model::{Disclosure, FigureId, Form, FormKind, Passage, Project, RowKind, fold};

/// A project as one place of the document mentions it.
#[derive(Clone, Copy)]
pub(super) struct Mention<'a> {
    pub name: &'a Passage,
    pub amount: Option<FigureId>,
}

/// The projects of the project table.
pub(super) fn in_table(disclosure: &Disclosure) -> Vec<Mention<'_>> {
    let Some(table) = disclosure.table("general_project") else { return Vec::new() };
    let total = table.column("total");
    let rows = table.rows.iter().filter(|r| r.kind == RowKind::Project);
    rows.filter_map(|r| Some(Mention { name: r.project.as_ref()?, amount: r.cells.get(total?)?.figure() }))
        .collect()
}

/// The projects of the narrative.
pub(super) fn in_narrative(disclosure: &Disclosure) -> Vec<Mention<'_>> {
    disclosure.projects.iter().map(|p| Mention { name: &p.name, amount: p.amount }).collect()
}

/// The projects that have a form of their own.
pub(super) fn in_forms(disclosure: &Disclosure) -> Vec<Mention<'_>> {
    project_forms(disclosure).map(|(_, name)| Mention { name, amount: None }).collect()
}

/// The project forms with the names of their projects.
pub(super) fn project_forms(disclosure: &Disclosure) -> impl Iterator<Item = (&Form, &Passage)> {
    disclosure
        .forms
        .iter()
        .filter(|f| f.kind == FormKind::Project)
        .filter_map(|f| Some((f, f.project.as_ref()?)))
}

/// The project of the narrative that a form is about.
pub(super) fn described<'a>(disclosure: &'a Disclosure, name: &Passage, percent: u32) -> Option<&'a Project> {
    let (projects, forms) = (in_narrative(disclosure), in_forms(disclosure));
    let found = find(&projects, name, &forms, percent)?;
    disclosure.projects.iter().find(|p| p.name.location() == found.name.location())
}

/// The mention of the same project in `list`, by its name or one nearly like it. A name that stands among `own`, where
/// the wanted one comes from, is of another project.
pub(super) fn find<'a, 'b>(
    list: &'b [Mention<'a>],
    name: &Passage,
    own: &[Mention<'_>],
    percent: u32,
) -> Option<&'b Mention<'a>> {
    let is = |m: &Mention<'_>, text: &str| fold(m.name.text()) == fold(text);
    let same = list.iter().find(|m| is(m, name.text()));
    let alike = |m: &&Mention<'a>| {
        alike(m.name.text(), name.text(), percent) && !own.iter().any(|o| is(o, m.name.text()))
    };
    same.or_else(|| list.iter().find(alike))
}

/// Whether two different names are likely of one project: alike in most characters, and not told apart by a number or
/// by what stands in brackets (专项业务经费1 and 2; 劝返经费（租车费）and（差旅费）). The year may be left out of one.
pub(super) fn alike(one: &str, other: &str, percent: u32) -> bool {
    let (one, other) = (fold(one), fold(other));
    if one != other
        && (without_year(&one) == Some(other.as_str()) || without_year(&other) == Some(one.as_str()))
    {
        return true;
    }
    let digits = |s: &str| -> String { s.chars().filter(char::is_ascii_digit).collect() };
    let brackets = |s: &str| s.find('(').map_or(String::new(), |at| s[at..].to_owned());
    let percent = f64::from(percent);
    one != other
        && digits(&one) == digits(&other)
        && brackets(&one) == brackets(&other)
        && strsim::normalized_levenshtein(&one, &other) >= per_cent(percent)
}

/// 租车费 of 2024年租车费; `None` if there is no year before it.
fn without_year(name: &str) -> Option<&str> {
    let (year, rest) = name.split_once('年')?;
    let is_year = year.len() == 4 && year.starts_with("20") && year.bytes().all(|b| b.is_ascii_digit());
    is_year.then(|| rest.trim_start_matches('度'))
}

#[allow(clippy::float_arithmetic, reason = "a likeness of names, not an amount")]
fn per_cent(percent: f64) -> f64 {
    percent / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_brackets_tell_projects_apart() {
        assert!(alike("采购新能源纯电动汽车", "采购新能源纯电汽车", 80));
        assert!(!alike("专项业务经费1", "专项业务经费2", 80));
        assert!(!alike("越级信访劝返经费（租车费）", "越级信访劝返经费（差旅费）", 80));
        assert!(!alike("政务网站运维项目", "会议系统改造项目", 80));
        assert!(!alike("2023年租车费", "2024年租车费", 80));
    }

    #[test]
    fn the_year_may_be_left_out_of_one_name() {
        assert!(alike("2024 年度租车费", "租车费", 80));
        assert!(!alike("租车费", "租车费", 80));
    }
}
