//! Any bytes are read and audited without a panic, by the profile that is chosen and by one that is forced.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mingzhang_audit::{Settings, audit};
use mingzhang_read::{Limits, Options, read};
use mingzhang_standard::builtin;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    for forced in [None, builtin().first()] {
        let Ok(reading) = read(bytes, &Options { profiles: builtin(), forced, limits }) else { return };
        let audit = audit(&reading.disclosure, reading.profile, &Settings::default());
        let lines = reading.source.lines().count();
        for finding in &audit.findings {
            // A place outside the document could not be shown to anyone.
            assert!(finding.location.line as usize <= lines.max(1), "{finding:?}");
        }
    }
});
