//! Parts of a sentence (其中：…) that do not add up to its whole.

use crate::equation::{Form, Verdict, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, Disclosure, FigureId, Text, text};

pub(crate) static RULE: Rule = Rule {
    code: "N105",
    name: "parts-of-a-sentence-do-not-add-up",
    title: "文字说明中各分项相加不等于总数",
    title_en: "The parts named in the text do not add up to the whole",
    severity: Severity::Error,
    page: include_str!("parts.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for partition in &disclosure.partitions {
        let Some(whole) = disclosure.claims.get(partition.whole) else { continue };
        let parts: Vec<&Claim> = partition.parts.iter().filter_map(|&p| disclosure.claims.get(p)).collect();
        for number in NUMBERS {
            let Some(total) = of_whole(disclosure, whole, number) else { continue };
            let stated: Vec<FigureId> = parts.iter().filter_map(|p| number(p)).collect();
            let complete =
                partition.complete && parts.iter().all(|p| number(p).is_some() || p.none.is_some());
            if stated.is_empty() {
                continue;
            }
            let terms = sum(total, stated);
            let names: Vec<&str> =
                parts.iter().filter(|p| number(p).is_some()).map(|p| p.subject.as_str()).collect();
            if complete {
                let statement = text!("{0} = {1}", "{0} = {1}", &whole.subject, listed(&names));
                outcome.state(&RULE, statement, Form::Sum(terms));
            } else {
                let statement = text!("{0} ≤ {1}", "{0} ≤ {1}", listed(&names), &whole.subject);
                let negated =
                    terms.into_iter().map(|t| crate::Term { coefficient: -t.coefficient, ..t }).collect();
                outcome.state(&RULE, statement, Form::AtMost(negated));
            }
        }
    }
}

/// A number of the whole, which may be told several times: its budget stands with the last.
fn of_whole(disclosure: &Disclosure, whole: &Claim, number: Number) -> Option<FigureId> {
    let again = || disclosure.claims.iter().find_map(|c| number(c).filter(|_| says_the_same(whole, c)));
    number(whole).or_else(again)
}

/// Whether the opening budgets of a claim and of its fellow parts add up to that of their whole, as far as all are told.
pub(super) fn budgets_add_up(disclosure: &Disclosure, claim: usize) -> bool {
    let of_claim = disclosure.partitions.iter().filter(|p| p.complete && p.parts.contains(&claim));
    of_claim.into_iter().all(|partition| {
        let whole = disclosure.claims.get(partition.whole);
        let whole = whole.and_then(|whole| of_whole(disclosure, whole, |c| c.budget));
        let parts = partition.parts.iter().map(|&p| disclosure.claims.get(p)?.budget);
        let form = whole.zip(parts.collect::<Option<Vec<_>>>()).map(|(w, parts)| Form::Sum(sum(w, parts)));
        form.is_none_or(|form| form.verdict(disclosure) != Verdict::Broken)
    })
}

/// Whether two claims of one section speak of the same thing.
fn says_the_same(claim: &Claim, other: &Claim) -> bool {
    claim.section == other.section && !claim.coordinates.is_empty() && claim.coordinates == other.coordinates
}

/// One of the numbers of a claim.
type Number = fn(&Claim) -> Option<FigureId>;

/// The numbers of a claim that parts share with their whole.
const NUMBERS: [Number; 3] = [|c| c.amount, |c| c.count, |c| c.budget];

/// A few parts by name; more than a sentence can hold, by their number.
fn listed(names: &[&str]) -> Text {
    if names.len() <= 4 {
        return Text::same(names.join(" + "));
    }
    text!("所列 {0} 项之和", "the sum of the {0} parts listed", names.len())
}
