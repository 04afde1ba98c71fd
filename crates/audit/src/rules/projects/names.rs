//! Which mentions of a project are of the same project.

use super::amounts::fund;
use mingzhang_model::{Disclosure, FigureId, Form, FormKind, FundKind, Passage, Project, RowKind, fold};

/// A project as one place of the document mentions it.
#[derive(Clone, Copy)]
pub(super) struct Mention<'a> {
    pub name: &'a Passage,
    pub amount: Option<FigureId>,
    /// What the amount is worth, so that two mentions can be compared.
    value: Option<i64>,
}

impl<'a> Mention<'a> {
    fn new(disclosure: &Disclosure, name: &'a Passage, amount: Option<FigureId>) -> Self {
        Self { name, amount, value: amount.map(|id| disclosure.figure(id).value) }
    }

    /// The project that a form is about, with the form's total.
    pub(super) fn in_form(disclosure: &Disclosure, form: &Form, name: &'a Passage) -> Self {
        Self::new(disclosure, name, fund(form, FundKind::Total))
    }

    /// Whether two mentions under different names are likely of one project: by their names, or by the amount where the
    /// names have different years.
    pub(super) fn is_alike(&self, other: &Self, percent: u32) -> bool {
        alike(self.name.text(), other.name.text(), percent) || self.is_alike_but_for_the_year(other)
    }

    /// 2023年外办出国经费 and 2024年外办出国经费 of one amount.
    pub(super) fn is_alike_but_for_the_year(&self, other: &Self) -> bool {
        if self.value.is_none_or(|value| value == 0) || self.value != other.value {
            return false;
        }
        let (one, two) = (fold(self.name.text()), fold(other.name.text()));
        let words = without_years(&one);
        one != two && words.is_some() && words == without_years(&two)
    }
}

/// The projects of the project table.
pub(super) fn in_table(disclosure: &Disclosure) -> Vec<Mention<'_>> {
    let Some(table) = disclosure.table("general_project") else { return Vec::new() };
    let total = table.column("total");
    let rows = table.rows.iter().filter(|r| r.kind == RowKind::Project);
    rows.filter_map(|r| Some(Mention::new(disclosure, r.project.as_ref()?, r.cells.get(total?)?.figure())))
        .collect()
}

/// The projects of the narrative.
pub(super) fn in_narrative(disclosure: &Disclosure) -> Vec<Mention<'_>> {
    disclosure.projects.iter().map(|p| Mention::new(disclosure, &p.name, p.amount)).collect()
}

/// The projects that have a form of their own.
pub(super) fn in_forms(disclosure: &Disclosure) -> Vec<Mention<'_>> {
    project_forms(disclosure).map(|(form, name)| Mention::in_form(disclosure, form, name)).collect()
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
pub(super) fn described<'a>(
    disclosure: &'a Disclosure,
    form: &Mention<'_>,
    percent: u32,
) -> Option<&'a Project> {
    let (projects, forms) = (in_narrative(disclosure), in_forms(disclosure));
    let found = find(&projects, form, &forms, percent)?;
    disclosure.projects.iter().find(|p| p.name.location() == found.name.location())
}

/// The mention of the same project in `list`, by its name or one nearly like it. A name that stands among `own`, where
/// the wanted one comes from, is of another project.
pub(super) fn find<'a, 'b>(
    list: &'b [Mention<'a>],
    wanted: &Mention<'_>,
    own: &[Mention<'_>],
    percent: u32,
) -> Option<&'b Mention<'a>> {
    let is = |m: &Mention<'_>, text: &str| fold(m.name.text()) == fold(text);
    let same = list.iter().find(|m| is(m, wanted.name.text()));
    let alike = |m: &&Mention<'a>| m.is_alike(wanted, percent) && !own.iter().any(|o| is(o, m.name.text()));
    same.or_else(|| list.iter().find(alike))
}

/// The amounts of all mentions that have the name of one: a project that serves several functional items has several rows.
pub(super) fn amounts(list: &[Mention<'_>], one: &Mention<'_>) -> Option<Vec<FigureId>> {
    let name = fold(one.name.text());
    list.iter().filter(|mention| fold(mention.name.text()) == name).map(|mention| mention.amount).collect()
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

/// The name with every 20xx年 taken out; `None` if there is none.
fn without_years(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split('年').collect();
    let (last, before) = parts.split_last()?;
    let mut words = String::new();
    let mut found = false;
    for part in before {
        let at = part.len().saturating_sub(4);
        let year = part.get(at..).filter(|y| y.starts_with("20") && y.bytes().all(|b| b.is_ascii_digit()));
        found |= year.is_some();
        words.push_str(if year.is_some() { &part[..at] } else { part });
        words.push_str(if year.is_some() { "" } else { "年" });
    }
    found.then(|| words + last)
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
    fn years_are_taken_out_of_names() {
        assert_eq!(without_years("外办2023年出国经费").as_deref(), Some("外办出国经费"));
        assert_eq!(without_years("2024年百年老校维修").as_deref(), Some("百年老校维修"));
        assert_eq!(without_years("青少年活动"), None);
    }

    #[test]
    fn the_year_may_be_left_out_of_one_name() {
        assert!(alike("2024 年度租车费", "租车费", 80));
        assert!(!alike("租车费", "租车费", 80));
    }
}
