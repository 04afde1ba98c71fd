//! SARIF 2.1.0, for code-review tools and editors.

use super::{Report, Style};
use crate::check::Checked;
use mingzhang_audit::{Finding, Severity, rules};
use mingzhang_model::Location;
use serde_json::{Value, json};
use std::io::Write;

/// One run with the results of all documents.
pub(super) struct Sarif {
    out: Box<dyn Write>,
    style: Style,
    results: Vec<Value>,
    notifications: Vec<Value>,
}

impl Sarif {
    pub(super) fn new(out: Box<dyn Write>, style: Style) -> Self {
        Self { out, style, results: Vec::new(), notifications: Vec::new() }
    }

    fn result(&self, file: &str, finding: &Finding) -> Value {
        let related: Vec<Value> = (1..)
            .zip(&finding.related)
            .map(|(id, related)| {
                let mut place = place(file, related.location);
                place["id"] = json!(id);
                place["message"] = json!({"text": self.style.say(&related.message)});
                place
            })
            .collect();
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(finding.severity),
            "message": {"text": self.style.say(&finding.message)},
            "locations": [place(file, finding.location)],
            "relatedLocations": related,
        });
        if let Some(expected) = &finding.expected {
            let replacement =
                json!({"deletedRegion": region(finding.location), "insertedContent": {"text": expected}});
            let change = json!({"artifactLocation": {"uri": uri(file)}, "replacements": [replacement]});
            result["fixes"] =
                json!([{"description": {"text": format!("改为 {expected}")}, "artifactChanges": [change]}]);
        }
        result
    }
}

impl Report for Sarif {
    fn document(&mut self, checked: Checked) -> anyhow::Result<()> {
        match &checked.outcome {
            Ok(audited) => {
                let results: Vec<Value> =
                    self.style.shown(&audited.audit).map(|f| self.result(&checked.file, f)).collect();
                self.results.extend(results);
            }
            Err(why) => {
                let location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(&checked.file)}}});
                let text = self.style.say(why);
                self.notifications
                    .push(json!({"level": "error", "message": {"text": text}, "locations": [location]}));
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let rules: Vec<Value> = rules()
            .map(|r| {
                json!({
                    "id": r.code,
                    "shortDescription": {"text": r.title},
                    "defaultConfiguration": {"level": level(r.severity)},
                })
            })
            .collect();
        let sarif = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {"name": "mingzhang", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": self.notifications.is_empty(),
                    "toolExecutionNotifications": self.notifications,
                }],
                "results": self.results,
            }],
        });
        serde_json::to_writer_pretty(&mut self.out, &sarif)?;
        Ok(self.out.flush()?)
    }
}

fn place(file: &str, location: Location) -> Value {
    json!({"physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": region(location)}})
}

fn region(location: Location) -> Value {
    json!({
        "startLine": location.line.max(1),
        "startColumn": location.column.max(1),
        "endColumn": location.end_column.max(location.column).max(1),
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
