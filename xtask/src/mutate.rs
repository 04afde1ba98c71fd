//! The mutation bench: one number of a document is changed at random, the document audited, the answer counted.

use crate::audited::{Audited, audited};
use anyhow::Context as _;
use fastrand::Rng;
use mingzhang_audit::Finding;
use mingzhang_model::{Figure, Location, Origin, Unit};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// How to run the bench.
pub(crate) struct Settings {
    pub each: usize,
    pub seed: u64,
    pub verbose: bool,
}

/// The ways a clerk mistypes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    Digit,
    Swap,
    Drop,
}

const SLIPS: [(Slip, &str); 3] =
    [(Slip::Digit, "一位数字改动"), (Slip::Swap, "相邻两位对调"), (Slip::Drop, "漏掉一位数字")];

/// What came of one mutation.
#[derive(Clone, Copy, Default)]
struct Outcome {
    tried: usize,
    noticed: usize,
    located: usize,
    first: usize,
    repaired: usize,
}

impl Outcome {
    fn add(self, other: Self) -> Self {
        Self {
            tried: self.tried + other.tried,
            noticed: self.noticed + other.noticed,
            located: self.located + other.located,
            first: self.first + other.first,
            repaired: self.repaired + other.repaired,
        }
    }

    fn row(self, name: &str) -> String {
        let percent = |n: usize| {
            let tenths = (n * 1000 + self.tried / 2) / self.tried.max(1);
            format!("{}.{}%", tenths / 10, tenths % 10)
        };
        let [a, b, c, d] = [self.noticed, self.located, self.first, self.repaired].map(percent);
        format!("| {name} | {} | {a} | {b} | {c} | {d} |", self.tried)
    }
}

/// Runs the bench and prints its table.
pub(crate) fn run(file: &Path, settings: &Settings) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let original = audited(&text)?;
    let known: BTreeSet<String> = original.audit.findings.iter().map(identity).collect();
    let targets: Vec<&Figure> =
        original.disclosure.figures.iter().filter(|f| is_amount_or_percentage(f)).collect();
    let coverage = original.audit.coverage;
    println!(
        "{}: {} findings as it stands",
        file.file_name().unwrap_or_default().to_string_lossy(),
        known.len()
    );
    println!(
        "amounts and percentages: {} seen, {} read, {} tied; {} of them mutated\n",
        coverage.numbers,
        coverage.read,
        coverage.tied,
        targets.len()
    );
    println!("| 改动 | 次数 | 发现 | 定位 | 排第一 | 给出正确值 |\n|---|---|---|---|---|---|");
    let lines: Vec<&str> = text.split('\n').collect();
    let mut all = Outcome::default();
    for (slip, name) in SLIPS {
        let outcome = targets
            .par_iter()
            .enumerate()
            .map(|(index, figure)| mutations(&lines, figure, slip, settings, index as u64, &known))
            .reduce(Outcome::default, Outcome::add);
        println!("{}", outcome.row(name));
        all = all.add(outcome);
    }
    println!("{}\n", all.row("合计"));
    untied(&original);
    Ok(())
}

/// Targets of indicators are no amounts, and a count is not one either.
fn is_amount_or_percentage(figure: &Figure) -> bool {
    match figure.unit {
        Unit::Money(_) => true,
        Unit::Percent => !matches!(figure.origin, Origin::Form { .. } | Origin::Loose),
        Unit::Count => figure.numeral.decimals() > 0,
    }
}

fn mutations(
    lines: &[&str],
    figure: &Figure,
    slip: Slip,
    settings: &Settings,
    index: u64,
    known: &BTreeSet<String>,
) -> Outcome {
    let mut rng = Rng::with_seed(settings.seed ^ (index << 8) ^ (slip as u64));
    let mut tried = BTreeSet::new();
    let mut outcome = Outcome::default();
    for _ in 0..settings.each {
        let Some((text, right, wrong, location)) = mutate(lines, figure.location, slip, &mut rng) else {
            continue;
        };
        if tried.insert(wrong.clone()) {
            let one = judge(&text, &right, location, known);
            if settings.verbose && one.located == 0 {
                println!(
                    "  not located: line {} column {}: {right} -> {wrong}",
                    location.line, location.column
                );
            }
            outcome = outcome.add(one);
        }
    }
    outcome
}

