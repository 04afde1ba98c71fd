//! Which column of a grid is which column of the profile.

use super::likeness::likeness;
use mingzhang_model::{Numeral, Passage, fold};
use mingzhang_standard::{LaneSpec, RowScheme, TableSpec};
use std::collections::HashSet;
use std::sync::Arc;

/// The columns of a grid, lane by lane.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub lanes: Vec<LaneLayout>,
}

/// The columns of one lane.
#[derive(Clone, Debug)]
pub(super) struct LaneLayout {
    /// Index of the lane in the profile; its last lane may come several times side by side.
    pub lane: usize,
    /// Columns of the code, first level first.
    pub codes: Vec<usize>,
    /// The column of the label or the name.
    pub label: usize,
    /// The column of the project's name.
    pub project: Option<usize>,
    /// For each column of the profile the column of the grid; in a lane of one row, for each row of each column.
    pub amounts: Vec<Option<usize>>,
    /// The lowest headings, by column of the grid.
    pub headings: Vec<Passage>,
}

/// Headings that make a row a header row.
pub(super) struct Headings(HashSet<String>);

impl Headings {
    pub(super) fn of(spec: &TableSpec) -> Self {
        let leaves = spec.lanes.iter().flat_map(wanted).flatten();
        Self(leaves.chain(spec.headings.iter().map(|h| fold(h))).collect())
    }

    /// The line that numbers the columns: 栏次 1 2 3.
    pub(super) fn is_numbering(row: &[Passage]) -> bool {
        let cells: Vec<String> = row.iter().map(|c| fold(c.text())).filter(|c| !c.is_empty()).collect();
        let numbers: Vec<u32> = cells.iter().filter_map(|c| c.parse().ok()).collect();
        numbers.len() >= 2
            && cells.len() - numbers.len() <= 2
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
            && numbers[0] == 1
    }

    /// No number, and most cells are known headings. A lone 合计 is the total of an empty table, not a header.
    pub(super) fn is_header(&self, row: &[Passage]) -> bool {
        let cells: Vec<String> = row.iter().map(heading).filter(|c| !c.is_empty()).collect();
        let known = cells.iter().filter(|c| self.0.contains(*c)).count();
        let lone_total = cells.len() == 1 && matches!(cells[0].as_str(), "合计" | "总计");
        let number = |c: &String| Numeral::parse(c).is_some();
        !cells.is_empty() && !lone_total && known * 10 >= cells.len() * 6 && !cells.iter().any(number)
    }
}

impl Layout {
    /// Finds the profile's columns among the lowest headings of a header; `None` if most are not there.
    pub(super) fn of(spec: &TableSpec, header: &[Vec<Passage>]) -> Option<Self> {
        let width = header.iter().map(Vec::len).max()?;
        let leaf = |column: usize| {
            header.iter().rev().filter_map(|r| r.get(column)).find(|c| !c.is_blank()).cloned()
        };
        let leaves: Vec<Passage> = (0..width).map(|c| leaf(c).unwrap_or_default()).collect();
        let mut from = 0;
        let mut next = |lane| lane_layout(lane, spec.general, &leaves, &mut from);
        let mut lanes: Vec<LaneLayout> =
            spec.lanes.iter().enumerate().map(&mut next).collect::<Option<_>>()?;
        // A long list may go on beside itself.
        let last = spec.lanes.iter().enumerate().next_back();
        if let Some(last) = last.filter(|(at, lane)| *at > 0 && lane.scheme == RowScheme::Economic) {
            lanes.extend(std::iter::from_fn(|| next(last)));
        }
        Some(Self { lanes })
    }
}

