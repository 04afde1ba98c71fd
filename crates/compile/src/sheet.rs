//! A lane of a table: which rows it has, and which quantity stands in each cell.

use crate::entries::{Entries, Set, common};
use crate::names::Names;
use crate::print::{DECIMALS, last_place};
use crate::quantities::{Quantities, QuantityId};
use mingzhang_ledger::{Selection, UnknownWord};
use mingzhang_model::{Code, CodeLevel, MoneyUnit, fold};
use mingzhang_standard::{Classification, ColumnSpec, LaneSpec, RowScheme, RowSpec, TableSpec};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A lane with its rows.
#[derive(Debug)]
pub(crate) struct Sheet<'p> {
    pub table: &'p TableSpec,
    pub lane: &'p LaneSpec,
    /// Names it in coordinates.
    pub key: Arc<str>,
    /// The unit its amounts are printed in.
    pub unit: MoneyUnit,
    pub rows: Vec<SheetRow>,
    /// Its sums: the quantity of the whole, those of its parts.
    pub sums: Vec<(QuantityId, Vec<QuantityId>)>,
    /// Those of them that must add up when all amounts are each rounded for itself.
    pub exact: Vec<(QuantityId, Vec<QuantityId>)>,
}

/// A row of it.
#[derive(Debug)]
pub(crate) struct SheetRow {
    /// Names it in coordinates: a code, `total`, a key of the profile, the name of a project.
    pub key: String,
    pub label: String,
    pub code: Option<Code>,
    pub project: Option<String>,
    pub is_total: bool,
    /// Whether the foot of the lane begins with it.
    pub is_foot: bool,
    /// A quantity for each column of the lane.
    pub cells: Vec<QuantityId>,
}

/// A row before its cells are known: what names it, and the entries it is about.
struct Plan {
    key: String,
    label: String,
    code: Option<Code>,
    project: Option<String>,
    is_total: bool,
    entries: Set,
    /// The row of the form that it is, if the form prints its rows.
    named: Option<usize>,
}

/// Entries of a whole that stand in none of its parts, by the table whose form has no place for them.
pub(crate) type Homeless<'p> = (&'p TableSpec, Set);

/// A code that sorts as tables print it: what is below a code comes after it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Digits {
    digits: String,
    code: Code,
}

impl Digits {
    fn of(code: Code) -> Self {
        Self { digits: code.to_string(), code }
    }
}

/// What a lane is made from.
pub(crate) struct Maker<'m, 'l> {
    pub entries: &'m Entries<'l>,
    pub names: &'m Names<'l>,
    pub quantities: &'m mut Quantities,
    /// The unit of tables that have none of their own.
    pub unit: MoneyUnit,
    /// Whether printed amounts must add up; else each is rounded for itself.
    pub add_up: bool,
    /// Whether rows that the profile says so of come to their sums even then.
    pub overviews_add_up: bool,
}

