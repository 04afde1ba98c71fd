//! The tables of a profile: their columns, their rows, how rows are named.

use mingzhang_model::MoneyUnit;
use serde::Deserialize;
use std::sync::Arc;

/// A table that the profile requires.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Its name in coordinates.
    pub key: Arc<str>,
    /// Its number in the set.
    pub number: u32,
    /// Its title.
    pub title: Arc<str>,
    /// Other titles it goes by.
    #[serde(default)]
    pub aliases: Vec<Arc<str>>,
    /// Headings that span several columns, or name the columns of codes and labels: they make a row a header row.
    #[serde(default)]
    pub headings: Vec<Arc<str>>,
    /// The unit where it does not state one, if that is not the profile's.
    #[serde(default)]
    pub unit: Option<MoneyUnit>,
    /// How its headings are printed, row by row: `<` where the cell to the left reaches, `^` where the one above does.
    #[serde(default)]
    pub header: Vec<Vec<String>>,
    /// The remark below it where it is empty; a template, as the texts of sections.
    #[serde(default)]
    pub when_empty: Option<String>,
    /// Whether it is too wide for an upright page.
    #[serde(default)]
    pub landscape: bool,
    /// Whether its rows are printed as columns, each with all columns of the lane below it, over one line of amounts.
    #[serde(default)]
    pub crosswise: bool,
    /// Whether it is of a general profile.
    #[serde(skip)]
    pub general: bool,
    /// The lists it consists of: one, or two side by side.
    #[serde(rename = "lane")]
    pub lanes: Vec<LaneSpec>,
}

/// One list of a table: label columns, then columns of amounts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaneSpec {
    /// Distinguishes the lanes of one table; empty if there is only one.
    #[serde(default)]
    pub key: Arc<str>,
    /// How its rows are named.
    pub scheme: RowScheme,
    /// What its total row is called.
    #[serde(default = "customary_totals")]
    pub total: Vec<Arc<str>>,
    /// Its columns of amounts, in order.
    pub columns: Vec<ColumnSpec>,
    /// Which entries of the ledger its amounts are made of.
    #[serde(default)]
    pub list: EntryList,
    /// The rows that the form prints, for the schemes `named` and `one-row`.
    #[serde(default)]
    pub rows: Vec<RowSpec>,
}

fn customary_totals() -> Vec<Arc<str>> {
    ["合计", "总计"].map(Arc::from).to_vec()
}

/// How the rows of a lane are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowScheme {
    /// Rows the form prints, known by their labels.
    Named,
    /// Functional classification, class, section and item in three columns, then the name.
    Functional,
    /// Functional classes, code and name in one cell: `201 一般公共服务支出`.
    FunctionalLabel,
    /// Functional classes by name alone: `一、一般公共服务支出`.
    FunctionalName,
    /// One row of amounts without a label: the headings are what named rows are elsewhere, once for each column.
    OneRow,
    /// Economic classification, class and section in two columns, then the name.
    Economic,
    /// Functional classification, and projects under the codes.
    FunctionalProjects,
    /// Projects by name.
    Projects,
}

/// A list of the ledger that a table's amounts come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryList {
    /// Lines of expenditure. In a budget what comes in equals what goes out, source by source, so that revenue is made of
    /// them too.
    #[default]
    Expenditure,
    /// Lines of revenue, where it is not what is spent.
    Revenue,
    /// What was left over when the year began.
    Opening,
    /// Earlier surpluses of other than fiscal money that the year used up.
    ReservesUsed,
    /// What of the year's surplus was distributed.
    Distribution,
    /// What is left over at the end of the year.
    Closing,
    /// The budget that the year began with.
    InitialBudget,
    /// Three-public expenses.
    ThreePublic,
    /// Administrative operating expenses, one amount.
    OperatingCost,
}

/// A column of amounts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// Its name in coordinates.
    pub key: Arc<str>,
    /// The lowest level of its heading.
    pub heading: Arc<str>,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<Arc<str>>,
    /// The columns it is the sum of.
    #[serde(default)]
    pub sum_of: Vec<Arc<str>>,
    /// Which entries of the ledger it takes; all, or those of its parts, where it does not say.
    #[serde(default)]
    pub take: Option<Arc<str>>,
    /// The list that it takes them from, where that is neither the row's nor the lane's.
    #[serde(default)]
    pub list: Option<EntryList>,
    /// Columns that some offices count within their neighbour and some beside it: the sum may hold with or without.
    #[serde(default)]
    pub perhaps: Vec<Arc<str>>,
    /// Whether the tables of others may count in it what the profile does not know: it is compiled as the sum, and not
    /// audited as one.
    #[serde(default)]
    pub and_others: bool,
    /// Whether many offices have no such column: tables are recognized without it.
    #[serde(default)]
    pub optional: bool,
}

