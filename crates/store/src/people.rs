//! People and what they may do.

use crate::change::Change;
use crate::error::StoreError;
use crate::offices::Office;
use crate::open::Store;
use sqlx::FromRow;

/// Someone who works with the portal.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Person {
    /// Their number.
    pub id: i64,
    /// What they log in with.
    pub login: String,
    /// What they are called.
    pub name: String,
    /// The password as Argon2id writes it; empty if they log in elsewhere.
    pub password: String,
    /// Whether they may log in: 1 or 0.
    pub active: i64,
    /// Whether they have to choose a password of their own first: 1 or 0.
    pub must_change: i64,
}

/// What a person may do for an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Prepare its documents and publish what was approved.
    Prepare,
    /// Review them, comment on findings and waive them.
    Review,
    /// See to people, offices and the register.
    Administer,
}

impl Duty {
    /// As it is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Review => "review",
            Self::Administer => "administer",
        }
    }

    /// The duty that is kept so.
    pub fn of(key: &str) -> Option<Self> {
        [Self::Prepare, Self::Review, Self::Administer].into_iter().find(|duty| duty.key() == key)
    }
}

impl Change {
    /// Adds a person, or changes the name and password of the one with this login. A new password ends their sessions.
    ///
    /// # Errors
    /// The database fails.
    pub async fn person(&mut self, login: &str, name: &str, password: &str) -> Result<i64, StoreError> {
        let known = sqlx::query_as::<_, Person>("SELECT * FROM person WHERE login = $1").bind(login);
        let known = known.fetch_optional(&mut *self.transaction).await?;
        let id = match &known {
            Some(person) => person.id,
            None => self.next("person").await?,
        };
        // Whoever knew the old password is not to go on with it.
        if known.is_some_and(|person| person.password != password) {
            self.end_sessions(id).await?;
        }
        sqlx::query(
            "INSERT INTO person (id, login, name, password, active, must_change) VALUES ($1, $2, $3, $4, 1, 0)
             ON CONFLICT (login) DO UPDATE SET name = excluded.name, password = excluded.password,
               must_change = CASE WHEN person.password = excluded.password THEN person.must_change ELSE 0 END",
        )
        .bind(id)
        .bind(login)
        .bind(name)
        .bind(password)
        .execute(&mut *self.transaction)
        .await?;
        self.note("person", format!("person:{id}"), login.to_owned()).await?;
        Ok(id)
    }

    /// Lets a person log in, or no longer; then their sessions end.
    ///
    /// # Errors
    /// Nobody would be left who administers everything, or the database fails.
    pub async fn set_active(&mut self, person: i64, active: bool) -> Result<(), StoreError> {
        if !active {
            self.is_not_last(person).await?;
        }
        sqlx::query("UPDATE person SET active = $1 WHERE id = $2")
            .bind(i64::from(active))
            .bind(person)
            .execute(&mut *self.transaction)
            .await?;
        if !active {
            self.end_sessions(person).await?;
        }
        self.note(if active { "admit" } else { "dismiss" }, format!("person:{person}"), String::new()).await
    }

    pub(crate) async fn end_sessions(&mut self, person: i64) -> Result<(), StoreError> {
        let sessions = sqlx::query("DELETE FROM session WHERE person = $1").bind(person);
        sessions.execute(&mut *self.transaction).await?;
        Ok(())
    }

    /// Gives a person a duty for an office and those below it; for every office, if none is given.
    ///
    /// # Errors
    /// The database fails.
    pub async fn assign(&mut self, person: i64, office: Option<i64>, duty: Duty) -> Result<(), StoreError> {
        let office = office.unwrap_or_default();
        sqlx::query("INSERT INTO duty (person, office, duty) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(person)
            .bind(office)
            .bind(duty.key())
            .execute(&mut *self.transaction)
            .await?;
        self.note("assign", format!("person:{person}"), format!("{} {office}", duty.key())).await
    }

    /// Takes a duty from a person.
    ///
    /// # Errors
    /// Nobody would be left who administers everything, or the database fails.
    pub async fn release(&mut self, person: i64, office: Option<i64>, duty: Duty) -> Result<(), StoreError> {
        if (office, duty) == (None, Duty::Administer) {
            self.is_not_last(person).await?;
        }
        let office = office.unwrap_or_default();
        sqlx::query("DELETE FROM duty WHERE person = $1 AND office = $2 AND duty = $3")
            .bind(person)
            .bind(office)
            .bind(duty.key())
            .execute(&mut *self.transaction)
            .await?;
        self.note("release", format!("person:{person}"), format!("{} {office}", duty.key())).await
    }
}

impl Store {
    /// The person with a login.
    ///
    /// # Errors
    /// The database fails.
    pub async fn person(&self, login: &str) -> Result<Option<Person>, StoreError> {
        let found = sqlx::query_as("SELECT * FROM person WHERE login = $1").bind(login);
        Ok(found.fetch_optional(&self.pool).await?)
    }

    /// Everyone, by login.
    ///
    /// # Errors
    /// The database fails.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        Ok(sqlx::query_as("SELECT * FROM person ORDER BY login").fetch_all(&self.pool).await?)
    }

    /// The offices that a person has a duty for, by number; those below a department are among them.
    ///
    /// # Errors
    /// The database fails.
    pub async fn offices_of(&self, person: i64, duty: Duty, most: i64) -> Result<Vec<Office>, StoreError> {
        let found = sqlx::query_as(
            "SELECT * FROM office
             WHERE EXISTS (SELECT 1 FROM duty WHERE duty.person = $1 AND duty.duty = $2
               AND (duty.office = 0 OR duty.office = office.id OR duty.office = office.department))
             ORDER BY id LIMIT $3",
        );
        Ok(found.bind(person).bind(duty.key()).bind(most).fetch_all(&self.pool).await?)
    }

    /// Whether a person has a duty for an office: for itself, for its department, or for all.
    ///
    /// # Errors
    /// The database fails.
    pub async fn may(&self, person: i64, duty: Duty, office: i64) -> Result<bool, StoreError> {
        let found = sqlx::query_scalar::<_, i64>(
            "SELECT COUNT(*) FROM duty
             WHERE person = $1 AND duty = $2
               AND (office = 0 OR office = $3
                 OR office = (SELECT COALESCE(department, 0) FROM office WHERE id = $3))",
        );
        Ok(found.bind(person).bind(duty.key()).bind(office).fetch_one(&self.pool).await? > 0)
    }
}
