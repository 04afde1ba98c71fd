//! Rows that a table lacks, and rows that carry the code of another: one finding each, whatever they break.

use super::System;
use super::report::evidence;
use super::short_rows::sum_of_rows;
use crate::finding::{Certainty, Finding, Severity};
use crate::rule::Absence;
use mingzhang_model::{Code, Figure, Row, RowKind, Table, Text, fold, text};
use std::collections::BTreeMap;

/// Reports every row that other places of the document miss in a table, with the sums that lack it.
pub(super) fn missing_rows(system: &mut System<'_>, absences: &[&Absence]) -> Vec<Finding> {
    let mut rows: Vec<Vec<&Absence>> = Vec::new();
    for absence in absences {
        let same = |row: &&mut Vec<&Absence>| row[0].table == absence.table && row[0].row == absence.row;
        match rows.iter_mut().find(same) {
            Some(row) => row.push(absence),
            None => rows.push(vec![absence]),
        }
    }
    rows.iter().map(|row| miscoded(system, row).unwrap_or_else(|| missing(system, row))).collect()
}

/// The row is there, with its name and its amount, under another code.
fn miscoded(system: &mut System<'_>, absences: &[&Absence]) -> Option<Finding> {
    let absence = absences[0];
    let code: Code = absence.row.parse().ok()?;
    let table = &system.disclosure.tables[absence.table];
    let stated = system.figure(absence.told_by);
    let row = table.rows.iter().find(|row| {
        row.kind == RowKind::Coded
            && row.code.is_some_and(|c| c != code && c.level() == code.level())
            && row.name() == absence.label
            && row
                .cells
                .get(absence.column)
                .and_then(mingzhang_model::Cell::figure)
                .is_some_and(|f| system.figure(f).value == stated.value)
    })?;
    let written = row.code?;
    let message = text!(
        "表{0}“{1}”的科目编码写作 {2}，按{3}应为 {4}。",
        "Table {0}: “{1}” has the code {2}; by {3} it should be {4}.",
        table.number,
        &absence.label,
        written,
        system.describe(absence.told_by),
        code
    );
    let place = row.code_cells.iter().rfind(|c| !c.is_blank()).unwrap_or(&row.label).location();
    let mut finding = Finding::new(absence.rule, Severity::Error, message, place)
        .actual(written.to_string())
        .expected(code.to_string());
    finding.certainty = Certainty::Proved;
    finding.related = absences.iter().map(|a| evidence(system, a.told_by)).collect();
    for equation in crossing(system, row) {
        system.explain(equation);
    }
    Some(finding)
}

/// The broken equations that set a row against other tables or the text.
fn crossing(system: &System<'_>, row: &Row) -> Vec<usize> {
    let figures = row.cells.iter().filter_map(mingzhang_model::Cell::figure);
    let broken = figures.flat_map(|f| system.uses(f)).filter(|&e| system.is_broken(e));
    let outside = |&e: &usize| !system.equations[e].rule.starts_with('A');
    broken.filter(outside).collect()
}

fn missing(system: &mut System<'_>, absences: &[&Absence]) -> Finding {
    let absence = absences[0];
    let table = &system.disclosure.tables[absence.table];
    let parent = parent(table, &absence.row);
    let lacking = parent.map_or(Vec::new(), |parent| lacking(system, absences, parent));
    let mut amounts: BTreeMap<usize, i64> =
        absences.iter().map(|a| (a.column, system.figure(a.told_by).value)).collect();
    amounts.extend(lacking.iter().map(|&(_, column, amount)| (column, amount)));
    let name = if &*absence.row == "total" {
        text!("合计", "total")
    } else if absence.row.bytes().all(|b| b.is_ascii_digit()) {
        text!("{0} {1}", "{0} {1}", &absence.row, &absence.label)
    } else {
        Text::same(absence.label.clone())
    };
    let told = text!(
        "{0}为 {1}",
        "{0} is {1}",
        system.describe(absence.told_by),
        system.figure(absence.told_by).with_unit()
    );
    let written = listed(system, table, absence, &amounts);
    let message = match (lacking.is_empty(), parent) {
        (false, Some(parent)) => text!(
            "表{0}缺少“{1}”行（{2}）：{3}，“{4}”行与其下各行之和也正好相差这一行。",
            "Table {0} lacks the row “{1}” ({2}): {3}, and the rows below “{4}” fall short of it by just this row.",
            table.number,
            name,
            written,
            told,
            fold(table.rows[parent].label.text())
        ),
        _ => text!(
            "表{0}没有“{1}”行（{2}），而{3}。请核对是表中漏列，还是别处有误。",
            "Table {0} has no row “{1}” ({2}), while {3}; check whether it was left out.",
            table.number,
            name,
            written,
            told
        ),
    };
    let place = parent.map_or_else(|| table.location(), |row| table.rows[row].label.location());
    let severity = if lacking.is_empty() { Severity::Warning } else { Severity::Error };
    let mut finding = Finding::new(absence.rule, severity, message, place);
    finding.certainty = if lacking.is_empty() { Certainty::Seen } else { Certainty::Proved };
    finding.expected =
        amounts.get(&absence.column).map(|&amount| manner(system, table, absence).restated(amount));
    finding.related = absences.iter().map(|a| evidence(system, a.told_by)).collect();
    for (equation, ..) in lacking {
        system.explain(equation);
    }
    finding
}

/// The row that a missing row would add to: the nearest level above it that the table prints, else its total.
fn parent(table: &Table, key: &str) -> Option<usize> {
    let code: Code = key.parse().ok()?;
    let row_of =
        |code: Code| table.rows.iter().position(|r| r.kind == RowKind::Coded && r.code == Some(code));
    let total = || table.rows.iter().position(|r| r.kind == RowKind::Total);
    code.lineage().skip(1).find_map(row_of).or_else(total)
}

/// The broken sums of the parent's row, each with its column and the amount it lacks; none unless one of them lacks
/// exactly what is missed.
fn lacking(system: &System<'_>, absences: &[&Absence], parent: usize) -> Vec<(usize, usize, i64)> {
    let table = absences[0].table;
    let short = |equation: usize| {
        let ([at, row, column], amount) = sum_of_rows(system, equation)?;
        (at == table && row == parent && amount > 0).then_some((equation, column, amount))
    };
    let all: Vec<(usize, usize, i64)> =
        (0..system.equations.len()).filter(|&e| system.is_broken(e)).filter_map(short).collect();
    let agrees = |absence: &Absence| {
        let amount = system.figure(absence.told_by).value;
        all.iter().any(|&(_, column, lacks)| column == absence.column && lacks == amount)
    };
    if absences.iter().any(|a| agrees(a)) { all } else { Vec::new() }
}

/// 合计 228.06 万元，项目支出 228.06 万元
fn listed(system: &System<'_>, table: &Table, absence: &Absence, amounts: &BTreeMap<usize, i64>) -> String {
    let figure = manner(system, table, absence);
    let one = |(&column, &amount): (&usize, &i64)| {
        format!("{} {}", table.columns[column].heading, figure.written_with_unit(amount))
    };
    amounts.iter().map(one).collect::<Vec<_>>().join("，")
}

/// A number in whose manner the table writes its amounts.
fn manner<'a>(system: &'a System<'_>, table: &Table, absence: &Absence) -> &'a Figure {
    let own = table.rows.iter().flat_map(|r| &r.cells).find_map(mingzhang_model::Cell::figure);
    system.figure(own.unwrap_or(absence.told_by))
}
