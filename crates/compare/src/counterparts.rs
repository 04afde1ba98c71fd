//! Where the amounts of one disclosure stand in another of the same office, through renamed and moved codes.

use crate::codes::counterpart;
use mingzhang_model::{Code, Coordinate, Disclosure, FigureId, Row, RowKind, Table};
use mingzhang_standard::Catalogue;
use std::collections::HashMap;

/// Two disclosures with the rows that answer to each other.
#[derive(Debug)]
pub struct Counterparts<'a> {
    here: &'a Disclosure,
    there: &'a Disclosure,
    /// For each table here, the table there and its rows; `None` if there is no such table.
    tables: Vec<Option<TablePair>>,
}

#[derive(Debug)]
struct TablePair {
    table: usize,
    /// For each row here, the row there.
    rows: Vec<Option<(usize, Link)>>,
}

/// How a row answers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Under the same code or label.
    Same,
    /// Under the same code, with another name.
    Renamed,
    /// Under another code.
    Moved,
}

/// What the other disclosure says of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// This number.
    Number(FigureId),
    /// Nothing: the table, with this index, has no such row, or its cell is blank.
    Nothing(usize),
}

impl<'a> Counterparts<'a> {
    /// Pairs the tables of two disclosures and their rows.
    pub fn new(here: &'a Disclosure, there: &'a Disclosure, catalogue: &Catalogue) -> Self {
        let pair = |table: &Table| {
            let at = there.table_index(&table.key)?;
            let rows = Pairing { catalogue, years: years(here, there) }.rows(table, &there.tables[at]);
            Some(TablePair { table: at, rows })
        };
        let tables = here.tables.iter().map(|table| if table.legible { pair(table) } else { None }).collect();
        Self { here, there, tables }
    }

    /// The table there that answers to a table here.
    pub fn table(&self, table: usize) -> Option<usize> {
        Some(self.tables.get(table)?.as_ref()?.table)
    }

    /// The row there that answers to a row here.
    pub fn row(&self, table: usize, row: usize) -> Option<(usize, Link)> {
        *self.tables.get(table)?.as_ref()?.rows.get(row)?
    }

    /// What stands there in the cell that answers to a cell here; `None` if the table or the column is not to be had.
    pub fn cell(&self, [table, row, column]: [usize; 3]) -> Option<Found> {
        let other = self.table(table)?;
        let there = &self.there.tables[other];
        if there.is_unfilled() {
            return None;
        }
        let column = there.column(&self.here.tables.get(table)?.columns.get(column)?.key)?;
        let cell = self.row(table, row).and_then(|(row, _)| there.rows[row].cells.get(column));
        Some(cell.and_then(mingzhang_model::Cell::figure).map_or(Found::Nothing(other), Found::Number))
    }

    /// What is said there of a coordinate here, each place once: by the table, then by the prose.
    pub fn amounts_at(&self, coordinate: &Coordinate) -> Vec<Found> {
        let (in_table, key) = match coordinate {
            Coordinate::Cell { table, row, column } => {
                (self.at(table, row, column), self.renamed(coordinate))
            }
            Coordinate::Register(_) => (None, Some(coordinate.clone())),
        };
        let claims =
            self.there.claims.iter().filter(|c| key.as_ref().is_some_and(|k| c.coordinates.contains(k)));
        let said = claims.filter_map(|claim| claim.amount).map(Found::Number);
        in_table.into_iter().chain(said).collect()
    }

    /// The number of things said there of a coordinate.
    pub fn count_at(&self, coordinate: &Coordinate) -> Option<FigureId> {
        self.there.claims.iter().filter(|c| c.coordinates.contains(coordinate)).find_map(|claim| claim.count)
    }

    fn at(&self, table: &str, row: &str, column: &str) -> Option<Found> {
        let index = self.here.table_index(table)?;
        let here = &self.here.tables[index];
        let column = here.column(column)?;
        match here.rows.iter().position(|r| &*r.key == row) {
            Some(row) => self.cell([index, row, column]),
            // An amount of nothing has no row: 2024 年预算数为 0.00 万元，比上年减少.
            None => self.gone(index, row, column),
        }
    }

