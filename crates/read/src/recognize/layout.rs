//! Which column of a grid is which column of the profile.

use mingzhang_model::{Numeral, Passage, fold};
use mingzhang_standard::{LaneSpec, RowScheme, TableSpec};
use std::collections::HashSet;

/// The columns of a grid, lane by lane.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub lanes: Vec<LaneLayout>,
}

/// The columns of one lane.
#[derive(Clone, Debug)]
pub(super) struct LaneLayout {
    /// Columns of the code, first level first.
    pub codes: Vec<usize>,
    /// The column of the label or the name.
    pub label: usize,
    /// The column of the project's name.
    pub project: Option<usize>,
    /// For each column of the profile the column of the grid.
    pub amounts: Vec<Option<usize>>,
}

/// Headings that make a row a header row.
pub(super) struct Headings(HashSet<String>);

impl Headings {
    pub(super) fn of(spec: &TableSpec) -> Self {
        let columns = spec.lanes.iter().flat_map(|l| &l.columns);
        let leaves = columns.flat_map(|c| std::iter::once(&c.heading).chain(&c.aliases));
        Self(leaves.chain(&spec.headings).map(|h| fold(h)).collect())
    }

    /// No number, and most cells are known headings. A lone 合计 is the total of an empty table, not a header.
    pub(super) fn is_header(&self, row: &[Passage]) -> bool {
        let cells: Vec<String> = row.iter().map(|c| fold(c.text())).filter(|c| !c.is_empty()).collect();
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
            header.iter().rev().filter_map(|r| r.get(column)).map(|c| fold(c.text())).find(|t| !t.is_empty())
        };
        let leaves: Vec<String> = (0..width).map(|c| leaf(c).unwrap_or_default()).collect();
        let mut from = 0;
        let lanes: Option<Vec<LaneLayout>> =
            spec.lanes.iter().map(|lane| lane_layout(lane, &leaves, &mut from)).collect();
        lanes.map(|lanes| Self { lanes })
    }
}

fn lane_layout(lane: &LaneSpec, leaves: &[String], from: &mut usize) -> Option<LaneLayout> {
    let start = *from;
    let mut amounts = Vec::with_capacity(lane.columns.len());
    for column in &lane.columns {
        let names: Vec<String> =
            std::iter::once(&column.heading).chain(&column.aliases).map(|n| fold(n)).collect();
        let found = (*from..leaves.len()).find(|&at| names.contains(&leaves[at]));
        if let Some(at) = found {
            *from = at + 1;
        }
        amounts.push(found);
    }
    by_position(&mut amounts, leaves.len());
    let first = amounts.iter().flatten().min().copied()?;
    if amounts.iter().flatten().count() * 2 < amounts.len() {
        return None;
    }
    *from = amounts.iter().flatten().max().map_or(*from, |last| last + 1);
    let labels: Vec<usize> = (start..first).collect();
    let (last, rest) = labels.split_last()?;
    let (label, project, codes) = match lane.scheme {
        RowScheme::Named | RowScheme::FunctionalLabel | RowScheme::Projects => (*last, None, Vec::new()),
        RowScheme::Functional | RowScheme::Economic => (*last, None, rest.to_vec()),
        RowScheme::FunctionalProjects => {
            let (name, codes) = rest.split_last()?;
            (*name, Some(*last), codes.to_vec())
        }
    };
    Some(LaneLayout { codes, label, project, amounts })
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
