//! One code with two names in one document.

use crate::coded::CodedRow;
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Code, text};
use mingzhang_standard::{Classification, Entry};
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "C101",
    name: "one-code-two-names",
    title: "同一科目编码在文中有两个名称",
    title_en: "One code has two names in the document",
    severity: Severity::Warning,
    page: include_str!("two_names.md"),
    check: Check::Disclosure(check),
};

/// The rows where a code has one and the same name.
struct Named<'r, 'a> {
    rows: Vec<&'r CodedRow<'a>>,
}

impl Named<'_, '_> {
    fn name(&self) -> &str {
        &self.rows[0].name
    }
}

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    // Economic and functional codes share digits: 301 is a class of one, not of the other.
    let mut codes: BTreeMap<(Classification, Code), Vec<Named<'_, '_>>> = BTreeMap::new();
    for row in context.coded_rows().iter().filter(|row| !row.name.is_empty()) {
        outcome.looked();
        let names = codes.entry((row.classification, row.code)).or_default();
        match names.iter_mut().find(|named| named.name() == row.name) {
            Some(known) => known.rows.push(row),
            None => names.push(Named { rows: vec![row] }),
        }
    }
    for ((classification, code), names) in codes.iter().filter(|(_, names)| names.len() > 1) {
        let official = official(context, *classification, *code);
        let is_official = |named: &&Named<'_, '_>| official.is_some_and(|e| e.folded == named.name());
        // Without an official name, that of most rows is taken for the usual one; of two as frequent, the first.
        let usual = names.iter().find(is_official);
        let Some(usual) = usual.or_else(|| names.iter().rev().max_by_key(|n| n.rows.len())) else { continue };
        let repair = official.filter(|_| is_official(&usual));
        for other in names.iter().filter(|named| named.name() != usual.name()) {
            outcome.report(finding(*code, usual, other, repair));
        }
    }
}

/// The entry of a code, where a document attests it.
fn official<'c>(context: &Context<'c>, classification: Classification, code: Code) -> Option<&'c Entry> {
    let entry = context.catalogue.get(classification, code, context.disclosure.year?)?;
    entry.is_attested().then_some(entry)
}

fn finding(code: Code, usual: &Named<'_, '_>, other: &Named<'_, '_>, repair: Option<&Entry>) -> Finding {
    let (usual_row, row) = (usual.rows[0], other.rows[0]);
    let message = text!(
        "科目 {0} 在表{1}中叫“{2}”，在表{3}中叫“{4}”，请统一。",
        "Code {0} is called “{2}” in table {1} and “{4}” in table {3}.",
        code,
        usual_row.table.number,
        usual.name(),
        row.table.number,
        other.name()
    );
    let finding = Finding::new(RULE.code, RULE.severity, message, row.row.label.location());
    let finding = match repair {
        Some(entry) => finding.actual(&row.name).expected(entry.name),
        None => finding.actual(&row.name),
    };
    let evidence = text!("表{0}：{1}", "table {0}: {1}", usual_row.table.number, usual.name());
    finding.related(evidence, usual_row.row.label.location())
}
