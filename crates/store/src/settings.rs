//! How the portal is used here.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;

impl Change {
    /// Sets how the portal is used here; the journal tells who did, and why.
    pub(crate) async fn set(&mut self, name: &str, value: &str, reason: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO setting (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(&mut *self.transaction)
        .await?;
        self.note("set", format!("setting:{name}"), format!("{value} {reason}")).await
    }

    pub(crate) async fn setting(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        let found = sqlx::query_scalar("SELECT value FROM setting WHERE name = $1").bind(name);
        Ok(found.fetch_optional(&mut *self.transaction).await?)
    }
}

impl Store {
    pub(crate) async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let found = sqlx::query_scalar("SELECT value FROM setting WHERE name = $1").bind(name);
        Ok(found.fetch_optional(&self.pool).await?)
    }
}
