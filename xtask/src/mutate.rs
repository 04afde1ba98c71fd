//! The mutation bench: one number of a document is changed at random, the document audited, the answer counted.

use crate::audited::{Audited, audited, opened};
use fastrand::Rng;
use mingzhang_audit::Finding;
use mingzhang_model::{Figure, Location, Origin, Passage, Spot, Unit};
use mingzhang_read::{Block, Document};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

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

    fn row(self) -> String {
        let of_all = |n: usize| percent(n, self.tried);
        let [a, b, c, d] = [self.noticed, self.located, self.first, self.repaired].map(of_all);
        format!("| {} | {a} | {b} | {c} | {d} |", self.tried)
    }
}

/// Runs the bench: one document in detail, or a row for each of several.
pub(crate) fn run(files: &[PathBuf], settings: &Settings) -> anyhow::Result<()> {
    if let [file] = files {
        detailed(&Original::read(file)?, settings);
        return Ok(());
    }
    println!(
        "| 文本 | 金额和百分比 | 读懂 | 有约束 | 次数 | 发现 | 定位 | 排第一 | 给出正确值 |\n|---|---|---|---|---|---|---|---|---|"
    );
    for file in files {
        let original = Original::read(file)?;
        let coverage = original.audited.audit.coverage;
        let outcomes = SLIPS.map(|(slip, _)| original.slips(slip, settings));
        let all = outcomes.into_iter().fold(Outcome::default(), Outcome::add);
        let of_all = |n: usize| percent(n, coverage.numbers);
        let (read, tied) = (of_all(coverage.read), of_all(coverage.tied));
        println!("| {} | {} | {read} | {tied} {}", original.name, coverage.numbers, all.row());
    }
    Ok(())
}

fn detailed(original: &Original, settings: &Settings) {
    let coverage = original.audited.audit.coverage;
    println!("{}: {} findings as it stands", original.name, original.known.len());
    println!(
        "amounts and percentages: {} seen, {} read, {} tied\n",
        coverage.numbers, coverage.read, coverage.tied
    );
    println!("| 改动 | 次数 | 发现 | 定位 | 排第一 | 给出正确值 |\n|---|---|---|---|---|---|");
    let mut all = Outcome::default();
    for (slip, name) in SLIPS {
        let outcome = original.slips(slip, settings);
        println!("| {name} {}", outcome.row());
        all = all.add(outcome);
    }
    println!("| 合计 {}\n", all.row());
    original.untied();
}

fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 1000 + whole / 2) / whole.max(1);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// The document as it stands. What is mutated is what the reader saw, so that any format can be.
struct Original {
    name: String,
    document: Document,
    audited: Audited,
    known: BTreeSet<String>,
}

impl Original {
    fn read(file: &Path) -> anyhow::Result<Self> {
        let (name, document) = opened(file)?;
        let audited = audited(&document);
        let known = audited.audit.findings.iter().map(identity).collect();
        Ok(Self { name, document, audited, known })
    }

    /// One kind of slip in every amount and percentage in turn.
    fn slips(&self, slip: Slip, settings: &Settings) -> Outcome {
        let figures = &self.audited.disclosure.figures;
        let targets: Vec<&Figure> = figures.iter().filter(|f| is_amount_or_percentage(f)).collect();
        let of = |(index, figure): (usize, &&Figure)| self.mutations(figure, slip, settings, index as u64);
        targets.par_iter().enumerate().map(of).reduce(Outcome::default, Outcome::add)
    }

    fn mutations(&self, figure: &Figure, slip: Slip, settings: &Settings, index: u64) -> Outcome {
        let mut rng = Rng::with_seed(settings.seed ^ (index << 8) ^ (slip as u64));
        let mut tried = BTreeSet::new();
        let mut outcome = Outcome::default();
        let Some((block, cell, stretch)) = self.find(figure.location) else { return outcome };
        for _ in 0..settings.each {
            let right = &passage_at(&self.document.blocks[block], cell).text()[stretch.clone()];
            let Some(wrong) = mistyped(right, slip, &mut rng) else { continue };
            if tried.insert(wrong.clone()) {
                let mut document = self.document.clone();
                let passage = passage_at_mut(&mut document.blocks[block], cell);
                *passage = passage.replaced(stretch.clone(), &wrong);
                let width = u32::try_from(wrong.chars().count()).unwrap_or(0);
                let at = Location { end_column: figure.location.column + width, ..figure.location };
                let one = self.judge(&document, right, at);
                if settings.verbose && one.located == 0 {
                    println!("  not located: {:?}: {right} -> {wrong}", self.document.source.place(at));
                }
                outcome = outcome.add(one);
            }
        }
        outcome
    }

