//! Restoring a backup into an empty store.

use super::cell::Cell;
use super::{End, Head, TABLES, Table, VERSION};
use crate::change::{Change, MOST_VALUES};
use crate::error::StoreError;
use crate::open::Store;
use crate::seal::{Seal, hexadecimal};
use flate2::bufread::GzDecoder;
use mingzhang_model::text;
use sha2::{Digest as _, Sha256};
use sqlx::AssertSqlSafe;
use std::io::{BufRead, BufReader};

/// Bytes of rows that are put in at the same time, unless one row alone has more.
const MOST_BYTES: usize = 1024 * 1024;

/// A backup whose beginning was read.
#[derive(Debug)]
pub struct Backup<R> {
    head: Head,
    lines: Lines<R>,
}

impl<R: BufRead> Backup<R> {
    /// Reads what the backup is.
    ///
    /// # Errors
    /// It is no backup, or one of a later program.
    pub fn open(from: R) -> Result<Self, StoreError> {
        let none = || StoreError::NotWhole(text!("开头不是备份的开头", "it does not begin like one"));
        let mut lines = Lines { text: BufReader::new(GzDecoder::new(from)), digest: Sha256::new() };
        let line = lines.next().map_err(|_| none())?;
        let head: Head = serde_json::from_slice(&line).map_err(|_| none())?;
        if head.mingzhang_backup != VERSION {
            let version = i64::from(head.mingzhang_backup);
            return Err(StoreError::NotWhole(text!("版本是 {0}", "its version is {0}", version)));
        }
        lines.digest.update(&line);
        Ok(Self { head, lines })
    }

    /// When it was made, in seconds since 1970.
    pub fn made_at(&self) -> i64 {
        self.head.made_at
    }

    /// The key that what is published is verified with.
    pub fn public_key(&self) -> &str {
        &self.head.public_key
    }

    /// The key that it is signed with, unless it was left out.
    pub fn seal(&self) -> Option<Seal> {
        Seal::of(self.head.secret_key.as_ref()?)
    }
}

impl Store {
    /// Puts everything of a backup into this store, which must be empty, and gives the number of rows.
    ///
    /// # Errors
    /// The store holds something, the backup is damaged or cut, or the database fails; then nothing is kept.
    pub async fn restore<R: BufRead + Send>(&self, backup: Backup<R>) -> Result<u64, StoreError> {
        let mut change = self.change("", backup.made_at()).await?;
        change.is_empty().await?;
        let mut lines = backup.lines;
        let (mut restored, mut rows) = (0_u64, Rows::default());
        loop {
            let line = lines.next()?;
            if line.starts_with(b"[") {
                let row: Vec<Cell> = serde_json::from_slice(&line).map_err(unlike)?;
                lines.digest.update(&line);
                rows.take(row)?;
                if rows.are_enough() {
                    restored += change.put(&mut rows).await?;
                }
                continue;
            }
            restored += change.put(&mut rows).await?;
            if let Ok(table) = serde_json::from_slice::<Table>(&line) {
                lines.digest.update(&line);
                rows = Rows::of(table)?;
                continue;
            }
            let end: End = serde_json::from_slice(&line).map_err(unlike)?;
            let read = End { rows: restored, sha256: hexadecimal(&lines.digest.finalize()) };
            if end != read || !lines.text.fill_buf()?.is_empty() {
                return Err(StoreError::NotWhole(text!("校验和不符", "its checksum does not fit")));
            }
            break;
        }
        change.index_all().await?;
        change.keep().await?;
        Ok(restored)
    }
}

impl Change {
    /// Refuses a store that holds something already.
    async fn is_empty(&mut self) -> Result<(), StoreError> {
        for table in TABLES.iter().filter(|table| table.name != "counter") {
            let name = table.name;
            let query = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {name} LIMIT 1) AS one");
            let count = sqlx::query_scalar::<_, i64>(AssertSqlSafe(query));
            if count.fetch_one(&mut *self.transaction).await? > 0 {
                return Err(StoreError::NotEmpty);
            }
        }
        Ok(())
    }

    /// Puts rows into their table, and gives how many.
    async fn put(&mut self, rows: &mut Rows) -> Result<u64, StoreError> {
        if rows.held.is_empty() {
            return Ok(0);
        }
        let (count, statement) = (rows.held.len(), rows.statement());
        rows.bytes = 0;
        // A statement is kept for the next rows only if it has a place for every value.
        let is_usual = rows.held.iter().flatten().all(|cell| *cell != Cell::Nothing(()));
        let query = sqlx::query(AssertSqlSafe(statement)).persistent(is_usual);
        let query = rows.held.drain(..).flatten().try_fold(query, |query, cell| cell.put(query))?;
        query.execute(&mut *self.transaction).await?;
        Ok(count as u64)
    }
}

/// Rows of a table that are put in together.
#[derive(Default)]
struct Rows {
    table: String,
    columns: Vec<String>,
    held: Vec<Vec<Cell>>,
    bytes: usize,
}

impl Rows {
    /// Of a table that the store has. Names go into statements: they are nothing but names.
    fn of(Table { table, columns }: Table) -> Result<Self, StoreError> {
        let is_name = |name: &String| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'_');
        let is_known = TABLES.iter().any(|kept| kept.name == table);
        if is_known && !columns.is_empty() && columns.iter().all(is_name) {
            return Ok(Self { table, columns, ..Self::default() });
        }
        Err(StoreError::NotWhole(text!(
            "其中有这个版本不认识的表 {0}",
            "it has a table that this program does not know: {0}",
            table
        )))
    }

    fn take(&mut self, row: Vec<Cell>) -> Result<(), StoreError> {
        if row.len() != self.columns.len() {
            return Err(StoreError::NotWhole(text!("有一行与表不符", "a row does not fit its table")));
        }
        self.bytes += row.iter().map(Cell::size).sum::<usize>();
        self.held.push(row);
        Ok(())
    }

    fn are_enough(&self) -> bool {
        (self.held.len() + 1) * self.columns.len() > MOST_VALUES || self.bytes > MOST_BYTES
    }

    fn statement(&self) -> String {
        let mut place = 0;
        let mut value = |cell: &Cell| {
            if *cell == Cell::Nothing(()) {
                return "NULL".to_owned();
            }
            place += 1;
            format!("${place}")
        };
        let mut row =
            |row: &Vec<Cell>| format!("({})", row.iter().map(&mut value).collect::<Vec<_>>().join(", "));
        let rows = self.held.iter().map(&mut row).collect::<Vec<_>>().join(", ");
        // Counters stand in a new store already.
        let conflict = match &*self.table {
            "counter" => " ON CONFLICT (name) DO UPDATE SET last = excluded.last",
            _ => "",
        };
        format!("INSERT INTO {} ({}) VALUES {rows}{conflict}", self.table, self.columns.join(", "))
    }
}

/// The lines of a backup. What was understood goes into the digest.
#[derive(Debug)]
struct Lines<R> {
    text: BufReader<GzDecoder<R>>,
    digest: Sha256,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> Result<Vec<u8>, StoreError> {
        let mut line = Vec::new();
        self.text.read_until(b'\n', &mut line)?;
        if line.ends_with(b"\n") {
            return Ok(line);
        }
        Err(StoreError::NotWhole(text!("后面缺了一段", "it is cut off")))
    }
}

#[allow(clippy::needless_pass_by_value, reason = "it is what errors are mapped by")]
fn unlike(error: serde_json::Error) -> StoreError {
    StoreError::NotWhole(text!("有一行读不懂（{0}）", "a line cannot be read ({0})", error.to_string()))
}
