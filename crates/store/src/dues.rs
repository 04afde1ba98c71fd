//! What is due: how the offices that a person reviews stand, counted and listed by the database.

use crate::error::StoreError;
use crate::open::{Engine, Store};
use crate::rows::{asking, rows, values};
use serde::Deserialize;
use sqlx::FromRow;

/// Which documents are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DuesQuery {
    /// The reviewer or administrator who looks, at the offices that they see to; everyone may look at all.
    pub person: Option<i64>,
    /// The year.
    pub year: i64,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// Number of a region, with those below it; 0 for all.
    pub region: i64,
    /// Number of a department, with its units; 0 for all.
    pub department: i64,
    /// The time that is now, in seconds since 1970.
    pub now: i64,
}

/// How offices stand, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Tally {
    /// Number of the region or department; 0 if it is all of them.
    pub place: i64,
    /// All that is owed.
    pub owed: i64,
    /// Published in time.
    pub on_time: i64,
    /// Published late.
    pub late: i64,
    /// Not published, and the last day has passed.
    pub overdue: i64,
    /// Not published, and there is still time.
    pub pending: i64,
    /// Published, and no deadline is on record.
    pub undated: i64,
    /// Not published, and no deadline is on record.
    pub undue: i64,
    /// Published, with errors.
    pub incomplete: i64,
}

/// A document that is due.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, FromRow)]
pub struct Due {
    /// Number of the document.
    pub document: i64,
    /// Number of the office.
    pub office: i64,
    /// Its name.
    pub name: String,
    /// Number of its region.
    pub region: i64,
    /// Number of its department.
    pub department: Option<i64>,
    /// The last day to publish it, as in 2024-03-11.
    pub due_on: Option<String>,
    /// `on-time`, `late`, `overdue`, `pending`, `undated` or `undue`, as in [`Tally`].
    pub standing: String,
    /// When it was first published, in seconds since 1970.
    pub published_at: Option<i64>,
    /// Number of the latest revision; none if nothing was handed in.
    pub revision: Option<i64>,
    /// State of the latest revision.
    pub state: Option<String>,
    /// Errors of the latest revision.
    pub errors: i64,
    /// Errors of what citizens read.
    pub published_errors: i64,
}

/// Who prepares for an office.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Contact {
    /// Number of the office that the duty is for.
    pub office: i64,
    /// What they log in with.
    pub login: String,
    /// What they are called.
    pub name: String,
}

/// By what offices are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// All of them together.
    All,
    /// Each region for itself.
    Region,
    /// Each department with its units.
    Department,
}

/// The documents of a year and kind, in all regions.
macro_rules! everywhere {
    () => {
        "document JOIN office ON office.id = document.office
         WHERE $4 = 0 AND document.year = $2 AND document.kind = $3 "
    };
}

/// Those of a region and its parts: they are looked for by their offices, not among all of the year, and the planner of either
/// database has to be told so in its own way.
macro_rules! inside {
    (Sqlite) => {
        "inside CROSS JOIN office CROSS JOIN document
         WHERE office.region = inside.id AND document.office = office.id AND document.year = $2 AND document.kind = $3 "
    };
    (Postgres) => {
        "inside
         CROSS JOIN LATERAL (SELECT * FROM office WHERE office.region = inside.id OFFSET 0) AS office
         CROSS JOIN LATERAL (
           SELECT * FROM document WHERE document.office = office.id AND document.year = $2 AND document.kind = $3
           OFFSET 0) AS document
         WHERE TRUE "
    };
}

/// How each document stands: person $1, year $2, kind $3, region $4, department $5, now $6.
macro_rules! standing {
    ($from:expr, $rest:expr) => {
        concat!(
            "WITH RECURSIVE inside (id) AS (
               SELECT id FROM region WHERE id = $4
               UNION SELECT region.id FROM region JOIN inside ON region.parent = inside.id),
             latest AS (
               SELECT document.id AS document, office.id AS office, office.name AS name, office.region AS region,
                 office.department AS department, office.level AS level, document.due_on AS due_on, document.due_by AS due_by,
                 document.published_at AS published_at,
                 COALESCE((SELECT errors FROM revision WHERE revision.id = document.current), 0) AS published_errors
               FROM ",
            $from,
            "AND ($5 = 0 OR office.id = $5 OR office.department = $5)
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM duty WHERE duty.person = $1 AND duty.duty IN ('review', 'administer')
                   AND (duty.office = 0 OR duty.office = office.id OR duty.office = office.department)))),
             stands AS (
               SELECT latest.*, CASE
                   WHEN published_at IS NULL AND due_by IS NULL THEN 'undue'
                   WHEN due_by IS NULL THEN 'undated'
                   WHEN published_at IS NULL AND due_by <= $6 THEN 'overdue'
                   WHEN published_at IS NULL THEN 'pending'
                   WHEN published_at >= due_by THEN 'late'
                   ELSE 'on-time' END AS standing
               FROM latest)",
            $rest
        )
    };
}

