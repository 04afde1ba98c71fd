//! Changes from the year before, held against what was published then.

use crate::beside::{CHANGE, Other, Role, with_any};
use crate::equation::{Form, Term, Values, Verdict, equal};
use crate::finding::{Finding, Related, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::rules::narrative::direction;
use mingzhang_compare::Found;
use mingzhang_model::{
    Base, Change, Claim, Direction, Disclosure, FigureId, Kind, Measure, Text, Unit, Worded, text,
};
use std::cmp::Ordering;

pub(crate) static RULE: Rule = Rule {
    code: CHANGE,
    name: "change-from-last-year",
    title: "比上年的增减与上年文本不符",
    title_en: "A change from last year that last year's document does not bear out",
    severity: Severity::Warning,
    page: include_str!("change.md"),
    check: Check::Beside(Role::LastYear, check),
};

pub(crate) static OUTTURN: Rule = Rule {
    code: "Y104",
    name: "change-from-outturn",
    title: "比上年执行数的增减与上年决算文本不符",
    title_en: "A change from last year's outturn that last year's final accounts do not bear out",
    severity: Severity::Info,
    page: include_str!("outturn.md"),
    check: Check::Beside(Role::Outturn, check_outturn),
};

fn check(context: &Context<'_>, other: &Other<'_>, outcome: &mut Outcome) {
    changes(&RULE, context, other, outcome);
}

fn check_outturn(context: &Context<'_>, other: &Other<'_>, outcome: &mut Outcome) {
    changes(&OUTTURN, context, other, outcome);
}

/// Whether what something is compared with is what the other document gives: planned, or spent.
pub(super) fn is_comparable(context: &Context<'_>, other: &Other<'_>, base: Base) -> bool {
    let year = base.year.zip(other.disclosure.year).is_none_or(|(said, is)| said == is);
    let measure = match (other.role, context.disclosure.kind) {
        (Role::Outturn, _) => base.measure == Measure::Outturn,
        (_, Some(Kind::FinalAccounts)) => base.measure != Measure::Budget,
        _ => base.measure != Measure::Outturn,
    };
    year && measure
}

fn changes(rule: &'static Rule, context: &Context<'_>, other: &Other<'_>, outcome: &mut Outcome) {
    let mut unmatched = 0_usize;
    for claim in &context.disclosure.claims {
        let Some(change) = &claim.change else { continue };
        if !is_comparable(context, other, change.base) || claim.coordinates.is_empty() {
            continue;
        }
        let compared = Compared { rule, context, other, claim, change };
        unmatched += usize::from(!compared.check(outcome));
    }
    if unmatched > 0 {
        outcome.not_checked(text!(
            "有 {0} 处增减在对照的文本中找不到相应的数",
            "{0} changes have no counterpart in the document beside",
            unmatched
        ));
    }
}

/// A change with the document that tells what it is one from.
struct Compared<'a, 'c, 'o> {
    rule: &'static Rule,
    context: &'a Context<'c>,
    other: &'a Other<'o>,
    claim: &'a Claim,
    change: &'a Change,
}

