//! What the audit found in a revision, what people say of it, and what the reviewer lets pass.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;
use crate::seal::sha256;
use crate::state::State;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

/// A finding of a revision.
#[derive(Clone, Debug, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct StoredFinding {
    /// The same finding has the same mark in every revision of a document.
    pub mark: String,
    /// Code of the rule.
    pub rule: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// What it says.
    pub message: String,
    /// Where, as people look for it: 第 5 页.
    pub place: String,
}

/// What somebody says of a revision or of a finding of it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Remark {
    /// Mark of the finding; empty if it is about the whole.
    pub mark: String,
    /// Who says it.
    pub author: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What is said.
    pub words: String,
}

/// A revision that a reviewer has to look at.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Awaiting {
    /// Number of the revision.
    pub revision: i64,
    /// Name of the office.
    pub office: String,
    /// The year.
    pub year: i64,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Findings that are errors.
    pub errors: i64,
    /// Findings that are warnings.
    pub warnings: i64,
    /// The last day to publish it.
    pub due_on: Option<String>,
    /// When it was last submitted.
    pub submitted_at: Option<i64>,
}

/// A finding that the reviewer lets pass.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Waiver {
    /// Mark of the finding.
    pub mark: String,
    /// Why; everyone can read it.
    pub reason: String,
    /// Who lets it pass.
    pub author: String,
    /// When, in seconds since 1970.
    pub at: i64,
}

impl StoredFinding {
    /// The mark of a finding: its rule and what it says, wherever it now stands.
    pub fn mark(rule: &str, message: &str) -> String {
        sha256(format!("{rule}\n{message}").as_bytes())[..16].to_owned()
    }
}

impl Change {
    pub(crate) async fn put_findings(
        &mut self,
        revision: i64,
        findings: &[StoredFinding],
    ) -> Result<(), StoreError> {
        let columns = ["revision", "ordinal", "mark", "rule", "severity", "message", "place"];
        self.put_all("finding", &columns, findings, |query, finding, ordinal| {
            query
                .bind(revision)
                .bind(ordinal)
                .bind(&finding.mark)
                .bind(&finding.rule)
                .bind(&finding.severity)
                .bind(&finding.message)
                .bind(&finding.place)
        })
        .await
    }

    /// Says something of a revision, or of the finding with a mark.
    ///
    /// # Errors
    /// There is no such revision, or the database fails.
    pub async fn remark(&mut self, revision: i64, mark: &str, words: &str) -> Result<(), StoreError> {
        self.revision(revision).await?;
        let id = self.next("remark").await?;
        sqlx::query(
            "INSERT INTO remark (id, revision, mark, author, at, words) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(revision)
        .bind(mark)
        .bind(self.actor.clone())
        .bind(self.now)
        .bind(words)
        .execute(&mut *self.transaction)
        .await?;
        self.note("remark", format!("revision:{revision}"), sha256(words.as_bytes())).await
    }

    /// Lets a finding of a document pass, for a reason that everyone can read.
    ///
    /// # Errors
    /// There is no reason, the actor prepared the latest revision, or the database fails.
    pub async fn waive(&mut self, document: i64, mark: &str, reason: &str) -> Result<(), StoreError> {
        if reason.trim().is_empty() {
            return Err(StoreError::Reason);
        }
        if let Some(latest) = self.latest(document).await? {
            self.is_anothers(latest.id).await?;
        }
        sqlx::query(
            "INSERT INTO waiver (document, mark, reason, author, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (document, mark) DO UPDATE
             SET reason = excluded.reason, author = excluded.author, at = excluded.at",
        )
        .bind(document)
        .bind(mark)
        .bind(reason.trim())
        .bind(self.actor.clone())
        .bind(self.now)
        .execute(&mut *self.transaction)
        .await?;
        self.note("waive", format!("document:{document}"), format!("{mark} {}", reason.trim())).await
    }
}

impl Store {
    /// What a reviewer has to look at: submitted revisions, the most urgent first, then drafts that errors, which
    /// nobody waived, keep from being submitted.
    ///
    /// # Errors
    /// The database fails.
    pub async fn awaiting(&self, reviewer: i64, most: i64) -> Result<Vec<Awaiting>, StoreError> {
        let found = sqlx::query_as(
            "SELECT revision.id AS revision, office.name AS office, document.year, document.kind, revision.state,
               revision.errors, revision.warnings, document.due_on, revision.submitted_at
             FROM revision
             JOIN document ON document.id = revision.document
             JOIN office ON office.id = document.office
             WHERE (revision.state = 'submitted' OR (revision.state IN ('draft', 'returned') AND EXISTS (
                 SELECT 1 FROM finding WHERE finding.revision = revision.id AND finding.severity = 'error' AND NOT EXISTS (
                   SELECT 1 FROM waiver WHERE waiver.document = revision.document AND waiver.mark = finding.mark))))
               AND EXISTS (SELECT 1 FROM duty WHERE duty.person = $1 AND duty.duty = 'review'
                 AND (duty.office = 0 OR duty.office = office.id OR duty.office = office.department))
             ORDER BY CASE revision.state WHEN 'submitted' THEN 0 ELSE 1 END, COALESCE(document.due_on, '9999'),
               revision.id
             LIMIT $2",
        );
        Ok(found.bind(reviewer).bind(most).fetch_all(&self.pool).await?)
    }

    /// What the audit found in a revision, in its order.
    ///
    /// # Errors
    /// The database fails.
    pub async fn findings(&self, revision: i64) -> Result<Vec<StoredFinding>, StoreError> {
        let found = sqlx::query_as(
            "SELECT mark, rule, severity, message, place FROM finding WHERE revision = $1 ORDER BY ordinal",
        );
        Ok(found.bind(revision).fetch_all(&self.pool).await?)
    }

    /// What was said of a revision, the first first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remarks(&self, revision: i64) -> Result<Vec<Remark>, StoreError> {
        let found =
            sqlx::query_as("SELECT mark, author, at, words FROM remark WHERE revision = $1 ORDER BY id");
        Ok(found.bind(revision).fetch_all(&self.pool).await?)
    }

    /// What the reviewer lets pass in a document.
    ///
    /// # Errors
    /// The database fails.
    pub async fn waivers(&self, document: i64) -> Result<Vec<Waiver>, StoreError> {
        let found = sqlx::query_as(
            "SELECT mark, reason, author, at FROM waiver WHERE document = $1 ORDER BY at, mark",
        );
        Ok(found.bind(document).fetch_all(&self.pool).await?)
    }
}
