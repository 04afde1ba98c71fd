//! The centre of everything: one published disclosure as a plain value.

use crate::figure::{Figure, FigureId, Origin, Unit};
use crate::location::Passage;
use crate::narrative::{Claim, Costing, Partition, Section, Tally};
use crate::project::{Classified, Form, Project};
use crate::source::Unseen;
use crate::table::{Cell, Coordinate, Row, Table};
use crate::text;
use crate::text::Text;
use std::sync::Arc;

/// A yearly budget or final accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 预算
    #[doc(alias = "预算")]
    Budget,
    /// 决算
    #[doc(alias = "决算")]
    FinalAccounts,
}

impl Kind {
    /// How programs and databases write it: `budget`, `final-accounts`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::FinalAccounts => "final-accounts",
        }
    }

    /// The kind of which this is the key.
    pub fn of_key(key: &str) -> Option<Self> {
        [Self::Budget, Self::FinalAccounts].into_iter().find(|kind| kind.key() == key)
    }
}

/// Whether one unit or a department with its units discloses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 单位
    #[doc(alias = "单位")]
    Unit,
    /// 部门
    #[doc(alias = "部门")]
    Department,
}

/// A disclosure, whichever way it came in. All its numbers live in `figures`; everything else refers to them by index.
#[doc(alias = "公开文本")]
#[derive(Clone, Debug, Default)]
pub struct Disclosure {
    /// The profile that recognized it; `None` if no profile fits.
    pub profile: Option<Arc<str>>,
    /// Budget or final accounts.
    pub kind: Option<Kind>,
    /// Unit or department.
    pub level: Option<Level>,
    /// The fiscal year.
    pub year: Option<i32>,
    /// The office, as the cover names it.
    pub unit: Option<Passage>,
    /// The publication date as printed.
    pub date: Option<PrintedDate>,
    /// Every number.
    pub figures: Vec<Figure>,
    /// The entries of the contents page.
    pub contents: Vec<ContentsEntry>,
    /// Tables and lanes of tables, in the order of the profile.
    pub tables: Vec<Table>,
    /// Narrative sections, in document order.
    pub sections: Vec<Section>,
    /// What the narrative asserts.
    pub claims: Vec<Claim>,
    /// Which claims are parts of which.
    pub partitions: Vec<Partition>,
    /// Unit costs times quantities outside the project list.
    pub costings: Vec<Costing>,
    /// Numbers of things beside lists of them.
    pub tallies: Vec<Tally>,
    /// Projects of the narrative.
    pub projects: Vec<Project>,
    /// Performance forms.
    pub forms: Vec<Form>,
    /// The declaration of classified projects.
    pub classified: Option<Classified>,
    /// Terms the glossary explains.
    pub glossary: Vec<Passage>,
    /// All text in reading order, cells included: what rules about words look at.
    pub passages: Vec<Passage>,
    /// What could not be read, or is not seen by who opens the file.
    pub unseen: Vec<Unseen>,
}

/// An entry of the contents page.
#[doc(alias = "目录")]
#[derive(Clone, Debug)]
pub struct ContentsEntry {
    /// The title without numbering.
    pub title: Passage,
    /// The key of the table or section the profile knows by this title.
    pub announces: Option<Announced>,
}

/// What a contents entry announces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Announced {
    /// A table, by its key in the profile.
    Table(Arc<str>),
    /// A narrative section, by its key.
    Section(Arc<str>),
}

/// A date as printed.
#[doc(alias = "公开日期")]
#[derive(Clone, Debug)]
pub struct PrintedDate {
    /// Year.
    pub year: i32,
    /// Month as written, perhaps not one of the calendar.
    pub month: u32,
    /// Day as written, perhaps not one of the calendar.
    pub day: u32,
    /// Where.
    pub written: Passage,
}

/// One number at one coordinate of a table.
#[doc(alias = "事实")]
#[derive(Clone, Copy, Debug)]
pub struct Fact<'a> {
    /// The table.
    pub table: &'a Table,
    /// The row.
    pub row: &'a Row,
    /// Index of the column.
    pub column: usize,
    /// The number.
    pub figure: FigureId,
}

impl Fact<'_> {
    /// Its coordinate.
    pub fn coordinate(&self) -> Coordinate {
        Coordinate::Cell {
            table: self.table.key.clone(),
            row: self.row.key.clone(),
            column: self.table.columns[self.column].key.clone(),
        }
    }
}

impl Disclosure {
    /// Adds a number and returns its index.
    pub fn add(&mut self, figure: Figure) -> FigureId {
        let id = FigureId(u32::try_from(self.figures.len()).unwrap_or(u32::MAX));
        self.figures.push(figure);
        id
    }

    /// The number with the given index.
    pub fn figure(&self, id: FigureId) -> &Figure {
        &self.figures[id.0 as usize]
    }

    /// All figures of this document with their indexes.
    pub fn figure_ids(&self) -> impl Iterator<Item = (FigureId, &Figure)> {
        let all = (0_u32..).map(FigureId).zip(&self.figures);
        all.filter(|(_, figure)| !matches!(figure.origin, Origin::Elsewhere { .. }))
    }