    /// A row that only the other disclosure has.
    fn gone(&self, table: usize, row: &str, column: usize) -> Option<Found> {
        let other = self.table(table)?;
        let there = &self.there.tables[other];
        let column = there.column(&self.here.tables[table].columns[column].key)?;
        let cell = there.row(row)?.cells.get(column)?;
        Some(cell.figure().map_or(Found::Nothing(other), Found::Number))
    }

    /// The coordinate as the other disclosure has it.
    fn renamed(&self, coordinate: &Coordinate) -> Option<Coordinate> {
        let Coordinate::Cell { table, row, column } = coordinate else { return Some(coordinate.clone()) };
        let Some(index) = self.here.table_index(table) else { return Some(coordinate.clone()) };
        let Some(at) = self.here.tables[index].rows.iter().position(|r| r.key == *row) else {
            return Some(coordinate.clone());
        };
        let row = match self.row(index, at) {
            Some((found, _)) => self.there.tables[self.table(index)?].rows[found].key.clone(),
            None => row.clone(),
        };
        Some(Coordinate::Cell { table: table.clone(), row, column: column.clone() })
    }
}

fn years(here: &Disclosure, there: &Disclosure) -> Option<[i32; 2]> {
    Some([here.year?, there.year?])
}

/// Finds the rows of two tables that answer to each other.
struct Pairing<'a> {
    catalogue: &'a Catalogue,
    years: Option<[i32; 2]>,
}

impl Pairing<'_> {
    fn rows(&self, here: &Table, there: &Table) -> Vec<Option<(usize, Link)>> {
        let by_key: HashMap<String, usize> =
            there.rows.iter().enumerate().map(|(at, row)| (key(row).into_owned(), at)).collect();
        let mut paired: Vec<Option<(usize, Link)>> =
            here.rows.iter().map(|row| self.row(row, there, &by_key)).collect();
        let mut taken = vec![false; there.rows.len()];
        for (at, _) in paired.iter().flatten() {
            taken[*at] = true;
        }
        for (row, pair) in here.rows.iter().zip(&mut paired).filter(|(_, pair)| pair.is_none()) {
            *pair = self.by_name(row, here, there, &taken).map(|at| (at, Link::Moved));
        }
        paired
    }

    fn row(&self, row: &Row, there: &Table, by_key: &HashMap<String, usize>) -> Option<(usize, Link)> {
        let same = || by_key.get(key(row).as_ref()).copied();
        let (Some(code), Some([from, to]), None) = (row.code, self.years, &row.project) else {
            return same().map(|at| (at, Link::Same));
        };
        let counterpart = counterpart(self.catalogue, code, from, to);
        if counterpart == Some(code) || from == to {
            return same().map(|at| (at, link(row, &there.rows[at])));
        }
        let moved = counterpart.and_then(|code| by_key.get(&code.to_string()).copied());
        // An office may print a code of another year: its own names decide.
        let kept = || same().filter(|&at| there.rows[at].name() == row.name());
        moved.map(|at| (at, Link::Moved)).or_else(|| kept().map(|at| (at, Link::Same)))
    }

    /// The one row of this name under a parent of this name, where the catalogue does not know the code.
    fn by_name(&self, row: &Row, here: &Table, there: &Table, taken: &[bool]) -> Option<usize> {
        let [from, to] = self.years?;
        let code = row.code.filter(|_| row.kind == RowKind::Coded)?;
        if self.knows(code, from) || row.name().is_empty() {
            return None;
        }
        let parent = parent_name(row, here);
        let alike = |(at, other): &(usize, &Row)| {
            let unknown = other.code.is_some_and(|code| !self.knows(code, to));
            !taken[*at] && unknown && other.name() == row.name() && parent_name(other, there) == parent
        };
        let mut all = there.rows.iter().enumerate().filter(alike);
        let (at, _) = all.next()?;
        all.next().is_none().then_some(at)
    }

    fn knows(&self, code: Code, year: i32) -> bool {
        crate::codes::classification(code).is_some_and(|c| self.catalogue.get(c, code, year).is_some())
    }
}

fn link(here: &Row, there: &Row) -> Link {
    let (one, other) = (here.name(), there.name());
    let differ = one != other && !one.is_empty() && !other.is_empty() && here.kind == RowKind::Coded;
    if differ { Link::Renamed } else { Link::Same }
}

