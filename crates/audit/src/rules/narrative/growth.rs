//! Growth rates recomputed from the amount and its change, and words that point the other way.

use crate::equation::{Form, Term, Verdict, equal};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Change, Claim, Direction, Disclosure, FigureId, Text, text};

pub(crate) static RULE: Rule = Rule {
    code: "N103",
    name: "wrong-growth-rate",
    title: "增长（下降）幅度与金额不符",
    title_en: "A growth rate that its amounts do not give",
    severity: Severity::Error,
    page: include_str!("growth.md"),
    check: Check::Disclosure(rates),
};

pub(crate) static DIRECTION: Rule = Rule {
    code: "N104",
    name: "wrong-direction-word",
    title: "增减方向用词与数字不符",
    title_en: "A direction word that contradicts the figures",
    severity: Severity::Error,
    page: include_str!("direction.md"),
    check: Check::Disclosure(directions),
};

fn rates(context: &Context<'_>, outcome: &mut Outcome) {
    for claim in &context.disclosure.claims {
        let Some(growth) = Growth::of(claim) else { continue };
        let direction = if growth.points_the_other_way(context.disclosure) {
            growth.other_way()
        } else {
            growth.direction
        };
        let statement = text!(
            "{0}的增减幅度 = 增减额 ÷ 上年数",
            "rate of change of “{0}” = change ÷ last year's amount",
            &claim.subject
        );
        outcome.state(&RULE, statement, growth.form(direction));
    }
    context.disclosure.claims.iter().for_each(|claim| from_prior(context, claim, outcome));
}

/// 上年预算执行数为 A 万元，本年安排 B 万元，减少 C%.
fn from_prior(context: &Context<'_>, claim: &Claim, outcome: &mut Outcome) {
    let (Some(stated), Some(prior), Some(change)) = (claim.amount, claim.prior, &claim.change) else {
        return;
    };
    let disclosure = context.disclosure;
    let amount = amount_compared(context, claim, stated, prior.figure);
    let difference = || equal(amount, prior.figure);
    if let Some(rate) = change.rate {
        let statement = text!(
            "{0}的增减幅度 =（本年数 − 上年数）÷ 上年数",
            "rate of change of “{0}” = (this year's − last year's) ÷ last year's amount",
            &claim.subject
        );
        let below = vec![Term { coefficient: 1, figure: prior.figure }];
        outcome.state(&RULE, statement, Form::Ratio { rate, numerator: difference(), denominator: below });
    }
    let direction = change.direction();
    let statement = text!(
        "{0}的增减额 = 本年数 − 上年数",
        "change of “{0}” = this year's − last year's amount",
        &claim.subject
    );
    if let (Some(moved), Some(direction)) = (change.amount, direction) {
        let moved = Term { coefficient: -direction.sign(), figure: moved };
        outcome.state(&RULE, statement, Form::Sum(difference().into_iter().chain([moved]).collect()));
    } else if direction == Some(Direction::Unchanged) {
        // Where the two differ it is the word that is wrong.
        let same = Form::Sum(difference());
        if same.verdict(disclosure) != Verdict::Broken {
            outcome.state(&RULE, statement, same);
        }
    }
}

/// The amount whose rate is told: the text's own; but the table's where that contradicts it and neither has this rate.
fn amount_compared(context: &Context<'_>, claim: &Claim, stated: FigureId, prior: FigureId) -> FigureId {
    let Some(rate) = claim.change.as_ref().and_then(|change| change.rate) else { return stated };
    let has_rate = |amount: FigureId| {
        let denominator = vec![Term { coefficient: 1, figure: prior }];
        let form = Form::Ratio { rate, numerator: equal(amount, prior), denominator };
        form.verdict(context.disclosure) != Verdict::Broken
    };
    let differs =
        |table: &FigureId| Form::Sum(equal(stated, *table)).verdict(context.disclosure) == Verdict::Broken;
    let table = super::base::in_table(context, claim).filter(differs);
    table.filter(|&table| !has_rate(stated) && !has_rate(table)).unwrap_or(stated)
}

fn directions(context: &Context<'_>, outcome: &mut Outcome) {
    for claim in &context.disclosure.claims {
        let Some(change) = &claim.change else { continue };
        outcome.looked();
        if let Some(finding) = contradicting_words(context.disclosure, claim, change)
            .or_else(|| contradicted_by_figures(context.disclosure, claim))
            .or_else(|| super::base::contradicted(context, claim))
        {
            outcome.report(finding);
        }
    }
}

