//! Profiles: what one kind of document of one jurisdiction and period looks like, as data.

mod print;
mod section;
mod table;
mod titles;

pub use print::{FormSpec, Numbers, PartSpec, PrintSpec};
pub use section::{CoordinateSpec, SectionSpec, SubjectSpec};
pub use table::{ColumnSpec, EntryList, LaneSpec, RowScheme, RowSpec, TableSpec};

use crate::inherit::inherit;
use crate::inspection::InspectionGroup;
use mingzhang_model::{Kind, Level, MoneyUnit};
use serde::Deserialize;
use std::sync::{Arc, LazyLock};
use titles::Titles;

/// One kind of document: its tables, sections, subjects of the prose, forms and glossary.
#[doc(alias = "模板")]
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name, as in `xinjiang-unit-budget-2024`.
    pub id: Arc<str>,
    /// What it describes, in Chinese.
    pub title: String,
    /// Budget or final accounts.
    pub kind: Kind,
    /// Unit or department.
    pub level: Level,
    /// First and last fiscal year it was in use.
    pub years: [i32; 2],
    /// Words of which a document that follows it prints one in its title or headings: 上海. Empty if it is of no region.
    #[serde(default)]
    pub region: Vec<Arc<str>>,
    /// The unit of a table that does not state one.
    pub unit: MoneyUnit,
    /// Whether it describes what offices everywhere have in common: its titles and columns are found by likeness, too,
    /// and none of its tables and sections is missed where it is absent.
    #[serde(default)]
    pub general: bool,
    /// Whether its documents end with the date of publication.
    #[serde(default = "yes")]
    pub dated: bool,
    /// The profile that this one was derived from.
    #[serde(default)]
    pub extends: Option<Arc<str>>,
    /// The required tables.
    #[serde(rename = "table")]
    pub tables: Vec<TableSpec>,
    /// The narrative sections.
    #[serde(rename = "section")]
    pub sections: Vec<SectionSpec>,
    /// Terms that the glossary must explain where the text uses them.
    #[serde(default, rename = "term")]
    pub terms: Vec<TermSpec>,
    /// The performance forms.
    #[serde(default)]
    pub forms: FormsSpec,
    /// What the bureau's inspection sheet asks; see [`crate::customary_inspection`] where it is empty.
    #[serde(default)]
    pub inspection: Vec<InspectionGroup>,
    /// How its documents are printed; none if it only tells how they are read.
    #[serde(default)]
    pub print: Option<PrintSpec>,
    #[serde(skip)]
    table_titles: Titles,
    #[serde(skip)]
    section_titles: Titles,
}

fn yes() -> bool {
    true
}

/// A term of the glossary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermSpec {
    /// The term.
    pub name: Arc<str>,
    /// Other words for it.
    #[serde(default)]
    pub aliases: Vec<Arc<str>>,
    /// Whether the rows of tables use it, also those that are blank.
    #[serde(default)]
    pub in_tables: bool,
    /// Whether documents may use it unexplained: a new ledger explains it nevertheless.
    #[serde(default)]
    pub optional: bool,
    /// What it means, for an office that begins a ledger; it may say it in words of its own.
    #[serde(default)]
    pub text: Option<Arc<str>>,
}

/// The performance forms of a profile.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormsSpec {
    /// The overall form's title; none if the profile has none.
    pub overall: Option<Arc<str>>,
    /// The project form's title; none if the profile has none.
    pub project: Option<Arc<str>>,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// The text is not TOML of this shape, extends a profile that does not come with mingzhang, or a sum refers to what
    /// the table does not have; says what and where.
    pub fn parse(toml: &str) -> Result<Self, ProfileError> {
        let own: toml::Table = toml.parse()?;
        if own.contains_key("extends") {
            return Self::of_table(extended(own, &WHOLE)?);
        }
        // Read from the text where possible, because then an error tells the line.
        toml::from_str::<Self>(toml)?.indexed()
    }

    fn of_table(whole: toml::Table) -> Result<Self, ProfileError> {
        toml::Value::Table(whole).try_into::<Self>()?.indexed()
    }

    /// Checked, and with its titles ready to be looked up.
    fn indexed(self) -> Result<Self, ProfileError> {
        let mut profile = self;
        profile.check()?;
        profile.tables.iter_mut().for_each(|table| table.general = profile.general);
        profile.table_titles = Titles::new(profile.tables.iter().map(TableSpec::names));
        profile.section_titles = Titles::new(profile.sections.iter().map(SectionSpec::names));
        Ok(profile)
    }

    /// Whether documents of a year must follow it; of those whose year is unknown it is taken for granted.
    pub fn is_in_force(&self, year: Option<i32>) -> bool {
        let [first, last] = self.years;
        !self.general && year.is_none_or(|year| (first..=last).contains(&year))
    }

    /// The table with the given key.
    pub fn table(&self, key: &str) -> Option<&TableSpec> {
        self.tables.iter().find(|t| &*t.key == key)
    }

    /// The lane with the given table key, as in [`mingzhang_model::Table::key`].
    pub fn lane(&self, key: &str) -> Option<(&TableSpec, &LaneSpec)> {
        let mut lanes = self.tables.iter().flat_map(|t| t.lanes.iter().map(move |l| (t, l)));
        lanes.find(|(table, lane)| table.has_lane_key(lane, key))
    }

    /// The section with the given key.
    pub fn section(&self, key: &str) -> Option<&SectionSpec> {
        self.sections.iter().find(|s| &*s.key == key)
    }

    /// The table with this title, folded and without numbering.
    pub fn table_titled(&self, title: &str) -> Option<&TableSpec> {
        self.table_titles.exactly(title).and_then(|at| self.tables.get(at))
    }

    /// Every title of every table, folded.
    pub fn titled_tables(&self) -> impl Iterator<Item = (&str, &TableSpec)> {
        self.table_titles.all().filter_map(|(title, at)| Some((title, self.tables.get(at)?)))
    }

    /// The section whose title words this folded heading has; the longest, where one title contains another.
    pub fn section_titled(&self, heading: &str) -> Option<&SectionSpec> {
        self.section_titles.longest_in(heading).and_then(|at| self.sections.get(at))
    }

    /// Sums must refer to columns and rows that exist.
    fn check(&self) -> Result<(), ProfileError> {
        for table in &self.tables {
            for lane in &table.lanes {
                let columns: Vec<_> = lane.columns.iter().map(|c| &c.key).collect();
                let rows: Vec<_> = lane.rows.iter().map(|r| &r.key).collect();
                for column in &lane.columns {
                    known(&table.key, &columns, column.sum_of.iter().chain(&column.perhaps))?;
                }
                for row in &lane.rows {
                    known(&table.key, &rows, row.sum_of.iter())?;
                }
            }
        }
        crate::inspection::check(self)
    }
}

