//! A web page in one file: the document itself with its findings marked, for the screen and for paper.

use super::{Report, Style, counts, words};
use crate::check::{Audited, Checked};
use mingzhang_audit::{Finding, Severity};
use mingzhang_model::{Lang, Passage};
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

const PAGE: &str = include_str!("page.html");

/// Collects documents, and writes the page at the end, when the index is known.
pub(super) struct Html {
    out: Box<dyn Write>,
    style: Style,
    documents: Vec<Document>,
}

impl Html {
    pub(super) fn new(out: Box<dyn Write>, style: Style) -> Self {
        Self { out, style, documents: Vec::new() }
    }
}

#[derive(Serialize)]
struct Document {
    file: String,
    error: Option<String>,
    unit: String,
    year: Option<i32>,
    profile: Option<String>,
    nearest: Option<String>,
    numbers: usize,
    read: usize,
    tied: usize,
    counts: [usize; 3],
    findings: Vec<Item>,
    blocks: Vec<Block>,
}

#[derive(Serialize)]
struct Item {
    id: usize,
    rule: &'static str,
    severity: &'static str,
    severity_name: String,
    message: String,
    line: u32,
    actual: Option<String>,
    expected: Option<String>,
    related: Vec<(u32, String)>,
}

/// A paragraph, or the rows of a table.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Block {
    Paragraph { line: usize, parts: Vec<Part> },
    Table { rows: Vec<Row> },
}

#[derive(Serialize)]
struct Row {
    line: usize,
    cells: Vec<Vec<Part>>,
}

/// Text, perhaps marked by a finding.
#[derive(Serialize)]
struct Part {
    text: String,
    finding: Option<usize>,
    severity: Option<&'static str>,
}

impl Report for Html {
    fn document(&mut self, checked: Checked) -> anyhow::Result<()> {
        let document = match &checked.outcome {
            Ok(audited) => document(&checked.file, audited, self.style),
            Err(why) => unread(&checked.file, self.style.say(why)),
        };
        self.documents.push(document);
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let mut environment = Environment::new();
        environment.add_template("page.html", PAGE)?;
        let zh = self.style.lang == Lang::Zh;
        let page = environment
            .get_template("page.html")?
            .render(context! { documents => Serde(&self.documents), zh })?;
        self.out.write_all(page.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

fn unread(file: &str, why: &str) -> Document {
    Document {
        file: file.to_owned(),
        error: Some(why.to_owned()),
        unit: String::new(),
        year: None,
        profile: None,
        nearest: None,
        numbers: 0,
        read: 0,
        tied: 0,
        counts: [0; 3],
        findings: Vec::new(),
        blocks: Vec::new(),
    }
}

fn document(file: &str, audited: &Audited, style: Style) -> Document {
    let Audited { text, disclosure, audit, nearest, .. } = audited;
    let shown: Vec<&Finding> = audited.shown().collect();
    Document {
        file: file.to_owned(),
        error: None,
        unit: disclosure.unit.as_ref().map_or("", Passage::text).to_owned(),
        year: disclosure.year,
        profile: disclosure.profile.as_deref().map(str::to_owned),
        nearest: nearest.clone(),
        numbers: audit.coverage.numbers,
        read: audit.coverage.read,
        tied: audit.coverage.tied,
        counts: counts(audit),
        blocks: blocks(text, &shown),
        findings: (1..).zip(&shown).map(|(id, finding)| item(id, finding, style)).collect(),
    }
}

fn item(id: usize, finding: &Finding, style: Style) -> Item {
    Item {
        id,
        rule: finding.rule,
        severity: class(finding.severity),
        severity_name: style.say(&words::severity(finding.severity)).to_owned(),
        message: style.say(&finding.message).to_owned(),
        line: finding.location.line,
        actual: finding.actual.clone(),
        expected: finding.expected.clone(),
        related: finding
            .related
            .iter()
            .map(|r| (r.location.line, style.say(&r.message).to_owned()))
            .collect(),
    }
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Marks of one line: first character, one past the last, number of the finding.
type Marks = Vec<(usize, usize, usize, &'static str)>;

fn blocks(text: &str, findings: &[&Finding]) -> Vec<Block> {
    let mut marks: BTreeMap<usize, Marks> = BTreeMap::new();
    for (id, finding) in (1..).zip(findings) {
        let at = finding.location;
        let range = (at.column.saturating_sub(1) as usize, at.end_column.saturating_sub(1) as usize);
        marks.entry(at.line as usize).or_default().push((range.0, range.1, id, class(finding.severity)));
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (line, words) in (1..).zip(mingzhang_read::lines(text)).filter(|(_, words)| !words.trim().is_empty())
    {
        let mut of_line = marks.remove(&line).unwrap_or_default();
        of_line.sort_unstable();
        if words.contains('\t') {
            let row = Row { line, cells: cells(words, &of_line) };
            match blocks.last_mut() {
                Some(Block::Table { rows }) if rows.last().is_some_and(|r| r.line + 1 == line) => {
                    rows.push(row);
                }
                _ => blocks.push(Block::Table { rows: vec![row] }),
            }
        } else {
            blocks.push(Block::Paragraph { line, parts: parts(words, 0, &of_line) });
        }
    }
    blocks
}

fn cells(line: &str, marks: &Marks) -> Vec<Vec<Part>> {
    let mut start = 0;
    let cell = |words: &str| {
        let parts = parts(words, start, marks);
        start += words.chars().count() + 1;
        parts
    };
    line.split('\t').map(cell).collect()
}

/// Cuts `words`, which begin at character `start` of the line, at the marks.
fn parts(words: &str, start: usize, marks: &Marks) -> Vec<Part> {
    let chars: Vec<char> = words.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    for &(from, to, id, severity) in marks {
        let from = from.max(start) - start;
        let to = to.saturating_sub(start).min(chars.len());
        if from < at || from >= to {
            continue;
        }
        parts.push(Part { text: chars[at..from].iter().collect(), finding: None, severity: None });
        parts.push(Part {
            text: chars[from..to].iter().collect(),
            finding: Some(id),
            severity: Some(severity),
        });
        at = to;
    }
    parts.push(Part { text: chars[at..].iter().collect(), finding: None, severity: None });
    parts.retain(|p| !p.text.is_empty());
    parts
}
