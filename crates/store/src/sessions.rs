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

/// Attempts to log in that failed of late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// With the login, from the address.
    pub together: i64,
    /// From the address, with any login.
    pub at_address: i64,
    /// With the login, from any address.
    pub with_login: i64,
    /// Whether somebody has logged in from the address with the login before.
    pub is_usual: bool,
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

    /// The attempts to log in with a password that failed since a time; an address is usual for a login that was used
    /// there since `usual`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn failures(
        &self,
        login: &str,
        address: &str,
        since: i64,
        usual: i64,
    ) -> Result<Failures, StoreError> {
        let (together, at_address, with_login) = sqlx::query_as::<_, (i64, i64, i64)>(
            "SELECT COUNT(CASE WHEN login = $2 AND address = $3 THEN 1 END),
               COUNT(CASE WHEN address = $3 THEN 1 END), COUNT(CASE WHEN login = $2 THEN 1 END)
             FROM login WHERE at >= $1 AND outcome <> 'ok' AND outcome NOT LIKE 'oidc-%'
               AND (login = $2 OR address = $3)",
        )
        .bind(since)
        .bind(login)
        .bind(address)
        .fetch_one(&self.pool)
        .await?;
        let used = sqlx::query_scalar::<_, i64>(
            "SELECT at FROM login WHERE login = $1 AND at >= $2 AND address = $3
               AND outcome IN ('ok', 'oidc-ok') LIMIT 1",
        );
        let used = used.bind(login).bind(usual).bind(address).fetch_optional(&self.pool).await?;
        Ok(Failures { together, at_address, with_login, is_usual: used.is_some() })
    }

    /// Forgets the sessions that have ended, and the attempts to log in before a time; gives how many of each.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_sessions(&self, now: i64, attempts_before: i64) -> Result<(u64, u64), StoreError> {
        let sessions = sqlx::query("DELETE FROM session WHERE expires_at <= $1");
        let sessions = sessions.bind(now).execute(&self.pool).await?;
        let attempts = sqlx::query("DELETE FROM login WHERE at < $1");
        let attempts = attempts.bind(attempts_before).execute(&self.pool).await?;
        Ok((sessions.rows_affected(), attempts.rows_affected()))
    }
}
