//! Reports: the same findings for a terminal, a program, a browser, a workbook.

mod words;
mod json;
mod quote;
mod human;
mod sarif;
mod html;
mod xlsx;
mod inspection;

pub(crate) use html::Html;
pub(crate) use human::Human;
pub(crate) use inspection::Inspection;
pub(crate) use json::Json;
pub(crate) use sarif::Sarif;
pub(crate) use words::{documents, unread};
pub(crate) use xlsx::Xlsx;

use crate::check::Checked;
use mingzhang_audit::{Audit, Severity};
use mingzhang_model::{Lang, Text};

/// A report in the making.
pub(crate) trait Report {
    /// What it keeps of a document.
    type Part: Send;

    /// Writes up one document, the `number`th from 1. This runs beside others; nothing of the document is kept.
    fn part(checked: &Checked, number: usize, style: Style) -> anyhow::Result<Self::Part>;
    /// Takes the next document, in the order of the inputs.
    fn add(&mut self, part: Self::Part) -> anyhow::Result<()>;
    /// Writes what can only be written at the end.
    fn finish(self) -> anyhow::Result<()>;
}

/// How a report is to be written.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub lang: Lang,
    pub color: bool,
    /// Width of the terminal.
    pub columns: usize,
}

impl Style {
    fn say(self, text: &Text) -> &str {
        text.get(self.lang)
    }
}

/// How many findings there are of each severity, gravest first.
pub(crate) fn counts(audit: &Audit) -> [usize; 3] {
    SEVERITIES.map(|s| audit.findings.iter().filter(|f| f.severity == s).count())
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
