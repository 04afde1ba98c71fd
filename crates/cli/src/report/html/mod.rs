//! A web page in one file: the document itself with its findings marked, for the screen and for paper.

mod text;

use super::{Report, SEVERITIES, Style, counts, words};
use crate::catalogue::title;
use crate::check::{Audited, Checked};
use crate::place;
use mingzhang_audit::{Finding, Severity, rules};
use mingzhang_model::{Lang, Text};
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;
use std::io::Write;
use std::sync::LazyLock;

/// The templates, parsed once.
static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    let sources = [(PAGE, include_str!("page.html")), (DOCUMENT, include_str!("document.html"))];
    for (name, source) in sources {
        // A template that does not parse is missed when it is asked for.
        let _ = templates.add_template(name, source);
    }
    templates
});
const PAGE: &str = "page.html";
const DOCUMENT: &str = "document.html";
/// Where the documents go in the page.
const END: &str = "</main>";

/// Collects documents, written up, and writes the page at the end, when the index is known.
pub(crate) struct Html {
    out: Box<dyn Write>,
    style: Style,
    documents: Vec<Part>,
}

impl Html {
    pub(crate) fn new(out: Box<dyn Write>, style: Style) -> Self {
        Self { out, style, documents: Vec::new() }
    }
}

/// A document as the page shows it, and as its index does.
#[derive(Serialize)]
pub(crate) struct Part {
    title: String,
    remark: String,
    #[serde(skip)]
    section: String,
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
    /// What the rule says is wrong.
    title: String,
    message: String,
    line: u32,
    place: String,
    /// Whether the text has a mark for it, which it has not where another finding marks the same words.
    marked: bool,
    actual: Option<String>,
    expected: Option<String>,
    /// Line, place in words, and what stands there; no line of what stands in another document.
    related: Vec<(Option<u32>, String, String)>,
}

impl Report for Html {
    type Part = Part;

    fn part(checked: &Checked, number: usize, style: Style) -> anyhow::Result<Part> {
        let file = checked.file.clone();
        let document = match &checked.outcome {
            Ok(audited) => document(file, audited, style),
            Err(why) => {
                let error = Some(style.say(why).to_owned());
                Document { title: file.clone(), file, error, ..Document::default() }
            }
        };
        let severities = SEVERITIES.map(|s| {
            let (class, name) = (severity_class(s), s.word());
            context! { class, name => style.say(&name) }
        });
        let zh = style.lang == Lang::Zh;
        let values = context! { n => number, d => Serde(&document), severities, zh };
        let section = TEMPLATES.get_template(DOCUMENT)?.render(values)?;
        Ok(Part { title: document.title, remark: document.error.unwrap_or(document.tally), section })
    }

    fn add(&mut self, part: Part) -> anyhow::Result<()> {
        self.documents.push(part);
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        let zh = self.style.lang == Lang::Zh;
        let page =
            TEMPLATES.get_template(PAGE)?.render(context! { documents => Serde(&self.documents), zh })?;
        let (before, after) = page.rsplit_once(END).unwrap_or((&page, ""));
        self.out.write_all(before.as_bytes())?;
        for document in &self.documents {
            self.out.write_all(document.section.as_bytes())?;
        }
        write!(self.out, "{END}{after}")?;
        Ok(self.out.flush()?)
    }
}

fn document(file: String, audited: &Audited, style: Style) -> Document {
    let Audited { source, disclosure, audit, nearest, .. } = audited;
    let say = |text: Text| style.say(&text).to_owned();
    let shown: Vec<&Finding> = audited.shown().collect();
    let blocks = text::blocks(source, disclosure, &shown);
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
        findings: (1..).zip(shown).map(|(id, f)| item(f, audited, marked.contains(&id), style)).collect(),
        blocks,
    }
}

fn item(finding: &Finding, audited: &Audited, marked: bool, style: Style) -> Item {
    let place = place::in_words(&audited.source, finding.location);
    let related = finding.related.iter().map(|r| {
        let line = r.document.is_none().then_some(r.location.line);
        let place = place::of_evidence(audited, r);
        (line, style.say(&place).to_owned(), style.say(&r.message).to_owned())
    });
    Item {
        severity: severity_class(finding.severity),
        severity_name: style.say(&finding.severity.word()).to_owned(),
        rule: finding.rule,
        title: rules()
            .find(|r| r.code == finding.rule)
            .map_or_else(String::new, |r| style.say(&title(r)).to_owned()),
        message: style.say(&finding.message).to_owned(),
        line: finding.location.line,
        place: style.say(&place).to_owned(),
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
