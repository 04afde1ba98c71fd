//! The damage bench: one table of a document is read wrong as a whole, the document audited, the findings counted.
//!
//! One damage has one cause, and should have one finding, or at most two.

use crate::audited::{Audited, audited, opened};
use mingzhang_model::{Cell, Numeral, Passage};
use mingzhang_read::{Block, Document, Grid};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a reader may do to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    /// A column of the body is lost, and what follows takes its place.
    Lost,
    /// A column is lost with its heading.
    Unseen,
    /// The numbers of two columns stand in one cell.
    Merged,
    /// All rows stand one column to the right.
    Shifted,
    /// The lower half of the rows stand one column to the right.
    HalfShifted,
    /// 元 below 万元, or the reverse.
    Rescaled,
}

const DAMAGES: [(Damage, &str); 6] = [
    (Damage::Lost, "丢一栏，其后各栏左移"),
    (Damage::Unseen, "丢一栏连同表头"),
    (Damage::Merged, "两栏并入一格"),
    (Damage::Shifted, "整表右移一栏"),
    (Damage::HalfShifted, "后半各行右移一栏"),
    (Damage::Rescaled, "元与万元相混"),
];

/// How many findings a damage may have.
const AT_MOST: usize = 2;

/// How many damages there were, how many were silent, had one, two or more findings, and the most.
#[derive(Clone, Copy, Default)]
struct Tally {
    tried: usize,
    silent: usize,
    one: usize,
    two: usize,
    more: usize,
    most: usize,
}

impl Tally {
    fn of(findings: usize) -> Self {
        let is = |yes: bool| usize::from(yes);
        Self {
            tried: 1,
            silent: is(findings == 0),
            one: is(findings == 1),
            two: is(findings == 2),
            more: is(findings > AT_MOST),
            most: findings,
        }
    }

    fn add(self, other: Self) -> Self {
        Self {
            tried: self.tried + other.tried,
            silent: self.silent + other.silent,
            one: self.one + other.one,
            two: self.two + other.two,
            more: self.more + other.more,
            most: self.most.max(other.most),
        }
    }
}

/// Runs the bench over several documents.
pub(crate) fn run(files: &[PathBuf], verbose: bool) -> anyhow::Result<()> {
    let originals: Vec<Original> = files.iter().map(|file| Original::read(file)).collect::<Result<_, _>>()?;
    println!("| 读错的方式 | 次数 | 没有提示 | 一条 | 两条 | 更多 | 最多 |\n|---|---|---|---|---|---|---|");
    for (damage, name) in DAMAGES {
        let all = originals.iter().map(|original| original.damaged(damage, verbose));
        let Tally { tried, silent, one, two, more, most } = all.fold(Tally::default(), Tally::add);
        println!("| {name} | {tried} | {silent} | {one} | {two} | {more} | {most} |");
    }
    Ok(())
}

struct Original {
    name: String,
    document: Document,
    audited: Audited,
    /// Lines that have findings as it stands: what is said there of a damaged document is about the same.
    known: BTreeSet<u32>,
}

impl Original {
    fn read(file: &Path) -> anyhow::Result<Self> {
        let (name, document) = opened(file)?;
        Ok(Self::of(name, document))
    }

    fn of(name: String, document: Document) -> Self {
        let audited = audited(&document);
        let known = audited.audit.findings.iter().map(|f| f.location.line).collect();
        Self { name, document, audited, known }
    }

    /// The damage done to every table in turn, once for each column that it can be done to.
    fn damaged(&self, damage: Damage, verbose: bool) -> Tally {
        let tables: BTreeSet<u32> = self.audited.disclosure.tables.iter().map(|t| t.number).collect();
        let cases: Vec<(u32, Document)> =
            tables.into_iter().flat_map(|table| self.cases(table, damage).map(move |d| (table, d))).collect();
        let judge = |(table, document): &(u32, Document)| {
            let findings = self.new_findings(document);
            if verbose && findings.len() != 1 {
                println!("- {} 表{table} {damage:?}: {}", self.name, findings.len());
                findings.iter().take(8).for_each(|f| println!("  - {f}"));
            }
            Tally::of(findings.len())
        };
        cases.par_iter().map(judge).reduce(Tally::default, Tally::add)
    }

    fn new_findings(&self, document: &Document) -> Vec<String> {
        let findings = audited(document).audit.findings;
        let new = findings.into_iter().filter(|f| !self.known.contains(&f.location.line));
        new.map(|f| format!("{} {:?} line {}: {}", f.rule, f.severity, f.location.line, f.message.zh))
            .collect()
    }

    /// The documents with one table damaged.
    fn cases(&self, table: u32, damage: Damage) -> impl Iterator<Item = Document> {
        let grids = self.grids(table);
        let columns = self.columns(&grids);
        let all = if matches!(damage, Damage::Lost | Damage::Unseen | Damage::Merged) {
            columns
        } else {
            columns.into_iter().take(1).collect()
        };
        all.into_iter().filter_map(move |column| {
            let mut damaged = self.document.clone();
            for &index in &grids {
                if let Some(Block::Table(grid)) = damaged.blocks.get_mut(index) {
                    do_to(grid, damage, column);
                }
            }
            (damaged != self.document).then_some(damaged)
        })
    }

