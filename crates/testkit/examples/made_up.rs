//! Prints a made-up disclosure: `cargo run -p mingzhang-testkit --example made_up -- 7`.
#![allow(clippy::print_stdout)]

fn main() {
    let seed = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(1);
    println!("{}", mingzhang_testkit::synthetic::unit_budget(seed));
}
