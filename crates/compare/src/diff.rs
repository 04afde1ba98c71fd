//! What moved between two disclosures, table by table, and what is said of things that have no table.

use crate::counterparts::{Counterparts, Found, Link, without_year};
use crate::text::{Passages, passages};
use mingzhang_model::{
    Claim, Code, Coordinate, Disclosure, FigureId, MoneyUnit, Passage, Row, RowKind, Table, Unit, fold,
};
use mingzhang_standard::Catalogue;
use std::cmp::Reverse;

/// What differs between two disclosures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Tables in which something differs, or that only one of them has.
    pub tables: Vec<TableDiff>,
    /// Projects of the narrative.
    pub projects: Vec<RowDiff>,
    /// Staff, assets, procurement and other things that only sentences tell.
    pub registers: Vec<RowDiff>,
    /// Changed sentences, if both are versions of one document.
    pub text: Option<Passages>,
}

/// What differs in one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDiff {
    /// The profile's name for it.
    pub key: String,
    /// Its number in the set.
    pub number: u32,
    /// Its title, folded, without the year.
    pub title: String,
    /// Which of the two have it.
    pub presence: Presence,
    /// Totals first, then by the size of the change; of two lists side by side the left one first.
    pub rows: Vec<RowDiff>,
}

/// Which of two disclosures have something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Both.
    Both,
    /// Only the first: it is gone.
    First,
    /// Only the second: it is new.
    Second,
}

/// What differs in one row, or of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDiff {
    /// What it is called in the second disclosure, or in the first if only that has it.
    pub name: String,
    /// Its code.
    pub code: Option<Code>,
    /// Code and name in the first disclosure, where they differ.
    pub formerly: Option<(Option<Code>, String)>,
    /// Whether it is a total.
    pub total: bool,
    /// Which of the two have it.
    pub presence: Presence,
    /// The amounts that differ, in the order of the columns.
    pub moves: Vec<Move>,
}

/// An amount that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Names it: `expenditure[2010301].basic`.
    pub coordinate: String,
    /// The heading of its column; empty where there is only one.
    pub heading: String,
    /// What it is counted in.
    pub unit: Unit,
    /// In the first disclosure: fen, or 1/10000 of a thing; nothing if it is blank or not there.
    pub before: Option<i64>,
    /// In the second.
    pub after: Option<i64>,
    /// The number in the first disclosure.
    pub first: Option<FigureId>,
    /// The number in the second.
    pub second: Option<FigureId>,
}

impl Move {
    /// By how much it moved.
    pub fn change(&self) -> i64 {
        self.after.unwrap_or(0).saturating_sub(self.before.unwrap_or(0))
    }

    /// The change in tenths of a percent of the first amount, rounded; `None` if that is nothing.
    pub fn rate(&self) -> Option<i64> {
        let before = i128::from(self.before.filter(|&before| before != 0)?).abs();
        let change = i128::from(self.change()) * 1000;
        let half = if change < 0 { -before } else { before };
        i64::try_from((2 * change + half) / (2 * before)).ok()
    }
}

impl Diff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let text = self.text.as_ref().is_none_or(Passages::is_empty);
        self.tables.is_empty() && self.projects.is_empty() && self.registers.is_empty() && text
    }

    /// Everything that differs between two disclosures, from the first to the second.
    pub fn of(first: &Disclosure, second: &Disclosure, catalogue: &Catalogue) -> Self {
        let sides = Sides { first, second, pairs: Counterparts::new(second, first, catalogue) };
        let tables = (0..second.tables.len()).filter_map(|index| sides.table(index));
        let gone = first.tables.iter().filter(|t| t.legible && !t.is_empty());
        let gone = gone.filter(|t| second.table(&t.key).is_none()).map(|t| only(t, Presence::First));
        let mut tables: Vec<TableDiff> = tables.chain(gone).collect();
        tables.sort_by_key(|table| table.number);
        Self {
            tables: lanes_together(tables),
            projects: sides.projects(),
            registers: sides.registers(),
            text: are_versions(first, second).then(|| passages(first, second)),
        }
    }
}

/// Two lists side by side are one table: income, then expenditure.
fn lanes_together(lanes: Vec<TableDiff>) -> Vec<TableDiff> {
    let mut tables: Vec<TableDiff> = Vec::new();
    for lane in lanes {
        match tables.last_mut() {
            Some(table) if (table.number, table.presence) == (lane.number, lane.presence) => {
                table.rows.extend(lane.rows);
            }
            _ => tables.push(lane),
        }
    }
    tables
}

/// Whether both are the same document of the same office: then their words are compared, too.
fn are_versions(first: &Disclosure, second: &Disclosure) -> bool {
    let name = |d: &Disclosure| d.unit.as_ref().map(|unit| fold(Passage::text(unit)));
    first.year == second.year
        && first.kind == second.kind
        && first.level == second.level
        && name(first) == name(second)
}

