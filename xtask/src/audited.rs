//! A text read and audited, as the command does it.

use mingzhang_audit::{Audit, Settings, audit};
use mingzhang_model::Disclosure;
use mingzhang_read::{Limits, Options, Unreadable, read};

/// A disclosure with its audit.
pub(crate) struct Audited {
    pub disclosure: Disclosure,
    pub audit: Audit,
}

/// Reads and audits a text.
pub(crate) fn audited(text: &str) -> Result<Audited, Unreadable> {
    let options =
        Options { profiles: mingzhang_standard::builtin(), forced: None, limits: Limits::default() };
    let reading = read(text.as_bytes(), &options)?;
    let audit = audit(&reading.disclosure, reading.profile, &Settings::default());
    Ok(Audited { disclosure: reading.disclosure, audit })
}
