//! A web page in one file: the document itself with its findings marked, for the screen and for paper.

mod text;

use super::{Report, Style, counts, words};
use crate::check::{Audited, Checked};
use mingzhang_audit::{Finding, Severity};
use mingzhang_model::{Lang, Text};
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;
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

/// What the page shows of a document.
#[derive(Default, Serialize)]
struct Document {
    file: String,
    title: String,
    error: Option<String>,
    /// Kind, coverage and rules, a line each.
    facts: Vec<String>,
    not_checked: Vec<String>,
    tally: String,
    counts: [usize; 3],
    findings: Vec<Item>,
    blocks: Vec<text::Block>,
}

#[derive(Serialize)]
struct Item {
    severity: &'static str,
    severity_name: String,
    rule: &'static str,
    message: String,
    line: u32,
    /// Whether the text has a mark for it, which it has not where another finding marks the same words.
    marked: bool,
    actual: Option<String>,
    expected: Option<String>,
    related: Vec<(u32, String)>,
}

impl Report for Html {
    fn document(&mut self, checked: Checked) -> anyhow::Result<()> {
        let file = checked.file;
        self.documents.push(match &checked.outcome {
            Ok(audited) => document(file, audited, self.style),
            Err(why) => {
                let error = Some(self.style.say(why).to_owned());
                Document { title: file.clone(), file, error, ..Document::default() }
            }
        });
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let mut environment = Environment::new();
        environment.add_template("page.html", PAGE)?;
        let zh = self.style.lang == Lang::Zh;
        let template = environment.get_template("page.html")?;
        let page = template.render(context! { documents => Serde(&self.documents), zh })?;
        self.out.write_all(page.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

fn document(file: String, audited: &Audited, style: Style) -> Document {
    let Audited { text, disclosure, audit, nearest, .. } = audited;
    let say = |text: Text| style.say(&text).to_owned();
    let shown: Vec<&Finding> = audited.shown().collect();
    let blocks = text::blocks(text, disclosure, &shown);
    let marked = text::marked(&blocks);
    let kind = words::kind(disclosure, nearest.as_deref());
    let lacking = words::not_checked(audit).map(|(rule, why)| format!("{rule} {}", style.say(&why)));
    Document {
        title: words::title(disclosure).map_or_else(|| file.clone(), say),
        file,
        error: None,
        facts: [kind, words::coverage(audit.coverage), words::rules(audit)].map(say).to_vec(),
        not_checked: lacking.collect(),
        tally: say(words::tally(counts(audit))),
        counts: counts(audit),
        findings: (1..).zip(shown).map(|(id, f)| item(f, marked.contains(&id), style)).collect(),
        blocks,
    }
}

fn item(finding: &Finding, marked: bool, style: Style) -> Item {
    let related = finding.related.iter().map(|r| (r.location.line, style.say(&r.message).to_owned()));
    Item {
        severity: severity_class(finding.severity),
        severity_name: style.say(&words::severity(finding.severity)).to_owned(),
        rule: finding.rule,
        message: style.say(&finding.message).to_owned(),
        line: finding.location.line,
        marked,
        actual: finding.actual.clone(),
        expected: finding.expected.clone(),
        related: related.collect(),
    }
}

/// The style class of a severity.
fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
