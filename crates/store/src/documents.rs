//! Documents and their revisions, from the first draft to publication.
//!
//! A published revision never changes. A correction is another revision, with its reason; the one before stays readable.

use crate::change::Change;
use crate::error::StoreError;
use crate::facts::{StoredFact, digest, facts_of};
use crate::files::{LEDGER, StoredFile, files_of};
use crate::open::{Engine, Store};
use crate::review::StoredFinding;
use crate::seal::{Manifest, ManifestFile, Seal, sha256};
use crate::search::Passage;
use crate::state::State;
use serde::{Deserialize, Serialize};
use sqlx::{AnyPool, FromRow};

/// What an office owes the public for a year, or has published.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Document {
    /// Its number.
    pub id: i64,
    /// Number of the office.
    pub office: i64,
    /// The year.
    pub year: i64,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// When it was approved, as in 2024-02-20; nobody said so if it is not there.
    pub approved_on: Option<String>,
    /// The last day to publish it.
    pub due_on: Option<String>,
    /// The end of that day in China, in seconds since 1970.
    pub due_by: Option<i64>,
    /// Number of the published revision that citizens read.
    pub current: Option<i64>,
    /// When its first revision was published, in seconds since 1970.
    pub published_at: Option<i64>,
}

/// One state of a document.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Revision {
    /// Its number among all revisions.
    pub id: i64,
    /// Number of the document.
    pub document: i64,
    /// Counts the revisions of the document from 1.
    pub number: i64,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Counts savings.
    pub edition: i64,
    /// Why it corrects the one before.
    pub reason: String,
    /// Who began it.
    pub author: String,
    /// Seconds since 1970; the same of the other times.
    pub created_at: i64,
    /// When it was last submitted.
    pub submitted_at: Option<i64>,
    /// When it was last approved or returned.
    pub decided_at: Option<i64>,
    /// When it was published.
    pub published_at: Option<i64>,
    /// The profile that it was read by.
    pub profile: Option<String>,
    /// What the audit makes of it.
    #[sqlx(flatten)]
    pub quality: Quality,
    /// What is signed.
    pub manifest: Option<String>,
    /// The signature.
    pub signature: Option<String>,
}

/// What the audit makes of a revision, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct Quality {
    /// Findings that are errors.
    pub errors: i64,
    /// Findings that are warnings.
    pub warnings: i64,
    /// Findings that are notes.
    pub notes: i64,
    /// Amounts and percentages that the document prints.
    pub numbers: i64,
    /// Those that were understood.
    pub read: i64,
    /// Those that an equation ties.
    pub tied: i64,
}

/// What a revision consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The profile that it was read by.
    pub profile: Option<String>,
    /// What the audit makes of it.
    pub quality: Quality,
    /// What was handed in, and every format of it.
    pub files: Vec<StoredFile>,
    /// The amounts of its tables.
    pub facts: Vec<StoredFact>,
    /// What the audit found.
    pub findings: Vec<StoredFinding>,
    /// What citizens can search once it is published.
    pub passages: Vec<Passage>,
}

/// A document of an office, with what citizens read of it now.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// The document.
    #[sqlx(flatten)]
    pub document: Document,
    /// When what citizens read was published, in seconds since 1970; nothing is published if it is not there.
    pub published_at: Option<i64>,
    /// The profile that it was read by.
    pub profile: Option<String>,
    /// Its errors.
    pub errors: i64,
    /// Its warnings.
    pub warnings: i64,
}

/// How much was published for a year.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PublishedYear {
    /// The year.
    pub year: i64,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// How many documents.
    pub documents: i64,
}

impl Change {
    /// The document of an office for a year; made if it is not there.
    ///
    /// # Errors
    /// The database fails.
    pub async fn document(&mut self, office: i64, year: i32, kind: &str) -> Result<i64, StoreError> {
        let known = sqlx::query_scalar::<_, i64>(
            "SELECT id FROM document WHERE office = $1 AND year = $2 AND kind = $3",
        );
        let known = known.bind(office).bind(i64::from(year)).bind(kind);
        if let Some(known) = known.fetch_optional(&mut *self.transaction).await? {
            return Ok(known);
        }
        let id = self.next("document").await?;
        sqlx::query("INSERT INTO document (id, office, year, kind) VALUES ($1, $2, $3, $4)")
            .bind(id)
            .bind(office)
            .bind(i64::from(year))
            .bind(kind)
            .execute(&mut *self.transaction)
            .await?;
        self.note("owe", format!("document:{id}"), format!("{office} {year} {kind}")).await?;
        Ok(id)
    }

