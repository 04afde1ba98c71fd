//! Writing a backup while the portal goes on.

use super::cell::Cell;
use super::{End, Head, Kept, TABLES, Table, VERSION};
use crate::error::StoreError;
use crate::open::{Engine, Store};
use crate::seal::{Seal, hexadecimal};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Column as _, Row as _, Transaction};
use std::io::Write;

impl Store {
    /// Writes everything that the store holds at this moment, and gives the number of rows. Whoever works with the store
    /// goes on: what they change is not in it.
    ///
    /// The key that revisions are signed with is among it if `with_secret`: who has such a backup can publish.
    ///
    /// # Errors
    /// The database fails, or the backup cannot be written.
    pub async fn back_up<W: Write + Send>(
        &self,
        seal: &Seal,
        with_secret: bool,
        now: i64,
        to: W,
    ) -> Result<u64, StoreError> {
        // One transaction sees one moment.
        let begin = match self.engine {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let mut snapshot = self.pool.begin_with(begin).await?;
        let mut lines = Lines::to(to);
        lines.say(&Head {
            mingzhang_backup: VERSION,
            made_at: now,
            public_key: seal.public(),
            secret_key: with_secret.then(|| seal.secret()),
        })?;
        let mut rows = 0;
        for table in TABLES {
            rows += table.write(&mut snapshot, &mut lines).await?;
        }
        snapshot.rollback().await?;
        lines.end(rows)?;
        Ok(rows)
    }
}

impl Kept {
    async fn write<W: Write + Send>(
        &self,
        snapshot: &mut Transaction<'static, Any>,
        lines: &mut Lines<W>,
    ) -> Result<u64, StoreError> {
        let (mut written, mut last): (u64, Option<Vec<Cell>>) = (0, None);
        loop {
            let rows = self.after(last.take(), snapshot).await?;
            if let (0, Some(row)) = (written, rows.first()) {
                let columns = row.columns().iter().map(|column| column.name().to_owned()).collect();
                lines.say(&Table { table: self.name.to_owned(), columns })?;
            }
            for row in &rows {
                let cells = (0..row.columns().len()).map(|column| Cell::of(row, column));
                lines.say(&cells.collect::<Result<Vec<_>, _>>()?)?;
                written += 1;
            }
            match rows.last() {
                Some(row) => last = Some(self.key_of(row)?),
                None => return Ok(written),
            }
        }
    }

    /// The rows after a key.
    async fn after(
        &self,
        last: Option<Vec<Cell>>,
        snapshot: &mut Transaction<'static, Any>,
    ) -> Result<Vec<AnyRow>, StoreError> {
        let (name, key) = (self.name, self.key.join(", "));
        let condition = match &last {
            Some(last) => {
                let places: Vec<String> = (1..=last.len()).map(|place| format!("${place}")).collect();
                format!("WHERE ({key}) > ({})", places.join(", "))
            }
            None => String::new(),
        };
        let query = format!("SELECT * FROM {name} {condition} ORDER BY {key} LIMIT {}", self.at_once);
        // Names of tables and columns come from this crate alone.
        let query = sqlx::query(AssertSqlSafe(query));
        let query = last.into_iter().flatten().try_fold(query, |query, cell| cell.put(query))?;
        Ok(query.fetch_all(&mut **snapshot).await?)
    }

    fn key_of(&self, row: &AnyRow) -> Result<Vec<Cell>, StoreError> {
        let column = |name: &&str| row.try_column(name).map(sqlx::Column::ordinal);
        self.key.iter().map(|name| Cell::of(row, column(name)?)).collect()
    }
}

/// Lines of JSON, packed and counted into a digest.
struct Lines<W: Write> {
    packed: GzEncoder<W>,
    digest: Sha256,
}

impl<W: Write> Lines<W> {
    fn to(to: W) -> Self {
        // Most of it is packed already; the best would take ten times as long for a little.
        Self { packed: GzEncoder::new(to, Compression::fast()), digest: Sha256::new() }
    }

    fn say(&mut self, line: &impl Serialize) -> Result<(), StoreError> {
        let mut line = serde_json::to_vec(line).map_err(std::io::Error::other)?;
        line.push(b'\n');
        self.digest.update(&line);
        Ok(self.packed.write_all(&line)?)
    }

    fn end(mut self, rows: u64) -> Result<(), StoreError> {
        let sha256 = hexadecimal(&self.digest.clone().finalize());
        self.say(&End { rows, sha256 })?;
        self.packed.finish()?.flush()?;
        Ok(())
    }
}
