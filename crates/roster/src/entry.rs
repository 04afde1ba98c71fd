//! From rows to entries; what is wrong with a line is told with its row and cell.

use crate::cells::Row;
use crate::columns::Column;
use crate::{DAYS, day};
use mingzhang_model::{Kind, Level, Text, column_name, text};
use std::collections::BTreeMap;

/// A line: an office owes a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Row of the file, from 1.
    pub row: u32,
    /// The regions from the largest to the office's own.
    pub regions: Vec<String>,
    /// The department that the unit belongs to; none if it has none, or is one.
    pub department: Option<String>,
    /// Full name of the office.
    pub office: String,
    /// Unit or department.
    pub level: Level,
    /// The year.
    pub year: i32,
    /// Budget or final accounts.
    pub kind: Kind,
    /// When it was approved, as in 2024-02-20.
    pub approved_on: Option<String>,
    /// The last day to publish it.
    pub due_on: Option<String>,
}

/// Something wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Row of the file, from 1.
    pub row: u32,
    /// The cell: B7; the row alone if it is about the whole line.
    pub place: String,
    /// What is wrong, and what to do.
    pub message: Text,
}

/// What a table says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The lines that are right.
    pub entries: Vec<Entry>,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

/// The headings stand in one of the first rows.
const HEADING_WITHIN: usize = 20;
/// Characters of a name.
const LONGEST: usize = 100;

/// Where each column stands.
type Columns = BTreeMap<Column, usize>;

pub(crate) fn entries(rows: Vec<Row>) -> Result<Roster, Text> {
    let heading = rows.iter().take(HEADING_WITHIN).enumerate().find_map(|(at, row)| {
        let columns = headed(row);
        Column::ALL.into_iter().all(|c| !c.is_required() || columns.contains_key(&c)).then_some((at, columns))
    });
    let Some((at, columns)) = heading.filter(|(_, columns)| {
        columns.contains_key(&Column::Unit) || columns.contains_key(&Column::Department)
    }) else {
        let headings: Vec<&str> = Column::ALL.iter().map(|column| column.heading()).collect();
        return Err(text!(
            "没有找到表头。表头这一行应有：{0}。可从模板填起。",
            "no row has the headings {0}. The template is a beginning.",
            headings.join("、")
        ));
    };
    let mut roster = Roster::default();
    for row in rows.into_iter().skip(at + 1) {
        let mut line = Line { row: &row, columns: &columns, problems: Vec::new() };
        let entry = line.entry();
        let problems = line.problems;
        match entry {
            Some(entry) if problems.is_empty() => roster.entries.push(entry),
            _ => roster.problems.extend(problems),
        }
    }
    agree(&mut roster);
    Ok(roster)
}

fn headed(row: &Row) -> Columns {
    let columns = row.cells.iter().enumerate();
    columns.filter_map(|(at, cell)| Some((Column::headed(cell)?, at))).collect()
}

/// A line that is being read.
struct Line<'a> {
    row: &'a Row,
    columns: &'a Columns,
    problems: Vec<Problem>,
}

