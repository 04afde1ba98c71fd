//! A term that the text uses and the glossary does not explain.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Disclosure, Folded, Location, Row, Section, fold, text};
use mingzhang_standard::{Profile, TermSpec};

pub(crate) static RULE: Rule = Rule {
    code: "S106",
    name: "unexplained-term",
    title: "名词解释缺少文中使用的名词",
    title_en: "The glossary does not explain a term that the text uses",
    severity: Severity::Warning,
    page: include_str!("glossary.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    if disclosure.glossary.is_empty() {
        outcome.not_checked(text!("没有读到名词解释", "no glossary was found"));
        return;
    }
    let explained: Vec<String> = disclosure.glossary.iter().map(|g| fold(g.text())).collect();
    for term in profile.terms.iter().filter(|term| !term.optional) {
        outcome.looked();
        let names: Vec<String> = names(term);
        if explained.iter().any(|e| names.iter().any(|n| e.contains(n.as_str()))) {
            continue;
        }
        let used =
            disclosure.sections.iter().filter(|s| &*s.key != "glossary").find_map(|s| place(s, &names));
        let used = used.or_else(|| in_tables(disclosure, &names).filter(|_| term.in_tables));
        if let Some(place) = used {
            let message = text!(
                "文中使用了“{0}”，但名词解释中没有这一条。",
                "The text uses “{0}”, but the glossary does not explain it.",
                &term.name
            );
            outcome.report(Finding::new(RULE.code, RULE.severity, message, place));
        }
    }
}

/// The row of a table that is called by one of the names.
fn in_tables(disclosure: &Disclosure, names: &[String]) -> Option<Location> {
    let mut rows = disclosure.tables.iter().flat_map(|t| &t.rows);
    let called = |row: &&Row| names.iter().any(|name| row.name().starts_with(name.as_str()));
    rows.find(called).map(|row| row.label.location())
}

fn names(term: &TermSpec) -> Vec<String> {
    std::iter::once(&term.name).chain(&term.aliases).map(|n| fold(n)).collect()
}

fn place(section: &Section, names: &[String]) -> Option<Location> {
    section.paragraphs.iter().find_map(|paragraph| {
        let folded = Folded::of(paragraph.text());
        let (at, len) = names.iter().find_map(|n| Some((folded.text().find(n.as_str())?, n.len())))?;
        let (from, to) = folded.original_range(paragraph.text(), at, at + len);
        Some(paragraph.locate(from, to))
    })
}
