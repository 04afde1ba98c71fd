//! Backups: the whole store as one file that either database can be restored from.
//!
//! A backup is text, packed with gzip: a line of JSON that says what it is, then for each table a line with its columns and
//! a line for each row, at last how many rows there were and the SHA-256 of all lines before. It is written and read row by
//! row. The index of words is made anew when it is restored; sessions and
//! registers about to be imported are left out, so that nobody goes on with them.

mod cell;
mod read;
mod write;

pub use read::Backup;

use serde::{Deserialize, Serialize};

/// Version of this form.
const VERSION: u32 = 1;

/// A table, and how it is gone through.
struct Kept {
    name: &'static str,
    /// Its key: rows are asked for in this order.
    key: &'static [&'static str],
    /// Rows that are held in memory at the same time.
    at_once: i64,
}

/// Rows that are held in memory at the same time, but for those that are files.
const MANY: i64 = 1_000;

const fn kept(name: &'static str, key: &'static [&'static str]) -> Kept {
    Kept { name, key, at_once: MANY }
}

/// Every table but `session`, `pending_import` and the index of words, none before those that it refers to.
const TABLES: &[Kept] = &[
    kept("counter", &["name"]),
    kept("region", &["id"]),
    kept("office", &["id"]),
    kept("document", &["id"]),
    kept("revision", &["id"]),
    Kept { name: "file", key: &["id"], at_once: 1 },
    kept("fact", &["revision", "ordinal"]),
    kept("finding", &["revision", "ordinal"]),
    kept("remark", &["id"]),
    kept("waiver", &["document", "mark"]),
    kept("person", &["id"]),
    kept("duty", &["person", "office", "duty"]),
    kept("login", &["id"]),
    kept("setting", &["name"]),
    kept("event", &["number"]),
    kept("passage", &["id"]),
];

/// The first line.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Head {
    mingzhang_backup: u32,
    /// Seconds since 1970.
    made_at: i64,
    /// The key that what is published is verified with.
    public_key: String,
    /// The key that it is signed with, unless it is kept elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_key: Option<String>,
}

/// What stands before the rows of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Table {
    table: String,
    columns: Vec<String>,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct End {
    rows: u64,
    sha256: String,
}