/// The text with the number at a place mistyped; the right and the wrong number, and where the wrong one stands.
fn mutate(
    lines: &[&str],
    at: Location,
    slip: Slip,
    rng: &mut Rng,
) -> Option<(String, String, String, Location)> {
    let index = usize::try_from(at.line).ok()?.checked_sub(1)?;
    let line: Vec<char> = lines.get(index)?.chars().collect();
    let (from, to) = (at.column as usize - 1, at.end_column as usize - 1);
    let right: Vec<char> = line.get(from..to)?.to_vec();
    let digits: Vec<usize> = (0..right.len()).filter(|&i| right[i].is_ascii_digit()).collect();
    let mut wrong = right.clone();
    match slip {
        Slip::Digit => {
            let &place = digits.get(rng.usize(..digits.len().max(1)))?;
            let old = right[place].to_digit(10)?;
            wrong[place] = char::from_digit((old + rng.u32(1..10)) % 10, 10)?;
        }
        Slip::Swap => {
            let pairs: Vec<(usize, usize)> =
                digits.windows(2).map(|w| (w[0], w[1])).filter(|&(a, b)| right[a] != right[b]).collect();
            let &(a, b) = pairs.get(rng.usize(..pairs.len().max(1)))?;
            wrong.swap(a, b);
        }
        Slip::Drop => {
            let point = right.iter().position(|c| *c == '.').unwrap_or(right.len());
            // Without its last digit before the point, `5.00` would be no number at all.
            let droppable: Vec<usize> = digits.iter().copied().filter(|&d| d > point || point > 1).collect();
            wrong.remove(*droppable.get(rng.usize(..droppable.len().max(1)))?);
        }
    }
    let (right, wrong): (String, String) = (right.iter().collect(), wrong.iter().collect());
    if right == wrong || mingzhang_model::Numeral::parse(&wrong).is_none() {
        return None;
    }
    let changed: String =
        line[..from].iter().collect::<String>() + &wrong + &line[to..].iter().collect::<String>();
    let mut text: Vec<&str> = lines.to_vec();
    text[index] = &changed;
    let end_column = at.column + u32::try_from(wrong.chars().count()).ok()?;
    Some((text.join("\n"), right, wrong, Location { end_column, ..at }))
}

fn judge(text: &str, right: &str, at: Location, known: &BTreeSet<String>) -> Outcome {
    let Ok(Audited { audit, .. }) = audited(text) else { return Outcome { tried: 1, ..Outcome::default() } };
    let new: Vec<&Finding> = audit.findings.iter().filter(|f| !known.contains(&identity(f))).collect();
    let here = |f: &Finding| {
        f.location.line == at.line && f.location.column < at.end_column && at.column < f.location.end_column
    };
    let located = new.iter().find(|f| here(f));
    let same = |value: &str| value.replace(',', "") == right.replace(',', "");
    let repaired = new.iter().any(|f| here(f) && f.expected.as_deref().is_some_and(same));
    Outcome {
        tried: 1,
        noticed: usize::from(!new.is_empty()),
        located: usize::from(located.is_some()),
        first: usize::from(audit.findings.first().is_some_and(|f| here(f) && !known.contains(&identity(f)))),
        repaired: usize::from(repaired),
    }
}

/// A finding is the same if rule, line and sentence are.
fn identity(finding: &Finding) -> String {
    format!("{} {} {}", finding.rule, finding.location.line, finding.message.zh)
}

fn untied(original: &Audited) {
    println!("没有关系式约束的数字（{} 个）：", original.audit.untied.len());
    for &id in &original.audit.untied {
        let figure = original.disclosure.figure(id);
        println!(
            "- 第 {} 行：{} {}",
            figure.location.line,
            original.disclosure.describe(id).zh,
            figure.with_unit()
        );
    }
}
