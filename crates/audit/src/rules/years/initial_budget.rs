//! The opening budget that final accounts give against the budget that was published.

use crate::beside::{Other, Role, with_any};
use crate::equation::{Form, equal};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_compare::Found;
use mingzhang_model::{Coordinate, FigureId, text};

pub(crate) static RULE: Rule = Rule {
    code: "Y106",
    name: "not-the-published-budget",
    title: "决算所列的年初预算数与公开的预算文本不符",
    title_en: "The opening budget of the final accounts is not the budget that was published",
    severity: Severity::Warning,
    page: include_str!("initial_budget.md"),
    check: Check::Beside(Role::Budget, check),
};

/// Columns of final accounts that state the budget, or stand where a budget has its total.
const COLUMNS: [&str; 2] = ["budget", "outturn"];
/// The column of a budget's table that they answer to.
const TOTAL: &str = "total";

fn check(context: &Context<'_>, other: &Other<'_>, outcome: &mut Outcome) {
    for claim in &context.disclosure.claims {
        let Some(budget) = claim.budget else { continue };
        let at = claim.coordinates.iter().chain(&claim.budget_coordinates);
        state(context, other, budget, at.flat_map(|c| published(other, c)).collect(), outcome);
    }
    for fact in context.disclosure.facts() {
        if *fact.table.columns[fact.column].key == *COLUMNS[0] {
            state(context, other, fact.figure, published(other, &fact.coordinate()), outcome);
        }
    }
}

/// What the budget says of a coordinate of the final accounts.
fn published(other: &Other<'_>, coordinate: &Coordinate) -> Vec<Found> {
    let of_budget = match coordinate {
        Coordinate::Cell { table, row, column } if COLUMNS.contains(&&**column) => {
            Coordinate::Cell { table: table.clone(), row: row.clone(), column: TOTAL.into() }
        }
        same => same.clone(),
    };
    match other.disclosure.amount_at(&of_budget) {
        Some(figure) => vec![Found::Number(figure)],
        None => other.counterparts.amounts_at(&of_budget),
    }
}

fn state(
    context: &Context<'_>,
    other: &Other<'_>,
    budget: FigureId,
    found: Vec<Found>,
    outcome: &mut Outcome,
) {
    let forms = found.into_iter().map(|found| other.term(found)).map(|t| (Form::Sum(equal(budget, t)), t));
    let Some((form, published)) = with_any(context.disclosure, forms.collect()) else { return };
    let statement = text!(
        "{0} = {1}",
        "{0} = {1}",
        context.disclosure.describe(budget),
        context.disclosure.describe(published)
    );
    outcome.state(&RULE, statement, form);
}
