//! A code that the classification does not have, or no longer has in the document's year.

use super::{judged_year, severity_on};
use crate::coded::CodedRow;
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Code, CodeLevel, text};
use mingzhang_standard::{Catalogue, Classification, Entry};
use std::collections::HashSet;

pub(crate) static RULE: Rule = Rule {
    code: "C103",
    name: "unknown-code",
    title: "科目编码不存在，或本年度已不使用",
    title_en: "A code does not exist, or is out of use in this year",
    severity: Severity::Error,
    page: include_str!("unknown_code.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let rows = context.coded_rows();
    if rows.is_empty() {
        return;
    }
    let Some(year) = judged_year(context, outcome) else { return };
    let mut seen: HashSet<(Classification, Code)> = HashSet::new();
    let mut unlisted = 0;
    for row in rows {
        if !seen.insert((row.classification, row.code)) {
            continue;
        }
        outcome.looked();
        if context.catalogue.get(row.classification, row.code, year).is_some() {
            continue;
        }
        let class = row.code.class();
        let known_class = !context.catalogue.history(row.classification, class).is_empty();
        let finding = if known_class {
            out_of_use(context.catalogue, row, year).or_else(|| unknown(context.catalogue, row, year))
        } else {
            // One finding for a class covers all that stands below it.
            let first = row.code == class || seen.insert((row.classification, class));
            first.then(|| unknown_class(context.catalogue, row, year))
        };
        match finding {
            Some(finding) => outcome.report(finding),
            None => unlisted += usize::from(known_class),
        }
    }
    if unlisted > 0 {
        outcome.not_checked(text!(
            "科目目录未收录其中 {0} 个款、项，未能核对",
            "the catalogue does not list {0} of the sections and items",
            unlisted
        ));
    }
}

/// A code that has entries, but none for this year.
fn out_of_use(catalogue: &Catalogue, row: &CodedRow<'_>, year: i32) -> Option<Finding> {
    let history = catalogue.history(row.classification, row.code);
    let entry = history.iter().rfind(|e| e.valid_to.is_some_and(|to| to < year)).or(history.first())?;
    let message = match (entry.valid_to, entry.valid_from) {
        (Some(last), _) if last < year => text!(
            "表{0}的科目 {1} {2}自 {3} 年起已不再使用，请改列现行科目。",
            "Table {0}: the code {1} {2} is out of use since {3}.",
            row.table.number,
            row.code,
            entry.name,
            last + 1
        ),
        (_, from) => text!(
            "表{0}的科目 {1} {2}自 {3} 年起才使用，本文是 {4} 年的。",
            "Table {0}: the code {1} {2} is in use since {3} only, and this document is of {4}.",
            row.table.number,
            row.code,
            entry.name,
            from?,
            year
        ),
    };
    // Documents attest a code and its name, not the years of either.
    Some(Finding::new(RULE.code, Severity::Info, message, row.code_place()).actual(row.code.to_string()))
}

/// The list of classes is complete.
fn unknown_class(catalogue: &Catalogue, row: &CodedRow<'_>, year: i32) -> Finding {
    let message = text!(
        "表{0}的科目 {1} 有误：{2}没有编码为 {3} 的类。",
        "Table {0}: the code {1} is wrong, the classification ({2}) has no class {3}.",
        row.table.number,
        row.code,
        row.classification.name(),
        row.code.class()
    );
    let finding =
        Finding::new(RULE.code, RULE.severity, message, row.code_place()).actual(row.code.to_string());
    match code_of_name(catalogue, row, year) {
        Some(entry) => finding.expected(entry.code.to_string()),
        None => finding,
    }
}

/// Of sections and items the catalogue lists some only, so a missing one says nothing by itself. It does where the
/// name belongs to a sister, and in economic classes whose sections documents attest.
fn unknown(catalogue: &Catalogue, row: &CodedRow<'_>, year: i32) -> Option<Finding> {
    let parent = row.code.parent()?;
    let finding = |severity, message| {
        Finding::new(RULE.code, severity, message, row.code_place()).actual(row.code.to_string())
    };
    if let Some(sister) = code_of_name(catalogue, row, year).filter(|e| e.code.parent() == Some(parent)) {
        let message = text!(
            "表{0}的科目 {1}“{2}”编码有误，“{2}”的编码是 {3}。",
            "Table {0}: {1} is not the code of “{2}”, which is {3}.",
            row.table.number,
            row.code,
            sister.name,
            sister.code
        );
        return Some(finding(severity_on(sister), message).expected(sister.code.to_string()));
    }
    let economic = row.classification == Classification::EconomicDepartment;
    if !economic || row.code.level() != CodeLevel::Section {
        return None;
    }
    let class = catalogue.get(row.classification, parent, year)?;
    let attested = catalogue.children(row.classification, parent).iter().any(Entry::is_attested);
    let message = text!(
        "表{0}的科目 {1} 不在{2}中：{3} {4}之下没有这一款。",
        "Table {0}: the code {1} is not in the classification ({2}): {3} {4} has no such section.",
        row.table.number,
        row.code,
        row.classification.name(),
        class.code,
        class.name
    );
    Some(finding(if attested { Severity::Warning } else { Severity::Info }, message))
}

/// The entry of the same level that has the name of a row, if only one has.
fn code_of_name<'c>(catalogue: &'c Catalogue, row: &CodedRow<'_>, year: i32) -> Option<&'c Entry> {
    let same_level = |e: &&Entry| e.code.level() == row.code.level() && e.is_valid_in(year);
    let mut named = catalogue.named(row.classification, &row.name).filter(same_level);
    let sisters = || {
        let sisters = catalogue.children(row.classification, row.code.parent()?);
        sisters.iter().find(|e| e.folded == row.name && e.is_valid_in(year))
    };
    sisters().or_else(|| named.next().filter(|_| named.next().is_none()))
}
