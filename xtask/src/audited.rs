//! A document read and audited, as the command does it.

use anyhow::Context as _;
use mingzhang_audit::{Audit, Settings, audit};
use mingzhang_model::{Disclosure, Source};
use mingzhang_read::{Document, Limits, Options, Reading, document, read_text, recognize};
use std::path::Path;
use std::sync::Arc;

/// A disclosure with its audit.
pub(crate) struct Audited {
    pub disclosure: Disclosure,
    pub audit: Audit,
    pub source: Arc<Source>,
}

/// The name of a file and what a reader sees in it.
pub(crate) fn opened(file: &Path) -> anyhow::Result<(String, Document)> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, document(&bytes, Limits::default())?))
}

/// Recognizes and audits what a reader saw.
pub(crate) fn audited(document: &Document) -> Audited {
    of(recognize(document, &options()))
}

/// Reads and audits a text.
pub(crate) fn audited_text(text: &str) -> Audited {
    of(read_text(text, &options()))
}

fn options() -> Options<'static> {
    Options { profiles: mingzhang_standard::builtin(), forced: None, limits: Limits::default() }
}

fn of(reading: Reading<'_>) -> Audited {
    let audit = audit(&reading.disclosure, reading.profile, &Settings::default());
    Audited { disclosure: reading.disclosure, audit, source: reading.source }
}
