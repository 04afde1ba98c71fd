//! The JSON that scripts depend on. Its types are its own, so that it outlives changes of the model.

use super::{Report, Style};
use crate::check::{Audited, Checked};
use crate::place::Place;
use mingzhang_audit::{Finding, RuleStatus, Severity, Status};
use mingzhang_model::{Kind, Level, Passage};
use serde::Serialize;
use std::io::Write;

/// Version of the format.
const VERSION: u32 = 1;

/// Writes documents as they come, so that any number of them needs no more memory than a few.
pub(crate) struct Json {
    out: Box<dyn Write>,
    written: usize,
}

impl Json {
    pub(crate) fn new(mut out: Box<dyn Write>) -> anyhow::Result<Self> {
        write!(out, "{{\"version\":{VERSION},\"documents\":[")?;
        Ok(Self { out, written: 0 })
    }
}

impl Report for Json {
    type Part = Vec<u8>;

    fn part(checked: &Checked, _: usize, style: Style) -> anyhow::Result<Vec<u8>> {
        Ok(serde_json::to_vec(&Document::of(checked, style))?)
    }

    fn add(&mut self, document: Vec<u8>) -> anyhow::Result<()> {
        let separator = if self.written > 0 { ",\n" } else { "\n" };
        self.out.write_all(separator.as_bytes())?;
        self.out.write_all(&document)?;
        self.written += 1;
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out.flush()?)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    profile: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest_profile: Option<&'a str>,
    unit: Option<&'a str>,
    year: Option<i32>,
    kind: Option<Kind>,
    level: Option<Level>,
    coverage: Coverage,
    rules: Vec<Rule<'a>>,
    findings: Vec<Item<'a>>,
}

#[derive(Default, Serialize)]
struct Coverage {
    numbers: usize,
    read: usize,
    tied: usize,
}

#[derive(Serialize)]
struct Rule<'a> {
    #[serde(rename = "rule")]
    code: &'a str,
    status: &'static str,
    count: usize,
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    location: Place,
    actual: Option<&'a str>,
    expected: Option<&'a str>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    /// The file of another document.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    location: Place,
}

impl<'a> Document<'a> {
    fn of(checked: &'a Checked, style: Style) -> Self {
        let blank = Self {
            file: &checked.file,
            error: None,
            profile: None,
            nearest_profile: None,
            unit: None,
            year: None,
            kind: None,
            level: None,
            coverage: Coverage::default(),
            rules: Vec::new(),
            findings: Vec::new(),
        };
        match &checked.outcome {
            Err(why) => Self { error: Some(style.say(why)), ..blank },
            Ok(audited) => blank.filled(audited, style),
        }
    }

    fn filled(self, audited: &'a Audited, style: Style) -> Self {
        let Audited { disclosure, audit, nearest, .. } = audited;
        let mingzhang_audit::Coverage { numbers, read, tied } = audit.coverage;
        Self {
            profile: disclosure.profile.as_deref(),
            nearest_profile: nearest.as_deref(),
            unit: disclosure.unit.as_ref().map(Passage::text),
            year: disclosure.year,
            kind: disclosure.kind,
            level: disclosure.level,
            coverage: Coverage { numbers, read, tied },
            rules: audit.rules.iter().map(|r| rule(r, style)).collect(),
            findings: audited.shown().map(|f| item(f, audited, style)).collect(),
            ..self
        }
    }
}

fn rule(status: &RuleStatus, style: Style) -> Rule<'_> {
    let word = match status.status {
        Status::Checked => "checked",
        Status::Broken => "broken",
        Status::NotApplicable => "not_applicable",
        Status::NotChecked => "not_checked",
    };
    Rule {
        code: status.rule,
        status: word,
        count: status.count,
        why: status.why.as_ref().map(|w| style.say(w)),
    }
}

fn item<'a>(finding: &'a Finding, audited: &'a Audited, style: Style) -> Item<'a> {
    let related = finding.related.iter().map(|r| {
        let (source, file) = audited.lines_of(r);
        Related { message: style.say(&r.message), file, location: Place::of(source, r.location) }
    });
    Item {
        rule: finding.rule,
        severity: finding.severity,
        message: style.say(&finding.message),
        location: Place::of(&audited.source, finding.location),
        actual: finding.actual.as_deref(),
        expected: finding.expected.as_deref(),
        related: related.collect(),
    }
}