    /// The blocks that the numbers of a table stand in.
    fn grids(&self, number: u32) -> Vec<usize> {
        let tables = self.audited.disclosure.tables.iter().filter(|t| t.number == number);
        let figures = tables.flat_map(|t| &t.rows).flat_map(|r| &r.cells).filter_map(Cell::figure);
        let lines: BTreeSet<u32> = figures.map(|f| self.audited.disclosure.figure(f).location.line).collect();
        let holds = |block: &Block| {
            matches!(block, Block::Table(_)) && block.passages().any(|p| lines.contains(&p.location().line))
        };
        (0..self.document.blocks.len()).filter(|&at| holds(&self.document.blocks[at])).collect()
    }

    /// The columns in which numbers stand, of any of these blocks.
    fn columns(&self, grids: &[usize]) -> Vec<usize> {
        let rows = grids.iter().filter_map(|&at| match &self.document.blocks[at] {
            Block::Table(grid) => Some(&grid.rows),
            Block::Paragraph(_) => None,
        });
        let amounts = rows.flatten().flat_map(|row| row.iter().enumerate().filter(|(_, c)| is_amount(c)));
        amounts.map(|(column, _)| column).collect::<BTreeSet<usize>>().into_iter().collect()
    }
}

/// An amount with a decimal point: codes and numbers of lines have none.
fn is_amount(cell: &Passage) -> bool {
    cell.text().contains('.') && Numeral::parse(cell.text().trim()).is_some()
}

fn do_to(grid: &mut Grid, damage: Damage, column: usize) {
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let body = grid.rows.iter().position(|row| row.iter().any(is_amount)).unwrap_or(0);
    if damage == Damage::Rescaled {
        return rescale(grid, body);
    }
    let half = body + (grid.rows.len() - body) / 2;
    for (at, row) in grid.rows.iter_mut().enumerate() {
        let in_body = at >= body;
        match damage {
            Damage::Unseen if column < row.len() => drop(row.remove(column)),
            Damage::Lost if in_body && column < row.len() => drop(row.remove(column)),
            Damage::Merged if in_body && column + 1 < row.len() => merge(row, column),
            Damage::Shifted if in_body => shift(row, column, width),
            Damage::HalfShifted if at >= half => shift(row, column, width),
            _ => {}
        }
    }
}

fn merge(row: &mut [Passage], column: usize) {
    let next = std::mem::take(&mut row[column + 1]);
    if !next.is_blank() {
        let at = next.location();
        row[column].join(" ", at.line, at.column);
        row[column].append(&next);
        row[column] = row[column].trimmed();
    }
}

fn shift(row: &mut Vec<Passage>, column: usize, width: usize) {
    if column < row.len() {
        row.insert(column, Passage::default());
        row.truncate(width);
    }
}

/// A table with amounts above a million is taken to be in 元 and printed in 万元, others the other way.
fn rescale(grid: &mut Grid, body: usize) {
    /// Fen in 万元.
    const PLACES: u8 = 6;
    const ONE: i64 = 1_000_000;
    let value = |cell: &Passage| {
        Some(cell)
            .filter(|cell| is_amount(cell))
            .and_then(|c| Numeral::parse(c.text().trim())?.scaled(PLACES))
    };
    let is_yuan = grid.rows.iter().flatten().filter_map(value).any(|value| value.abs() >= 1_000_000 * ONE);
    for cell in grid.rows.iter_mut().skip(body).flatten() {
        let Some(value) = value(cell) else { continue };
        let other = if is_yuan { value / 10_000 } else { value.saturating_mul(10_000) };
        let (whole, part) = ((other / ONE).abs(), (other % ONE).abs());
        let sign = if other < 0 { "-" } else { "" };
        let at = cell.location();
        let text = if is_yuan {
            format!("{sign}{whole}.{part:06}")
        } else {
            format!("{sign}{whole}.{:02}", part / 10_000)
        };
        *cell = Passage::new(text, at.line, at.column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_read::{Limits, document};
    use mingzhang_testkit::sample;

    /// Of a hundred tables read wrong so many may have more findings than two.
    const MORE_OF_A_HUNDRED: usize = 2;

    #[test]
    fn a_table_read_wrong_is_one_finding_or_two() {
        let names = [
            "wuqia-2024-unit-budget.txt",
            "sifa-2026-unit-budget.pdf",
            "putuo-finance-2024-department-final-accounts.pdf",
        ];
        let originals: Vec<Original> = names
            .iter()
            .map(|name| Original::of((*name).to_owned(), document(&sample(name), Limits::default()).unwrap()))
            .collect();
        for (damage, name) in DAMAGES {
            let all = originals.iter().map(|original| original.damaged(damage, true));
            let tally = all.fold(Tally::default(), Tally::add);
            assert!(tally.tried > 10, "{name}: {}", tally.tried);
            assert!(tally.one * 3 >= tally.tried * 2, "{name}: one finding {} of {}", tally.one, tally.tried);
            assert!(
                tally.more * 100 <= tally.tried * MORE_OF_A_HUNDRED,
                "{name}: {} of {}",
                tally.more,
                tally.tried
            );
        }
    }
}
