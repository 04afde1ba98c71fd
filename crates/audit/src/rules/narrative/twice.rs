//! An amount that only the narrative states, given twice with different values.

use crate::equation::{Form, equal};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Coordinate, FigureId, text};
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
        let coordinate = &claim.coordinates[0];
        let known = *first.entry(coordinate).or_insert(amount);
        if known != amount {
            let statement = text!("前后两处“{0}”相等", "“{0}” is the same in both places", &claim.subject);
            outcome.state(&RULE, statement, Form::Sum(equal(known, amount)));
        }
    }
}
