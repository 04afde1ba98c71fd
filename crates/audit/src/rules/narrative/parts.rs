//! Parts of a sentence (其中：…) that do not add up to its whole.

use crate::equation::{Form, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Claim, FigureId, Text, text};

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
        for number in [|c: &Claim| c.amount, |c: &Claim| c.count] as [fn(&Claim) -> Option<FigureId>; 2] {
            let Some(total) = number(whole) else { continue };
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

/// A few parts by name; more than a sentence can hold, by their number.
fn listed(names: &[&str]) -> Text {
    if names.len() <= 4 {
        return Text::same(names.join(" + "));
    }
    text!("所列 {0} 项之和", "the sum of the {0} parts listed", names.len())
}
