//! Administering people: who may change whom, and what never gets lost.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;
use crate::people::{Duty, Person};
use crate::seal::sha256;
use sqlx::FromRow;

/// A duty that somebody has.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Held {
    /// Number of the office; 0 stands for all.
    pub office: i64,
    /// Name of the office; none if it is all.
    pub name: Option<String>,
    /// `prepare`, `review` or `administer`.
    pub duty: String,
}

/// Whether the office of a duty `held` is among those that the person `$1` administers.
macro_rules! within {
    () => {
        "EXISTS (SELECT 1 FROM duty AS own WHERE own.person = $1 AND own.duty = 'administer'
           AND (own.office = 0 OR own.office = held.office
             OR own.office = (SELECT department FROM office WHERE office.id = held.office)))"
    };
}
pub(crate) use within;

impl Change {
    /// Adds a person; nobody with this login is there yet. They choose a password of their own when they first log in.
    ///
    /// # Errors
    /// Somebody has this login, or the database fails.
    pub async fn add_person(&mut self, login: &str, name: &str, password: &str) -> Result<i64, StoreError> {
        let known = sqlx::query_scalar::<_, i64>("SELECT id FROM person WHERE login = $1").bind(login);
        if known.fetch_optional(&mut *self.transaction).await?.is_some() {
            return Err(StoreError::Taken(login.to_owned()));
        }
        let id = self.person(login, name, password).await?;
        self.must_change(id, true).await?;
        Ok(id)
    }

    /// Calls a person by another name.
    ///
    /// # Errors
    /// The database fails.
    pub async fn rename_person(&mut self, person: i64, name: &str) -> Result<(), StoreError> {
        let before = sqlx::query_scalar::<_, String>("SELECT name FROM person WHERE id = $1").bind(person);
        let before = before.fetch_optional(&mut *self.transaction).await?;
        let before = before.ok_or(StoreError::Missing { what: "person", id: person })?;
        let rename = sqlx::query("UPDATE person SET name = $1 WHERE id = $2").bind(name).bind(person);
        rename.execute(&mut *self.transaction).await?;
        self.note("rename", format!("person:{person}"), format!("{before} → {name}")).await
    }

    /// Gives a person a password that they have to change when they log in; their sessions end.
    ///
    /// # Errors
    /// The database fails.
    pub async fn give_password(&mut self, person: i64, password: &str) -> Result<(), StoreError> {
        self.put_password(person, password).await?;
        self.must_change(person, true).await?;
        self.end_sessions(person).await?;
        self.note("give-password", format!("person:{person}"), String::new()).await
    }

    /// A person chooses a password; every session but the one with this secret ends.
    ///
    /// # Errors
    /// The database fails.
    pub async fn choose_password(
        &mut self,
        person: i64,
        password: &str,
        secret: &str,
    ) -> Result<(), StoreError> {
        self.put_password(person, password).await?;
        self.must_change(person, false).await?;
        sqlx::query("DELETE FROM session WHERE person = $1 AND digest <> $2")
            .bind(person)
            .bind(sha256(secret.as_bytes()))
            .execute(&mut *self.transaction)
            .await?;
        self.note("choose-password", format!("person:{person}"), String::new()).await
    }

    async fn put_password(&mut self, person: i64, password: &str) -> Result<(), StoreError> {
        let put = sqlx::query("UPDATE person SET password = $1 WHERE id = $2").bind(password).bind(person);
        put.execute(&mut *self.transaction).await?;
        Ok(())
    }

    async fn must_change(&mut self, person: i64, must: bool) -> Result<(), StoreError> {
        let put = sqlx::query("UPDATE person SET must_change = $1 WHERE id = $2");
        put.bind(i64::from(must)).bind(person).execute(&mut *self.transaction).await?;
        Ok(())
    }

    /// Refuses to lose the last person who administers everything and can log in.
    pub(crate) async fn is_not_last(&mut self, person: i64) -> Result<(), StoreError> {
        let holders = sqlx::query_scalar::<_, i64>(
            "SELECT person.id FROM person JOIN duty ON duty.person = person.id
             WHERE duty.duty = 'administer' AND duty.office = 0 AND person.active = 1",
        );
        match holders.fetch_all(&mut *self.transaction).await?[..] {
            [last] if last == person => Err(StoreError::LastAdministrator),
            _ => Ok(()),
        }
    }
}

impl Store {
    /// The person with a number.
    ///
    /// # Errors
    /// There is none, or the database fails.
    pub async fn person_numbered(&self, id: i64) -> Result<Person, StoreError> {
        let found = sqlx::query_as("SELECT * FROM person WHERE id = $1").bind(id);
        found.fetch_optional(&self.pool).await?.ok_or(StoreError::Missing { what: "person", id })
    }

    /// What a person has to do, by office.
    ///
    /// # Errors
    /// The database fails.
    pub async fn duties(&self, person: i64) -> Result<Vec<Held>, StoreError> {
        let found = sqlx::query_as(
            "SELECT duty.office, office.name, duty.duty FROM duty LEFT JOIN office ON office.id = duty.office
             WHERE duty.person = $1 ORDER BY duty.office, duty.duty",
        );
        Ok(found.bind(person).fetch_all(&self.pool).await?)
    }

    /// Whether a person has a duty for every office.
    ///
    /// # Errors
    /// The database fails.
    pub async fn may_everywhere(&self, person: i64, duty: Duty) -> Result<bool, StoreError> {
        let found = sqlx::query_scalar::<_, i64>(
            "SELECT COUNT(*) FROM duty WHERE person = $1 AND duty = $2 AND office = 0",
        );
        Ok(found.bind(person).bind(duty.key()).fetch_one(&self.pool).await? > 0)
    }

    /// Whether an administrator may rename a person, give them a password or dismiss them: all that the person does is
    /// among what the administrator sees to. Else whoever administers a department could make themselves somebody else.
    ///
    /// # Errors
    /// The database fails.
    pub async fn manages(&self, administrator: i64, person: i64) -> Result<bool, StoreError> {
        if self.may_everywhere(administrator, Duty::Administer).await? {
            return Ok(true);
        }
        let found = sqlx::query_as::<_, (i64, i64)>(concat!(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN ",
            within!(),
            " THEN 0 ELSE 1 END), 0) FROM duty AS held WHERE held.person = $2"
        ));
        let (held, beyond) = found.bind(administrator).bind(person).fetch_one(&self.pool).await?;
        Ok(held > 0 && beyond == 0)
    }

    /// The people that an administrator sees, by login: those with a duty for one of the administrator's offices;
    /// everyone, if that is all of them. `words` are a part of login or name, `after` is the last login seen.
    ///
    /// # Errors
    /// The database fails.
    pub async fn people_of(
        &self,
        administrator: i64,
        words: &str,
        after: &str,
        most: i64,
    ) -> Result<Vec<Person>, StoreError> {
        let found = sqlx::query_as(concat!(
            "SELECT * FROM person
             WHERE login > $2 AND (login LIKE $3 ESCAPE '!' OR name LIKE $3 ESCAPE '!')
               AND (EXISTS (SELECT 1 FROM duty WHERE person = $1 AND duty = 'administer' AND office = 0)
                 OR EXISTS (SELECT 1 FROM duty AS held WHERE held.person = person.id AND ",
            within!(),
            ")) ORDER BY login LIMIT $4"
        ));
        let literal = words.trim().replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let found = found.bind(administrator).bind(after).bind(format!("%{literal}%")).bind(most);
        Ok(found.fetch_all(&self.pool).await?)
    }
}
