//! How long reading and auditing take, on one core: the document as it is, with a few wrong numbers, and with a garbled table.

use anyhow::Context as _;
use fastrand::Rng;
use mingzhang_audit::{Audit, Settings, audit};
use mingzhang_model::{Disclosure, Figure, Numeral, Origin};
use mingzhang_read::{Limits, Options, read};
use mingzhang_standard::Profile;
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs the bench and prints its table.
pub(crate) fn run(file: &Path, runs: usize) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let options =
        Options { profiles: mingzhang_standard::builtin(), forced: None, limits: Limits::default() };
    let (reading, took) = fastest(runs, || read(&bytes, &options));
    let reading = reading?;
    println!("| step | fastest of {runs} | findings |\n|---|---|---|\n| read | {took:.1?} | |");
    let (disclosure, profile) = (&reading.disclosure, reading.profile);
    report("audit as it is", runs, disclosure, profile);
    for wrong in [1, 5, 20] {
        report(
            &format!("audit with {wrong} wrong numbers"),
            runs,
            &with_mistakes(disclosure, wrong),
            profile,
        );
    }
    report("audit with a garbled table", runs, &garbled(disclosure), profile);
    Ok(())
}

fn fastest<T>(runs: usize, mut work: impl FnMut() -> T) -> (T, Duration) {
    let mut best = Duration::MAX;
    let mut timed = || {
        let start = Instant::now();
        let result = work();
        best = best.min(start.elapsed());
        result
    };
    let mut result = timed();
    for _ in 1..runs {
        result = timed();
    }
    (result, best)
}

fn report(name: &str, runs: usize, disclosure: &Disclosure, profile: Option<&Profile>) {
    let settings = Settings::default();
    let (audit, took): (Audit, Duration) = fastest(runs, || audit(disclosure, profile, &settings));
    println!("| {name} | {took:.1?} | {} |", audit.findings.len());
}

/// The disclosure with some cells of its tables mistyped by one digit.
fn with_mistakes(disclosure: &Disclosure, count: usize) -> Disclosure {
    let mut wrong = disclosure.clone();
    let mut rng = Rng::with_seed(7);
    let cells: Vec<usize> = (0..wrong.figures.len()).filter(|&i| is_cell(&wrong.figures[i])).collect();
    for _ in 0..count {
        let figure = &mut wrong.figures[cells[rng.usize(..cells.len())]];
        mistype(figure, &mut rng);
    }
    wrong
}

/// The disclosure with every number of its largest table mistyped.
fn garbled(disclosure: &Disclosure) -> Disclosure {
    let mut wrong = disclosure.clone();
    let mut rng = Rng::with_seed(7);
    let size = |index: u32| wrong.figures.iter().filter(|f| stands_in(f, index)).count();
    let tables = u32::try_from(wrong.tables.len()).unwrap_or(0);
    let largest = (0..tables).max_by_key(|&index| size(index)).unwrap_or(0);
    wrong.figures.iter_mut().filter(|f| stands_in(f, largest)).for_each(|f| mistype(f, &mut rng));
    wrong
}

fn is_cell(figure: &Figure) -> bool {
    matches!(figure.origin, Origin::Cell { .. })
}

fn stands_in(figure: &Figure, index: u32) -> bool {
    matches!(figure.origin, Origin::Cell { table, .. } if table == index)
}

fn mistype(figure: &mut Figure, rng: &mut Rng) {
    let mut written: Vec<char> = figure.numeral.to_string().chars().collect();
    let at = rng.usize(..written.len());
    if written[at].is_ascii_digit() {
        written[at] = rng.digit(10);
    }
    let numeral = Numeral::parse(&written.into_iter().collect::<String>());
    let mistyped = numeral.and_then(|n| Figure::new(n, figure.unit, figure.location, figure.origin.clone()));
    if let Some(mistyped) = mistyped {
        *figure = mistyped;
    }
}
