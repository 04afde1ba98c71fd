//! Direction words against the amount of last year that the text states: 2025年执行数为 241.76 万元，… 增加 21.74%.

use super::growth::{DIRECTION, rate_word, word};
use crate::equation::{Balance, Verdict, equal};
use crate::finding::{Finding, Severity};
use crate::rule::Context;
use mingzhang_model::{Claim, Coordinate, Direction, FigureId, Text, Worded, text};

/// A direction word that points another way than the two amounts.
struct Contradiction {
    /// This year's amount. A table has the last word on it.
    amount: FigureId,
    /// Last year's.
    base: FigureId,
    /// The rate, if one is written.
    rate: Option<FigureId>,
    worded: Worded,
    /// Which way the amounts moved.
    moved: Direction,
    /// How the word for a direction is chosen.
    say: fn(Direction) -> Text,
}

impl Contradiction {
    fn of(context: &Context<'_>, claim: &Claim) -> Option<Self> {
        let change = claim.change.as_ref()?;
        let (stated, base) = (claim.amount?, claim.prior?.figure);
        let worded = change.direction.or(change.rate_direction)?;
        let amount = in_table(context, claim).unwrap_or(stated);
        let moved = direction(context, amount, base);
        // Where the text's own amount moved as it says, the amount is wrong and not the word.
        let itself = direction(context, stated, base);
        let tiny = moved == Direction::Unchanged && is_tiny(context, change.rate);
        let say = if change.direction.is_some() { word } else { rate_word };
        (worded.direction != moved && worded.direction != itself && !tiny).then_some(Self {
            amount,
            base,
            rate: change.rate,
            worded,
            moved,
            say,
        })
    }
}

/// The word points another way than the two amounts.
pub(super) fn contradicted(context: &Context<'_>, claim: &Claim) -> Option<Finding> {
    let disclosure = context.disclosure;
    let Contradiction { amount, base, worded, moved, say, .. } = Contradiction::of(context, claim)?;
    let (this_year, last_year) = (disclosure.figure(amount), disclosure.figure(base));
    let message = text!(
        "“{0}”本年 {1}，上年 {2}；按这两个数应为“{3}”，而不是“{4}”。",
        "“{0}” is {1} this year and was {2} last year: that is “{3}”, not “{4}”.",
        &claim.subject,
        // A table in 元 beside words in 万元: both as the words have them.
        last_year.written_with_unit(this_year.value),
        last_year.with_unit(),
        say(moved),
        say(worded.direction)
    );
    let finding = Finding::new(DIRECTION.code, Severity::Error, message, worded.location)
        .actual(say(worded.direction).zh)
        .expected(say(moved).zh)
        .related(text!("上年数", "last year's amount"), last_year.location);
    Some(finding.related(disclosure.describe(amount), this_year.location))
}

/// One cause is one finding: where the rate is found wrong, the word beside it is told with it; where one of the two
/// amounts is, the word follows from that.
pub(crate) fn fold(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !findings.iter().any(|f| f.rule == DIRECTION.code) {
        return;
    }
    for claim in &context.disclosure.claims {
        let Some(found) = Contradiction::of(context, claim) else { continue };
        let place = |figure: FigureId| context.disclosure.figure(figure).location;
        let is_of_word = |f: &Finding| f.rule == DIRECTION.code && f.location == found.worded.location;
        let is_blamed = |f: &Finding, figure: FigureId| f.location == place(figure) && f.expected.is_some();
        if !findings.iter().any(is_of_word) {
            continue;
        }
        let of_rate = findings.iter_mut().find(|f| found.rate.is_some_and(|rate| is_blamed(f, rate)));
        if let Some(of_rate) = of_rate {
            of_rate.message = text!(
                "{0}方向也不对，“{1}”应为“{2}”。",
                "{0} The direction is wrong, too: “{1}” should be “{2}”.",
                &of_rate.message,
                (found.say)(found.worded.direction),
                (found.say)(found.moved)
            );
        } else if !findings.iter().any(|f| is_blamed(f, found.base) || is_blamed(f, found.amount)) {
            continue;
        }
        findings.retain(|f| !is_of_word(f));
    }
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