    /// Begins a revision of a document; `reason` says why it corrects the one before.
    ///
    /// # Errors
    /// Another revision is still on its way ([`StoreError::Conflict`]), a correction has no reason, or the database fails.
    pub async fn begin(&mut self, document: i64, reason: &str, content: &Content) -> Result<i64, StoreError> {
        let before = self.latest(document).await?;
        // The first corrects nothing.
        let reason = before.as_ref().map_or("", |_| reason.trim());
        match before.as_ref().map(|revision| revision.state) {
            Some(State::Published) if reason.is_empty() => return Err(StoreError::Reason),
            Some(State::Published) | None => {}
            Some(_) => return Err(StoreError::Conflict),
        }
        let id = self.next("revision").await?;
        sqlx::query(
            "INSERT INTO revision (id, document, number, state, edition, reason, author, created_at,
               errors, warnings, notes, numbers, read, tied)
             VALUES ($1, $2, $3, 'draft', 0, $4, $5, $6, 0, 0, 0, 0, 0, 0)",
        )
        .bind(id)
        .bind(document)
        .bind(before.map_or(0, |revision| revision.number) + 1)
        .bind(reason)
        .bind(self.actor.clone())
        .bind(self.now)
        .execute(&mut *self.transaction)
        .await?;
        self.note("begin", format!("revision:{id}"), reason.to_owned()).await?;
        self.save(id, 0, content).await?;
        Ok(id)
    }

    /// Saves what an open revision consists of. `edition` is the one that was read; the new edition comes back.
    ///
    /// # Errors
    /// Somebody else saved since, the revision is not open, or the database fails.
    pub async fn save(&mut self, revision: i64, edition: i64, content: &Content) -> Result<i64, StoreError> {
        let known = self.revision(revision).await?;
        if !known.state.is_open() {
            return Err(StoreError::Transition(known.state, State::Draft));
        }
        self.take(&known, edition).await?;
        for table in [
            "DELETE FROM file WHERE revision = $1",
            "DELETE FROM fact WHERE revision = $1",
            "DELETE FROM finding WHERE revision = $1",
            "DELETE FROM passage WHERE revision = $1",
        ] {
            sqlx::query(table).bind(revision).execute(&mut *self.transaction).await?;
        }
        let Quality { errors, warnings, notes, numbers, read, tied } = content.quality;
        sqlx::query(
            "UPDATE revision SET profile = $1, errors = $2, warnings = $3, notes = $4, numbers = $5, read = $6, tied = $7
             WHERE id = $8",
        )
        .bind(content.profile.clone())
        .bind(errors)
        .bind(warnings)
        .bind(notes)
        .bind(numbers)
        .bind(read)
        .bind(tied)
        .bind(revision)
        .execute(&mut *self.transaction)
        .await?;
        self.put_files(revision, &content.files).await?;
        self.put_facts(revision, &content.facts).await?;
        self.put_findings(revision, &content.findings).await?;
        self.put_passages(revision, &content.passages).await?;
        let sources = content.files.iter().filter(|file| file.role == "source");
        let digests: Vec<String> = sources.map(|file| sha256(&file.bytes)).collect();
        self.note("save", format!("revision:{revision}"), digests.join(" ")).await?;
        Ok(edition + 1)
    }

    /// The unit hands a revision to the bureau.
    ///
    /// # Errors
    /// It has errors that nobody waived, somebody else saved since, it is not open, or the database fails.
    pub async fn submit(&mut self, revision: i64, edition: i64) -> Result<(), StoreError> {
        self.is_finished(revision).await?;
        let unwaived = sqlx::query_scalar::<_, i64>(
            "SELECT COUNT(*) FROM finding
             JOIN revision ON revision.id = finding.revision
             WHERE finding.revision = $1 AND finding.severity = 'error' AND NOT EXISTS (
               SELECT 1 FROM waiver WHERE waiver.document = revision.document AND waiver.mark = finding.mark)",
        );
        let unwaived = unwaived.bind(revision).fetch_one(&mut *self.transaction).await?;
        if unwaived > 0 {
            return Err(StoreError::Errors(unwaived));
        }
        self.advance(revision, edition, State::Submitted, "").await
    }

    /// The bureau gives a revision back, with the reason.
    ///
    /// # Errors
    /// Somebody else saved since, it cannot be returned, or the database fails.
    pub async fn give_back(&mut self, revision: i64, edition: i64, reason: &str) -> Result<(), StoreError> {
        self.advance(revision, edition, State::Returned, reason).await
    }

    /// The bureau approves of a revision.
    ///
    /// # Errors
    /// The actor prepared it, somebody else saved since, it was not submitted, or the database fails.
    pub async fn approve(&mut self, revision: i64, edition: i64) -> Result<(), StoreError> {
        self.is_anothers(revision).await?;
        self.advance(revision, edition, State::Approved, "").await
    }

    /// Publishes an approved revision: signs it, and lets citizens read it instead of the one before.
    ///
    /// # Errors
    /// Somebody else saved since, it was not approved, or the database fails.
    pub async fn publish(&mut self, revision: i64, edition: i64, seal: &Seal) -> Result<(), StoreError> {
        let known = self.revision(revision).await?;
        if !known.state.leads_to(State::Published) {
            return Err(StoreError::Transition(known.state, State::Published));
        }
        self.take(&known, edition).await?;
        sqlx::query("UPDATE revision SET state = 'published', published_at = $1 WHERE id = $2")
            .bind(self.now)
            .bind(revision)
            .execute(&mut *self.transaction)
            .await?;
        let manifest = collected(self.engine, &mut self.transaction, revision).await?;
        let manifest = manifest.as_ref().map(written).transpose()?.unwrap_or_default();
        sqlx::query("UPDATE revision SET manifest = $1, signature = $2 WHERE id = $3")
            .bind(manifest.clone())
            .bind(seal.sign(&manifest))
            .bind(revision)
            .execute(&mut *self.transaction)
            .await?;
        sqlx::query(
            "UPDATE document SET current = $1, published_at = COALESCE(published_at, $2) WHERE id = $3",
        )
        .bind(revision)
        .bind(self.now)
        .bind(known.document)
        .execute(&mut *self.transaction)
        .await?;
        self.index_instead(revision, known.document).await?;
        self.note("publish", format!("revision:{revision}"), sha256(manifest.as_bytes())).await
    }

    async fn advance(
        &mut self,
        revision: i64,
        edition: i64,
        to: State,
        detail: &str,
    ) -> Result<(), StoreError> {
        let known = self.revision(revision).await?;
        if !known.state.leads_to(to) {
            return Err(StoreError::Transition(known.state, to));
        }
        self.take(&known, edition).await?;
        let at = match to {
            State::Submitted => "UPDATE revision SET state = $1, submitted_at = $2 WHERE id = $3",
            _ => "UPDATE revision SET state = $1, decided_at = $2 WHERE id = $3",
        };
        sqlx::query(at).bind(to.key()).bind(self.now).bind(revision).execute(&mut *self.transaction).await?;
        self.note(to.key(), format!("revision:{revision}"), detail.to_owned()).await
    }

    /// Counts one more saving, if it was the edition that the caller has seen.
    pub(crate) async fn take(&mut self, known: &Revision, edition: i64) -> Result<(), StoreError> {
        if known.edition != edition {
            return Err(StoreError::Conflict);
        }
        sqlx::query("UPDATE revision SET edition = edition + 1 WHERE id = $1")
            .bind(known.id)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    pub(crate) async fn revision(&mut self, id: i64) -> Result<Revision, StoreError> {
        let found = sqlx::query_as("SELECT * FROM revision WHERE id = $1").bind(id);
        found
            .fetch_optional(&mut *self.transaction)
            .await?
            .ok_or(StoreError::Missing { what: "revision", id })
    }

    pub(crate) async fn latest(&mut self, document: i64) -> Result<Option<Revision>, StoreError> {
        let found = sqlx::query_as("SELECT * FROM revision WHERE document = $1 ORDER BY number DESC LIMIT 1");
        Ok(found.bind(document).fetch_optional(&mut *self.transaction).await?)
    }
}

