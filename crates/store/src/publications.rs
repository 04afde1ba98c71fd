//! What was published, as it is announced: the latest for readers of news, everything in order for who keeps a copy.

use crate::documents::Revision;
use crate::error::StoreError;
use crate::offices::Office;
use crate::open::Store;
use sqlx::any::AnyRow;
use sqlx::{FromRow, Row as _};
use std::ops::RangeInclusive;

/// A published revision, as it is announced.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Publication {
    /// Number of the revision.
    pub revision: i64,
    /// Its number among the revisions of the document.
    pub number: i64,
    /// Number of the office.
    pub office_id: i64,
    /// Its name.
    pub office: String,
    /// The year.
    pub year: i64,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// Why it corrects the one before; empty if it is the first.
    pub reason: String,
    /// Seconds since 1970.
    pub published_at: i64,
}

/// A published revision, and what it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The revision.
    pub revision: Revision,
    /// The office that published it.
    pub office: Office,
    /// The year.
    pub year: i64,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// The revision of the same document that citizens read now.
    pub current: i64,
}

impl FromRow<'_, AnyRow> for Published {
    fn from_row(row: &AnyRow) -> sqlx::Result<Self> {
        Ok(Self {
            revision: Revision::from_row(row)?,
            office: Office {
                id: row.try_get("office_id")?,
                name: row.try_get("office_name")?,
                initials: row.try_get("office_initials")?,
                level: row.try_get("office_level")?,
                region: row.try_get("office_region")?,
                department: row.try_get("office_department")?,
            },
            year: row.try_get("document_year")?,
            kind: row.try_get("document_kind")?,
            current: row.try_get("document_current")?,
        })
    }
}

/// The query for publications.
macro_rules! publications {
    ($which:literal) => {
        concat!(
            "SELECT revision.id AS revision, revision.number AS number, office.id AS office_id, office.name AS office,
               document.year AS year, document.kind AS kind, revision.reason AS reason,
               revision.published_at AS published_at
             FROM revision
             JOIN document ON document.id = revision.document
             JOIN office ON office.id = document.office
             WHERE revision.published_at IS NOT NULL ",
            $which
        )
    };
}

impl Store {
    /// A published revision with what it is of.
    ///
    /// # Errors
    /// There is none with this number that is published, or the database fails.
    pub async fn published(&self, id: i64) -> Result<Published, StoreError> {
        let found = sqlx::query_as(
            "SELECT revision.*, office.id AS office_id, office.name AS office_name, office.initials AS office_initials,
               office.level AS office_level, office.region AS office_region, office.department AS office_department,
               document.year AS document_year, document.kind AS document_kind, document.current AS document_current
             FROM revision
             JOIN document ON document.id = revision.document
             JOIN office ON office.id = document.office
             WHERE revision.id = $1 AND revision.state = 'published'",
        );
        let found = found.bind(id).fetch_optional(&self.pool).await?;
        found.ok_or(StoreError::Missing { what: "revision", id })
    }

    /// What was published, the latest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn publications(&self, most: i64) -> Result<Vec<Publication>, StoreError> {
        let latest = publications!("ORDER BY revision.published_at DESC, revision.id DESC LIMIT $1");
        Ok(sqlx::query_as(latest).bind(most).fetch_all(&self.pool).await?)
    }

    /// What was published after a time (seconds since 1970), or at that time with a greater number; the first first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn publications_after(
        &self,
        time: i64,
        revision: i64,
        most: i64,
    ) -> Result<Vec<Publication>, StoreError> {
        let next = publications!(
            "AND (revision.published_at > $1 OR (revision.published_at = $1 AND revision.id > $2))
             ORDER BY revision.published_at, revision.id LIMIT $3"
        );
        Ok(sqlx::query_as(next).bind(time).bind(revision).bind(most).fetch_all(&self.pool).await?)
    }

    /// What was published of the revisions with these numbers.
    ///
    /// # Errors
    /// The database fails.
    pub async fn publications_of(
        &self,
        revisions: RangeInclusive<i64>,
    ) -> Result<Vec<Publication>, StoreError> {
        let some = publications!("AND revision.id BETWEEN $1 AND $2 ORDER BY revision.id");
        Ok(sqlx::query_as(some).bind(*revisions.start()).bind(*revisions.end()).fetch_all(&self.pool).await?)
    }

    /// The greatest numbers of an office and of a revision that were ever given.
    ///
    /// # Errors
    /// The database fails.
    pub async fn last_numbers(&self) -> Result<(i64, i64), StoreError> {
        let found = sqlx::query_as(
            "SELECT (SELECT last FROM counter WHERE name = 'office'), (SELECT last FROM counter WHERE name = 'revision')",
        );
        Ok(found.fetch_one(&self.pool).await?)
    }
}
