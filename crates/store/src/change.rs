//! A change of the store: everything that one person does at one moment, wholly or not at all.

use crate::error::StoreError;
use crate::open::{Engine, Store};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Transaction};
use tokio::sync::OwnedMutexGuard;

/// Values that one statement may have on either database.
pub(crate) const MOST_VALUES: usize = 900;

/// A statement whose values are being put in.
pub(crate) type Putting<'q> = Query<'q, Any, AnyArguments>;

/// What one person changes at one moment. Nothing of it is kept unless it is kept wholly ([`Change::keep`]).
#[derive(Debug)]
pub struct Change {
    pub(crate) transaction: Transaction<'static, Any>,
    pub(crate) engine: Engine,
    /// Who does it, as the journal names them.
    pub(crate) actor: String,
    /// When, in seconds since 1970.
    pub(crate) now: i64,
    /// Given back after the transaction has ended: fields are dropped in their order.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Store {
    /// Begins a change. Changes come one after another, in every process that uses the database.
    ///
    /// # Errors
    /// The database fails.
    pub async fn change(&self, actor: &str, now: i64) -> Result<Change, StoreError> {
        let (turn, mut transaction) = match self.engine {
            Engine::Sqlite => {
                let turn = self.turn.clone().lock_owned().await;
                (Some(turn), self.pool.begin_with("BEGIN IMMEDIATE").await?)
            }
            Engine::Postgres => (None, self.pool.begin().await?),
        };
        // The row is held until the end: two chains of events cannot grow side by side.
        sqlx::query("UPDATE counter SET last = last WHERE name = 'event'").execute(&mut *transaction).await?;
        Ok(Change { transaction, engine: self.engine, actor: actor.to_owned(), now, _turn: turn })
    }
}

impl Change {
    /// Keeps all of it.
    ///
    /// # Errors
    /// The database fails; then nothing is kept.
    pub async fn keep(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }

    /// What follows is done by somebody else, in the same breath: for programs that fill a store.
    pub fn hand_over(&mut self, actor: &str) {
        actor.clone_into(&mut self.actor);
    }

    /// Puts many rows into a table, so many at a time that the database is not asked for each.
    ///
    /// `put` binds the values of a row, as many as there are columns.
    pub(crate) async fn put_all<T>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &[T],
        put: impl for<'q> Fn(Putting<'q>, &'q T, i64) -> Putting<'q>,
    ) -> Result<(), StoreError> {
        let per_time = MOST_VALUES / columns.len().max(1);
        for (at, some) in (0_i64..).step_by(per_time).zip(rows.chunks(per_time)) {
            let row = |row: usize| {
                let values = (1..=columns.len()).map(|column| format!("${}", row * columns.len() + column));
                format!("({})", values.collect::<Vec<_>>().join(", "))
            };
            let places: Vec<String> = (0..some.len()).map(row).collect();
            // Names of tables and columns come from this crate alone.
            let insert = format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), places.join(", "));
            let query = sqlx::query(AssertSqlSafe(insert));
            let query = (at..).zip(some).fold(query, |query, (ordinal, row)| put(query, row, ordinal));
            query.execute(&mut *self.transaction).await?;
        }
        Ok(())
    }

    /// The next number of a kind.
    pub(crate) async fn next(&mut self, kind: &'static str) -> Result<i64, StoreError> {
        self.reserve(kind, 1).await
    }

    /// Takes so many numbers of a kind, and gives the first.
    pub(crate) async fn reserve(&mut self, kind: &'static str, count: i64) -> Result<i64, StoreError> {
        let taken = sqlx::query_scalar::<_, i64>(
            "UPDATE counter SET last = last + $1 WHERE name = $2 RETURNING last",
        );
        let last = taken.bind(count).bind(kind).fetch_one(&mut *self.transaction).await?;
        Ok(last - count + 1)
    }
}
