//! Regions, and the offices in them: units and the departments above them.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;
use crate::rows::{asking, rows, values};
use mingzhang_model::Level;
use pinyin::ToPinyin as _;
use serde::Deserialize;
use sqlx::FromRow;

/// A province, city, county or district.
#[derive(Clone, Debug, PartialEq, Eq, FromRow, Deserialize)]
pub struct Region {
    /// Its number.
    pub id: i64,
    /// 乌恰县
    pub name: String,
    /// The region that it is part of.
    pub parent: Option<i64>,
}

/// A unit or a department.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Office {
    /// Its number.
    pub id: i64,
    /// Its full name.
    pub name: String,
    /// The initials of its name in pinyin: wqxrmzfbgs.
    pub initials: String,
    /// `unit` or `department`.
    pub level: String,
    /// Number of its region.
    pub region: i64,
    /// Number of the department that it belongs to.
    pub department: Option<i64>,
}

/// Which offices are looked for; what is not set does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeQuery {
    /// A part of the name, or the beginning of its initials.
    pub words: String,
    /// The letter or digit that its initials begin with.
    pub initial: Option<char>,
    /// Number of a region; those that are part of it count, too.
    pub region: Option<i64>,
    /// Whether only offices of the region itself are looked for, not of those that are part of it.
    pub is_region_alone: bool,
    /// Number of a department.
    pub department: Option<i64>,
    /// `unit` or `department`; either if empty.
    pub level: String,
    /// A year that they published something for.
    pub year: Option<i64>,
    /// What they published: `budget` or `final-accounts`; anything if empty.
    pub kind: String,
    /// The number of the last office seen.
    pub after: i64,
    /// The number of the first office seen: those before it are looked for. None asks for those after the last.
    pub before: Option<i64>,
    /// At most so many.
    pub most: i64,
}

/// How many offices a region has in itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Peopled {
    /// Number of the region.
    pub region: i64,
    /// How many offices.
    pub offices: i64,
}

/// The query for offices, one way or the other.
macro_rules! offices {
    ($beyond:literal) => {
        concat!(
            "SELECT * FROM office
             WHERE (name LIKE $1 ESCAPE '!' OR initials LIKE $2 ESCAPE '!')
               AND ($11 = '' OR substr(initials, 1, 1) = $11)
               AND ($3 = 0 OR region = $3 OR ($4 = 0 AND region IN (
                 WITH RECURSIVE part (id) AS (
                   SELECT id FROM region WHERE id = $3
                   UNION SELECT region.id FROM region JOIN part ON region.parent = part.id)
                 SELECT id FROM part)))
               AND ($5 = 0 OR department = $5 OR id = $5)
               AND ($6 = '' OR level = $6)
               AND (($7 = 0 AND $8 = '') OR EXISTS (
                 SELECT 1 FROM document WHERE document.office = office.id AND document.current IS NOT NULL
                   AND ($7 = 0 OR document.year = $7) AND ($8 = '' OR document.kind = $8)))
               AND ",
            $beyond,
            " LIMIT $10"
        )
    };
}