fn only(table: &Table, presence: Presence) -> TableDiff {
    TableDiff { presence, rows: Vec::new(), ..table_diff(table) }
}

fn table_diff(table: &Table) -> TableDiff {
    TableDiff {
        key: table.key.to_string(),
        number: table.number,
        title: without_year(&fold(table.title.text())),
        presence: Presence::Both,
        rows: Vec::new(),
    }
}

struct Sides<'a> {
    first: &'a Disclosure,
    second: &'a Disclosure,
    pairs: Counterparts<'a>,
}

impl Sides<'_> {
    fn table(&self, index: usize) -> Option<TableDiff> {
        let table = &self.second.tables[index];
        if !table.legible {
            return None;
        }
        let Some(other) = self.pairs.table(index) else {
            return (!table.is_empty()).then(|| only(table, Presence::Second));
        };
        let before = &self.first.tables[other];
        let mut rows: Vec<RowDiff> = (0..table.rows.len()).filter_map(|row| self.row(index, row)).collect();
        let paired: Vec<usize> =
            (0..table.rows.len()).filter_map(|row| Some(self.pairs.row(index, row)?.0)).collect();
        let gone = before.rows.iter().enumerate().filter(|(at, _)| !paired.contains(at));
        rows.extend(gone.filter_map(|(_, row)| self.gone(before, row)));
        sort(&mut rows);
        (!rows.is_empty()).then(|| TableDiff { rows, ..table_diff(table) })
    }

    fn row(&self, index: usize, at: usize) -> Option<RowDiff> {
        let table = &self.second.tables[index];
        let row = &table.rows[at];
        let pair = self.pairs.row(index, at);
        let moves = (0..table.columns.len()).filter_map(|column| {
            let second = row.cells.get(column).and_then(mingzhang_model::Cell::figure);
            let first = match self.pairs.cell([index, at, column]) {
                Some(Found::Number(figure)) => Some(figure),
                Some(Found::Nothing(_)) | None => None,
            };
            self.moved(table, row, column, first, second)
        });
        let moves = without_repeats(moves.collect());
        let formerly = pair.filter(|(_, link)| *link != Link::Same).and_then(|(before, _)| {
            let before = &self.first.tables[self.pairs.table(index)?].rows[before];
            Some((before.code, before.name()))
        });
        let presence = if pair.is_some() { Presence::Both } else { Presence::Second };
        (!moves.is_empty()).then(|| RowDiff { formerly, presence, moves, ..row_diff(row) })
    }

    fn gone(&self, table: &Table, row: &Row) -> Option<RowDiff> {
        let moves = row
            .cells
            .iter()
            .enumerate()
            .filter_map(|(column, cell)| self.moved(table, row, column, cell.figure(), None));
        let moves = without_repeats(moves.collect());
        (!moves.is_empty()).then(|| RowDiff { presence: Presence::First, moves, ..row_diff(row) })
    }

    fn moved(
        &self,
        table: &Table,
        row: &Row,
        column: usize,
        first: Option<FigureId>,
        second: Option<FigureId>,
    ) -> Option<Move> {
        let of = &table.columns[column];
        let heading = if table.columns.len() > 1 { of.heading.to_string() } else { String::new() };
        self.differ(format!("{}[{}].{}", table.key, row.key, of.key), heading, first, second)
    }

    /// Two numbers that differ by more than the coarser of them leaves open.
    fn differ(
        &self,
        coordinate: String,
        heading: String,
        first: Option<FigureId>,
        second: Option<FigureId>,
    ) -> Option<Move> {
        let (a, b) = (first.map(|id| self.first.figure(id)), second.map(|id| self.second.figure(id)));
        let unit = b.or(a)?.unit;
        let [before, after] = [a, b].map(|figure| figure.map(|f| f.value));
        let places = [a, b].map(|figure| figure.map_or(0, |f| f.last_place));
        let coarser =
            if places[0] == places[1] || unit == Unit::Count { 0 } else { places[0].max(places[1]) };
        let off = after.unwrap_or(0).abs_diff(before.unwrap_or(0));
        (off > coarser.unsigned_abs() / 2).then_some(Move {
            coordinate,
            heading,
            unit,
            before,
            after,
            first,
            second,
        })
    }

    fn projects(&self) -> Vec<RowDiff> {
        let named = |d: &Disclosure| -> Vec<(String, String, Option<FigureId>)> {
            let one = |p: &mingzhang_model::Project| {
                (without_year(&fold(p.name.text())), p.name.text().trim().to_owned(), p.amount)
            };
            d.projects.iter().map(one).collect()
        };
        let (before, after) = (named(self.first), named(self.second));
        let pair = |key: &str, of: &[(String, String, Option<FigureId>)]| {
            of.iter().find(|(other, ..)| other == key).map(|(_, _, amount)| *amount)
        };
        let kept = after.iter().filter_map(|(key, name, amount)| {
            let first = pair(key, &before);
            let presence = if first.is_some() { Presence::Both } else { Presence::Second };
            let moved = self.differ(format!("project[{key}]"), String::new(), first.flatten(), *amount)?;
            Some(thing(name, presence, vec![moved]))
        });
        let gone = before.iter().filter(|(key, ..)| pair(key, &after).is_none());
        let gone = gone.filter_map(|(key, name, amount)| {
            let moved = self.differ(format!("project[{key}]"), String::new(), *amount, None)?;
            Some(thing(name, Presence::First, vec![moved]))
        });
        let mut rows: Vec<RowDiff> = kept.chain(gone).collect();
        sort(&mut rows);
        rows
    }

    /// What sentences tell of staff, assets and procurement: amounts and numbers of things.
    fn registers(&self) -> Vec<RowDiff> {
        let mut rows: Vec<RowDiff> = Vec::new();
        let mut seen: Vec<&Coordinate> = Vec::new();
        for (claims, from_second) in [(&self.second.claims, true), (&self.first.claims, false)] {
            for claim in claims {
                let is_register = |c: &&Coordinate| matches!(c, Coordinate::Register(_));
                let Some(register) = claim.coordinates.iter().find(is_register) else { continue };
                if seen.contains(&register) {
                    continue;
                }
                seen.push(register);
                rows.extend(self.register(register, claim, from_second));
            }
        }
        rows
    }

    fn register(&self, register: &Coordinate, claim: &Claim, in_second: bool) -> Option<RowDiff> {
        let of = |d: &Disclosure, count: bool| {
            let mut claims = d.claims.iter().filter(|c| c.coordinates.contains(register));
            claims.find_map(|c| if count { c.count } else { c.amount })
        };
        let said = self.first.claims.iter().any(|c| c.coordinates.contains(register));
        let presence = match (said, in_second) {
            (true, true) => Presence::Both,
            (false, _) => Presence::Second,
            (true, false) => Presence::First,
        };
        let moves = [true, false].into_iter().filter_map(|count| {
            let coordinate = if count { format!("{register}.count") } else { register.to_string() };
            self.differ(coordinate, String::new(), of(self.first, count), of(self.second, count))
        });
        let moves: Vec<Move> = moves.collect();
        (!moves.is_empty()).then(|| thing(&fold(&claim.subject), presence, moves))
    }
}

