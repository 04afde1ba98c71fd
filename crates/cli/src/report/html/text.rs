//! The document itself for the page: its lines as paragraphs and tables, cut at the marks of the findings.

use super::severity_class;
use mingzhang_audit::Finding;
use mingzhang_model::{Disclosure, Numeral, Passage, Source};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A paragraph, or the rows of a table.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Block {
    Paragraph { line: u32, heading: bool, parts: Vec<Part> },
    Table { rows: Vec<Row> },
}

#[derive(Serialize)]
pub(super) struct Row {
    line: u32,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
pub(super) struct Cell {
    number: bool,
    parts: Vec<Part>,
}

/// Text, perhaps marked by a finding.
#[derive(Serialize)]
pub(super) struct Part {
    text: String,
    finding: Option<usize>,
    severity: Option<&'static str>,
}

/// Words of a line that a finding marks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    /// First character, from 0.
    from: usize,
    /// One past the last.
    to: usize,
    /// Number of the finding, from 1.
    finding: usize,
    severity: &'static str,
}

/// The blocks of a document; blank lines only part them.
pub(super) fn blocks(source: &Source, disclosure: &Disclosure, findings: &[&Finding]) -> Vec<Block> {
    let headings = headings(disclosure);
    let mut marks = marks(findings);
    let mut blocks: Vec<Block> = Vec::new();
    for (line, words) in (1_u32..).zip(source.lines()).filter(|(_, words)| !words.trim().is_empty()) {
        let mut of_line = marks.remove(&line).unwrap_or_default();
        of_line.sort_unstable();
        if !words.contains('\t') {
            let heading = headings.contains(&line);
            blocks.push(Block::Paragraph { line, heading, parts: parts(words, 0, &of_line) });
            continue;
        }
        let row = Row { line, cells: cells(words, &of_line) };
        match blocks.last_mut() {
            Some(Block::Table { rows }) if rows.last().is_some_and(|r| r.line + 1 == line) => rows.push(row),
            _ => blocks.push(Block::Table { rows: vec![row] }),
        }
    }
    blocks
}

/// The findings that have a mark in the text.
pub(super) fn marked(blocks: &[Block]) -> BTreeSet<usize> {
    let parts = blocks.iter().flat_map(|block| match block {
        Block::Paragraph { parts, .. } => parts.iter().collect::<Vec<_>>(),
        Block::Table { rows } => rows.iter().flat_map(|r| &r.cells).flat_map(|c| &c.parts).collect(),
    });
    parts.filter_map(|part| part.finding).collect()
}

/// The lines that hold titles of tables and headings of sections.
fn headings(disclosure: &Disclosure) -> BTreeSet<u32> {
    let tables = disclosure.tables.iter().map(|t| &t.title);
    let sections = disclosure.sections.iter().map(|s| &s.heading);
    let forms = disclosure.forms.iter().map(|f| &f.title);
    tables.chain(sections).chain(forms).map(Passage::location).map(|place| place.line).collect()
}

fn marks(findings: &[&Finding]) -> BTreeMap<u32, Vec<Mark>> {
    let mut marks: BTreeMap<u32, Vec<Mark>> = BTreeMap::new();
    for (number, finding) in (1..).zip(findings) {
        let at = finding.location;
        marks.entry(at.line).or_default().push(Mark {
            from: at.column.saturating_sub(1) as usize,
            to: at.end_column.saturating_sub(1) as usize,
            finding: number,
            severity: severity_class(finding.severity),
        });
    }
    marks
}

fn cells(line: &str, marks: &[Mark]) -> Vec<Cell> {
    let mut start = 0;
    let cell = |words: &str| {
        let cell = Cell { number: is_number(words), parts: parts(words, start, marks) };
        start += words.chars().count() + 1;
        cell
    };
    line.split('\t').map(cell).collect()
}

fn is_number(words: &str) -> bool {
    Numeral::parse(words.trim_end_matches(['%', '％'])).is_some()
}

/// Cuts `words`, which begin at character `start` of the line, at the marks. Of marks that overlap the first counts.
fn parts(words: &str, start: usize, marks: &[Mark]) -> Vec<Part> {
    let chars: Vec<char> = words.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    for mark in marks {
        let from = mark.from.max(start) - start;
        let to = mark.to.saturating_sub(start).min(chars.len());
        if from < at || from >= to {
            continue;
        }
        parts.push(Part { text: chars[at..from].iter().collect(), finding: None, severity: None });
        let text = chars[from..to].iter().collect();
        parts.push(Part { text, finding: Some(mark.finding), severity: Some(mark.severity) });
        at = to;
    }
    parts.push(Part { text: chars[at..].iter().collect(), finding: None, severity: None });
    parts.retain(|part| !part.text.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str, start: usize, marks: &[(usize, usize)]) -> Vec<(String, Option<usize>)> {
        let mark = |(finding, &(from, to))| Mark { from, to, finding, severity: "error" };
        let marks: Vec<Mark> = (1..).zip(marks).map(mark).collect();
        parts(words, start, &marks).into_iter().map(|p| (p.text, p.finding)).collect()
    }

    #[test]
    fn words_are_cut_at_the_marks() {
        let expected = [("合计 ".to_owned(), None), ("5.00".to_owned(), Some(1)), (" 万元".to_owned(), None)];
        assert_eq!(shown("合计 5.00 万元", 0, &[(3, 7), (5, 9)]), expected);
        assert_eq!(shown("合计 5.00 万元", 10, &[(13, 17), (40, 50)]), expected);
        assert_eq!(shown("合计", 0, &[(9, 12), (1, 1)]), [("合计".to_owned(), None)]);
    }
}