/// 增加 … 万元，下降 … %. Of a change that is zero either word will do.
fn contradicting_words(disclosure: &Disclosure, claim: &Claim, change: &Change) -> Option<Finding> {
    let (amount, rate) = (change.direction?, change.rate_direction?);
    let zero = |figure: Option<FigureId>| figure.is_none_or(|id| disclosure.figure(id).value == 0);
    if amount.direction == rate.direction
        || amount.direction == Direction::Unchanged
        || (zero(change.amount) && zero(change.rate))
    {
        return None;
    }
    let holds = |direction| {
        Growth::of(claim).is_some_and(|g| g.form(direction).verdict(disclosure) != Verdict::Broken)
    };
    let (said, then) = (word(amount.direction), rate_word(rate.direction));
    // The figures decide which of the two words is wrong, if they fit one of them alone.
    let (at_fault, repair) = match (holds(amount.direction), holds(rate.direction)) {
        (true, false) => ((&then, rate), Some(rate_word(amount.direction))),
        (false, true) => ((&said, amount), Some(word(rate.direction))),
        _ => ((&then, rate), None),
    };
    let message = match &repair {
        Some(right) => text!(
            "“{0}”前面说{1}，后面说{2}，方向相反；按所列数字，“{3}”应为“{4}”。",
            "The text speaks of an {1} of “{0}”, and then of a {2}; by the figures “{3}” should be “{4}”.",
            &claim.subject,
            &said,
            &then,
            at_fault.0,
            right
        ),
        None => text!(
            "“{0}”前面说{1}，后面说{2}，方向相反。",
            "The text speaks of an {1} of “{0}”, and then of a {2}.",
            &claim.subject,
            &said,
            &then
        ),
    };
    let ((written, place), other) = (at_fault, if at_fault.1 == rate { amount } else { rate });
    let mut finding =
        Finding::new(DIRECTION.code, Severity::Error, message, place.location).actual(&written.zh);
    finding.expected = repair.map(|right| right.zh);
    Some(finding.related(text!("另一处方向词", "the other word"), other.location))
}

/// The rate fits the amounts exactly if the word is turned round, and not as it stands.
fn contradicted_by_figures(disclosure: &Disclosure, claim: &Claim) -> Option<Finding> {
    let growth = Growth::of(claim)?;
    if !growth.points_the_other_way(disclosure) {
        return None;
    }
    let change = claim.change.as_ref()?;
    let worded = change.direction.or(change.rate_direction)?;
    let amount = disclosure.figure(growth.amount);
    let moved = disclosure.figure(growth.change);
    let rate = disclosure.figure(growth.rate);
    let other = growth.other_way();
    let message = text!(
        "“{0}”本年 {1}，{2} {3}、幅度 {4}；按这些数字应为“{5}”，而不是“{2}”。",
        "“{0}” is {1} this year; the figures {3} and {4} fit “{5}”, not “{2}”.",
        &claim.subject,
        amount.with_unit(),
        word(growth.direction),
        moved.with_unit(),
        rate.with_unit(),
        word(other)
    );
    let finding = Finding::new(DIRECTION.code, Severity::Error, message, worded.location);
    Some(finding.actual(word(growth.direction).zh).expected(word(other).zh))
}

/// A change with everything needed to recompute its rate.
struct Growth {
    amount: FigureId,
    change: FigureId,
    rate: FigureId,
    direction: Direction,
}

impl Growth {
    fn of(claim: &Claim) -> Option<Self> {
        let stated = claim.change.as_ref()?;
        let (Some(amount), Some(change), Some(rate)) = (claim.amount, stated.amount, stated.rate) else {
            return None;
        };
        Some(Self { amount, change, rate, direction: stated.direction()? })
    }

    /// rate = change ÷ (amount − signed change)
    fn form(&self, direction: Direction) -> Form {
        let change = Term { coefficient: 1, figure: self.change };
        let back = Term { coefficient: -direction.sign(), figure: self.change };
        let denominator = vec![Term { coefficient: 1, figure: self.amount }, back];
        Form::Ratio { rate: self.rate, numerator: vec![change], denominator }
    }

    fn other_way(&self) -> Direction {
        if self.direction == Direction::Decrease { Direction::Increase } else { Direction::Decrease }
    }

    fn points_the_other_way(&self, disclosure: &Disclosure) -> bool {
        disclosure.figure(self.change).value != 0
            && self.form(self.direction).verdict(disclosure) == Verdict::Broken
            && self.form(self.other_way()).verdict(disclosure) == Verdict::Holds
            && disclosure.figure(self.amount).value != disclosure.figure(self.change).value
    }
}

/// Which way an amount moved: as the words say, or, where its figures only fit the other way, as these say. `None` if
/// the words contradict each other and the figures do not decide.
pub(crate) fn direction(disclosure: &Disclosure, claim: &Claim) -> Option<Direction> {
    let change = claim.change.as_ref()?;
    let worded = change.direction()?;
    if let Some(growth) = Growth::of(claim)
        && growth.points_the_other_way(disclosure)
    {
        return Some(growth.other_way());
    }
    let agree = Growth::of(claim).is_some() && !rate_disagrees(disclosure, claim);
    let contradict = change.rate_direction.is_some_and(|rate| rate.direction != worded);
    (agree || !contradict || worded == Direction::Unchanged).then_some(worded)
}

/// Whether the rate of a claim is not what its amounts give.
pub(super) fn rate_disagrees(disclosure: &Disclosure, claim: &Claim) -> bool {
    Growth::of(claim)
        .is_some_and(|growth| growth.form(growth.direction).verdict(disclosure) == Verdict::Broken)
}

pub(super) fn word(direction: Direction) -> Text {
    match direction {
        Direction::Increase => text!("增加", "increase"),
        Direction::Decrease => text!("减少", "decrease"),
        Direction::Unchanged => text!("持平", "no change"),
    }
}

pub(super) fn rate_word(direction: Direction) -> Text {
    match direction {
        Direction::Increase => text!("增长", "growth"),
        Direction::Decrease => text!("下降", "decline"),
        Direction::Unchanged => text!("持平", "no change"),
    }
}
