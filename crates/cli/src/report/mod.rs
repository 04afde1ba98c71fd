//! Reports: the same findings for a terminal, a program, a browser, a workbook.

mod words;
mod json;
mod quote;
mod human;
mod sarif;
mod html;
mod xlsx;

pub(crate) use words::severity as severity_word;

use crate::args::Format;
use crate::check::Checked;
use mingzhang_audit::{Audit, Severity};
use mingzhang_model::{Lang, Text};
use std::io::Write;

/// A report in the making. Documents come in the order of the inputs.
pub(crate) trait Report {
    /// Takes the next document.
    fn document(&mut self, checked: Checked) -> anyhow::Result<()>;
    /// Writes what can only be written at the end.
    fn finish(&mut self) -> anyhow::Result<()>;
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

/// The report in the given format.
pub(crate) fn new(format: Format, out: Box<dyn Write>, style: Style) -> anyhow::Result<Box<dyn Report>> {
    Ok(match format {
        Format::Human => Box::new(human::Human::new(out, style)),
        Format::Json => Box::new(json::Json::new(out, style)?),
        Format::Sarif => Box::new(sarif::Sarif::new(out, style)?),
        Format::Html => Box::new(html::Html::new(out, style)),
        Format::Xlsx => Box::new(xlsx::Xlsx::new(out, style)),
    })
}

/// How many findings there are of each severity, gravest first.
fn counts(audit: &Audit) -> [usize; 3] {
    SEVERITIES.map(|s| audit.findings.iter().filter(|f| f.severity == s).count())
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