fn row_diff(row: &Row) -> RowDiff {
    // Neither the code before a name nor its number (1. 一般公共预算资金) nor the year (2024年机关运行经费) is part of it.
    let label = without_year(&fold(row.label.text()));
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit() || ".、，)".contains(c));
    let name = row.project.as_ref().map_or_else(|| label.to_owned(), |project| fold(project.text()));
    RowDiff {
        name,
        code: row.code.filter(|_| row.project.is_none()),
        formerly: None,
        total: row.kind == RowKind::Total,
        presence: Presence::Both,
        moves: Vec::new(),
    }
}

fn thing(name: &str, presence: Presence, moves: Vec<Move>) -> RowDiff {
    RowDiff { name: name.to_owned(), code: None, formerly: None, total: false, presence, moves }
}

/// A column that repeats one before it says nothing more: 合计 and 一般公共预算 of a row that has nothing else.
fn without_repeats(moves: Vec<Move>) -> Vec<Move> {
    let mut kept: Vec<Move> = Vec::new();
    for moved in moves {
        if !kept.iter().any(|other| (other.before, other.after) == (moved.before, moved.after)) {
            kept.push(moved);
        }
    }
    kept
}

/// Totals first, then the largest changes.
fn sort(rows: &mut [RowDiff]) {
    let size = |row: &RowDiff| row.moves.iter().map(|m| m.change().unsigned_abs()).max().unwrap_or(0);
    rows.sort_by_key(|row| (!row.total, Reverse(size(row))));
}

/// The unit that the amounts of both are best shown in: that of both, or else yuan.
pub fn common_unit(rows: &[RowDiff], first: &Disclosure, second: &Disclosure) -> MoneyUnit {
    let money = |id: FigureId, of: &Disclosure| match of.figure(id).unit {
        Unit::Money(unit) => Some(unit),
        Unit::Percent | Unit::Count => None,
    };
    let moves = || rows.iter().flat_map(|row| &row.moves);
    let before = moves().filter_map(|m| money(m.first?, first));
    let mut units = before.chain(moves().filter_map(|m| money(m.second?, second)));
    let Some(unit) = units.next() else { return MoneyUnit::WanYuan };
    if units.all(|other| other == unit) { unit } else { MoneyUnit::Yuan }
}
