//! Last year's amounts, derived as this year's less the change, that do not agree with each other.
//!
//! As this year's parts add up to this year's whole, the prior years agree exactly when the changes do.

use crate::equation::{Form, Term, Verdict};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Direction, Disclosure, FigureId, Measure, Partition, Text, text};

pub(crate) static RULE: Rule = Rule {
    code: "N106",
    name: "prior-years-disagree",
    title: "由增减额倒推的上年数前后不一致",
    title_en: "Last year's amounts derived from the changes disagree",
    severity: Severity::Error,
    page: include_str!("prior_year.md"),
    check: Check::Disclosure(check),
};

pub(crate) static UNCHANGED: Rule = Rule {
    code: "N112",
    name: "said-to-be-unchanged",
    title: "文字说“持平”，由其他各项倒推却有增减",
    title_en: "Said to be unchanged, while the other changes say it moved",
    severity: Severity::Error,
    page: include_str!("unchanged.md"),
    check: Check::Disclosure(unchanged),
};

/// More parts than this are not named one by one.
const MOST_NAMED: usize = 4;

/// The change of one whole from the year before, as one place of the document states it.
struct Stated {
    claim: usize,
    name: Text,
    terms: Vec<Term>,
    /// What it is a change against.
    basis: Measure,
    /// The claims whose changes add up to it.
    parts: Vec<usize>,
}

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for (statement, form, parts) in relations(disclosure) {
        if suspect(disclosure, &form, &parts).is_none() {
            outcome.state(&RULE, statement, form);
        }
    }
    for claim in &disclosure.claims {
        let (Some(amount), Some(change)) = (claim.amount, &claim.change) else { continue };
        let (Some(moved), Some(Direction::Increase)) = (change.amount, change.direction()) else { continue };
        let statement = text!("“{0}”的上年数不小于零", "last year's “{0}” is not negative", &claim.subject);
        let grown = [Term { coefficient: 1, figure: moved }, Term { coefficient: -1, figure: amount }];
        outcome.state(&RULE, statement, Form::AtMost(grown.to_vec()));
    }
}

/// The relations between changes that do not hold, and would if an amount said to be unchanged had moved.
fn unchanged(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for (statement, form, parts) in relations(disclosure) {
        outcome.looked_at += parts.iter().filter(|&&p| is_unchanged(&disclosure.claims[p])).count();
        let Some((words, others)) = suspect(disclosure, &form, &parts) else { continue };
        let message = text!(
            "“{0}”说与上年持平，但“{1}”不成立，其他各项的增减额和幅度又都相符，请核对这一项是否真的持平。",
            "“{0}” is said to be unchanged, but “{1}” does not hold, while all other changes agree with their rates.",
            &words.subject,
            statement
        );
        let place = |c: &Claim| c.change.as_ref().map_or(c.subject_location, |c| c.location);
        let mut finding = Finding::new(UNCHANGED.code, UNCHANGED.severity, message, place(words));
        for other in others {
            let message = text!("或者：“{0}”持平", "or: “{0}” unchanged", &other.subject);
            finding = finding.related(message, place(other));
        }
        outcome.report(finding);
    }
}

/// Every two statements of one change: what they say, and the claims they are made of.
fn relations(disclosure: &Disclosure) -> Vec<(Text, Form, Vec<usize>)> {
    let stated = stated(disclosure);
    let mut relations = Vec::new();
    for (index, later) in stated.iter().enumerate() {
        let earlier = stated[..index]
            .iter()
            .rev()
            .find(|s| s.basis == later.basis && same_amount(disclosure, s.claim, later.claim));
        let Some(earlier) = earlier else { continue };
        if earlier.terms.is_empty() && later.terms.is_empty() {
            continue;
        }
        let statement = text!("{0} = {1}", "{0} = {1}", &earlier.name, &later.name);
        let negated = later.terms.iter().map(|t| Term { coefficient: -t.coefficient, figure: t.figure });
        let form = Form::Sum(earlier.terms.iter().copied().chain(negated).collect());
        relations.push((statement, form, earlier.parts.iter().chain(&later.parts).copied().collect()));
    }
    relations
}

/// The claims that say 持平, where the relation is broken and all other changes are borne out by their rates.
fn suspect<'a>(
    disclosure: &'a Disclosure,
    form: &Form,
    parts: &[usize],
) -> Option<(&'a Claim, Vec<&'a Claim>)> {
    let claims = || parts.iter().map(|&p| &disclosure.claims[p]);
    let mut unchanged = claims().filter(|c| is_unchanged(c));
    let first = unchanged.next()?;
    let borne_out = claims().all(|c| is_borne_out(disclosure, c));
    (borne_out && form.verdict(disclosure) == Verdict::Broken).then(|| (first, unchanged.collect()))
}

