//! What is known of every number of the tables: where it stands in what was handed in, and the equations that tie it.

use crate::document::said_place;
use mingzhang_audit::{Settings, Tied, Verdict, ties};
use mingzhang_model::{Disclosure, FigureId, Source};
use mingzhang_standard::Profile;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of the numbers of a document. Equations and numbers are written once and told by their place here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The amounts of the tables, as the facts of the document.
    pub numbers: Vec<Numbered>,
    /// The equations.
    pub ties: Vec<TracedTie>,
    /// The numbers that take part in them.
    pub figures: Vec<TracedFigure>,
}

/// An amount of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// 第 5 页
    pub place: String,
    /// The equations that it takes part in.
    pub ties: Vec<usize>,
}

/// An equation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TracedTie {
    /// Code of the rule that states it.
    pub rule: String,
    /// What it says.
    pub statement: String,
    /// Whether it holds: `holds`, `rounding` or `broken`.
    pub verdict: String,
    /// The numbers that take part.
    pub figures: Vec<usize>,
}

/// A number, of a table or of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TracedFigure {
    /// How a clerk finds it.
    pub name: String,
    /// As it is printed, with its unit.
    pub amount: String,
    /// Which of the amounts of the tables it is.
    pub number: Option<usize>,
}

/// What is known of the numbers, to be kept with the document.
pub(crate) fn trace(disclosure: &Disclosure, profile: Option<&Profile>, source: &Source) -> Vec<u8> {
    let ties = ties(disclosure, profile, &Settings::default());
    let mut known: BTreeMap<FigureId, (usize, Vec<usize>)> = BTreeMap::new();
    for (at, tie) in ties.iter().enumerate() {
        for &figure in &tie.figures {
            let next = known.len();
            known.entry(figure).or_insert((next, Vec::new())).1.push(at);
        }
    }
    let facts: BTreeMap<FigureId, usize> =
        disclosure.facts().enumerate().map(|(at, fact)| (fact.figure, at)).collect();
    let mut figures: Vec<(usize, FigureId)> = known.iter().map(|(&figure, (at, _))| (*at, figure)).collect();
    figures.sort_unstable();
    let trace = Trace {
        numbers: disclosure
            .facts()
            .map(|fact| Numbered {
                place: said_place(&source.place(disclosure.figure(fact.figure).location)),
                ties: known.get(&fact.figure).map(|(_, ties)| ties.clone()).unwrap_or_default(),
            })
            .collect(),
        ties: ties.into_iter().map(|tie| traced(tie, |figure| known[&figure].0)).collect(),
        figures: figures
            .into_iter()
            .map(|(_, figure)| TracedFigure {
                name: disclosure.describe(figure).zh,
                amount: disclosure.figure(figure).with_unit(),
                number: facts.get(&figure).copied(),
            })
            .collect(),
    };
    // Words and numbers are always written.
    serde_json::to_vec(&trace).unwrap_or_default()
}

fn traced(tie: Tied, at: impl Fn(FigureId) -> usize) -> TracedTie {
    TracedTie {
        rule: tie.rule.to_owned(),
        statement: tie.statement.zh,
        verdict: match tie.verdict {
            Verdict::Holds => "holds",
            Verdict::Rounding => "rounding",
            Verdict::Broken => "broken",
        }
        .to_owned(),
        figures: tie.figures.into_iter().map(at).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::Trace;
    use crate::{TRACE, take_in};

    #[test]
    fn every_number_is_traced_to_what_ties_it() {
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
        let wrong = std::fs::read_to_string(sample).unwrap().replacen("2,015.18", "2,016.18", 1);
        let taken = take_in("预算公开.txt", wrong.into_bytes()).unwrap();
        let file = taken.content.files.iter().find(|file| file.role == TRACE).unwrap();
        let trace: Trace = serde_json::from_slice(&file.bytes).unwrap();
        assert_eq!(trace.numbers.len(), taken.content.facts.len());
        for (at, number) in trace.numbers.iter().enumerate() {
            assert!(number.place.starts_with('第'), "{}", number.place);
            for &tie in &number.ties {
                let mut figures = trace.ties[tie].figures.iter().map(|&figure| &trace.figures[figure]);
                assert!(
                    figures.any(|figure| figure.number == Some(at)),
                    "{at}: {}",
                    trace.ties[tie].statement
                );
            }
        }
        let wrong = trace.figures.iter().find(|figure| figure.amount.starts_with("2,016.18")).unwrap();
        let ties = &trace.numbers[wrong.number.unwrap()].ties;
        let broken = ties.iter().filter(|&&tie| trace.ties[tie].verdict == "broken").count();
        assert!(broken > 1 && trace.ties.iter().filter(|tie| tie.verdict == "broken").count() == broken);
    }
}
