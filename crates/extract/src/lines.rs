//! This year's lines: one joint distribution that comes to every amount of the tables.

use crate::cells::{Cells, Printed};
use crate::names::Names;
use crate::share::{Sum, share};
use crate::take::ranked_funds;
use crate::ways::{Way, kin, ways};
use crate::words::likeness;
use mingzhang_ledger::{Expenditure, Fund, Nature, is_personnel};
use mingzhang_model::{Code, Disclosure, Money};
use mingzhang_standard::{Classification, EntryList};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The lines of expenditure that the tables could be summed from; the projects are named as [`mingzhang_model::fold`]
/// spells them.
pub(crate) fn lines(cells: &Cells, disclosure: &Disclosure, names: &Names) -> Vec<Expenditure> {
    let mut ways = ways(cells, disclosure);
    let kin = kin(cells, &ways, names);
    order(&mut ways, names, &kin);
    let mut best = solve(cells, &ways);
    if best.0 > (0, 0) && !kin.is_empty() {
        // What looked alike may be told apart by another table.
        let mut plain = ways.clone();
        order(&mut plain, names, &[]);
        let other = solve(cells, &plain);
        if other.0 < best.0 {
            (best, ways) = (other, plain);
        }
    }
    let mut lines: Vec<Expenditure> = Vec::new();
    // What no table names and is no more than rounding leaves over is no line.
    let least = if cells.are_rounded { cells.coarsest() } else { 0 };
    let is_line = |(way, amount): &(&Way, i64)| *amount > if way.unnamed { least } else { 0 };
    for (way, amount) in ways.iter().zip(best.1).filter(is_line) {
        lines.push(line(way, amount));
    }
    lines.sort_by_cached_key(|line| {
        let digits = |code: Option<Code>| code.map(|code| code.to_string());
        let project = cells.all.iter().position(|cell| cell.take.project.as_ref() == Some(&line.project));
        let place = (line.nature == Nature::Project, project.is_none(), project);
        (digits(line.functional), place, digits(line.economic), rank(line.fund))
    });
    lines
}

fn line(way: &Way, amount: i64) -> Expenditure {
    let is_personnel = is_personnel(way.economic);
    let nature = match way.nature {
        Nature::Personnel if is_personnel => Nature::Basic,
        Nature::Operating if !is_personnel => Nature::Basic,
        nature => nature,
    };
    Expenditure {
        functional: Some(way.functional),
        economic: Some(way.economic),
        government: None,
        fund: way.fund,
        nature,
        project: way.project.clone(),
        amount: Money(amount),
    }
}

/// Where a source stands among all.
pub(crate) fn rank(fund: Fund) -> Option<usize> {
    ranked_funds().iter().position(|other| *other == fund)
}

/// What is most likely comes first: what tables name, the general budget, basic expenditure, what is one thing under two
/// classifications, and then what is called alike. Items that the tables leave fewer natures choose before the others.
fn order(ways: &mut [Way], names: &Names, kin: &[(Code, Code)]) {
    let mut natures: BTreeMap<(Code, Fund), BTreeSet<Nature>> = BTreeMap::new();
    for way in ways.iter().filter(|way| !way.unnamed) {
        natures.entry((way.functional, way.fund)).or_default().insert(way.nature);
    }
    let open = |way: &Way| natures.get(&(way.functional, way.fund)).map_or(0, BTreeSet::len);
    ways.sort_by_cached_key(|way| {
        let item = names.get(Classification::Functional, way.functional);
        let section = names.get(Classification::EconomicDepartment, way.economic);
        let is_kin = kin.contains(&(way.functional, way.economic));
        let is_project = way.nature == Nature::Project;
        let alike = Reverse(likeness(item, section));
        // Who runs the office pays for running it: the first items take the operating expenses.
        let is_operating = way.nature == Nature::Operating;
        (way.unnamed, rank(way.fund), is_project, !is_kin, open(way), alike, !is_operating)
    });
}

/// How many cells are not met, by how much they are missed, and the amount of each way.
fn solve(cells: &Cells, ways: &[Way]) -> ((usize, i64), Vec<i64>) {
    let stated = |cell: &&Printed| cell.is_detail && cell.take.list == EntryList::Expenditure;
    let sum = |cell: &Printed| {
        let taken = ways.iter().enumerate().filter(|(_, way)| cell.take.takes(&way.traits(), &way.project));
        let members = taken.map(|(at, _)| at).collect();
        Sum { members, value: cell.value, witness: cell.table, rounding: cells.rounding(cell) }
    };
    let sums: Vec<Sum> = cells.all.iter().filter(stated).map(sum).collect();
    let tables: BTreeSet<usize> = sums.iter().map(|sum| sum.witness).collect();
    let mut expendable: Vec<usize> = tables.into_iter().collect();
    // The more a table's cells take together, the less it tells.
    expendable.sort_by_key(|table| {
        let own = sums.iter().filter(|sum| sum.witness == *table && sum.value != 0);
        let (cells, members) =
            own.fold((0, 0), |(cells, members), sum| (cells + 1, members + sum.members.len()));
        members.checked_div(cells).unwrap_or(0)
    });
    let shares = share(ways.len(), &sums, &expendable);
    let far = sums.iter().filter(|sum| !sum.is_near(&shares)).count();
    let missed = sums.iter().map(|sum| sum.missed(&shares)).sum();
    ((far, missed), shares)
}