fn parent_name(row: &Row, table: &Table) -> Option<String> {
    let parent = row.code?.parent()?;
    table.rows.iter().find(|r| r.code == Some(parent)).map(Row::name)
}

/// The key of a row; that of a project without the year its name begins with.
fn key(row: &Row) -> std::borrow::Cow<'_, str> {
    match (&row.project, row.kind) {
        (Some(_), _) | (None, RowKind::Other) => without_year(&row.key).into(),
        (None, _) => std::borrow::Cow::Borrowed(&*row.key),
    }
}

/// A name without the years in it: 2024年网站建设项目 is 网站建设项目 of any year.
pub fn without_year(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find("20") {
        let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let before = rest[..at].bytes().next_back().is_some_and(|b| b.is_ascii_digit());
        let is_year = digits == 4 && !before;
        let end = at + digits;
        out.push_str(&rest[..if is_year { at } else { end }]);
        rest = &rest[end..];
        if is_year {
            rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest);
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_model::{Cell, Column, Figure, Location, MoneyUnit, Numeral, Origin, Passage, Unit};

    /// A disclosure of one table with a column of amounts.
    fn disclosure(year: i32, rows: &[(&str, &str, &str)]) -> Disclosure {
        let mut out = Disclosure { year: Some(year), ..Disclosure::default() };
        let unit = Unit::Money(MoneyUnit::WanYuan);
        let mut row = |&(key, name, amount): &(&str, &str, &str)| {
            let code: Option<Code> = key.parse().ok();
            let number = Numeral::parse(amount).unwrap();
            let figure = Figure::new(number, unit, Location::default(), Origin::Loose).unwrap();
            Row {
                key: key.into(),
                label: Passage::new(name, 1, 1),
                code,
                code_cells: Vec::new(),
                project: None,
                kind: if code.is_some() { RowKind::Coded } else { RowKind::Total },
                cells: vec![Cell::Value(out.add(figure))],
            }
        };
        let rows = rows.iter().map(&mut row).collect();
        let columns = vec![Column { key: "total".into(), heading: "合计".into() }];
        out.tables.push(Table {
            key: "expenditure".into(),
            number: 3,
            title: Passage::default(),
            unit: MoneyUnit::WanYuan,
            unit_location: None,
            columns,
            rows,
            remark: None,
            legible: true,
            left_over: Vec::new(),
            not_found: Vec::new(),
        });
        out
    }

    #[test]
    fn rows_are_paired_through_renamed_and_moved_codes() {
        let there = disclosure(
            2023,
            &[
                ("2010301", "行政运行", "10.00"),
                ("2010308", "信访事务", "3.00"),
                ("21305", "扶贫", "2.00"),
                ("total", "合计", "15.00"),
            ],
        );
        let here = disclosure(
            2024,
            &[
                ("2010301", "行政运行", "11.00"),
                ("20140", "信访事务", "4.00"),
                ("21305", "巩固脱贫攻坚成果衔接乡村振兴", "2.00"),
                ("2013901", "行政运行", "1.00"),
                ("total", "合计", "18.00"),
            ],
        );
        let pairs = Counterparts::new(&here, &there, Catalogue::builtin());
        let rows: Vec<_> = (0..5).map(|row| pairs.row(0, row)).collect();
        let expected = [
            Some((0, Link::Same)),
            Some((1, Link::Moved)),
            Some((2, Link::Renamed)),
            None,
            Some((3, Link::Same)),
        ];
        assert_eq!(rows, expected);
        let at = |text: &str| pairs.amounts_at(&Coordinate::parse(text).unwrap());
        assert_eq!(at("expenditure[20140].total"), [Found::Number(FigureId(1))]);
        assert_eq!(at("expenditure[2013901].total"), [Found::Nothing(0)]);
        assert_eq!(at("income[total].total"), []);
    }

    #[test]
    fn a_year_in_a_name_is_no_part_of_it() {
        assert_eq!(without_year("2024年网站建设项目"), "网站建设项目");
        assert_eq!(without_year("网站建设(2023年度)"), "网站建设()");
        assert_eq!(without_year("12000米管道20号楼"), "12000米管道20号楼");
    }
}
