//! A name in a table that is not the official name of its code.

use super::{judged_year, severity_on};
use crate::coded::CodedRow;
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Code, text};
use mingzhang_standard::{Catalogue, Classification, Entry};
use std::collections::HashMap;

pub(crate) static RULE: Rule = Rule {
    code: "C104",
    name: "unofficial-name",
    title: "科目名称与政府收支分类科目不符",
    title_en: "The name beside a code is not its official name",
    severity: Severity::Warning,
    page: include_str!("official_name.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let rows = context.coded_rows();
    if rows.is_empty() {
        return;
    }
    let Some(year) = judged_year(context, outcome) else { return };
    let mut found: Vec<(u32, Vec<Finding>)> = Vec::new();
    for printed in one_name(rows) {
        let first = printed.rows[0];
        let Some(entry) = context.catalogue.get(first.classification, first.code, year) else { continue };
        outcome.looked();
        if first.name == entry.folded || is_spelling_of(&first.name, &entry.folded) {
            continue;
        }
        let finding = finding(context.catalogue, first, entry, year);
        let also = |row: &&CodedRow<'_>| {
            (text!("同样：表{0}", "likewise: table {0}", row.table.number), row.name_place())
        };
        let others = printed.rows[1..].iter().map(also);
        let finding = others.fold(finding, |finding, (message, place)| finding.related(message, place));
        match found.iter_mut().find(|(table, _)| *table == first.table.number) {
            Some((_, findings)) => findings.push(finding),
            None => found.push((first.table.number, vec![finding])),
        }
    }
    for (table, findings) in found {
        if findings.len() > FEW {
            outcome.findings.extend(habit(table, findings));
        } else {
            outcome.findings.extend(findings);
        }
    }
}

/// So many wrong names in one table are one habit: its codes are not those of the classification.
const FEW: usize = 4;

fn habit(table: u32, findings: Vec<Finding>) -> Option<Finding> {
    let count = findings.len();
    let mut findings = findings.into_iter();
    let first = findings.next()?;
    let message = text!(
        "表{0}有 {1} 个科目的编码与名称不符，不是按政府收支分类科目编的码。如：{2}",
        "Table {0}: {1} codes and names do not match; they are not those of the classification. Such as: {2}",
        table,
        count,
        &first.message
    );
    Some(
        findings
            .fold(Finding { message, ..first }, |habit, other| habit.related(other.message, other.location)),
    )
}

/// The rows of one code.
struct Printed<'r, 'a> {
    rows: Vec<&'r CodedRow<'a>>,
}

/// The codes that have one name throughout, in the order of the document; C101 reports those with two.
fn one_name<'r, 'a>(rows: &'r [CodedRow<'a>]) -> Vec<Printed<'r, 'a>> {
    let mut index: HashMap<(Classification, Code), usize> = HashMap::with_capacity(rows.len());
    let mut codes: Vec<Printed<'r, 'a>> = Vec::new();
    for row in rows.iter().filter(|row| !row.name.is_empty()) {
        let at = *index.entry((row.classification, row.code)).or_insert(codes.len());
        match codes.get_mut(at) {
            Some(printed) => printed.rows.push(row),
            None => codes.push(Printed { rows: vec![row] }),
        }
    }
    codes.retain(|printed| printed.rows.iter().all(|row| row.name == printed.rows[0].name));
    codes
}

fn finding(catalogue: &Catalogue, row: &CodedRow<'_>, entry: &Entry, year: i32) -> Finding {
    let (table, code, official) = (row.table.number, row.code, entry.name);
    let mut severity = severity_on(entry);
    let message = if let Some(earlier) = entry.earlier_name(&row.name) {
        match earlier.last_year {
            Some(last) => text!(
                "表{0}的科目 {1}“{2}”是旧名称，{4} 年起改称“{3}”。",
                "Table {0}: “{2}” is the earlier name of {1}, called “{3}” since {4}.",
                table,
                code,
                earlier.name,
                official,
                last + 1
            ),
            None => text!(
                "表{0}的科目 {1}“{2}”是旧名称，现称“{3}”。",
                "Table {0}: “{2}” is the earlier name of {1}, now called “{3}”.",
                table,
                code,
                earlier.name,
                official
            ),
        }
    } else if let Some(sister) = sister(catalogue, row, year) {
        severity = severity.max(severity_on(sister));
        text!(
            "表{0}的编码与名称不符：{1} 是“{3}”，“{2}”的编码是 {4}。",
            "Table {0}: code and name do not match, {1} is “{3}”, and “{2}” is {4}.",
            table,
            code,
            &*row.name,
            official,
            sister.code
        )
    } else {
        text!(
            "表{0}的科目 {1} 名称“{2}”与政府收支分类科目不符，应为“{3}”。",
            "Table {0}: the official name of {1} is “{3}”, not “{2}”.",
            table,
            code,
            &*row.name,
            official
        )
    };
    let place = row.name_place();
    Finding::new(RULE.code, severity, message, place).actual(row.name.clone()).expected(official)
}

/// The sister whose name the row has.
fn sister<'c>(catalogue: &'c Catalogue, row: &CodedRow<'_>, year: i32) -> Option<&'c Entry> {
    let sisters = catalogue.children(row.classification, row.code.parent()?);
    sisters.iter().find(|e| e.folded == row.name && e.is_valid_in(year))
}

/// Whether a name is the official one but for punctuation, or cut short, or with a word such as 支出 appended.
///
/// A name is cut where a table is too narrow for it; what follows may stand in a line that was not read.
pub(super) fn is_spelling_of(name: &str, official: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (name, official) = (letters(name), letters(official));
    let appended = name.strip_prefix(official.as_str()).is_some_and(|more| more.chars().count() <= 2);
    let cut = official.starts_with(name.as_str()) && name.chars().count() >= 2;
    appended || cut
}