fn known<'a>(
    table: &Arc<str>,
    keys: &[&Arc<str>],
    mut used: impl Iterator<Item = &'a Arc<str>>,
) -> Result<(), ProfileError> {
    match used.find(|key| !keys.contains(key)) {
        Some(key) => Err(ProfileError::UnknownKey { table: table.clone(), key: key.clone() }),
        None => Ok(()),
    }
}

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The file is not the TOML of a profile.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// It extends a profile that does not come with mingzhang.
    #[error("extends 的模板 `{id}` 不在内置模板中")]
    UnknownProfile {
        /// The name.
        id: Arc<str>,
    },
    /// A sum refers to a column or row that the table does not have.
    #[error("表 `{table}` 的 sum_of 引用了不存在的栏或行 `{key}`")]
    UnknownKey {
        /// Key of the table.
        table: Arc<str>,
        /// The key that nothing has.
        key: Arc<str>,
    },
    /// A row of the inspection sheet is about what does not exist, or about what another row is about.
    #[error("检查表 `{item}` 一行的 `{key}` 不存在，或者重复")]
    Inspection {
        /// The row.
        item: Arc<str>,
        /// What it is about.
        key: Arc<str>,
    },
}

/// The files of the profiles that come with mingzhang. One that extends another comes after it.
const EMBEDDED: [&str; 7] = [
    include_str!("../../data/profiles/xinjiang-unit-budget-2024.toml"),
    include_str!("../../data/profiles/shanghai-unit-budget.toml"),
    include_str!("../../data/profiles/shanghai-department-budget.toml"),
    include_str!("../../data/profiles/general-budget.toml"),
    include_str!("../../data/profiles/general-final-accounts.toml"),
    include_str!("../../data/profiles/shanghai-department-final-accounts.toml"),
    include_str!("../../data/profiles/shanghai-unit-final-accounts.toml"),
];

/// The profiles that come with mingzhang.
pub fn builtin() -> &'static [Profile] {
    // A test parses every embedded file, so none is lost here.
    static BUILTIN: LazyLock<Vec<Profile>> =
        LazyLock::new(|| WHOLE.iter().filter_map(|whole| Profile::of_table(whole.clone()).ok()).collect());
    &BUILTIN
}

/// What each of them says together with what it inherits. It may extend any that comes before it, so that there are no
/// circles.
static WHOLE: LazyLock<Vec<toml::Table>> = LazyLock::new(|| {
    EMBEDDED.iter().filter_map(|toml| toml.parse().ok()).fold(Vec::new(), |mut known, own| {
        let whole = extended(own, &known);
        known.extend(whole.ok());
        known
    })
});

/// A profile on top of the one it extends, if it extends any.
fn extended(own: toml::Table, known: &[toml::Table]) -> Result<toml::Table, ProfileError> {
    let Some(id) = own.get("extends").and_then(toml::Value::as_str) else { return Ok(own) };
    let is_it = |table: &&toml::Table| table.get("id").and_then(toml::Value::as_str) == Some(id);
    let inherited = known.iter().find(is_it).ok_or_else(|| ProfileError::UnknownProfile { id: id.into() })?;
    Ok(inherit(inherited.clone(), own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_profile_is_good() {
        for source in EMBEDDED {
            if let Err(error) = Profile::parse(source) {
                panic!("{error}");
            }
        }
        assert_eq!(builtin().len(), EMBEDDED.len());
    }
}
