//! A store is opened by its address; its tables are made or brought up to date.

use crate::error::StoreError;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::Migrator;
use sqlx::{AnyPool, Executor as _};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Documents, their revisions, and all that happened to them, in a database.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: AnyPool,
    pub(crate) engine: Engine,
    /// SQLite has one writer at a time; whoever waits here does not have to be turned away there.
    pub(crate) turn: Arc<Mutex<()>>,
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

static TABLES: Migrator = sqlx::migrate!("migrations/tables");
static SEARCH_SQLITE: Migrator = sqlx::migrate!("migrations/search-sqlite");
static SEARCH_POSTGRES: Migrator = sqlx::migrate!("migrations/search-postgres");

/// Connections that are open at the same time.
const CONNECTIONS: u32 = 16;

impl Store {
    /// Opens the store at an address, `sqlite:FILE` or `postgres://USER@HOST/NAME`; a file that is not there is made.
    ///
    /// # Errors
    /// The address is none, or the database cannot be reached or brought up to date.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        install_default_drivers();
        let engine = Engine::of(address).ok_or_else(|| StoreError::Address(address.to_owned()))?;
        let pool = match engine {
            Engine::Sqlite => {
                let options = AnyPoolOptions::new().max_connections(CONNECTIONS).after_connect(|connection, _| {
                    Box::pin(async move {
                        // A published document must survive the loss of power: every commit waits for the disk.
                        let habits = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON;";
                        connection.execute(habits).await.map(|_| ())
                    })
                });
                options.connect(&writable(address)).await?
            }
            Engine::Postgres => {
                let options =
                    AnyPoolOptions::new().max_connections(CONNECTIONS).after_connect(|connection, _| {
                        // To compile a query takes longer than to answer any of ours.
                        Box::pin(async move { connection.execute("SET jit = off").await.map(|_| ()) })
                    });
                options.connect(address).await?
            }
        };
        let search = match engine {
            Engine::Sqlite => &SEARCH_SQLITE,
            Engine::Postgres => &SEARCH_POSTGRES,
        };
        for migrations in [&TABLES, search] {
            // Each set finds the other's versions in the list of those that were run.
            let migrations = Migrator {
                ignore_missing: true,
                migrations: migrations.migrations.clone(),
                ..Migrator::DEFAULT
            };
            migrations.run(&pool).await?;
        }
        Ok(Self { pool, engine, turn: Arc::default() })
    }

    /// Lets all connections go.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl Engine {
    fn of(address: &str) -> Option<Self> {
        match address.split_once(':')?.0 {
            "sqlite" => Some(Self::Sqlite),
            "postgres" | "postgresql" => Some(Self::Postgres),
            _ => None,
        }
    }
}

/// The address of a file that is made where it is missing.
fn writable(address: &str) -> String {
    if address.contains('?') { address.to_owned() } else { format!("{address}?mode=rwc") }
}