impl Maker<'_, '_> {
    /// Fills in a lane.
    ///
    /// # Errors
    /// The profile takes by a word that nobody knows.
    pub(crate) fn sheet<'p>(
        &mut self,
        table: &'p TableSpec,
        lane: &'p LaneSpec,
        homeless: &mut Vec<Homeless<'p>>,
    ) -> Result<Sheet<'p>, UnknownWord> {
        let columns = self.columns(lane)?;
        let mut within: Set = columns.iter().flatten().copied().collect();
        within.sort_unstable();
        within.dedup();
        let plans = self.plans(lane, &within);
        let apart = self.apart(lane, &columns);
        let mut rows = Vec::new();
        for plan in plans {
            let mut cells = Vec::new();
            for (column, taken) in lane.columns.iter().zip(&columns) {
                let set = match plan.named {
                    Some(row) => self.named_cell(lane, &lane.rows[row], column)?,
                    None => common(&plan.entries, taken),
                };
                let value = self.entries.sum(&set);
                cells.push(if apart.contains(&*plan.key) {
                    self.quantities.apart(set, value)
                } else {
                    self.quantities.of(set, value)
                });
            }
            let Plan { key, label, code, project, is_total, named, .. } = plan;
            let is_foot = named.is_some_and(|row| lane.rows[row].foot);
            rows.push(SheetRow { key, label, code, project, is_total, is_foot, cells });
        }
        let unit = table.unit.unwrap_or(self.unit);
        let key = table.lane_key(lane);
        let mut sheet = Sheet { table, lane, key, unit, rows, sums: Vec::new(), exact: Vec::new() };
        self.add_up(&mut sheet, homeless);
        if !apart.is_empty() {
            sheet.exact = sheet
                .sums_of_rows()
                .filter(|(row, ..)| lane.rows[*row].adds_up)
                .map(|(_, whole, parts)| (whole, parts))
                .collect();
        }
        Ok(sheet)
    }

    /// The keys of rows that are printed so that they come to their sum. Where several columns are added up across the
    /// rows, no such printing need exist, and each amount is rounded for itself there, too.
    fn apart<'p>(&self, lane: &'p LaneSpec, columns: &[Set]) -> BTreeSet<&'p str> {
        let leaves = lane.columns.iter().zip(columns).filter(|(column, _)| column.sum_of.is_empty());
        let used = leaves.filter(|(_, set)| set.iter().any(|at| self.entries.entry(*at).amount != 0));
        if !self.overviews_add_up || used.count() > 1 {
            return BTreeSet::new();
        }
        let sums = lane.rows.iter().filter(|row| row.adds_up);
        sums.flat_map(|row| &row.sum_of).map(|part| &**part).collect()
    }

    /// The entries of each column.
    fn columns(&self, lane: &LaneSpec) -> Result<Vec<Set>, UnknownWord> {
        let take = |column: &ColumnSpec| {
            let all = self.entries.list(lane.list_of(None, column));
            self.taken(&all, &lane.column_takes(&column.key, &[]))
        };
        lane.columns.iter().map(take).collect()
    }

    /// What any of the selections takes; all, where there are none.
    fn taken(&self, from: &[u32], takes: &[&str]) -> Result<Set, UnknownWord> {
        let selections: Vec<Selection> =
            takes.iter().map(|take| Selection::parse(take)).collect::<Result<_, _>>()?;
        let takes = |at: &&u32| {
            let traits = self.entries.entry(**at).traits;
            selections.is_empty() || selections.iter().any(|selection| selection.takes(&traits))
        };
        Ok(from.iter().filter(takes).copied().collect())
    }

    fn plans(&self, lane: &LaneSpec, within: &Set) -> Vec<Plan> {
        let functional = Classification::Functional;
        let mut plans = match lane.scheme {
            RowScheme::Named | RowScheme::OneRow => return named(lane),
            RowScheme::Functional => self.coded(within, functional, CodeLevel::Item),
            RowScheme::FunctionalLabel => self.classes(within, true),
            RowScheme::FunctionalName => self.classes(within, false),
            RowScheme::Economic => self.coded(within, Classification::EconomicDepartment, CodeLevel::Section),
            RowScheme::FunctionalProjects => self.projects_under_codes(within),
            RowScheme::Projects => self.projects(within),
        };
        let label = lane.total.first().map_or_else(String::new, ToString::to_string);
        let (key, entries) = ("total".to_owned(), within.clone());
        plans.push(Plan { key, label, code: None, project: None, is_total: true, entries, named: None });
        plans
    }

    /// The entries of a named row in a column.
    fn named_cell(&self, lane: &LaneSpec, row: &RowSpec, column: &ColumnSpec) -> Result<Set, UnknownWord> {
        if let Some(parts) = lane.parts_of_lists(row) {
            let mut set = Set::new();
            for part in parts {
                set.extend(self.named_cell(lane, part, column)?);
            }
            set.sort_unstable();
            set.dedup();
            return Ok(set);
        }
        let all = self.entries.list(lane.list_of(Some(row), column));
        let of_row = self.taken(&all, &lane.row_takes(&row.key))?;
        self.taken(&of_row, &lane.column_takes(&column.key, &[]))
    }

    /// The codes of entries and those above them, each with its entries.
    fn by_code(&self, within: &Set, kind: Classification) -> BTreeMap<Digits, Set> {
        let mut codes: BTreeMap<Digits, Set> = BTreeMap::new();
        for at in within.iter().filter(|at| self.entries.entry(**at).amount != 0) {
            let traits = self.entries.entry(*at).traits;
            let code = if kind == Classification::Functional { traits.functional } else { traits.economic };
            for code in code.into_iter().flat_map(Code::lineage) {
                codes.entry(Digits::of(code)).or_default().push(*at);
            }
        }
        codes
    }

    fn coded(&self, within: &Set, kind: Classification, lowest: CodeLevel) -> Vec<Plan> {
        let codes =
            self.by_code(within, kind).into_iter().filter(|(digits, _)| digits.code.level() <= lowest);
        codes.map(|(Digits { code, .. }, entries)| self.of_code(kind, code, entries)).collect()
    }

    fn of_code(&self, kind: Classification, code: Code, entries: Set) -> Plan {
        let label = self.names.of(kind, code);
        let key = code.to_string();
        Plan { key, label, code: Some(code), project: None, is_total: false, entries, named: None }
    }

    /// Classes of the functional classification: all there are, or those with amounts.
    fn classes(&self, within: &Set, all: bool) -> Vec<Plan> {
        let kind = Classification::Functional;
        let mut codes = self.by_code(within, kind);
        codes.retain(|digits, _| digits.code.level() == CodeLevel::Class);
        if all {
            for class in self.names.classes(kind) {
                codes.entry(Digits::of(class)).or_default();
            }
        }
        let numbered = codes.into_iter().enumerate().map(|(at, (Digits { code, .. }, entries))| {
            let mut plan = self.of_code(kind, code, entries);
            plan.label = if all {
                format!("{code} {}", plan.label)
            } else {
                format!("{}、{}", crate::print::chinese(at + 1), plan.label)
            };
            plan
        });
        numbered.collect()
    }

    /// Classes and sections, and under each section the projects of its items.
    fn projects_under_codes(&self, within: &Set) -> Vec<Plan> {
        let kind = Classification::Functional;
        let mut plans = Vec::new();
        for (Digits { code, .. }, entries) in self.by_code(within, kind) {
            if code.level() < CodeLevel::Item {
                plans.push(self.of_code(kind, code, entries));
                continue;
            }
            for (project, entries) in self.by_project(&entries) {
                let mut plan = self.of_code(kind, code, entries);
                plan.key = fold(project);
                plan.project = Some(project.to_owned());
                plans.push(plan);
            }
        }
        plans
    }

    fn projects(&self, within: &Set) -> Vec<Plan> {
        let plan = |(project, entries): (&str, Set)| {
            let label = if project.is_empty() { "基本支出" } else { project }.to_owned();
            let key = fold(&label);
            Plan { key, label, code: None, project: None, is_total: false, entries, named: None }
        };
        self.by_project(within).into_iter().map(plan).collect()
    }

    /// Entries by project, in the order in which projects are first spoken of.
    fn by_project(&self, within: &[u32]) -> Vec<(&str, Set)> {
        let mut projects: Vec<(&str, Set)> = Vec::new();
        for at in within {
            let name = self.entries.entry(*at).project;
            match projects.iter_mut().find(|(known, _)| *known == name) {
                Some((_, entries)) => entries.push(*at),
                None => projects.push((name, vec![*at])),
            }
        }
        projects
    }

    /// States every sum of the lane: over columns, over named rows, over the codes of a class and the classes of all.
    fn add_up<'p>(&mut self, sheet: &mut Sheet<'p>, homeless: &mut Vec<Homeless<'p>>) {
        let lane = sheet.lane;
        let column_at = |key: &Arc<str>| lane.columns.iter().position(|column| column.key == *key);
        let sums = lane.columns.iter().enumerate().filter(|(_, column)| !column.sum_of.is_empty());
        let mut stated = Vec::new();
        for (whole, column) in sums {
            let parts: Vec<usize> = column.sum_of.iter().filter_map(column_at).collect();
            let cells = |row: &SheetRow| (row.cells[whole], parts.iter().map(|at| row.cells[*at]).collect());
            stated.extend(sheet.rows.iter().map(cells));
        }
        stated.extend(sheet.sums_of_rows().map(|(_, whole, parts)| (whole, parts)));
        let unit = self.add_up.then(|| last_place(sheet.unit, DECIMALS));
        let mut without: BTreeSet<u32> = BTreeSet::new();
        for (whole, parts) in &stated {
            without.extend(self.quantities.add_up(unit, *whole, parts).err().into_iter().flatten());
        }
        sheet.sums = stated;
        without.retain(|at| self.entries.entry(*at).amount != 0);
        if !without.is_empty() {
            homeless.push((sheet.table, without.into_iter().collect()));
        }
    }
}

