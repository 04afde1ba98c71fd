//! Tables that print their rows as columns: 合计, 因公出国（境）费, … side by side, each with 预算数 and 决算数, and one
//! line of amounts.

use super::rows::RowName;
use mingzhang_model::{Passage, fold};
use mingzhang_standard::LaneSpec;

/// Where each cell of the lane stands in the grid.
#[derive(Clone, Debug)]
pub(super) struct Crosswise {
    /// The heading that names each row of the profile that the header prints.
    rows: Vec<(usize, Passage)>,
    /// Row and column of the profile, column of the grid.
    cells: Vec<[usize; 3]>,
}

/// A heading with the column it begins at.
type Heading<'a> = (usize, &'a Passage);

impl Crosswise {
    /// `None` unless the header names most of the lane's rows.
    pub(super) fn of(lane: &LaneSpec, header: &[Vec<Passage>]) -> Option<Self> {
        let width = header.iter().map(Vec::len).max()?;
        let (mut rows, mut cells): (Vec<(usize, Passage)>, Vec<[usize; 3]>) = (Vec::new(), Vec::new());
        for at in 0..width {
            let path = path(header, at);
            let Some(row) = path.iter().rev().find_map(|(_, h)| Some((row_called(lane, h)?, *h))) else {
                continue;
            };
            let Some(column) = column_called(lane, &path) else { continue };
            if !rows.iter().any(|(known, _)| *known == row.0) {
                rows.push((row.0, row.1.clone()));
            }
            cells.push([row.0, column, at]);
        }
        (rows.len() * 2 > lane.rows.len()).then_some(Self { rows, cells })
    }

    /// The rows of the lane with their cells from the line of amounts.
    pub(super) fn read(
        &self,
        lane: &LaneSpec,
        amounts: Option<&[Passage]>,
    ) -> Vec<(RowName, Vec<Option<Passage>>)> {
        let named = |(row, heading): &(usize, Passage)| {
            let mut cells = vec![None; lane.columns.len()];
            for [_, column, at] in self.cells.iter().filter(|[r, ..]| r == row) {
                cells[*column] = amounts.and_then(|amounts| amounts.get(*at)).cloned();
            }
            (RowName::printed(lane.rows[*row].key.clone(), heading.clone()), cells)
        };
        self.rows.iter().map(named).collect()
    }

    /// Whether a line prints anything where the amounts belong.
    pub(super) fn is_line(&self, row: &[Passage]) -> bool {
        self.cells.iter().any(|[.., at]| row.get(*at).is_some_and(|cell| !cell.is_blank()))
    }
}

/// The headings above a column, highest first. A merged cell is filled at its left end: a heading further left counts
/// for the column if it does not begin before the heading above it does.
fn path(header: &[Vec<Passage>], column: usize) -> Vec<Heading<'_>> {
    let mut path: Vec<Heading<'_>> = Vec::new();
    for row in header {
        let nearest = (0..=column).rev().find_map(|at| Some((at, row.get(at).filter(|c| !c.is_blank())?)));
        let begins = path.last().map_or(0, |(at, _)| *at);
        path.extend(nearest.filter(|(at, _)| *at >= begins));
    }
    path
}

fn row_called(lane: &LaneSpec, heading: &Passage) -> Option<usize> {
    let heading = fold(heading.text());
    let called = |name: &std::sync::Arc<str>| fold(name) == heading;
    lane.rows.iter().position(|row| std::iter::once(&row.label).chain(&row.aliases).any(called))
}

/// The profile's column by a heading on the path; the only column where no heading names one.
fn column_called(lane: &LaneSpec, path: &[Heading<'_>]) -> Option<usize> {
    let headings: Vec<String> = path.iter().map(|(_, heading)| fold(heading.text())).collect();
    let called = |name: &std::sync::Arc<str>| headings.contains(&fold(name));
    let named = lane.columns.iter().position(|c| std::iter::once(&c.heading).chain(&c.aliases).any(called));
    named.or((lane.columns.len() == 1).then_some(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_standard::builtin;

    fn read(header: &[&str], amounts: &str) -> Vec<String> {
        let cells = |row: &str| row.split('|').map(|c| Passage::new(c, 1, 1)).collect::<Vec<_>>();
        let header: Vec<Vec<Passage>> = header.iter().map(|row| cells(row)).collect();
        let profile = builtin().iter().find(|p| &*p.id == "general-final-accounts").unwrap();
        let lane = &profile.table("three_public").unwrap().lanes[0];
        let text = |cell: &Option<Passage>| cell.as_ref().map_or("", Passage::text).to_owned();
        let shown = |(name, cells): (RowName, Vec<Option<Passage>>)| {
            format!("{} {}/{}", name.key, text(&cells[0]), text(&cells[1]))
        };
        let amounts = cells(amounts);
        Crosswise::of(lane, &header).unwrap().read(lane, Some(&amounts)).into_iter().map(shown).collect()
    }

    const EXPECTED: [&str; 6] = [
        "total 20/10",
        "abroad 1/2",
        "vehicles 18/7",
        "vehicle_purchase 11/4",
        "vehicle_operation 7/3",
        "reception 1/1",
    ];

    #[test]
    fn pairs_under_each_item() {
        let header = [
            "财政拨款“三公”经费|||||||||||",
            "合计||因公出国（境）费||公务用车购置及运行费||||||公务接待费|",
            "||||小计||公务用车购置费||公务用车运行费|||",
            "预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数",
        ];
        assert_eq!(read(&header, "20|10|1|2|18|7|11|4|7|3|1|1"), EXPECTED);
    }

    #[test]
    fn a_half_for_the_budget_and_a_half_for_the_outturn() {
        let header = [
            "预算数||||||决算数|||||",
            "合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费",
            "||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费|",
        ];
        assert_eq!(read(&header, "20|1|18|11|7|1|10|2|7|4|3|1"), EXPECTED);
    }
}
