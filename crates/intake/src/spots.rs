//! Where findings, numbers and paragraphs stand: what leads from a finding to its number on the page, and what a text is
//! changed by in place.

use mingzhang_audit::Finding;
use mingzhang_model::{Disclosure, Location, Passage, Source, Spot};
use mingzhang_store::StoredFinding;
use serde::{Deserialize, Serialize};

/// A place in the lines of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// Line, from 1.
    pub line: u32,
    /// First character, from 1.
    pub column: u32,
    /// One past the last character.
    pub end: u32,
}

/// Where a finding stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The mark of the finding.
    pub mark: String,
    /// Where.
    pub at: At,
    /// The part of the page that shows it; empty if none does.
    pub anchor: String,
    /// What would repair it, written in the document's manner; empty if that is not known.
    pub expected: String,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spots {
    /// Whether the document is plain text, which can be changed in place.
    pub is_text: bool,
    /// The findings.
    pub findings: Vec<Found>,
    /// The amounts of the tables, as the facts of the document.
    pub numbers: Vec<At>,
    /// The paragraphs of each section: first and last line.
    pub paragraphs: Vec<Vec<(u32, u32)>>,
}

impl From<Location> for At {
    fn from(at: Location) -> Self {
        Self { line: at.line, column: at.column, end: at.end_column }
    }
}

impl At {
    fn meets(self, other: Self) -> bool {
        self.line == other.line
            && self.column < other.end.max(other.column + 1)
            && other.column < self.end.max(self.column + 1)
    }
}

/// Where everything stands, to be kept with the document.
pub(crate) fn spots(disclosure: &Disclosure, findings: &[Finding], source: &Source) -> Vec<u8> {
    let numbers: Vec<At> =
        disclosure.facts().map(|fact| disclosure.figure(fact.figure).location.into()).collect();
    let sections = disclosure.sections.iter();
    let paragraphs: Vec<Vec<(u32, u32)>> =
        sections.map(|section| section.paragraphs.iter().map(lines).collect()).collect();
    let first = source.place(Location { line: 1, column: 1, end_column: 1 });
    let mut spots = Spots {
        is_text: first.spot == Spot::Line && first.file.is_none(),
        findings: Vec::new(),
        numbers,
        paragraphs,
    };
    let found = |finding: &Finding| {
        let at = At::from(finding.location);
        Found {
            mark: StoredFinding::mark(finding.rule, &finding.message.zh),
            at,
            anchor: anchor(&spots, at),
            expected: finding.expected.clone().unwrap_or_default(),
        }
    };
    spots.findings = findings.iter().map(found).collect();
    // Words and numbers are always written.
    serde_json::to_vec(&spots).unwrap_or_default()
}

/// First and last line of a passage.
fn lines(passage: &Passage) -> (u32, u32) {
    let length = passage.text().len();
    (passage.locate(0, 1).line, passage.locate(length.saturating_sub(1), length).line)
}

/// The part of the page that shows a place: a number, the first number of its row, or a section.
fn anchor(spots: &Spots, at: At) -> String {
    let number = spots.numbers.iter().position(|number| number.meets(at));
    let in_row = || spots.numbers.iter().position(|number| number.line == at.line);
    let section = || {
        let holds = |(first, last): &(u32, u32)| (*first..=*last).contains(&at.line);
        spots.paragraphs.iter().position(|paragraphs| paragraphs.iter().any(holds))
    };
    match number {
        Some(number) => format!("n{number}"),
        None => match (section(), in_row()) {
            (Some(section), _) => format!("section-{section}"),
            (None, Some(number)) => format!("n{number}"),
            (None, None) => String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Spots;
    use crate::{SPOTS, take_in};

    #[test]
    fn a_finding_leads_to_its_number_and_to_the_value_that_mends_it() {
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
        let text = std::fs::read_to_string(sample).unwrap();
        let wrong = text.replacen("2,015.18", "2,016.18", 1);
        let taken = take_in("预算公开.txt", wrong.clone().into_bytes()).unwrap();
        let file = taken.content.files.iter().find(|file| file.role == SPOTS).unwrap();
        let spots: Spots = serde_json::from_slice(&file.bytes).unwrap();
        assert!(spots.is_text);
        assert_eq!(spots.numbers.len(), taken.content.facts.len());
        let marks: Vec<&str> = spots.findings.iter().map(|found| found.mark.as_str()).collect();
        let kept: Vec<&str> = taken.content.findings.iter().map(|finding| finding.mark.as_str()).collect();
        assert_eq!(marks, kept);
        let found = spots.findings.iter().find(|found| found.expected == "2,015.18").unwrap();
        let written: String = wrong
            .lines()
            .nth(found.at.line as usize - 1)
            .unwrap()
            .chars()
            .skip(found.at.column as usize - 1)
            .take((found.at.end - found.at.column) as usize)
            .collect();
        assert_eq!(written, "2,016.18");
        let number: usize = found.anchor.strip_prefix('n').unwrap().parse().unwrap();
        assert_eq!(spots.numbers[number], found.at);
        let (first, last) = spots.paragraphs.iter().flatten().next().unwrap();
        assert!(first <= last && *first > 1);
    }
}
