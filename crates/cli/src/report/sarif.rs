//! SARIF 2.1.0, for code-review tools and editors.

use super::{Report, Style};
use crate::catalogue::{page, title};
use crate::check::{Audited, Checked};
use crate::place::{self, Place};
use mingzhang_audit::{Finding, Rule, Severity, rules};
use mingzhang_model::{Lang, Location, Source, Spot, text};
use serde_json::{Value, json};
use std::io::Write;

/// One run with the results of all documents, written as they come; what could not be read is told at the end.
pub(crate) struct Sarif {
    out: Box<dyn Write>,
    written: usize,
    unread: Vec<Value>,
}

impl Sarif {
    pub(crate) fn new(mut out: Box<dyn Write>, style: Style) -> anyhow::Result<Self> {
        let rules: Vec<Value> = rules().map(|r| rule(r, style.lang)).collect();
        let driver = json!({"name": "mingzhang", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
        write!(
            out,
            r#"{{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{{"tool":{},"columnKind":"unicodeCodePoints","results":["#,
            json!({"driver": driver})
        )?;
        Ok(Self { out, written: 0, unread: Vec::new() })
    }
}

/// What a run keeps of a document.
pub(crate) enum Part {
    Results(Vec<String>),
    Unread(Value),
}

impl Report for Sarif {
    type Part = Part;

    fn part(checked: &Checked, _: usize, style: Style) -> anyhow::Result<Part> {
        Ok(match &checked.outcome {
            Ok(audited) => {
                let results = audited.shown().map(|f| result(&checked.file, audited, f, style).to_string());
                Part::Results(results.collect())
            }
            Err(why) => Part::Unread(json!({
                "level": "error",
                "message": {"text": style.say(why)},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&checked.file)}}}],
            })),
        })
    }

    fn add(&mut self, part: Part) -> anyhow::Result<()> {
        match part {
            Part::Unread(notification) => self.unread.push(notification),
            Part::Results(results) => {
                for result in results {
                    let separator = if self.written > 0 { ",\n" } else { "\n" };
                    write!(self.out, "{separator}{result}")?;
                    self.written += 1;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        let invocation = json!({
            "executionSuccessful": self.unread.is_empty(),
            "toolExecutionNotifications": self.unread,
        });
        writeln!(self.out, "\n],\"invocations\":[{invocation}]}}]}}")?;
        Ok(self.out.flush()?)
    }
}

fn result(file: &str, audited: &Audited, finding: &Finding, style: Style) -> Value {
    let source = &*audited.source;
    let related = (1..).zip(&finding.related).map(|(id, related)| {
        let (source, other) = audited.lines_of(related);
        let mut place = place(other.unwrap_or(file), source, related.location);
        place["id"] = json!(id);
        place["message"] = json!({"text": style.say(&related.message)});
        place
    });
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": style.say(&finding.message)},
        "locations": [place(file, source, finding.location)],
        "relatedLocations": related.collect::<Vec<Value>>(),
    });
    // Only what replaces a number or words that are there is a fix that a machine may apply.
    if let (Some(_), Some(expected)) = (&finding.actual, &finding.expected)
        && matches!(source.place(finding.location).spot, Spot::Line)
    {
        let description = text!("改为 {0}", "change to {0}", expected);
        let replacement =
            json!({"deletedRegion": region(finding.location), "insertedContent": {"text": expected}});
        let change = json!({"artifactLocation": {"uri": uri(file)}, "replacements": [replacement]});
        result["fixes"] =
            json!([{"description": {"text": style.say(&description)}, "artifactChanges": [change]}]);
    }
    result
}

fn rule(rule: &Rule, lang: Lang) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title(rule).get(lang)},
        "help": {"text": page(rule, lang)},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

/// Lines and columns are those of a text; a page or a cell is named beside it.
fn place(file: &str, source: &Source, location: Location) -> Value {
    let place = Place::of(source, location);
    let artifact = json!({"uri": uri(file)});
    if place.page.is_none() && place.sheet.is_none() {
        return json!({"physicalLocation": {"artifactLocation": artifact, "region": region(location)}});
    }
    let name = place::in_words(source, location);
    json!({
        "physicalLocation": {"artifactLocation": artifact},
        "logicalLocations": [{"fullyQualifiedName": name.zh}],
        "properties": place,
    })
}

fn region(location: Location) -> Value {
    let column = location.column.max(1);
    json!({
        "startLine": location.line.max(1),
        "startColumn": column,
        "endColumn": location.end_column.max(column),
    })
}

/// A relative reference with everything but plain characters escaped.
fn uri(file: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~".contains(&b);
    file.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
