//! An amount that only the narrative states, given twice with different values.

use crate::equation::{Form, equal};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Coordinate, Disclosure, FigureId, fold, text};
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "N111",
    name: "amount-given-twice-differently",
    title: "同一金额在文字说明中前后不一致",
    title_en: "The narrative gives one amount twice, with different values",
    severity: Severity::Error,
    page: include_str!("twice.md"),
    check: Check::Disclosure(check),
};

/// Amounts that a table states are held against it by N101; the others against their first mention.
fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let mut first: BTreeMap<&Coordinate, FigureId> = BTreeMap::new();
    for claim in &context.disclosure.claims {
        let (Some(amount), Some(Coordinate::Register(_))) = (claim.amount, claim.coordinates.first()) else {
            continue;
        };
        if is_of_another_year(context.disclosure, claim) {
            continue;
        }
        let coordinate = &claim.coordinates[0];
        let known = *first.entry(coordinate).or_insert(amount);
        if known != amount {
            let statement = text!("前后两处“{0}”相等", "“{0}” is the same in both places", &claim.subject);
            outcome.state(&RULE, statement, Form::Sum(equal(known, amount)));
        }
    }
}

/// Whether the sentence speaks of another year before it comes to the amount: 2023年政府采购预算, 上年政府采购预算.
fn is_of_another_year(disclosure: &Disclosure, claim: &Claim) -> bool {
    let Some(words) = words_before(disclosure, claim).map(fold) else { return false };
    let mut named = words
        .match_indices('年')
        .filter_map(|(at, _)| words.get(at.checked_sub(4)?..at)?.parse::<i32>().ok());
    let other = named.next_back().zip(disclosure.year).is_some_and(|(named, year)| named != year);
    other || words.ends_with("上年") || words.ends_with("去年")
}

/// What stands before the subject of a claim in its sentence.
fn words_before<'a>(disclosure: &'a Disclosure, claim: &Claim) -> Option<&'a str> {
    let paragraphs = &disclosure.sections.get(claim.section)?.paragraphs;
    let before = paragraphs.iter().find_map(|p| {
        let places = p.text().match_indices(claim.subject.as_str());
        let mut here = places.filter(|(at, words)| p.locate(*at, at + words.len()) == claim.subject_location);
        here.next().map(|(at, _)| &p.text()[..at])
    })?;
    before.rsplit(['。', '；']).next()
}
