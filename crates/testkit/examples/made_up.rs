//! Prints a made-up disclosure: `cargo run -p mingzhang-testkit --example made_up -- 7`, one with a defect:
//! `… -- 7 date-missing`, or one that stands beside it: `… -- 7 last-year`, `… -- 7 department`.
#![allow(clippy::print_stdout)]

use mingzhang_testkit::planted::defects;
use mingzhang_testkit::synthetic::{Ledger, document};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().and_then(|s| s.parse().ok()).unwrap_or(1);
    let wanted = arguments.next();
    let ledger = Ledger::random(seed);
    println!(
        "{}",
        match wanted.as_deref() {
            Some("last-year") => document(&ledger.year_before()),
            Some("department") => document(&ledger.department()),
            _ => {
                let defect = defects().find(|d| Some(d.name) == wanted.as_deref());
                defect.and_then(|d| d.planted(seed)).map_or_else(|| document(&ledger), |planted| planted.text)
            }
        }
    );
}
