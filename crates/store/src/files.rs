//! The files of revisions: what was handed in, and every format of it.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;
use crate::seal::sha256;
use crate::state::State;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, FromRow};
use std::io::{Read as _, Write as _};

/// The role of the ledger that a document was made of. It says more than the document, and stands in no manifest.
pub const LEDGER: &str = "ledger";

/// The role of a ledger that is being worked on and makes no document yet; what else the revision has was made before.
pub const UNFINISHED: &str = "ledger-unfinished";

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// `source` is the document itself; the others are named by their format: `pdf`.
    pub role: String,
    /// Its name, as it is downloaded.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What is told of a file without looking into it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ListedFile {
    /// What it is.
    pub role: String,
    /// Its name, as it is downloaded.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub length: i64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
}

/// A file as the database has it.
#[derive(FromRow)]
struct PackedFile {
    role: String,
    name: String,
    media_type: String,
    length: i64,
    packed: Vec<u8>,
}

impl PackedFile {
    fn unpacked(self) -> Result<StoredFile, StoreError> {
        let length = usize::try_from(self.length).unwrap_or_default();
        let mut bytes = Vec::with_capacity(length);
        // No more is unpacked than was packed, whatever the database holds now.
        let read = ZlibDecoder::new(&*self.packed).take(length as u64 + 1).read_to_end(&mut bytes);
        if read.is_err() || bytes.len() != length {
            return Err(StoreError::Damaged(format!("file {}", self.name)));
        }
        Ok(StoredFile { role: self.role, name: self.name, media_type: self.media_type, bytes })
    }
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map_err(|error| StoreError::Damaged(error.to_string()))
}

impl Change {
    pub(crate) async fn put_files(&mut self, revision: i64, files: &[StoredFile]) -> Result<(), StoreError> {
        for file in files {
            let id = self.next("file").await?;
            sqlx::query(
                "INSERT INTO file (id, revision, role, name, media_type, digest, length, packed)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(id)
            .bind(revision)
            .bind(&file.role)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(sha256(&file.bytes))
            .bind(i64::try_from(file.bytes.len()).unwrap_or(i64::MAX))
            .bind(packed(&file.bytes)?)
            .execute(&mut *self.transaction)
            .await?;
        }
        Ok(())
    }
}

impl Change {
    /// Keeps a ledger that makes no document yet beside what the revision was before. `edition` is the one that was read;
    /// the new edition comes back.
    ///
    /// # Errors
    /// Somebody else saved since, the revision is not open, or the database fails.
    pub async fn keep_unfinished(
        &mut self,
        revision: i64,
        edition: i64,
        name: &str,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<i64, StoreError> {
        let known = self.revision(revision).await?;
        if !known.state.is_open() {
            return Err(StoreError::Transition(known.state, State::Draft));
        }
        self.take(&known, edition).await?;
        let before = sqlx::query("DELETE FROM file WHERE revision = $1 AND role = $2");
        before.bind(revision).bind(UNFINISHED).execute(&mut *self.transaction).await?;
        let digest = sha256(&bytes);
        let (role, name, media_type) = (UNFINISHED.to_owned(), name.to_owned(), media_type.to_owned());
        self.put_files(revision, &[StoredFile { role, name, media_type, bytes }]).await?;
        self.note("save", format!("revision:{revision}"), digest).await?;
        Ok(edition + 1)
    }

    /// Refuses what is not finished.
    pub(crate) async fn is_finished(&mut self, revision: i64) -> Result<(), StoreError> {
        let count =
            sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM file WHERE revision = $1 AND role = $2");
        match count.bind(revision).bind(UNFINISHED).fetch_one(&mut *self.transaction).await? {
            0 => Ok(()),
            _ => Err(StoreError::Unfinished),
        }
    }
}

impl Store {
    /// The files of a revision without their bytes.
    ///
    /// # Errors
    /// The database fails.
    pub async fn file_list(&self, revision: i64) -> Result<Vec<ListedFile>, StoreError> {
        let listed = sqlx::query_as(
            "SELECT role, name, media_type, length, digest FROM file WHERE revision = $1 ORDER BY id",
        );
        Ok(listed.bind(revision).fetch_all(&self.pool).await?)
    }

    /// The file of a revision with a name.
    ///
    /// # Errors
    /// The file is damaged, or the database fails.
    pub async fn file(&self, revision: i64, name: &str) -> Result<Option<StoredFile>, StoreError> {
        let found = sqlx::query_as::<_, PackedFile>(
            "SELECT role, name, media_type, length, packed FROM file WHERE revision = $1 AND name = $2
             ORDER BY id LIMIT 1",
        );
        let found = found.bind(revision).bind(name).fetch_optional(&self.pool).await?;
        found.map(PackedFile::unpacked).transpose()
    }

    /// The file of a revision in a role; the first, if there are several.
    ///
    /// # Errors
    /// The file is damaged, or the database fails.
    pub async fn file_in(&self, revision: i64, role: &str) -> Result<Option<StoredFile>, StoreError> {
        let found = sqlx::query_as::<_, PackedFile>(
            "SELECT role, name, media_type, length, packed FROM file WHERE revision = $1 AND role = $2
             ORDER BY id LIMIT 1",
        );
        let found = found.bind(revision).bind(role).fetch_optional(&self.pool).await?;
        found.map(PackedFile::unpacked).transpose()
    }
}

/// The files of a revision.
pub(crate) async fn files_of(
    connection: &mut AnyConnection,
    revision: i64,
) -> Result<Vec<StoredFile>, StoreError> {
    let found = sqlx::query_as::<_, PackedFile>(
        "SELECT role, name, media_type, length, packed FROM file WHERE revision = $1 ORDER BY id",
    );
    let found = found.bind(revision).fetch_all(connection).await?;
    found.into_iter().map(PackedFile::unpacked).collect()
}