/// The numbers of a tally, by a place.
macro_rules! tallies {
    ($from:expr, $place:literal) => {
        standing!($from, concat!(
            " SELECT ",
            $place,
            " AS place, COUNT(*) AS owed,
               CAST(COALESCE(SUM(CASE standing WHEN 'on-time' THEN 1 ELSE 0 END), 0) AS BIGINT) AS on_time,
               CAST(COALESCE(SUM(CASE standing WHEN 'late' THEN 1 ELSE 0 END), 0) AS BIGINT) AS late,
               CAST(COALESCE(SUM(CASE standing WHEN 'overdue' THEN 1 ELSE 0 END), 0) AS BIGINT) AS overdue,
               CAST(COALESCE(SUM(CASE standing WHEN 'pending' THEN 1 ELSE 0 END), 0) AS BIGINT) AS pending,
               CAST(COALESCE(SUM(CASE standing WHEN 'undated' THEN 1 ELSE 0 END), 0) AS BIGINT) AS undated,
               CAST(COALESCE(SUM(CASE standing WHEN 'undue' THEN 1 ELSE 0 END), 0) AS BIGINT) AS undue,
               CAST(COALESCE(SUM(CASE WHEN published_errors > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS incomplete
             FROM stands GROUP BY 1 ORDER BY 1"
        ))
    };
}

/// A part of the documents.
macro_rules! listed {
    ($from:expr) => {
        concat!(
            "(",
            standing!(
                $from,
                ", listed AS (
                   SELECT * FROM stands
                   WHERE $7 = '' OR standing = $7 OR ($7 = 'incomplete' AND published_errors > 0)
                     OR ($7 = 'unpublished' AND published_at IS NULL)
                   ORDER BY CASE WHEN published_at IS NULL THEN 0 ELSE 1 END, COALESCE(due_on, '9999'), office
                   LIMIT $8 OFFSET $9)
                 SELECT listed.document AS document, office, name, region, department, due_on, standing,
                   listed.published_at AS published_at, revision.id AS revision, revision.state AS state,
                   COALESCE(revision.errors, 0) AS errors, published_errors
                 FROM listed LEFT JOIN revision ON revision.document = listed.document
                   AND revision.number = (SELECT MAX(number) FROM revision WHERE revision.document = listed.document)"
            ),
            ") AS line"
        )
    };
}

/// The lines of the list, the most urgent first, as an engine is asked for them.
macro_rules! lines {
    ($engine:ident, $from:expr) => {
        asking!(
            $engine,
            "document, office, name, region, department, due_on, standing, published_at, revision, state, errors,
             published_errors",
            listed!($from),
            "CASE WHEN published_at IS NULL THEN 0 ELSE 1 END, COALESCE(due_on, '9999'), office"
        )
    };
}

/// Tallies for a region and its parts, or for all if its number is 0.
macro_rules! tallied {
    ($engine:expr, $region:expr, $place:literal) => {
        match ($engine, $region) {
            (_, 0) => tallies!(everywhere!(), $place),
            (Engine::Sqlite, _) => tallies!(inside!(Sqlite), $place),
            (Engine::Postgres, _) => tallies!(inside!(Postgres), $place),
        }
    };
}

impl Store {
    /// How the offices stand that a person reviews or administers, by region or department.
    ///
    /// # Errors
    /// The database fails.
    pub async fn tallies(&self, query: &DuesQuery, by: By) -> Result<Vec<Tally>, StoreError> {
        let found = sqlx::query_as(match by {
            By::All => tallied!(self.engine, query.region, "CAST(0 AS BIGINT)"),
            By::Region => tallied!(self.engine, query.region, "region"),
            By::Department => tallied!(
                self.engine,
                query.region,
                "CASE level WHEN 'department' THEN office ELSE COALESCE(department, 0) END"
            ),
        });
        let found = found
            .bind(query.person.unwrap_or_default())
            .bind(query.year)
            .bind(&query.kind)
            .bind(query.region);
        Ok(found.bind(query.department).bind(query.now).fetch_all(&self.pool).await?)
    }

    /// The documents that stand so (`incomplete`: published with errors; `unpublished`: overdue, pending or undue; all, if it is
    /// empty), the most urgent first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn dues(
        &self,
        query: &DuesQuery,
        only: &str,
        from: i64,
        most: i64,
    ) -> Result<Vec<Due>, StoreError> {
        let asked = match (self.engine, query.region) {
            (Engine::Sqlite, 0) => lines!(Sqlite, everywhere!()),
            (Engine::Postgres, 0) => lines!(Postgres, everywhere!()),
            (Engine::Sqlite, _) => lines!(Sqlite, inside!(Sqlite)),
            (Engine::Postgres, _) => lines!(Postgres, inside!(Postgres)),
        };
        let DuesQuery { person, year, kind, region, department, now } = query.clone();
        let person = person.unwrap_or_default();
        let values = values![person, year, kind, region, department, now, only.to_owned(), most, from];
        rows(self.engine, &self.pool, asked, values).await
    }

    /// Who prepares for which office, of those who can log in; whoever prepares for all is nobody's own.
    ///
    /// # Errors
    /// The database fails.
    pub async fn contacts(&self) -> Result<Vec<Contact>, StoreError> {
        let found = sqlx::query_as(
            "SELECT duty.office AS office, person.login AS login, person.name AS name
             FROM duty JOIN person ON person.id = duty.person
             WHERE duty.duty = 'prepare' AND duty.office > 0 AND person.active = 1 ORDER BY person.login",
        );
        Ok(found.fetch_all(&self.pool).await?)
    }
}
