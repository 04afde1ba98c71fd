//! Any bytes are read and audited without a panic, by the profile that is chosen and by one that is forced.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mingzhang_audit::{Settings, audit};
use mingzhang_read::{Limits, Options, decode, read_text};
use mingzhang_standard::builtin;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    let Ok(text) = decode(bytes, limits) else { return };
    for forced in [None, builtin().first()] {
        let reading = read_text(&text, &Options { profiles: builtin(), forced, limits });
        let audit = audit(&reading.disclosure, reading.profile, &Settings::default());
        let lines: Vec<&str> = mingzhang_read::lines(&text);
        for finding in &audit.findings {
            // A place outside the document could not be shown to anyone.
            assert!(finding.location.line as usize <= lines.len().max(1), "{finding:?}");
        }
    }
});