impl Line<'_> {
    fn entry(&mut self) -> Option<Entry> {
        let regions = self.regions();
        let (department, unit) = (self.name(Column::Department), self.name(Column::Unit));
        let office = self.office(department?, unit?);
        let (year, kind) = (self.year(), self.kind());
        let (approved_on, due_on) = (self.day(Column::Approved), self.day(Column::Due));
        let due_on = due_on.or_else(|| day::after(approved_on.as_deref()?, DAYS));
        if approved_on.is_some() && due_on < approved_on {
            self.tell(Column::Due, text!("公开期限早于批复日期。", "the deadline is before the approval."));
        }
        let (office, level, department) = office?;
        Some(Entry {
            row: self.row.number,
            regions: regions?,
            department,
            office,
            level,
            year: year?,
            kind: kind?,
            approved_on,
            due_on,
        })
    }

    fn said(&self, column: Column) -> &str {
        self.columns.get(&column).and_then(|&at| self.row.cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn tell(&mut self, column: Column, message: Text) {
        let row = self.row.number;
        let at = self.columns.get(&column).and_then(|&at| u32::try_from(at).ok());
        let place = at.map_or(row.to_string(), |at| format!("{}{row}", column_name(at)));
        self.problems.push(Problem { row, place, message });
    }

    fn missing<T>(&mut self, column: Column) -> Option<T> {
        let message = text!("“{0}”没有填。", "“{0}” is missing.", column.heading());
        self.tell(column, message);
        None
    }

    fn regions(&mut self) -> Option<Vec<String>> {
        let said = self.said(Column::Region).to_owned();
        if said.is_empty() {
            return self.missing(Column::Region);
        }
        let names: Vec<String> = said.split(['/', '／']).map(|name| name.trim().to_owned()).collect();
        if names.iter().any(|name| name.is_empty() || name.chars().count() > LONGEST) {
            let message = text!("“{0}”不是地区，请写作 克州/乌恰县。", "“{0}” is no path of regions.", said);
            self.tell(Column::Region, message);
            return None;
        }
        Some(names)
    }

    fn name(&mut self, column: Column) -> Option<String> {
        let said = self.said(column).to_owned();
        if said.chars().count() > LONGEST || said.contains('/') || said.chars().any(char::is_control) {
            let message =
                text!("名称最多 {0} 个字，不能有“/”。", "a name has at most {0} characters.", LONGEST);
            self.tell(column, message);
            return None;
        }
        Some(said)
    }

    /// The office, its level, and the department above it.
    fn office(&mut self, department: String, unit: String) -> Option<(String, Level, Option<String>)> {
        let is_itself = unit.is_empty() || unit == department;
        let level = match self.said(Column::Level) {
            "" if is_itself => Level::Department,
            "单位" | "" => Level::Unit,
            "部门" => Level::Department,
            other => {
                let message =
                    text!("“{0}”应写作 单位 或 部门。", "“{0}” must be 单位 or 部门.", other.to_owned());
                self.tell(Column::Level, message);
                return None;
            }
        };
        match level {
            Level::Department if is_itself && !(department.is_empty() && unit.is_empty()) => {
                Some((if department.is_empty() { unit } else { department }, level, None))
            }
            Level::Department if department.is_empty() => Some((unit, level, None)),
            _ if unit.is_empty() => self.missing(Column::Unit),
            Level::Department => {
                let message = text!(
                    "级次是部门，单位应不填或与部门相同。",
                    "this is a department; its unit must be blank or the same."
                );
                self.tell(Column::Unit, message);
                None
            }
            Level::Unit if unit == department => {
                let message = text!("单位不能归口到自己。", "a unit is not its own department.");
                self.tell(Column::Department, message);
                None
            }
            Level::Unit => Some((unit, level, Some(department).filter(|name| !name.is_empty()))),
        }
    }

    fn year(&mut self) -> Option<i32> {
        let said = self.said(Column::Year).trim_end_matches("年度").trim_end_matches('年').to_owned();
        if said.is_empty() {
            return self.missing(Column::Year);
        }
        let year = said.parse().ok().filter(|year| (2000..=2100).contains(year));
        if year.is_none() {
            self.tell(Column::Year, text!("“{0}”不是年度，应写作 2024。", "“{0}” is no year.", said));
        }
        year
    }

    fn kind(&mut self) -> Option<Kind> {
        let said = self.said(Column::Kind).to_owned();
        match (said.contains('预'), said.contains('决')) {
            (true, false) if said.ends_with('算') => Some(Kind::Budget),
            (false, true) if said.ends_with('算') => Some(Kind::FinalAccounts),
            _ if said.is_empty() => self.missing(Column::Kind),
            _ => {
                let message = text!("“{0}”应写作 预算 或 决算。", "“{0}” must be 预算 or 决算.", said);
                self.tell(Column::Kind, message);
                None
            }
        }
    }

    fn day(&mut self, column: Column) -> Option<String> {
        let said = self.said(column).to_owned();
        let day = day::read(&said);
        if day.is_none() && !said.is_empty() {
            self.tell(column, text!("“{0}”不是日期，应写作 2024-02-20。", "“{0}” is no day.", said));
        }
        day
    }
}

/// Lines must not contradict each other: nothing is owed twice, and an office is one thing in one place.
fn agree(roster: &mut Roster) {
    let mut owed: BTreeMap<(&[String], &str, i32, bool), u32> = BTreeMap::new();
    let mut known: BTreeMap<(&[String], &str), &Entry> = BTreeMap::new();
    let problems = &mut roster.problems;
    for entry in &roster.entries {
        let mut tell = |message: Text| {
            problems.push(Problem { row: entry.row, place: entry.row.to_string(), message });
        };
        let (regions, office) = (entry.regions.as_slice(), entry.office.as_str());
        let is_budget = entry.kind == Kind::Budget;
        let first = *owed.entry((regions, office, entry.year, is_budget)).or_insert(entry.row);
        if first != entry.row {
            tell(text!("与第 {0} 行重复。", "this is row {0} again.", first));
        }
        let before = *known.entry((regions, office)).or_insert(entry);
        if (before.level, &before.department) != (entry.level, &entry.department) {
            tell(text!(
                "“{0}”的级次或部门与第 {1} 行不一致。",
                "level or department of “{0}” is another than in row {1}.",
                office,
                before.row
            ));
        }
    }
    problems.sort_by_key(|problem| problem.row);
}