impl Compared<'_, '_, '_> {
    /// `false` if the other document does not tell.
    fn check(&self, outcome: &mut Outcome) -> bool {
        let Some((now, found)) = self.amounts() else { return false };
        let disclosure = self.context.disclosure;
        if let Some(finding) = self.wrong_direction(now, &found) {
            outcome.looked();
            outcome.report(finding);
            return true;
        }
        let moved = self.change.amount.filter(|&moved| same_dimension(disclosure, moved, now));
        let form = |before: FigureId| match (moved, self.change.rate, direction(disclosure, self.claim)) {
            (Some(moved), _, Some(direction)) => {
                // The change comes first: of the numbers here it is what is said of last year.
                let moved = Term { coefficient: -direction.sign(), figure: moved };
                Some(Form::Sum(std::iter::once(moved).chain(equal(now, before)).collect()))
            }
            (None, Some(rate), Some(_)) => {
                let denominator = vec![Term { coefficient: 1, figure: before }];
                Some(Form::Ratio { rate, numerator: equal(now, before), denominator })
            }
            (None, None, Some(Direction::Unchanged)) => Some(Form::Sum(equal(now, before))),
            _ => None,
        };
        let forms: Vec<(Form, FigureId)> =
            found.iter().map(|&found| self.other.term(found)).filter_map(|t| Some((form(t)?, t))).collect();
        let Some((form, before)) = with_any(disclosure, forms) else { return true };
        outcome.state(self.rule, self.statement(&form, before), form);
        true
    }

    /// This year's amount or number of things, and what the other document says of it.
    fn amounts(&self) -> Option<(FigureId, Vec<Found>)> {
        let counterparts = &self.other.counterparts;
        let (now, found): (FigureId, Vec<Found>) = if let Some(amount) = self.claim.amount {
            (amount, self.claim.coordinates.iter().flat_map(|c| counterparts.amounts_at(c)).collect())
        } else {
            let counts = self.claim.coordinates.iter().filter_map(|c| counterparts.count_at(c));
            (self.claim.count?, counts.map(Found::Number).collect())
        };
        (!found.is_empty()).then_some((now, found))
    }

    fn statement(&self, form: &Form, before: FigureId) -> Text {
        let place = self.context.disclosure.describe(before);
        let subject = &self.claim.subject;
        match form {
            Form::Ratio { .. } => text!(
                "{0}的增减幅度 =（本年数 − {1}）÷ {1}",
                "rate of change of “{0}” = (this year's amount − {1}) ÷ {1}",
                subject,
                place
            ),
            Form::Sum(terms) if terms.len() == 2 => {
                text!("{0}（与上年持平）= {1}", "“{0}” (unchanged) = {1}", subject, place)
            }
            _ => text!("{0} − 增减额 = {1}", "“{0}” − its change = {1}", subject, place),
        }
    }

    /// The word points one way, this year's and last year's amounts the other, and the size of the change is right.
    fn wrong_direction(&self, now: FigureId, found: &[Found]) -> Option<Finding> {
        let disclosure = self.context.disclosure;
        let worded = self.change.direction.or(self.change.rate_direction)?;
        let said = direction(disclosure, self.claim)?;
        if said == Direction::Unchanged || worded.direction != said {
            return None;
        }
        let turned = |before: FigureId| {
            let real = match disclosure.value(now).cmp(&disclosure.value(before)) {
                Ordering::Greater => Direction::Increase,
                Ordering::Less => Direction::Decrease,
                Ordering::Equal => return None,
            };
            let form = match (self.change.amount, self.change.rate) {
                (Some(moved), _) => {
                    let moved = Term { coefficient: -real.sign(), figure: moved };
                    Form::Sum(equal(now, before).into_iter().chain([moved]).collect())
                }
                (None, Some(rate)) => Form::Ratio {
                    rate,
                    numerator: equal(now, before),
                    denominator: vec![Term { coefficient: 1, figure: before }],
                },
                (None, None) => return None,
            };
            (real != said && form.verdict(disclosure) != Verdict::Broken).then_some((real, before))
        };
        let terms: Vec<FigureId> = found.iter().map(|&f| self.other.term(f)).collect();
        let all: Option<Vec<_>> = terms.into_iter().map(turned).collect();
        let (real, before) = all?.into_iter().next()?;
        Some(self.direction_finding(worded, now, before, real))
    }

    fn direction_finding(&self, worded: Worded, now: FigureId, before: FigureId, real: Direction) -> Finding {
        let disclosure = self.context.disclosure;
        let word = |direction| match direction {
            Direction::Increase => text!("增加", "increase"),
            Direction::Decrease => text!("减少", "decrease"),
            Direction::Unchanged => text!("持平", "no change"),
        };
        let before = disclosure.figure(before);
        let message = text!(
            "“{0}”本年 {1}，{2}为 {3}，应为“{4}”，而不是“{5}”。",
            "“{0}” is {1} this year; {2} is {3}: “{4}”, not “{5}”.",
            &self.claim.subject,
            disclosure.figure(now).with_unit(),
            disclosure.name_origin(&before.origin),
            before.with_unit(),
            word(real),
            word(worded.direction)
        );
        let mut finding = Finding::new(self.rule.code, self.rule.severity, message, worded.location)
            .actual(word(worded.direction).zh)
            .expected(word(real).zh);
        let there = text!("{0} {1}", "{0} {1}", disclosure.name_origin(&before.origin), before.with_unit());
        finding.related.push(Related::here(there, before.location));
        finding
    }
}

fn same_dimension(disclosure: &Disclosure, one: FigureId, other: FigureId) -> bool {
    let is_count = |id: FigureId| disclosure.figure(id).unit == Unit::Count;
    is_count(one) == is_count(other)
}