/// A heading in one spelling, without the year and the unit that some offices add: 2024年“三公”经费预算数(万元).
fn heading(cell: &Passage) -> String {
    let text = fold(cell.text());
    let plain = ["(万元)", "(元)"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    match plain.split_once('年') {
        Some((year, rest))
            if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty() =>
        {
            rest.strip_prefix('度').unwrap_or(rest).to_owned()
        }
        _ => plain.to_owned(),
    }
}

/// For each amount of a row the headings it goes by, folded. In a lane of one row the named rows are the headings.
fn wanted(lane: &LaneSpec) -> Vec<Vec<String>> {
    let names = |name: &Arc<str>, aliases: &[Arc<str>]| {
        std::iter::once(name).chain(aliases).map(|n| fold(n)).collect::<Vec<_>>()
    };
    let rows = || lane.rows.iter().map(|r| names(&r.label, &r.aliases));
    match lane.scheme {
        RowScheme::OneRow => lane.columns.iter().flat_map(|_| rows()).collect(),
        _ => lane.columns.iter().map(|c| names(&c.heading, &c.aliases)).collect(),
    }
}

fn lane_layout(
    (index, lane): (usize, &LaneSpec),
    general: bool,
    headings: &[Passage],
    from: &mut usize,
) -> Option<LaneLayout> {
    let start = *from;
    let leaves: Vec<String> = headings.iter().map(heading).collect();
    let wanted = wanted(lane);
    let mut amounts: Vec<Option<usize>> = Vec::with_capacity(wanted.len());
    for names in &wanted {
        let found = (*from..leaves.len()).find(|&at| names.contains(&leaves[at]));
        if let Some(at) = found {
            *from = at + 1;
        }
        amounts.push(found);
    }
    out_of_order(&mut amounts, &wanted, &leaves[start..], start);
    if general {
        by_likeness(&mut amounts, &wanted, &leaves[start..], start);
    }
    let expected = expected(lane, &amounts);
    let mut among: Vec<Option<usize>> = expected.iter().map(|&at| amounts[at]).collect();
    by_position(&mut among, leaves.len());
    expected.iter().zip(&among).for_each(|(&at, &found)| amounts[at] = found);
    let first = amounts.iter().flatten().min().copied()?;
    if among.iter().flatten().count() * 2 < among.len() {
        return None;
    }
    *from = amounts.iter().flatten().max().map_or(*from, |last| last + 1);
    // Some forms number their lines.
    let labels: Vec<usize> = (start..first).filter(|&at| leaves[at] != "行次").collect();
    let headings = headings.to_vec();
    if lane.scheme == RowScheme::OneRow {
        let codes = Vec::new();
        return Some(LaneLayout { lane: index, codes, label: start, project: None, amounts, headings });
    }
    let (last, rest) = labels.split_last()?;
    let (label, project, codes) = match lane.scheme {
        RowScheme::Functional | RowScheme::Economic => (*last, None, rest.to_vec()),
        RowScheme::FunctionalProjects => {
            let (name, codes) = rest.split_last()?;
            (*name, Some(*last), codes.to_vec())
        }
        _ => (*last, None, Vec::new()),
    };
    Some(LaneLayout { lane: index, codes, label, project, amounts, headings })
}

/// The amounts that the form must have columns for: all but those that many offices leave out, as this one does.
fn expected(lane: &LaneSpec, amounts: &[Option<usize>]) -> Vec<usize> {
    let optional = |at: usize| {
        lane.scheme != RowScheme::OneRow && lane.columns.get(at).is_some_and(|column| column.optional)
    };
    (0..amounts.len()).filter(|&at| amounts[at].is_some() || !optional(at)).collect()
}

/// Offices order their columns in more than one way: what is not found in the order of the profile may stand before.
fn out_of_order(amounts: &mut [Option<usize>], wanted: &[Vec<String>], leaves: &[String], start: usize) {
    for index in 0..amounts.len() {
        let is_it = |at: &usize| wanted[index].contains(&leaves[*at]) && !amounts.contains(&Some(start + at));
        if amounts[index].is_none() {
            amounts[index] = (0..leaves.len()).find(is_it).map(|at| start + at);
        }
    }
}

/// A column may be called something like what the profile says: 一般公共预算拨款收入.
fn by_likeness(amounts: &mut [Option<usize>], wanted: &[Vec<String>], leaves: &[String], start: usize) {
    const ENOUGH: usize = 70;
    for index in 0..amounts.len() {
        if amounts[index].is_some() {
            continue;
        }
        let score = |leaf: &String| wanted[index].iter().map(|name| likeness(name, leaf)).max().unwrap_or(0);
        let free = leaves.iter().enumerate().filter(|(at, _)| !amounts.contains(&Some(start + at)));
        let best = free.map(|(at, leaf)| (score(leaf), at)).filter(|(score, _)| *score >= ENOUGH).max();
        amounts[index] = best.map(|(_, at)| start + at);
    }
}

/// A column whose heading was not understood stands between its neighbours, if exactly as many columns are left there.
fn by_position(amounts: &mut [Option<usize>], width: usize) {
    let mut index = 0;
    while index < amounts.len() {
        if amounts[index].is_some() {
            index += 1;
            continue;
        }
        let next = amounts[index..].iter().position(Option::is_some).map_or(amounts.len(), |n| index + n);
        let low = if index == 0 { None } else { amounts[index - 1] };
        let high = amounts.get(next).copied().flatten().unwrap_or(width);
        if let Some(low) = low.filter(|low| high == low + 1 + (next - index)) {
            for (offset, slot) in amounts[index..next].iter_mut().enumerate() {
                *slot = Some(low + 1 + offset);
            }
        }
        index = next;
    }
}