    /// The table with the given key, if it could be read.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.table_index(key).and_then(|index| self.tables.get(index))
    }

    /// Its index.
    pub fn table_index(&self, key: &str) -> Option<usize> {
        self.tables.iter().position(|t| &*t.key == key && t.legible)
    }

    /// Every number of every table.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'_>> {
        self.tables.iter().flat_map(|table| {
            table.rows.iter().flat_map(move |row| {
                let numbers = row.cells.iter().enumerate();
                numbers.filter_map(move |(column, cell)| match cell {
                    Cell::Value(figure) => Some(Fact { table, row, column, figure: *figure }),
                    Cell::Blank | Cell::Unread(_) => None,
                })
            })
        })
    }

    /// Names a figure so that a clerk finds it: `表 5“2010301 行政运行”行“合计”栏`, `第二部分“单位资金”占比`.
    pub fn describe(&self, id: FigureId) -> Text {
        self.name_origin(&self.figure(id).origin)
    }

    /// Names a place of the document, whether or not a number stands there.
    pub fn name_origin(&self, origin: &Origin) -> Text {
        match origin {
            Origin::Cell { table, row, column } => self.describe_cell(*table, *row, *column),
            Origin::Prose { section, subject } => {
                let heading = self.sections.get(*section as usize).map_or("", |s| s.heading.text());
                match heading.split_once('、') {
                    Some((number, _)) => {
                        text!("说明{0}“{1}”", "narrative {0} “{1}”", number.trim(), &**subject)
                    }
                    None if heading.trim().is_empty() => {
                        text!("文中“{0}”", "“{0}” in the text", &**subject)
                    }
                    None => text!("《{0}》中“{1}”", "“{1}” in “{0}”", heading.trim(), &**subject),
                }
            }
            Origin::Form { form, subject } => {
                let project = self.forms.get(*form as usize).and_then(|f| f.project.as_ref());
                match project {
                    Some(name) => {
                        text!("绩效表《{0}》{1}", "performance form “{0}” {1}", name.text(), &**subject)
                    }
                    None => text!("整体绩效目标表{0}", "overall performance form {0}", &**subject),
                }
            }
            Origin::Elsewhere { name } => Text::clone(name),
            Origin::Loose => text!("文中数字", "a number in the text"),
        }
    }

    fn describe_cell(&self, table: u32, row: u32, column: u32) -> Text {
        let table = &self.tables[table as usize];
        let row = &table.rows[row as usize];
        let name = row.project.as_ref().unwrap_or(&row.label).text();
        let label = crate::fold(name);
        let label = match row.code {
            Some(code)
                if row.project.is_none()
                    && !row.code_cells.is_empty()
                    && !label.starts_with(&*code.to_string()) =>
            {
                format!("{code} {label}")
            }
            _ => label,
        };
        if table.columns.len() == 1 {
            return text!("表{0}“{1}”", "table {0} “{1}”", table.number, label);
        }
        let heading = &table.columns[column as usize].heading;
        text!("表{0}“{1}”行“{2}”栏", "table {0}, row “{1}”, column “{2}”", table.number, label, heading)
    }

    /// The amount at a coordinate: of a table cell, or of the first claim about a register.
    ///
    /// A register with `.count` appended is the number of things: `staff.in_post.count`.
    pub fn amount_at(&self, coordinate: &Coordinate) -> Option<FigureId> {
        match coordinate {
            Coordinate::Cell { table, row, column } => self.table(table)?.cell(row, column)?.figure(),
            Coordinate::Register(name) => {
                let (name, count) = name.strip_suffix(".count").map_or((&**name, false), |base| (base, true));
                let is_it = |c: &&Coordinate| matches!(c, Coordinate::Register(r) if **r == *name);
                let mut claims =
                    self.claims.iter().filter(|claim| claim.coordinates.iter().any(|c| is_it(&c)));
                claims.find_map(|claim| if count { claim.count } else { claim.amount })
            }
        }
    }

    /// [`Disclosure::amount_at`] for a coordinate as it is written: `three_public[abroad].total`, `staff.in_post.count`.
    pub fn amount(&self, coordinate: &str) -> Option<FigureId> {
        self.amount_at(&Coordinate::parse(coordinate)?)
    }

    /// The claims that restate the amount at a coordinate.
    pub fn claims_at<'a>(&'a self, coordinate: &'a Coordinate) -> impl Iterator<Item = &'a Claim> {
        self.claims.iter().filter(move |c| c.coordinates.contains(coordinate))
    }

    /// Whether a figure is an amount or a percentage, as coverage counts them; what nothing gave a meaning may be one.
    pub fn is_amount_or_percentage(&self, id: FigureId) -> bool {
        let figure = self.figure(id);
        matches!(figure.unit, Unit::Money(_) | Unit::Percent) || figure.origin == Origin::Loose
    }
}