/// A row that the form prints.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSpec {
    /// Its name in coordinates.
    pub key: Arc<str>,
    /// Its label, without numbering and without 其中.
    pub label: Arc<str>,
    /// Other labels.
    #[serde(default)]
    pub aliases: Vec<Arc<str>>,
    /// The label as the form prints it, with its number and 其中, where that differs.
    #[serde(default)]
    pub print: Option<Arc<str>>,
    /// The rows it is the sum of.
    #[serde(default)]
    pub sum_of: Vec<Arc<str>>,
    /// Whether the tables of others may count in it what the profile does not know: it is compiled as the sum, and not
    /// audited as one.
    #[serde(default)]
    pub and_others: bool,
    /// Which entries of the ledger it takes; all, or those of its parts, where it does not say.
    #[serde(default)]
    pub take: Option<Arc<str>>,
    /// The list that it takes them from, where that is not the lane's.
    #[serde(default)]
    pub list: Option<EntryList>,
    /// Whether its parts are printed so that they come to it, even where all other amounts are each rounded for itself.
    #[serde(default)]
    pub adds_up: bool,
    /// Whether the foot of the lane begins with it: lanes side by side have their feet side by side, however many rows
    /// stand above them, and end with their totals in one line.
    #[serde(default)]
    pub foot: bool,
}

impl LaneSpec {
    /// The `take`s of a column, or of what it is the sum of, `except` for some parts; none if it takes all.
    pub fn column_takes(&self, key: &str, except: &[Arc<str>]) -> Vec<&str> {
        let spec = |key: &str| self.columns.iter().find(|spec| *spec.key == *key);
        takes(key, except, |key| spec(key).map(|spec| (spec.take.as_deref(), &spec.sum_of[..])))
    }

    /// The `take`s of a named row, or of what it is the sum of; none if it takes all.
    pub fn row_takes(&self, key: &str) -> Vec<&str> {
        let spec = |key: &str| self.rows.iter().find(|spec| *spec.key == *key);
        takes(key, &[], |key| spec(key).map(|spec| (spec.take.as_deref(), &spec.sum_of[..])))
    }

    /// The list that the entries of a row's cell in a column come from.
    pub fn list_of(&self, row: Option<&RowSpec>, column: &ColumnSpec) -> EntryList {
        column.list.or(row.and_then(|row| row.list)).unwrap_or(self.list)
    }

    /// The rows that a row is the sum of, where they take from lists of their own, so that it must be summed from them.
    pub fn parts_of_lists(&self, row: &RowSpec) -> Option<Vec<&RowSpec>> {
        let parts: Vec<&RowSpec> = self.rows.iter().filter(|part| row.sum_of.contains(&part.key)).collect();
        let has_own = |part: &&RowSpec| part.list.is_some() || self.parts_of_lists(part).is_some();
        (row.take.is_none() && row.list.is_none() && parts.iter().any(has_own)).then_some(parts)
    }
}

/// What a key takes and is the sum of, followed down to what takes something.
fn takes<'s>(
    key: &str,
    except: &[Arc<str>],
    of: impl Fn(&str) -> Option<(Option<&'s str>, &'s [Arc<str>])>,
) -> Vec<&'s str> {
    let mut found = Vec::new();
    let mut open = vec![Arc::from(key)];
    // A profile whose sums went in a circle would otherwise never end.
    let mut seen = Vec::new();
    while let Some(key) = open.pop() {
        if seen.contains(&key) {
            continue;
        }
        match of(&key) {
            Some((Some(take), _)) => found.push(take),
            Some((None, parts)) => open.extend(parts.iter().filter(|part| !except.contains(part)).cloned()),
            None => {}
        }
        seen.push(key);
    }
    found
}

impl TableSpec {
    /// The title and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.title).chain(&self.aliases)
    }

    /// The key that a lane's facts are found under: `overview.income`, or the table's own where it has one lane.
    pub fn lane_key(&self, lane: &LaneSpec) -> Arc<str> {
        if lane.key.is_empty() { self.key.clone() } else { format!("{}.{}", self.key, lane.key).into() }
    }

    /// Whether [`TableSpec::lane_key`] is `key`.
    pub(super) fn has_lane_key(&self, lane: &LaneSpec, key: &str) -> bool {
        match key.strip_prefix(&*self.key) {
            Some("") => lane.key.is_empty(),
            Some(rest) => rest.strip_prefix('.') == Some(&*lane.key) && !lane.key.is_empty(),
            None => false,
        }
    }
}
