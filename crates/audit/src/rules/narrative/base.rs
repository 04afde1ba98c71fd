//! Direction words against the amount of last year that the text states: 2025年执行数为 241.76 万元，… 增加 21.74%.

use super::growth::{DIRECTION, rate_word, word};
use crate::equation::{Balance, Verdict, equal};
use crate::finding::{Finding, Severity};
use crate::rule::Context;
use mingzhang_model::{Claim, Coordinate, Direction, FigureId, text};

/// The word points another way than the two amounts. A table has the last word on this year's.
pub(super) fn contradicted(context: &Context<'_>, claim: &Claim) -> Option<Finding> {
    let disclosure = context.disclosure;
    let change = claim.change.as_ref()?;
    let (stated, base) = (claim.amount?, claim.prior?.figure);
    let worded = change.direction.or(change.rate_direction)?;
    let amount = in_table(context, claim).unwrap_or(stated);
    let moved = direction(context, amount, base);
    // Where the text's own amount moved as it says, the amount is wrong and not the word.
    let itself = direction(context, stated, base);
    let tiny = moved == Direction::Unchanged && is_tiny(context, change.rate);
    if worded.direction == moved || worded.direction == itself || tiny {
        return None;
    }
    let say = if change.direction.is_some() { word } else { rate_word };
    let message = text!(
        "“{0}”本年 {1}，上年 {2}；按这两个数应为“{3}”，而不是“{4}”。",
        "“{0}” is {1} this year and was {2} last year: that is “{3}”, not “{4}”.",
        &claim.subject,
        disclosure.figure(amount).with_unit(),
        disclosure.figure(base).with_unit(),
        say(moved),
        say(worded.direction)
    );
    let finding = Finding::new(DIRECTION.code, Severity::Error, message, worded.location)
        .actual(say(worded.direction).zh)
        .expected(say(moved).zh)
        .related(text!("上年数", "last year's amount"), disclosure.figure(base).location);
    Some(finding.related(disclosure.describe(amount), disclosure.figure(amount).location))
}

/// Which way an amount moved.
fn direction(context: &Context<'_>, amount: FigureId, base: FigureId) -> Direction {
    let balance = Balance::of(&equal(amount, base), context.disclosure);
    match balance.must_be_zero() {
        Verdict::Holds | Verdict::Rounding => Direction::Unchanged,
        Verdict::Broken if balance.residual > 0 => Direction::Increase,
        Verdict::Broken => Direction::Decrease,
    }
}

/// The amount that a table states of the same.
pub(super) fn in_table(context: &Context<'_>, claim: &Claim) -> Option<FigureId> {
    let cell = |at: &Coordinate| match at {
        Coordinate::Cell { .. } => context.disclosure.amount_at(at),
        Coordinate::Register(_) => None,
    };
    claim.coordinates.iter().find_map(cell)
}

/// A rate so small that two rounded amounts do not show it.
fn is_tiny(context: &Context<'_>, rate: Option<FigureId>) -> bool {
    const ONE_PERCENT: i64 = 10_000;
    rate.is_some_and(|rate| context.disclosure.figure(rate).value.abs() < ONE_PERCENT)
}
