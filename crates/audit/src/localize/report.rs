//! Findings from explanations: the sentence, the repair, the evidence.

use super::System;
use super::candidates::{Candidate, Explanation};
use crate::equation::{Form, Verdict, total};
use crate::finding::{Certainty, Finding, Related, Severity};
use crate::slip::Slip;
use mingzhang_model::{Disclosure, Figure, FigureId, Location, Origin, Text, text};
use std::collections::BTreeMap;

/// How many equations and terms a finding shows.
const SHOWN_EQUATIONS: usize = 4;
const SHOWN_TERMS: usize = 8;
/// So many wrong numbers in one table are a table that was not read right.
const UNREADABLE: usize = 12;

/// The finding for a number that an explanation blames.
pub(super) fn repair(system: &System<'_>, explanation: &Explanation) -> Finding {
    let Explanation { chosen, rivals } = explanation;
    let figure = system.disclosure.figure(chosen.figure);
    let expected = figure.restated(chosen.value);
    let certainty = match (rivals.is_empty(), chosen.fixed.len()) {
        (false, _) => Certainty::Ambiguous,
        (true, 2..) => Certainty::Proved,
        (true, _) if chosen.slip == Slip::None => Certainty::Ambiguous,
        (true, _) => Certainty::Likely,
    };
    let leading = leading(system, &chosen.fixed);
    Finding {
        rule: system.equations[leading].rule,
        severity: severity(system, &chosen.fixed),
        certainty,
        message: message(system, chosen, rivals),
        location: figure.location,
        actual: Some(figure.numeral.to_string()),
        expected: Some(expected),
        related: related(system, chosen, rivals),
    }
}

/// The equation whose rule the finding is reported under: inside the table before between tables, before the text.
fn leading(system: &System<'_>, fixed: &[usize]) -> usize {
    let family = |e: &usize| {
        let rule = system.equations[*e].rule;
        ("AXNP".find(&rule[..1]).unwrap_or(usize::MAX), *e)
    };
    fixed.iter().copied().min_by_key(family).unwrap_or_default()
}

fn severity(system: &System<'_>, fixed: &[usize]) -> Severity {
    fixed.iter().map(|&e| system.equations[e].severity).min().unwrap_or(Severity::Warning)
}

fn message(system: &System<'_>, chosen: &Candidate, rivals: &[Candidate]) -> Text {
    let figure = system.disclosure.figure(chosen.figure);
    let place = system.disclosure.describe(chosen.figure);
    let statements =
        chosen.fixed.iter().take(SHOWN_EQUATIONS).map(|&e| system.equations[e].statement.clone());
    let (zh, en): (Vec<_>, Vec<_>) = statements.map(|t| (t.zh, t.en)).unzip();
    let statements = Text { zh: zh.join("；"), en: en.join("; ") };
    let right = figure.written_with_unit(chosen.value);
    let sentence = match (chosen.fixed.len(), rivals.is_empty()) {
        (1, true) => text!(
            "{0}写作 {1}，按“{3}”应为 {2}。",
            "{0} is given as {1}; by “{3}” it should be {2}.",
            place,
            figure.with_unit(),
            right,
            statements
        ),
        (count, true) => text!(
            "{0}写作 {1}，有 {4} 个关系式都表明应为 {2}：{3}。",
            "{0} is given as {1}; {4} relations agree that it should be {2}: {3}.",
            place,
            figure.with_unit(),
            right,
            statements,
            count
        ),
        (_, false) => text!(
            "“{3}”不成立。可能是{0}写作 {1}，应为 {2}；也可能是所列其他数字有误，请一并核对。",
            "“{3}” does not hold. Perhaps {0}, given as {1}, should be {2}; perhaps one of the other numbers listed is wrong.",
            place,
            figure.with_unit(),
            right,
            statements
        ),
    };
    match chosen.slip {
        Slip::Point => Text {
            zh: format!("{}两数只差小数点的位置，请检查小数点或金额单位（元、万元）。", sentence.zh),
            en: format!(
                "{} The two differ only in the decimal point: check the point or the unit.",
                sentence.en
            ),
        },
        Slip::Digit | Slip::None => sentence,
    }
}

