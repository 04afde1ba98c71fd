//! Reports: the same findings for a terminal, a program, a browser, a workbook.

mod json;
mod human;
mod quote;
mod sarif;
mod html;
mod xlsx;

use crate::args::Format;
use crate::check::Checked;
use mingzhang_audit::{Audit, Finding, Severity};
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
    /// The lowest severity shown.
    pub severity: Severity,
    pub color: bool,
}

impl Style {
    fn shown(self, audit: &Audit) -> impl Iterator<Item = &Finding> + use<'_> {
        let severity = self.severity;
        audit.findings.iter().filter(move |f| f.severity <= severity)
    }

    fn say(self, text: &Text) -> &str {
        text.get(self.lang)
    }
}

/// The report in the given format.
pub(crate) fn new(format: Format, out: Box<dyn Write>, style: Style) -> anyhow::Result<Box<dyn Report>> {
    Ok(match format {
        Format::Human => Box::new(human::Human::new(out, style)),
        Format::Json => Box::new(json::Json::new(out, style)?),
        Format::Sarif => Box::new(sarif::Sarif::new(out, style)),
        Format::Html => Box::new(html::Html::new(out, style)),
        Format::Xlsx => Box::new(xlsx::Xlsx::new(out, style)),
    })
}

/// 错误, 警告, 提示
fn severity_name(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Warning, Lang::Zh) => "警告",
        (Severity::Info, Lang::Zh) => "提示",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Info, Lang::En) => "info",
    }
}

/// How many findings there are of each severity: errors, warnings, infos.
fn counts(audit: &Audit) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info]
        .map(|s| audit.findings.iter().filter(|f| f.severity == s).count())
}