/// Whether the rate says the same as the change; what has none must have come from nothing.
fn is_borne_out(disclosure: &Disclosure, claim: &Claim) -> bool {
    let Some(change) = claim.change.as_ref() else { return true };
    let value = |figure: Option<FigureId>| figure.map(|id| disclosure.figure(id).value);
    match (change.amount, change.rate) {
        (Some(_), None) => value(change.amount) == value(claim.amount),
        _ => !super::growth::rate_disagrees(disclosure, claim),
    }
}

fn is_unchanged(claim: &Claim) -> bool {
    claim.change.as_ref().is_some_and(|c| c.direction() == Some(Direction::Unchanged) && c.amount.is_none())
}

fn is_nothing_still(disclosure: &Disclosure, claim: &Claim) -> bool {
    is_unchanged(claim) && claim.amount.is_none_or(|amount| disclosure.figure(amount).value == 0)
}

fn stated(disclosure: &Disclosure) -> Vec<Stated> {
    let mut all = Vec::new();
    for (index, claim) in disclosure.claims.iter().enumerate() {
        if let Some(terms) = signed_change(disclosure, claim).filter(|_| !claim.coordinates.is_empty()) {
            all.push(Stated {
                claim: index,
                name: text!("“{0}”的增减额", "the change of “{0}”", &claim.subject),
                terms,
                basis: basis(claim),
                parts: vec![index],
            });
        }
        let of_claim = disclosure.partitions.iter().filter(|p| p.whole == index && p.complete);
        all.extend(of_claim.filter_map(|p| sum_of_parts(disclosure, p)));
    }
    all
}

/// The changes of all parts; `None` if one of them does not tell.
fn sum_of_parts(disclosure: &Disclosure, partition: &Partition) -> Option<Stated> {
    let mut terms = Vec::new();
    let claims = || partition.parts.iter().filter_map(|&p| disclosure.claims.get(p));
    // What is nothing this year, and was nothing, is so whatever it is compared with.
    let mut of_parts = claims().filter(|c| !is_nothing_still(disclosure, c)).map(basis);
    let basis = of_parts.next()?;
    if of_parts.any(|other| other != basis) {
        return None;
    }
    for &part in &partition.parts {
        let claim = disclosure.claims.get(part)?;
        match signed_change(disclosure, claim) {
            Some(change) => terms.extend(change),
            None if claim.none.is_some() => {}
            None => return None,
        }
    }
    let parts: Vec<&str> =
        partition.parts.iter().filter_map(|&p| Some(&*disclosure.claims.get(p)?.subject)).collect();
    let name = if parts.len() <= MOST_NAMED {
        text!("“{0}”的增减额之和", "the sum of the changes of “{0}”", parts.join("”“"))
    } else {
        text!(
            "“{0}”各分项增减额之和（{1} 项）",
            "the sum of the changes of the {1} parts of “{0}”",
            &disclosure.claims.get(partition.whole)?.subject,
            parts.len()
        )
    };
    (partition.parts.len() > 1).then(|| Stated {
        claim: partition.whole,
        name,
        terms,
        basis,
        parts: partition.parts.clone(),
    })
}

/// Where nothing is said of what was spent it is last year's budget.
fn basis(claim: &Claim) -> Measure {
    let spent = claim.change.as_ref().is_some_and(|change| change.base.measure == Measure::Outturn);
    if spent { Measure::Outturn } else { Measure::Budget }
}

/// The change with its sign; empty if it is said to be none.
fn signed_change(disclosure: &Disclosure, claim: &Claim) -> Option<Vec<Term>> {
    let change = claim.change.as_ref()?;
    match (super::growth::direction(disclosure, claim)?, change.amount) {
        (direction, Some(figure)) if claim.amount.is_some() => {
            Some(vec![Term { coefficient: direction.sign(), figure }])
        }
        (Direction::Unchanged, None) => Some(Vec::new()),
        _ => None,
    }
}

fn same_amount(disclosure: &Disclosure, a: usize, b: usize) -> bool {
    a == b || disclosure.claims[a].coordinates.iter().any(|c| disclosure.claims[b].coordinates.contains(c))
}
