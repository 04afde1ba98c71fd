//! Sessions of people who have logged in, and the record of every attempt.
//!
//! Of a session's secret only the digest is kept: whoever reads the database cannot go on with it.

use crate::error::StoreError;
use crate::open::Store;
use crate::people::Person;
use crate::seal::sha256;
use sqlx::FromRow;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Session {
    /// Who it is.
    #[sqlx(flatten)]
    pub person: Person,
    /// What every form of the session must bring along.
    pub csrf: String,
    /// Seconds since 1970.
    pub expires_at: i64,
}

impl Store {
    /// Begins a session of a person with a secret that only their browser knows.
    ///
    /// # Errors
    /// The database fails.
    pub async fn log_in(
        &self,
        person: i64,
        secret: &str,
        csrf: &str,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO session (digest, person, csrf, expires_at) VALUES ($1, $2, $3, $4)")
            .bind(sha256(secret.as_bytes()))
            .bind(person)
            .bind(csrf)
            .bind(expires_at)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The session with a secret, unless it has ended or the person may no longer log in.
    ///
    /// # Errors
    /// The database fails.
    pub async fn session(&self, secret: &str, now: i64) -> Result<Option<Session>, StoreError> {
        let found = sqlx::query_as(
            "SELECT person.id, person.login, person.name, person.password, person.active,
               person.must_change, session.csrf,
               session.expires_at
             FROM session JOIN person ON person.id = session.person
             WHERE session.digest = $1 AND session.expires_at > $2 AND person.active = 1",
        );
        Ok(found.bind(sha256(secret.as_bytes())).bind(now).fetch_optional(&self.pool).await?)
    }

    /// Ends a session, and clears away those that have ended by themselves.
    ///
    /// # Errors
    /// The database fails.
    pub async fn log_out(&self, secret: &str, now: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM session WHERE digest = $1 OR expires_at <= $2")
            .bind(sha256(secret.as_bytes()))
            .bind(now)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Keeps a record of an attempt to log in.
    ///
    /// # Errors
    /// The database fails.
    pub async fn attempted(
        &self,
        login: &str,
        address: &str,
        outcome: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change(login, now).await?;
        let id = change.next("login").await?;
        sqlx::query("INSERT INTO login (id, at, login, address, outcome) VALUES ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(now)
            .bind(login)
            .bind(address)
            .bind(outcome)
            .execute(&mut *change.transaction)
            .await?;
        change.keep().await
    }

    /// How many attempts to log in failed from an address, or with a login, since a time.
    ///
    /// # Errors
    /// The database fails.
    pub async fn failed_attempts(&self, login: &str, address: &str, since: i64) -> Result<i64, StoreError> {
        let count = sqlx::query_scalar(
            "SELECT COUNT(*) FROM login WHERE at >= $1 AND outcome <> 'ok' AND (login = $2 OR address = $3)",
        );
        Ok(count.bind(since).bind(login).bind(address).fetch_one(&self.pool).await?)
    }
}