impl Change {
    /// The region of this name in its parent; made if it is not there.
    ///
    /// # Errors
    /// The database fails.
    pub async fn region(&mut self, name: &str, parent: Option<i64>) -> Result<i64, StoreError> {
        let known = sqlx::query_scalar::<_, i64>(
            "SELECT id FROM region WHERE name = $1 AND COALESCE(parent, 0) = $2",
        );
        let known =
            known.bind(name).bind(parent.unwrap_or_default()).fetch_optional(&mut *self.transaction).await?;
        if let Some(known) = known {
            return Ok(known);
        }
        let id = self.next("region").await?;
        sqlx::query("INSERT INTO region (id, name, parent) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(name)
            .bind(parent)
            .execute(&mut *self.transaction)
            .await?;
        self.note("register", format!("region:{id}"), name.to_owned()).await?;
        Ok(id)
    }

    /// The office of this name in a region; made if it is not there, and put under the department if one is given.
    ///
    /// # Errors
    /// The database fails.
    pub async fn office(
        &mut self,
        name: &str,
        level: Level,
        region: i64,
        department: Option<i64>,
    ) -> Result<i64, StoreError> {
        let known = sqlx::query_scalar::<_, i64>("SELECT id FROM office WHERE region = $1 AND name = $2");
        let known = known.bind(region).bind(name).fetch_optional(&mut *self.transaction).await?;
        if let Some(known) = known {
            if department.is_some() {
                sqlx::query("UPDATE office SET department = $1 WHERE id = $2")
                    .bind(department)
                    .bind(known)
                    .execute(&mut *self.transaction)
                    .await?;
            }
            return Ok(known);
        }
        let id = self.next("office").await?;
        sqlx::query(
            "INSERT INTO office (id, name, initials, level, region, department) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(name)
        .bind(initials(name))
        .bind(match level {
            Level::Unit => "unit",
            Level::Department => "department",
        })
        .bind(region)
        .bind(department)
        .execute(&mut *self.transaction)
        .await?;
        self.note("register", format!("office:{id}"), name.to_owned()).await?;
        Ok(id)
    }
}

impl Store {
    /// An office.
    ///
    /// # Errors
    /// There is none with this number, or the database fails.
    pub async fn office(&self, id: i64) -> Result<Office, StoreError> {
        let found =
            sqlx::query_as("SELECT * FROM office WHERE id = $1").bind(id).fetch_optional(&self.pool).await?;
        found.ok_or(StoreError::Missing { what: "office", id })
    }

    /// A region.
    ///
    /// # Errors
    /// There is none with this number, or the database fails.
    pub async fn region(&self, id: i64) -> Result<Region, StoreError> {
        let found =
            sqlx::query_as("SELECT * FROM region WHERE id = $1").bind(id).fetch_optional(&self.pool).await?;
        found.ok_or(StoreError::Missing { what: "region", id })
    }

    /// Every region.
    ///
    /// # Errors
    /// The database fails.
    pub async fn regions(&self) -> Result<Vec<Region>, StoreError> {
        let asked = asking!(self.engine, "id, name, parent", "region", "id");
        rows(self.engine, &self.pool, asked, values![]).await
    }

    /// A region, and those that it is part of, the largest first.
    ///
    /// # Errors
    /// There is none with this number, or the database fails.
    pub async fn region_path(&self, id: i64) -> Result<Vec<Region>, StoreError> {
        // Should regions be part of each other in a circle, the way up ends all the same.
        let found: Vec<Region> = sqlx::query_as(
            "WITH RECURSIVE up (id, name, parent, height) AS (
               SELECT id, name, parent, 0 FROM region WHERE id = $1
               UNION ALL SELECT region.id, region.name, region.parent, up.height + 1
               FROM region JOIN up ON region.id = up.parent WHERE up.height < 16)
             SELECT id, name, parent FROM up ORDER BY height DESC",
        )
        .bind(id)
        .fetch_all(&self.pool)
        .await?;
        if found.is_empty() { Err(StoreError::Missing { what: "region", id }) } else { Ok(found) }
    }

    /// How many offices each region has in itself; regions without any are left out.
    ///
    /// # Errors
    /// The database fails.
    pub async fn peopled(&self) -> Result<Vec<Peopled>, StoreError> {
        let found =
            sqlx::query_as("SELECT region, COUNT(*) AS offices FROM office GROUP BY region ORDER BY region");
        Ok(found.fetch_all(&self.pool).await?)
    }

    /// With which letters and digits the initials of offices begin, and how many of them with each.
    ///
    /// # Errors
    /// The database fails.
    pub async fn initials(&self) -> Result<Vec<(String, i64)>, StoreError> {
        let found = sqlx::query_as(
            "SELECT substr(initials, 1, 1) AS initial, COUNT(*) AS offices FROM office WHERE initials <> ''
             GROUP BY substr(initials, 1, 1) ORDER BY 1",
        );
        Ok(found.fetch_all(&self.pool).await?)
    }

    /// The units of a department, by number, without itself; at most so many.
    ///
    /// # Errors
    /// The database fails.
    pub async fn units(&self, department: i64, most: i64) -> Result<Vec<Office>, StoreError> {
        let found =
            sqlx::query_as("SELECT * FROM office WHERE department = $1 AND id <> $1 ORDER BY id LIMIT $2");
        Ok(found.bind(department).bind(most).fetch_all(&self.pool).await?)
    }

    /// The offices that a query finds, by number.
    ///
    /// # Errors
    /// The database fails.
    pub async fn offices(&self, query: &OfficeQuery) -> Result<Vec<Office>, StoreError> {
        let words = query.words.trim();
        let literal = words.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let asked = match query.before {
            Some(_) => offices!("id < $9 ORDER BY id DESC"),
            None => offices!("id > $9 ORDER BY id"),
        };
        let rows = sqlx::query_as(asked)
            .bind(format!("%{literal}%"))
            .bind(format!("{}%", literal.to_lowercase()))
            .bind(query.region.unwrap_or_default())
            .bind(i64::from(query.is_region_alone))
            .bind(query.department.unwrap_or_default())
            .bind(query.level.clone())
            .bind(query.year.unwrap_or_default())
            .bind(query.kind.clone())
            .bind(query.before.unwrap_or(query.after))
            .bind(query.most)
            .bind(query.initial.map(String::from).unwrap_or_default());
        let mut found: Vec<Office> = rows.fetch_all(&self.pool).await?;
        if query.before.is_some() {
            found.reverse();
        }
        Ok(found)
    }
}

/// The initials of a name in pinyin; letters and digits stay.
pub(crate) fn initials(name: &str) -> String {
    let initial = |c: char| match c.to_pinyin() {
        Some(pinyin) => pinyin.first_letter().chars().next(),
        None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
    };
    name.chars().filter_map(initial).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_name_is_found_by_its_initials() {
        assert_eq!(initials("乌恰县人民政府办公室"), "wqxrmzfbgs");
        assert_eq!(initials("第12中学（本级）"), "d12zxbj");
    }
}