impl Store {
    /// A document.
    ///
    /// # Errors
    /// There is none with this number, or the database fails.
    pub async fn document(&self, id: i64) -> Result<Document, StoreError> {
        let found = sqlx::query_as("SELECT * FROM document WHERE id = $1").bind(id);
        found.fetch_optional(&self.pool).await?.ok_or(StoreError::Missing { what: "document", id })
    }

    /// The documents of an office, the latest year first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn documents(&self, office: i64) -> Result<Vec<Document>, StoreError> {
        let found = sqlx::query_as("SELECT * FROM document WHERE office = $1 ORDER BY year DESC, kind");
        Ok(found.bind(office).fetch_all(&self.pool).await?)
    }

    /// The documents of an office with what citizens read of each, the latest year first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn listed(&self, office: i64) -> Result<Vec<Listed>, StoreError> {
        let found = sqlx::query_as(
            "SELECT document.*, revision.published_at, revision.profile, COALESCE(revision.errors, 0) AS errors,
               COALESCE(revision.warnings, 0) AS warnings
             FROM document LEFT JOIN revision ON revision.id = document.current
             WHERE document.office = $1 ORDER BY document.year DESC, document.kind",
        );
        Ok(found.bind(office).fetch_all(&self.pool).await?)
    }

    /// A revision.
    ///
    /// # Errors
    /// There is none with this number, or the database fails.
    pub async fn revision(&self, id: i64) -> Result<Revision, StoreError> {
        let found = sqlx::query_as("SELECT * FROM revision WHERE id = $1").bind(id);
        found.fetch_optional(&self.pool).await?.ok_or(StoreError::Missing { what: "revision", id })
    }

    /// The revisions of a document, the first one first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn revisions(&self, document: i64) -> Result<Vec<Revision>, StoreError> {
        let found = sqlx::query_as("SELECT * FROM revision WHERE document = $1 ORDER BY number");
        Ok(found.bind(document).fetch_all(&self.pool).await?)
    }

    /// How many documents of each year and kind citizens can read, the latest year first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn published_years(&self) -> Result<Vec<PublishedYear>, StoreError> {
        let found = sqlx::query_as(
            "SELECT year, kind, COUNT(*) AS documents FROM document WHERE current IS NOT NULL
             GROUP BY year, kind ORDER BY year DESC, kind",
        );
        Ok(found.fetch_all(&self.pool).await?)
    }

    /// What the manifest of a published revision must say; nothing of any other.
    ///
    /// Offices and regions are renamed: it says the names that `kept` says, if they had them once.
    pub(crate) async fn manifest_of(&self, revision: i64, kept: &str) -> Result<Option<String>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let Some(mut made) = collected(self.engine, &mut connection, revision).await? else {
            return Ok(None);
        };
        if let Ok(kept) = serde_json::from_str::<Manifest>(kept) {
            let (office, region) = places_of(&mut connection, revision).await?;
            if self.was_called("office", office, &kept.office).await? {
                made.office = kept.office;
            }
            if self.was_called("region", region, &kept.region).await? {
                made.region = kept.region;
            }
        }
        written(&made).map(Some)
    }
}