    /// The block, the cell within it and the bytes that stand at a place.
    fn find(&self, at: Location) -> Option<(usize, (usize, usize), Range<usize>)> {
        self.document.blocks.iter().enumerate().find_map(|(index, block)| match block {
            Block::Paragraph(passage) => Some((index, (0, 0), passage.stretch(at)?)),
            Block::Table(grid) => grid.rows.iter().enumerate().find_map(|(row, cells)| {
                let mut found = cells.iter().enumerate();
                found.find_map(|(column, cell)| Some((index, (row, column), cell.stretch(at)?)))
            }),
        })
    }

    fn judge(&self, document: &Document, right: &str, at: Location) -> Outcome {
        let audit = audited(document).audit;
        let is_new = |f: &&Finding| !self.known.contains(&identity(f));
        let new: Vec<&Finding> = audit.findings.iter().filter(is_new).collect();
        let here = |f: &Finding| {
            let place = f.location;
            place.line == at.line && place.column < at.end_column && at.column < place.end_column
        };
        let same = |value: &str| value.replace(',', "") == right.replace(',', "");
        let repaired = new.iter().any(|f| here(f) && f.expected.as_deref().is_some_and(same));
        Outcome {
            tried: 1,
            noticed: usize::from(!new.is_empty()),
            located: usize::from(new.iter().any(|f| here(f))),
            first: usize::from(audit.findings.first().is_some_and(|f| here(f) && is_new(&f))),
            repaired: usize::from(repaired),
        }
    }

    fn untied(&self) {
        let Audited { disclosure, audit, source } = &self.audited;
        println!("没有关系式约束的数字（{} 个）：", audit.untied.len());
        for &id in &audit.untied {
            let figure = disclosure.figure(id);
            let place = source.place(figure.location);
            let spot = match place.spot {
                Spot::Page { page, .. } => format!("第 {page} 页"),
                Spot::Cell { sheet, cell } => format!("{sheet}!{cell}"),
                Spot::Line | Spot::Paragraph => format!("第 {} 行", place.line),
            };
            println!("- {spot}：{} {}", disclosure.describe(id).zh, figure.with_unit());
        }
    }
}

fn passage_at(block: &Block, (row, column): (usize, usize)) -> &Passage {
    match block {
        Block::Paragraph(passage) => passage,
        Block::Table(grid) => &grid.rows[row][column],
    }
}

fn passage_at_mut(block: &mut Block, (row, column): (usize, usize)) -> &mut Passage {
    match block {
        Block::Paragraph(passage) => passage,
        Block::Table(grid) => &mut grid.rows[row][column],
    }
}

/// Targets of indicators are no amounts, and a count is not one either.
fn is_amount_or_percentage(figure: &Figure) -> bool {
    match figure.unit {
        Unit::Money(_) => true,
        Unit::Percent => !matches!(figure.origin, Origin::Form { .. } | Origin::Loose),
        Unit::Count => figure.numeral.decimals() > 0,
    }
}

/// The number mistyped; none if it would be no number or the same.
fn mistyped(right: &str, slip: Slip, rng: &mut Rng) -> Option<String> {
    let right: Vec<char> = right.chars().collect();
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
    let changed: String = wrong.iter().collect();
    (wrong != right && mingzhang_model::Numeral::parse(&changed).is_some()).then_some(changed)
}

/// A finding is the same if rule, line and sentence are.
fn identity(finding: &Finding) -> String {
    format!("{} {} {}", finding.rule, finding.location.line, finding.message.zh)
}
