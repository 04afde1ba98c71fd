//! What administrators look back on: the journal and the attempts to log in, of what they see to.

use crate::administer::within;
use crate::error::StoreError;
use crate::journal::Event;
use crate::open::Store;
use sqlx::FromRow;

/// Which events are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// The administrator who looks.
    pub administrator: i64,
    /// The subject, as in `revision:12`; any if empty.
    pub subject: String,
    /// The number of the last event seen; 0 to begin with the latest.
    pub before: i64,
    /// At most so many.
    pub most: i64,
}

/// An attempt to log in.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Attempt {
    /// Its number.
    pub id: i64,
    /// When, in seconds since 1970.
    pub at: i64,
    /// With which login.
    pub login: String,
    /// From which address.
    pub address: String,
    /// `ok` if it succeeded.
    pub outcome: String,
}

/// Offices that the person `$1` administers.
macro_rules! own {
    ($from:literal) => {
        concat!(
            "FROM ",
            $from,
            " WHERE EXISTS (SELECT 1 FROM duty WHERE duty.person = $1 AND duty.duty = 'administer'
                AND (duty.office = office.id OR duty.office = office.department))"
        )
    };
}

impl Store {
    /// Who saved a revision last, and when, in seconds since 1970.
    ///
    /// # Errors
    /// The database fails.
    pub async fn last_saving(&self, revision: i64) -> Result<Option<(String, i64)>, StoreError> {
        let found = sqlx::query_as(
            "SELECT actor, at FROM event WHERE subject = $1 AND kind NOT IN ('remark', 'begin') ORDER BY number DESC LIMIT 1",
        );
        Ok(found.bind(format!("revision:{revision}")).fetch_optional(&self.pool).await?)
    }

    /// Events, the latest first. Whoever administers a department reads what concerns its offices and their people.
    ///
    /// # Errors
    /// The database fails.
    pub async fn look_back(&self, query: &EventQuery) -> Result<Vec<Event>, StoreError> {
        let found = sqlx::query_as(concat!(
            "SELECT * FROM event
             WHERE ($2 = 0 OR number < $2) AND ($3 = '' OR subject = $3)
               AND (EXISTS (SELECT 1 FROM duty WHERE person = $1 AND duty = 'administer' AND office = 0)
                 OR subject IN (SELECT 'office:' || CAST(office.id AS TEXT) ",
            own!("office"),
            " UNION ALL SELECT 'document:' || CAST(document.id AS TEXT) ",
            own!("document JOIN office ON office.id = document.office"),
            " UNION ALL SELECT 'revision:' || CAST(revision.id AS TEXT) ",
            own!(
                "revision JOIN document ON document.id = revision.document JOIN office ON office.id = document.office"
            ),
            " UNION ALL SELECT 'person:' || CAST(held.person AS TEXT) FROM duty AS held WHERE ",
            within!(),
            ")) ORDER BY number DESC LIMIT $4"
        ));
        let found =
            found.bind(query.administrator).bind(query.before).bind(query.subject.trim()).bind(query.most);
        Ok(found.fetch_all(&self.pool).await?)
    }

    /// Attempts to log in, the latest first; with a login alone, if it is not empty. Whoever administers a department sees
    /// those of its people.
    ///
    /// # Errors
    /// The database fails.
    pub async fn attempts(
        &self,
        administrator: i64,
        login: &str,
        before: i64,
        most: i64,
    ) -> Result<Vec<Attempt>, StoreError> {
        let found = sqlx::query_as(concat!(
            "SELECT * FROM login
             WHERE ($2 = 0 OR id < $2) AND ($3 = '' OR login = $3)
               AND (EXISTS (SELECT 1 FROM duty WHERE person = $1 AND duty = 'administer' AND office = 0)
                 OR login IN (SELECT person.login FROM person JOIN duty AS held ON held.person = person.id WHERE ",
            within!(),
            ")) ORDER BY id DESC LIMIT $4"
        ));
        let found = found.bind(administrator).bind(before).bind(login.trim()).bind(most);
        Ok(found.fetch_all(&self.pool).await?)
    }
}
