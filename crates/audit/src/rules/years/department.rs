//! A unit's amounts against those of the department that it is a part of.

use crate::beside::{Other, Role};
use crate::equation::{Form, Verdict, equal};
use crate::finding::{Finding, Related, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_compare::Found;
use mingzhang_model::{Code, Coordinate, FigureId, RowKind, Text, text};

pub(crate) static RULE: Rule = Rule {
    code: "Y107",
    name: "more-than-the-department",
    title: "单位的数大于部门的，或与只有一家单位的部门不同",
    title_en: "A unit's amount exceeds its department's, or differs though the department has no other unit",
    severity: Severity::Warning,
    page: include_str!("department.md"),
    check: Check::Beside(Role::Department, check),
};

/// What the total row of a table is called.
const TOTAL: &str = " total";

/// An amount of the unit beside the department's.
struct Pair {
    here: FigureId,
    there: FigureId,
    /// What it is the amount of, wherever it stands: a code, or words.
    of: String,
    code: Option<Code>,
    /// Whether the department has no such thing.
    nothing: bool,
}

fn check(context: &Context<'_>, other: &Other<'_>, outcome: &mut Outcome) {
    let pairs: Vec<Pair> = cells(context, other).chain(said(context, other)).collect();
    outcome.looked_at += pairs.len();
    let alone = is_alone(context, other);
    let wrong = |pair: &&Pair| {
        let form = if alone {
            Form::Sum(equal(pair.here, pair.there))
        } else {
            Form::AtMost(equal(pair.here, pair.there))
        };
        form.verdict(context.disclosure) == Verdict::Broken
    };
    let wrong: Vec<&Pair> = pairs.iter().filter(wrong).collect();
    let mut told: Vec<&str> = Vec::new();
    for pair in &wrong {
        // What is wrong below a code is wrong above it, too: it is told once, where it begins.
        let below = wrong.iter().any(|p| is_above(pair.code, p.code));
        if told.contains(&pair.of.as_str()) || below || follows(context, pair, &wrong, alone) {
            continue;
        }
        told.push(&pair.of);
        let again = wrong.iter().filter(|p| p.of == pair.of && p.here != pair.here).map(|p| p.here);
        outcome.report(finding(context, pair, alone, again));
    }
}

/// Whether a total or a named row is wrong because a code is: it is off by as much, or sums up what is.
fn follows(context: &Context<'_>, pair: &Pair, wrong: &[&Pair], alone: bool) -> bool {
    let disclosure = context.disclosure;
    let off = |p: &Pair| disclosure.figure(p.here).value - disclosure.figure(p.there).value;
    let lowest = |p: &&&Pair| p.code.is_some() && !wrong.iter().any(|below| is_above(p.code, below.code));
    let mut coded: Vec<i64> = wrong.iter().filter(lowest).map(|p| off(p)).collect();
    coded.push(coded.iter().sum());
    let sums_up = !alone && coded.len() > 1 && pair.of.ends_with(TOTAL);
    pair.code.is_none() && (sums_up || coded.contains(&off(pair)) && off(pair) != 0)
}

fn is_above(code: Option<Code>, other: Option<Code>) -> bool {
    let (Some(code), Some(mut below)) = (code, other) else { return false };
    while let Some(parent) = below.parent() {
        if parent == code {
            return true;
        }
        below = parent;
    }
    false
}

/// Whether the department has no unit but this: all its totals are the unit's.
fn is_alone(context: &Context<'_>, other: &Other<'_>) -> bool {
    let disclosure = context.disclosure;
    let mut totals = Vec::new();
    for (index, table) in disclosure.tables.iter().enumerate() {
        let Some(row) = table.rows.iter().position(|row| row.kind == RowKind::Total) else { continue };
        let here = table.rows[row].cells.first().and_then(mingzhang_model::Cell::figure);
        if let (Some(here), Some(Found::Number(there))) = (here, other.counterparts.cell([index, row, 0])) {
            totals.push(Form::Sum(equal(here, other.number(there))));
        }
    }
    !totals.is_empty() && totals.iter().all(|form| form.verdict(disclosure) != Verdict::Broken)
}

/// The numbers of the tables, projects left out: two documents name them as they like.
fn cells<'a>(context: &'a Context<'_>, other: &'a Other<'_>) -> impl Iterator<Item = Pair> + 'a {
    context.disclosure.facts().filter_map(|fact| {
        let comparable = matches!(fact.row.kind, RowKind::Coded | RowKind::Total | RowKind::Named);
        if !comparable || fact.row.repeats() || context.disclosure.figure(fact.figure).value < 0 {
            return None;
        }
        let table = context.disclosure.table_index(&fact.table.key)?;
        let row = fact.table.rows.iter().position(|row| std::ptr::eq(row, fact.row))?;
        let found = other.counterparts.cell([table, row, fact.column])?;
        let of = match fact.row.code {
            Some(code) => code.to_string(),
            None if fact.row.kind == RowKind::Total => format!("{}{TOTAL}", fact.table.key),
            None => format!("{} {}", fact.table.key, fact.row.key),
        };
        let nothing = matches!(found, Found::Nothing(_));
        Some(Pair { here: fact.figure, there: other.term(found), of, code: fact.row.code, nothing })
    })
}

/// What only the prose tells: staff, assets, procurement.
fn said<'a>(context: &'a Context<'_>, other: &'a Other<'_>) -> impl Iterator<Item = Pair> + 'a {
    context.disclosure.claims.iter().flat_map(|claim| {
        let register = claim.coordinates.iter().find(|c| matches!(c, Coordinate::Register(_)));
        let amounts = register.into_iter().flat_map(|c| other.counterparts.amounts_at(c)).next();
        let counts = register.and_then(|c| other.counterparts.count_at(c)).map(Found::Number);
        let of = register.map(ToString::to_string).unwrap_or_default();
        let pair = |here: Option<FigureId>, there: Option<Found>, what: &str| {
            let of = format!("{of} {what}");
            Some(Pair { here: here?, there: other.term(there?), of, code: None, nothing: false })
        };
        [pair(claim.amount, amounts, "amount"), pair(claim.count, counts, "count")].into_iter().flatten()
    })
}

fn finding(
    context: &Context<'_>,
    pair: &Pair,
    alone: bool,
    again: impl Iterator<Item = FigureId>,
) -> Finding {
    let disclosure = context.disclosure;
    let [here, there] = [pair.here, pair.there].map(|id| disclosure.figure(id));
    let names: [Text; 2] = [pair.here, pair.there].map(|id| disclosure.describe(id));
    let [name, other] = &names;
    let (written, against) = (here.with_unit(), there.with_unit());
    let message = if pair.nothing {
        text!(
            "{0}为 {1}，{2}。部门的数包括本单位，应当有这一项。",
            "{0} is {1}, {2}. The department's amounts include this unit's.",
            name,
            written,
            other
        )
    } else if alone {
        text!(
            "{0}为 {1}，{2}为 {3}。两份文本的总计相同，部门只有这一家单位，各项也应相同。",
            "{0} is {1}, {2} is {3}. The totals of both are the same: the department has no other unit, and all amounts should agree.",
            name,
            written,
            other,
            against
        )
    } else {
        text!(
            "{0}为 {1}，大于{2}的 {3}。部门的数包括本单位，不应小于本单位的。",
            "{0} is {1}, more than {2}, {3}. The department's amount includes this unit's.",
            name,
            written,
            other,
            against
        )
    };
    let mut finding =
        Finding::new(RULE.code, RULE.severity, message, here.location).actual(here.numeral.to_string());
    let evidence =
        if pair.nothing { Text::clone(other) } else { text!("{0} {1}", "{0} {1}", other, against) };
    finding.related.push(Related::here(evidence, there.location));
    for id in again.take(MOST_RELATED) {
        let figure = disclosure.figure(id);
        let message =
            text!("同样：{0} {1}", "likewise: {0} {1}", disclosure.describe(id), figure.with_unit());
        finding.related.push(Related::here(message, figure.location));
    }
    finding
}

/// More places of one thing are not named.
const MOST_RELATED: usize = 6;