/// Published revisions after a number, a few at a time.
pub(crate) async fn published_revisions(
    pool: &AnyPool,
    after: i64,
    most: i64,
) -> Result<Vec<Revision>, StoreError> {
    let found =
        sqlx::query_as("SELECT * FROM revision WHERE state = 'published' AND id > $1 ORDER BY id LIMIT $2");
    Ok(found.bind(after).bind(most).fetch_all(pool).await?)
}

/// Numbers of the office and the region of a revision.
async fn places_of(connection: &mut sqlx::AnyConnection, revision: i64) -> Result<(i64, i64), StoreError> {
    let found = sqlx::query_as(
        "SELECT office.id, office.region FROM revision
         JOIN document ON document.id = revision.document
         JOIN office ON office.id = document.office
         WHERE revision.id = $1",
    );
    Ok(found.bind(revision).fetch_one(connection).await?)
}

fn written(manifest: &Manifest) -> Result<String, StoreError> {
    serde_json::to_string_pretty(manifest).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// The manifest of a published revision, made of what is kept: its files by what they hold now.
async fn collected(
    engine: Engine,
    connection: &mut sqlx::AnyConnection,
    revision: i64,
) -> Result<Option<Manifest>, StoreError> {
    let about = sqlx::query_as::<_, (String, String, i64, String, i64, String, i64)>(
        "SELECT office.name, region.name, document.year, document.kind, revision.number, revision.reason,
           revision.published_at
         FROM revision
         JOIN document ON document.id = revision.document
         JOIN office ON office.id = document.office
         JOIN region ON region.id = office.region
         WHERE revision.id = $1 AND revision.published_at IS NOT NULL",
    );
    let Some((office, region, year, kind, number, reason, published_at)) =
        about.bind(revision).fetch_optional(&mut *connection).await?
    else {
        return Ok(None);
    };
    let mut files = files_of(connection, revision).await?;
    files.retain(|file| file.role != LEDGER);
    let facts = facts_of(engine, connection, revision).await?;
    Ok(Some(Manifest {
        version: 1,
        office,
        region,
        year: i32::try_from(year).map_err(|_| StoreError::Damaged(format!("year {year}")))?,
        kind,
        revision: number,
        reason,
        published_at,
        facts: digest(&facts),
        files: files.into_iter().map(|f| ManifestFile { digest: sha256(&f.bytes), name: f.name }).collect(),
    }))
}