/// The rivals with their own repairs, then the other terms of the equations.
fn related(system: &System<'_>, chosen: &Candidate, rivals: &[Candidate]) -> Vec<Related> {
    let disclosure = system.disclosure;
    let mut related: Vec<Related> = Vec::new();
    for rival in rivals.iter().take(SHOWN_EQUATIONS) {
        let figure = disclosure.figure(rival.figure);
        let message = text!(
            "也可能：{0} {1} 应为 {2}",
            "or else: {0} {1} should be {2}",
            disclosure.describe(rival.figure),
            figure.with_unit(),
            figure.written_with_unit(rival.value)
        );
        related.push(Related { message, location: figure.location });
    }
    let terms = chosen.fixed.iter().take(SHOWN_EQUATIONS).flat_map(|&e| system.equations[e].form.figures());
    for term in terms.filter(|&t| t != chosen.figure) {
        let evidence = evidence(disclosure, term);
        if related.len() < SHOWN_TERMS && !related.iter().any(|r| r.location == evidence.location) {
            related.push(evidence);
        }
    }
    related
}

fn evidence(disclosure: &Disclosure, figure: FigureId) -> Related {
    let stated: &Figure = disclosure.figure(figure);
    let message = text!("{0} {1}", "{0} {1}", disclosure.describe(figure), stated.with_unit());
    Related { message, location: stated.location }
}

/// An equation that no single number explains, or that is off by a rounding.
pub(super) fn unexplained(system: &System<'_>, equation: usize) -> Option<Finding> {
    let stated = system.equations[equation];
    let rounding = system.verdicts[equation] == Verdict::Rounding;
    let figures = stated.form.figures();
    let first = system.disclosure.figure(*figures.first()?);
    let (message, severity) = match &stated.form {
        Form::Sum(terms) if rounding => {
            let off = i64::try_from(total(terms, system).saturating_abs()).ok()?;
            let message = text!(
                "“{0}”相差 {1}，在四舍五入的范围内（尾差）。",
                "“{0}” is off by {1}, which rounding explains.",
                &stated.statement,
                first.written_with_unit(off)
            );
            (message, Severity::Info)
        }
        // A rate or a cost recomputed from rounded numbers need not come out to the last digit.
        Form::Ratio { .. } | Form::Products { .. } | Form::AtMost(_) if rounding => return None,
        Form::Sum(terms) => {
            let off = i64::try_from(total(terms, system).saturating_abs()).ok()?;
            let message = text!(
                "“{0}”不成立，相差 {1}，请核对所列各数。",
                "“{0}” does not hold, it is off by {1}; check the numbers listed.",
                &stated.statement,
                first.written_with_unit(off)
            );
            (message, stated.severity)
        }
        Form::AtMost(_) | Form::Ratio { .. } | Form::Products { .. } => (
            text!(
                "“{0}”不成立，请核对所列各数。",
                "“{0}” does not hold; check the numbers listed.",
                &stated.statement
            ),
            stated.severity,
        ),
    };
    let mut finding =
        Finding::new(stated.rule, severity, message, first.location).actual(first.numeral.to_string());
    finding.certainty = Certainty::Ambiguous;
    finding.related =
        figures.iter().skip(1).take(SHOWN_TERMS).map(|&f| evidence(system.disclosure, f)).collect();
    Some(finding)
}

/// Many wrong numbers in one table are one finding: the table could not be read reliably.
pub(super) fn fold_unreadable(disclosure: &Disclosure, findings: Vec<Finding>) -> Vec<Finding> {
    let table_at: BTreeMap<Location, u32> = disclosure
        .figures
        .iter()
        .filter_map(|f| match f.origin {
            Origin::Cell { table, .. } => Some((f.location, table)),
            _ => None,
        })
        .collect();
    let mut by_table: BTreeMap<u32, usize> = BTreeMap::new();
    for finding in &findings {
        if let Some(table) = table_at.get(&finding.location) {
            *by_table.entry(*table).or_default() += 1;
        }
    }
    by_table.retain(|_, count| *count > UNREADABLE);
    let (folded, mut kept): (Vec<Finding>, Vec<Finding>) = findings
        .into_iter()
        .partition(|f| table_at.get(&f.location).is_some_and(|t| by_table.contains_key(t)));
    for (&index, count) in &by_table {
        let table = &disclosure.tables[index as usize];
        let of_table: Vec<&Finding> =
            folded.iter().filter(|f| table_at.get(&f.location) == Some(&index)).collect();
        let Some(first) = of_table.first() else { continue };
        let message = text!(
            "表{0}《{1}》有 {2} 处数字互相矛盾，可能是表格错位或读取有误，请对照原件核对整张表。",
            "Table {0} “{1}”: {2} numbers contradict each other; the table may be misaligned or misread.",
            table.number,
            table.title.text(),
            *count
        );
        let mut finding = Finding::new(first.rule, Severity::Warning, message, table.location());
        finding.certainty = Certainty::Ambiguous;
        let examples = of_table.iter().take(SHOWN_EQUATIONS);
        finding.related =
            examples.map(|f| Related { message: f.message.clone(), location: f.location }).collect();
        kept.push(finding);
    }
    kept
}