/// The rows of a form that prints its rows.
fn named(lane: &LaneSpec) -> Vec<Plan> {
    let has_foot = lane.rows.iter().any(|row| row.foot);
    let plan = |(at, row): (usize, &RowSpec)| Plan {
        key: row.key.to_string(),
        label: row.print.as_ref().unwrap_or(&row.label).to_string(),
        code: None,
        project: None,
        is_total: lane.total.contains(&row.label) || (has_foot && at + 1 == lane.rows.len()),
        entries: Set::new(),
        named: Some(at),
    };
    lane.rows.iter().enumerate().map(plan).collect()
}

impl Sheet<'_> {
    /// The sums over rows, in each column: the row of the whole, its quantity, those of its parts.
    fn sums_of_rows(&self) -> impl Iterator<Item = (usize, QuantityId, Vec<QuantityId>)> {
        let columns = 0..self.lane.columns.len();
        self.row_sums().into_iter().flat_map(move |(whole, parts)| {
            columns.clone().map(move |column| {
                let parts = parts.iter().map(|part| self.rows[*part].cells[column]).collect();
                (whole, self.rows[whole].cells[column], parts)
            })
        })
    }

    /// Rows that are sums of rows, by their indexes.
    fn row_sums(&self) -> Vec<(usize, Vec<usize>)> {
        let index = |key: &str| self.rows.iter().position(|row| row.key == key);
        let named = self.lane.rows.iter().filter(|row| !row.sum_of.is_empty());
        let named = named
            .filter_map(|row| Some((index(&row.key)?, row.sum_of.iter().filter_map(|k| index(k)).collect())));
        if matches!(self.lane.scheme, RowScheme::Named | RowScheme::OneRow) {
            return named.collect();
        }
        let total = self.rows.iter().position(|row| row.is_total);
        let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| !row.is_total) {
            let above = row.code.and_then(|code| self.nearest_above(code.parent()));
            below.entry(above.or(total).unwrap_or(at)).or_default().push(at);
        }
        below.into_iter().filter(|(whole, parts)| *parts != [*whole]).collect()
    }

    /// The row of a code, or of the nearest code above it that has a row.
    fn nearest_above(&self, code: Option<Code>) -> Option<usize> {
        let mut above = code.into_iter().flat_map(Code::lineage);
        above
            .find_map(|code| self.rows.iter().position(|row| row.code == Some(code) && row.project.is_none()))
    }

    /// The quantity at a row and a column, by their keys.
    pub(crate) fn cell(&self, row: &str, column: &str) -> Option<QuantityId> {
        let column = self.lane.columns.iter().position(|spec| &*spec.key == column)?;
        self.rows.iter().find(|known| known.key == row).map(|row| row.cells[column])
    }
}
