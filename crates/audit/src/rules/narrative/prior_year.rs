//! Last year's amounts, derived as this year's less the change, that do not agree with each other.
//!
//! As this year's parts add up to this year's whole, the prior years agree exactly when the changes do.

use crate::equation::{Form, Term};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Direction, Disclosure, Partition, Text, text};

pub(crate) static RULE: Rule = Rule {
    code: "N106",
    name: "prior-years-disagree",
    title: "由增减额倒推的上年数前后不一致",
    title_en: "Last year's amounts derived from the changes disagree",
    severity: Severity::Error,
    page: include_str!("prior_year.md"),
    check: Check::Disclosure(check),
};

/// More parts than this are not named one by one.
const MOST_NAMED: usize = 4;

/// The change of one whole from the year before, as one place of the document states it.
struct Stated {
    claim: usize,
    name: Text,
    terms: Vec<Term>,
}

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let stated = stated(disclosure);
    for (index, later) in stated.iter().enumerate() {
        let earlier = stated[..index].iter().rev().find(|s| same_amount(disclosure, s.claim, later.claim));
        let Some(earlier) = earlier else { continue };
        let statement = text!("{0} = {1}", "{0} = {1}", &earlier.name, &later.name);
        let negated = later.terms.iter().map(|t| Term { coefficient: -t.coefficient, figure: t.figure });
        outcome.state(&RULE, statement, Form::Sum(earlier.terms.iter().copied().chain(negated).collect()));
    }
}

fn stated(disclosure: &Disclosure) -> Vec<Stated> {
    let mut all = Vec::new();
    for (index, claim) in disclosure.claims.iter().enumerate() {
        if let Some(terms) = signed_change(claim).filter(|t| !t.is_empty() && !claim.coordinates.is_empty()) {
            all.push(Stated {
                claim: index,
                name: text!("“{0}”的增减额", "the change of “{0}”", &claim.subject),
                terms,
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
    for &part in &partition.parts {
        let claim = disclosure.claims.get(part)?;
        match signed_change(claim) {
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
    (terms.len() > 1).then_some(Stated { claim: partition.whole, name, terms })
}

/// The change with its sign; empty if it is said to be none.
fn signed_change(claim: &Claim) -> Option<Vec<Term>> {
    let change = claim.change.as_ref()?;
    match (change.direction()?, change.amount) {
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
