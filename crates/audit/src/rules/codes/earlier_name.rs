//! A name in prose that the classification gave up years ago.

use super::resolve::Names;
use super::severity_on;
use crate::code_path::Step;
use crate::coded::CodedRow;
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use memchr::memmem;
use mingzhang_model::{CodeLevel, Folded, Location, Passage, text};
use mingzhang_standard::{Catalogue, Classification, EarlierName, Entry};
use std::ops::Range;

pub(crate) static RULE: Rule = Rule {
    code: "C105",
    name: "earlier-name",
    title: "文字说明沿用已更改的科目名称",
    title_en: "Prose uses a name that the classification has given up",
    severity: Severity::Warning,
    page: include_str!("earlier_name.md"),
    check: Check::Disclosure(check),
};

/// What every name ends with that is looked for outside of code paths.
const EXPENDITURE: &str = "支出";

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    if context.disclosure.passages.is_empty() {
        return;
    }
    let Some(year) = context.disclosure.year else {
        outcome.not_checked(text!("未能确定年度", "the fiscal year is unknown"));
        return;
    };
    let mut lingering = Lingering { rows: context.coded_rows(), uses: Vec::new() };
    in_words(context, &mut lingering, year, outcome);
    in_paths(context, &mut lingering, year, outcome);
    lingering.uses.into_iter().map(finding).for_each(|finding| outcome.report(finding));
}

/// The places of one earlier name.
struct Use<'c> {
    entry: &'c Entry,
    earlier: &'c EarlierName,
    places: Vec<Location>,
}

/// The earlier names found so far, in the order of the document.
struct Lingering<'c> {
    rows: &'c [CodedRow<'c>],
    uses: Vec<Use<'c>>,
}

impl<'c> Lingering<'c> {
    fn note(&mut self, entry: &'c Entry, earlier: &'c EarlierName, place: Location) {
        if self.is_beside_a_code(place) {
            return;
        }
        match self.uses.iter_mut().find(|use_| use_.earlier.folded == earlier.folded) {
            Some(use_) if use_.places.contains(&place) => {}
            Some(use_) => use_.places.push(place),
            None => self.uses.push(Use { entry, earlier, places: vec![place] }),
        }
    }

    /// What stands beside a code in a table is the business of C104.
    fn is_beside_a_code(&self, place: Location) -> bool {
        self.rows.iter().any(|row| {
            let label = row.row.label.location();
            label.line == place.line && label.column <= place.column && place.end_column <= label.end_column
        })
    }
}

/// Whether the name was already gone in the year that the document compares with. Names of which we do not know when
/// they went were gone in the years of the catalogue.
fn is_long_gone(earlier: &EarlierName, year: i32) -> bool {
    match earlier.last_year {
        Some(last) => last + 1 < year,
        None => Catalogue::years().contains(&year),
    }
}

/// Names that stand for nothing but the entry, wherever they stand: 医疗卫生与计划生育支出.
///
/// Shorter ones are ordinary words, too (行政事业单位离退休人员), and count in code paths only.
fn telling(catalogue: &Catalogue, year: i32) -> Vec<(&Entry, &EarlierName)> {
    let functional = catalogue.entries().iter().filter(|e| e.classification == Classification::Functional);
    let names = functional.flat_map(|entry| entry.earlier.iter().map(move |earlier| (entry, earlier)));
    let telling = |earlier: &EarlierName| {
        earlier.last_year.is_some()
            && is_long_gone(earlier, year)
            && earlier.folded.ends_with(EXPENDITURE)
            && earlier.folded.chars().count() > 6
    };
    names.filter(|(_, earlier)| telling(earlier)).collect()
}

fn in_words<'c>(context: &'c Context<'_>, lingering: &mut Lingering<'c>, year: i32, outcome: &mut Outcome) {
    let names = telling(context.catalogue, year);
    let shortest = names.iter().map(|(_, earlier)| earlier.folded.len()).min().unwrap_or(usize::MAX);
    let finder = memmem::Finder::new(EXPENDITURE);
    for (passage, folded) in context.passages().filter(|(_, folded)| folded.text().len() >= shortest) {
        let text = folded.text();
        let mut ends = finder.find_iter(text.as_bytes()).map(|at| at + EXPENDITURE.len()).peekable();
        if ends.peek().is_some() {
            outcome.looked();
        }
        for end in ends {
            let here = names.iter().filter(|(_, earlier)| text[..end].ends_with(earlier.folded.as_str()));
            if let Some((entry, earlier)) = here.max_by_key(|(_, earlier)| earlier.folded.len()) {
                let place = place(passage, folded, end - earlier.folded.len()..end);
                lingering.note(entry, earlier, place);
            }
        }
    }
}

fn in_paths<'c>(context: &'c Context<'_>, lingering: &mut Lingering<'c>, year: i32, outcome: &mut Outcome) {
    let names = Names::new(context, year);
    for path in context.code_paths() {
        let Some((passage, folded)) = context.words().passage(path.passage) else { continue };
        outcome.looked();
        let mut parent = None;
        for step in &path.steps {
            let words = &folded.text()[step.name.clone()];
            let known = match (parent, step.level) {
                (None, CodeLevel::Class) => names.class(words),
                (None, _) => None,
                (Some(parent), _) => names.child(parent, words),
            };
            let Some(known) = known else { break };
            parent = Some(known.code);
            let earlier = known.earlier.filter(|earlier| is_long_gone(earlier, year));
            if let Some((entry, earlier)) = known.entry.zip(earlier) {
                lingering.note(entry, earlier, place(passage, folded, end_of(step, earlier)));
            }
        }
    }
}

/// The name itself, without words of the sentence before it.
fn end_of(step: &Step, earlier: &EarlierName) -> Range<usize> {
    step.name.end.saturating_sub(earlier.folded.len()).max(step.name.start)..step.name.end
}

pub(super) fn place(passage: &Passage, folded: &Folded, range: Range<usize>) -> Location {
    let (from, to) = folded.original_range(passage.text(), range.start, range.end);
    passage.locate(from, to)
}

fn finding(found: Use<'_>) -> Finding {
    let Use { entry, earlier, places } = found;
    let message = match earlier.last_year {
        Some(last) => text!(
            "“{0}”是旧的科目名称，{2} 年起改称“{1}”，请改正。",
            "“{0}” is an earlier name of what is called “{1}” since {2}.",
            earlier.name,
            entry.name,
            last + 1
        ),
        None => text!(
            "“{0}”是旧的科目名称，现称“{1}”，请改正。",
            "“{0}” is an earlier name of what is now called “{1}”.",
            earlier.name,
            entry.name
        ),
    };
    let first = places.first().copied().unwrap_or_default();
    let finding = Finding::new(RULE.code, severity_on(entry), message, first);
    let finding = finding.actual(earlier.name).expected(entry.name);
    let also = text!("同样：{0}", "likewise: {0}", earlier.name);
    places[1.min(places.len())..].iter().fold(finding, |finding, place| finding.related(also.clone(), *place))
}
