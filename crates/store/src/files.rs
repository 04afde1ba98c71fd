//! The files of revisions: what was handed in, and every format of it.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;
use crate::seal::sha256;
use sqlx::FromRow;

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredFile {
    /// `source` is what was handed in; the others are named by their format: `pdf`.
    pub role: String,
    /// Its name, as it is downloaded.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Change {
    pub(crate) async fn put_files(&mut self, revision: i64, files: &[StoredFile]) -> Result<(), StoreError> {
        for file in files {
            let id = self.next("file").await?;
            sqlx::query(
                "INSERT INTO file (id, revision, role, name, media_type, digest, bytes)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(id)
            .bind(revision)
            .bind(&file.role)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(sha256(&file.bytes))
            .bind(&file.bytes)
            .execute(&mut *self.transaction)
            .await?;
        }
        Ok(())
    }
}

impl Store {
    /// The files of a revision without their bytes: role and name.
    ///
    /// # Errors
    /// The database fails.
    pub async fn file_names(&self, revision: i64) -> Result<Vec<(String, String)>, StoreError> {
        let names = sqlx::query_as("SELECT role, name FROM file WHERE revision = $1 ORDER BY id");
        Ok(names.bind(revision).fetch_all(&self.pool).await?)
    }

    /// The file of a revision with a name.
    ///
    /// # Errors
    /// The database fails.
    pub async fn file(&self, revision: i64, name: &str) -> Result<Option<StoredFile>, StoreError> {
        let found = sqlx::query_as(
            "SELECT role, name, media_type, bytes FROM file WHERE revision = $1 AND name = $2 ORDER BY id LIMIT 1",
        );
        Ok(found.bind(revision).bind(name).fetch_optional(&self.pool).await?)
    }

    /// The files of a revision in a role.
    ///
    /// # Errors
    /// The database fails.
    pub async fn files(&self, revision: i64, role: &str) -> Result<Vec<StoredFile>, StoreError> {
        let found = sqlx::query_as(
            "SELECT role, name, media_type, bytes FROM file WHERE revision = $1 AND role = $2 ORDER BY id",
        );
        Ok(found.bind(revision).bind(role).fetch_all(&self.pool).await?)
    }
}
