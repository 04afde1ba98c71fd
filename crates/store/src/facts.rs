//! The amounts of the tables of revisions, by coordinate.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::{Engine, Store};
use crate::rows::{asking, rows, values};
use crate::seal::sha256;
use mingzhang_model::{Disclosure, Fact};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, FromRow};

/// An amount of a table.
#[derive(Clone, Debug, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct StoredFact {
    /// Key of the table.
    pub table_key: String,
    /// Key of the row.
    pub row_key: String,
    /// Key of the column.
    pub column_key: String,
    /// The code of the row; empty if it has none.
    pub code: String,
    /// What the row is called.
    pub label: String,
    /// What the column is called.
    pub heading: String,
    /// In fen.
    pub amount: i64,
}

/// Every amount of the tables of a disclosure, in their order.
pub fn facts(disclosure: &Disclosure) -> Vec<StoredFact> {
    let stored = |fact: Fact<'_>| {
        let column = &fact.table.columns[fact.column];
        let label = fact.row.project.as_ref().unwrap_or(&fact.row.label);
        StoredFact {
            table_key: fact.table.key.to_string(),
            row_key: fact.row.key.to_string(),
            column_key: column.key.to_string(),
            code: fact.row.code.map(|code| code.to_string()).unwrap_or_default(),
            label: label.text().to_owned(),
            heading: column.heading.to_string(),
            amount: disclosure.figure(fact.figure).value,
        }
    };
    disclosure.facts().map(stored).collect()
}

/// The columns of a stored fact, in the order of its fields.
macro_rules! columns {
    () => {
        "fact.table_key, fact.row_key, fact.column_key, fact.code, fact.label, fact.heading, fact.amount"
    };
}

/// The amounts of a revision, in the order of its tables.
pub(crate) async fn facts_of(
    engine: Engine,
    connection: &mut AnyConnection,
    revision: i64,
) -> Result<Vec<StoredFact>, StoreError> {
    let asked = asking!(engine, columns!(), "fact WHERE fact.revision = $1", "fact.ordinal");
    rows(engine, connection, asked, values![revision]).await
}

/// The digest of amounts, in their order.
pub(crate) fn digest(facts: &[StoredFact]) -> String {
    let line = |fact: &StoredFact| {
        format!("{}[{}].{}={}\n", fact.table_key, fact.row_key, fact.column_key, fact.amount)
    };
    sha256(facts.iter().map(line).collect::<Vec<_>>().concat().as_bytes())
}

/// An amount of the revision of a document that citizens read now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearFact {
    /// The year of the document.
    pub year: i64,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// The amount.
    pub fact: StoredFact,
}

impl Change {
    pub(crate) async fn put_facts(&mut self, revision: i64, facts: &[StoredFact]) -> Result<(), StoreError> {
        let columns = [
            "revision",
            "ordinal",
            "table_key",
            "row_key",
            "column_key",
            "code",
            "label",
            "heading",
            "amount",
        ];
        self.put_all("fact", &columns, facts, |query, fact, ordinal| {
            query
                .bind(revision)
                .bind(ordinal)
                .bind(&fact.table_key)
                .bind(&fact.row_key)
                .bind(&fact.column_key)
                .bind(&fact.code)
                .bind(&fact.label)
                .bind(&fact.heading)
                .bind(fact.amount)
        })
        .await
    }
}

impl Store {
    /// The amounts of a revision, in the order of its tables.
    ///
    /// # Errors
    /// The database fails.
    pub async fn facts(&self, revision: i64) -> Result<Vec<StoredFact>, StoreError> {
        facts_of(self.engine, &mut *self.pool.acquire().await?, revision).await
    }

    /// One amount of a revision, by its place among them.
    ///
    /// # Errors
    /// The database fails.
    pub async fn fact(&self, revision: i64, number: usize) -> Result<Option<StoredFact>, StoreError> {
        let found =
            sqlx::query_as(concat!("SELECT ", columns!(), " FROM fact WHERE revision = $1 AND ordinal = $2"));
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        Ok(found.bind(revision).bind(number).fetch_optional(&self.pool).await?)
    }

    /// The amounts of some tables of a revision, in their order.
    ///
    /// # Errors
    /// The database fails.
    pub async fn facts_in(&self, revision: i64, tables: [&str; 4]) -> Result<Vec<StoredFact>, StoreError> {
        let asked = asking!(
            self.engine,
            columns!(),
            "fact WHERE fact.revision = $1 AND fact.table_key IN ($2, $3, $4, $5)",
            "fact.ordinal"
        );
        let [first, second, third, fourth] = tables.map(str::to_owned);
        rows(self.engine, &self.pool, asked, values![revision, first, second, third, fourth]).await
    }

    /// The amounts of some tables over the years, in what citizens read now of an office; the first year first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn facts_by_year(&self, office: i64, tables: [&str; 3]) -> Result<Vec<YearFact>, StoreError> {
        let asked = asking!(
            self.engine,
            concat!("document.year, document.kind, ", columns!()),
            "document JOIN fact ON fact.revision = document.current
             WHERE document.office = $1 AND fact.table_key IN ($2, $3, $4)",
            "document.year, document.kind, fact.ordinal"
        );
        let [first, second, third] = tables.map(str::to_owned);
        let found = rows(self.engine, &self.pool, asked, values![office, first, second, third]).await?;
        let year = |(year, kind, table_key, row_key, column_key, code, label, heading, amount): YearRow| {
            let fact = StoredFact { table_key, row_key, column_key, code, label, heading, amount };
            YearFact { year, kind, fact }
        };
        Ok(found.into_iter().map(year).collect())
    }
}

/// Year and kind of a document, and the columns of a fact.
type YearRow = (i64, String, String, String, String, String, String, String, i64);
