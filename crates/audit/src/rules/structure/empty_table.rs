//! An empty table without the customary remark, or a table with amounts that is called empty.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Coordinate, Disclosure, FigureId, Passage, Table, fold, text};
use mingzhang_standard::Profile;
use std::collections::BTreeSet;

pub(crate) static RULE: Rule = Rule {
    code: "S103",
    name: "empty-table-and-remark",
    title: "空表与备注、说明不一致",
    title_en: "An empty table and what is said of it do not agree",
    severity: Severity::Error,
    page: include_str!("empty_table.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    if is_blank_form(disclosure) {
        outcome.looked_at += disclosure.tables.len();
        outcome.report(blank_form(disclosure));
        return;
    }
    for spec in &profile.tables {
        let lanes: Vec<&Table> = disclosure.tables.iter().filter(|t| t.number == spec.number).collect();
        let Some(table) = lanes.first() else { continue };
        outcome.looked();
        let amount = lanes.iter().find_map(|t| first_amount(disclosure, t));
        let remark = table.remark.as_ref().filter(|r| says_empty(r));
        let section = profile.sections.iter().find(|s| s.declares_empty.as_ref() == Some(&spec.key));
        let section = section.and_then(|s| disclosure.sections.iter().find(|found| found.key == s.key));
        let sentence = section.and_then(|s| s.paragraphs.iter().find(|p| says_empty(p)));
        match (amount, remark.or(sentence)) {
            (Some(amount), Some(words)) => outcome.report(called_empty(disclosure, table, amount, words)),
            (None, _) if table.remark.is_none() && lanes.iter().all(|t| t.legible && t.is_empty()) => {
                let told = told_in_prose(disclosure, &lanes);
                outcome.report(told.map_or_else(
                    || without_remark(table),
                    |(subject, amount)| left_blank(disclosure, table, subject, amount),
                ));
            }
            _ => {}
        }
    }
}

/// Whether nobody has filled in anything: several tables, and no amount in any of them nor in the text.
fn is_blank_form(disclosure: &Disclosure) -> bool {
    let tables = &disclosure.tables;
    tables.len() > 2 && tables.iter().all(|t| t.legible && t.is_unfilled()) && disclosure.claims.is_empty()
}

fn blank_form(disclosure: &Disclosure) -> Finding {
    let numbers: BTreeSet<u32> = disclosure.tables.iter().map(|t| t.number).collect();
    let message = text!(
        "{0} 张表都没有填数，像是还没有填写的空白模板。",
        "None of the {0} tables has any amount: this looks like a blank form.",
        numbers.len()
    );
    let place = disclosure.tables.first().map(Table::location).unwrap_or_default();
    Finding::new(RULE.code, Severity::Warning, message, place)
}

fn first_amount(disclosure: &Disclosure, table: &Table) -> Option<FigureId> {
    let figures = table.rows.iter().flat_map(|r| &r.cells).filter_map(mingzhang_model::Cell::figure);
    figures.into_iter().find(|&f| disclosure.figure(f).value != 0)
}

/// 空表, 空白表: the words that say so of the table, not of one of its lines, nor of what an empty table means.
fn says_empty(words: &Passage) -> bool {
    let text = fold(words.text());
    let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
    says(&["空表", "空白表", "本表无数据"]) && !says(&["空表表示", "空表即", "如为空表", "若为空表"])
}

fn called_empty(disclosure: &Disclosure, table: &Table, amount: FigureId, words: &Passage) -> Finding {
    let message = text!(
        "文字称表{0}《{1}》为空表，但表中有数：{2} {3}。",
        "Table {0} “{1}” is called empty, but it has amounts: {2} {3}.",
        table.number,
        table.title.text(),
        disclosure.describe(amount),
        disclosure.figure(amount).with_unit()
    );
    let place = disclosure.figure(amount).location;
    Finding::new(RULE.code, Severity::Error, message, words.location()).related(
        text!("{0} {1}", "{0} {1}", disclosure.describe(amount), disclosure.figure(amount).with_unit()),
        place,
    )
}

/// An amount that the narrative states of a table that has none.
fn told_in_prose<'a>(disclosure: &'a Disclosure, lanes: &[&Table]) -> Option<(&'a str, FigureId)> {
    let is_here = |at: &Coordinate| matches!(at, Coordinate::Cell { table, .. } if lanes.iter().any(|t| t.key == *table));
    let of = |claim: &'a Claim| {
        let budget = claim.budget.filter(|_| claim.budget_coordinates.iter().any(is_here));
        let amount = claim.amount.filter(|_| claim.coordinates.iter().any(is_here));
        let stated = [budget, amount].into_iter().flatten().find(|&f| disclosure.figure(f).value != 0)?;
        Some((claim.subject.as_str(), stated))
    };
    disclosure.claims.iter().find_map(of)
}

fn left_blank(disclosure: &Disclosure, table: &Table, subject: &str, amount: FigureId) -> Finding {
    let figure = disclosure.figure(amount);
    let message = text!(
        "表{0}《{1}》没有填数，但{2}写有 {3}。请补填该表。",
        "Table {0} “{1}” has no amounts, but {2} states {3}.",
        table.number,
        table.title.text(),
        disclosure.describe(amount),
        figure.with_unit()
    );
    let finding = Finding::new(RULE.code, Severity::Error, message, table.location());
    finding.related(
        text!("文字说明：{0} {1}", "narrative: {0} {1}", subject, figure.with_unit()),
        figure.location,
    )
}

fn without_remark(table: &Table) -> Finding {
    let message = text!(
        "表{0}《{1}》是空表，但表下没有备注。请在表下加“备注：本单位没有……安排的支出，本表为空表”。",
        "Table {0} “{1}” is empty and has no remark that says so.",
        table.number,
        table.title.text()
    );
    Finding::new(RULE.code, Severity::Warning, message, table.location())
}
