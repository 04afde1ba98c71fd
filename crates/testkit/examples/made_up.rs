//! Prints a made-up disclosure: `cargo run -p mingzhang-testkit --example made_up -- 7`, or one with a defect:
//! `… -- 7 date-missing`.
#![allow(clippy::print_stdout)]

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().and_then(|s| s.parse().ok()).unwrap_or(1);
    let wanted = arguments.next();
    let defect = mingzhang_testkit::planted::defects().find(|d| Some(d.name) == wanted.as_deref());
    let planted = defect.and_then(|d| d.planted(seed)).map(|planted| planted.text);
    println!("{}", planted.unwrap_or_else(|| mingzhang_testkit::synthetic::unit_budget(seed)));
}
