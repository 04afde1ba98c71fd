//! Regions and offices are renamed and moved; what is published keeps the names it was signed with.

use crate::change::Change;
use crate::error::StoreError;
use crate::offices::{Office, initials};
use crate::open::Store;

/// What stands between the old name and the new in the journal.
const BECOMES: &str = " → ";

impl Change {
    /// Gives an office another name.
    ///
    /// # Errors
    /// Another office of the region is called so, or the database fails.
    pub async fn rename_office(&mut self, office: i64, name: &str) -> Result<(), StoreError> {
        let before = self.office_numbered(office).await?;
        let other = sqlx::query_scalar::<_, i64>("SELECT id FROM office WHERE region = $1 AND name = $2");
        let other = other.bind(before.region).bind(name).fetch_optional(&mut *self.transaction).await?;
        if other.is_some() {
            return Err(StoreError::Taken(name.to_owned()));
        }
        sqlx::query("UPDATE office SET name = $1, initials = $2 WHERE id = $3")
            .bind(name)
            .bind(initials(name))
            .bind(office)
            .execute(&mut *self.transaction)
            .await?;
        self.note("rename", format!("office:{office}"), format!("{}{BECOMES}{name}", before.name)).await
    }

    /// Puts a unit under a department, or under none.
    ///
    /// # Errors
    /// It is no unit, the other is no department, or the database fails.
    pub async fn place_office(&mut self, office: i64, department: Option<i64>) -> Result<(), StoreError> {
        let unit = self.office_numbered(office).await?;
        if let Some(department) = department {
            let department = self.office_numbered(department).await?;
            if unit.level != "unit" || department.level != "department" {
                return Err(StoreError::Misplaced);
            }
        }
        sqlx::query("UPDATE office SET department = $1 WHERE id = $2")
            .bind(department)
            .bind(office)
            .execute(&mut *self.transaction)
            .await?;
        let detail = department.map_or("-".to_owned(), |department| format!("office:{department}"));
        self.note("place", format!("office:{office}"), detail).await
    }

    /// Gives a region another name.
    ///
    /// # Errors
    /// There is none with this number, another beside it is called so, or the database fails.
    pub async fn rename_region(&mut self, region: i64, name: &str) -> Result<(), StoreError> {
        let (before, parent) = self.region_numbered(region).await?;
        self.is_free(name, parent).await?;
        let rename = sqlx::query("UPDATE region SET name = $1 WHERE id = $2").bind(name).bind(region);
        rename.execute(&mut *self.transaction).await?;
        self.note("rename", format!("region:{region}"), format!("{before}{BECOMES}{name}")).await
    }

    /// Makes a region a part of another, or of none.
    ///
    /// # Errors
    /// It would be a part of itself, another there has its name, or the database fails.
    pub async fn place_region(&mut self, region: i64, parent: Option<i64>) -> Result<(), StoreError> {
        let (name, _) = self.region_numbered(region).await?;
        let mut above = parent;
        while let Some(there) = above {
            if there == region {
                return Err(StoreError::Misplaced);
            }
            above = self.region_numbered(there).await?.1;
        }
        self.is_free(&name, parent).await?;
        let put = sqlx::query("UPDATE region SET parent = $1 WHERE id = $2").bind(parent).bind(region);
        put.execute(&mut *self.transaction).await?;
        let detail = parent.map_or("-".to_owned(), |parent| format!("region:{parent}"));
        self.note("place", format!("region:{region}"), detail).await
    }

    async fn is_free(&mut self, name: &str, parent: Option<i64>) -> Result<(), StoreError> {
        let other = sqlx::query_scalar::<_, i64>(
            "SELECT id FROM region WHERE name = $1 AND COALESCE(parent, 0) = $2",
        );
        let other = other.bind(name).bind(parent.unwrap_or_default());
        match other.fetch_optional(&mut *self.transaction).await? {
            Some(_) => Err(StoreError::Taken(name.to_owned())),
            None => Ok(()),
        }
    }

    async fn office_numbered(&mut self, id: i64) -> Result<Office, StoreError> {
        let found = sqlx::query_as("SELECT * FROM office WHERE id = $1").bind(id);
        let found = found.fetch_optional(&mut *self.transaction).await?;
        found.ok_or(StoreError::Missing { what: "office", id })
    }

    async fn region_numbered(&mut self, id: i64) -> Result<(String, Option<i64>), StoreError> {
        let found = sqlx::query_as("SELECT name, parent FROM region WHERE id = $1").bind(id);
        let found = found.fetch_optional(&mut *self.transaction).await?;
        found.ok_or(StoreError::Missing { what: "region", id })
    }
}

impl Store {
    /// The offices with exactly this name, in any region.
    ///
    /// # Errors
    /// The database fails.
    pub async fn offices_named(&self, name: &str) -> Result<Vec<Office>, StoreError> {
        let found = sqlx::query_as("SELECT * FROM office WHERE name = $1 ORDER BY id");
        Ok(found.bind(name).fetch_all(&self.pool).await?)
    }

    /// Every department, by name.
    ///
    /// # Errors
    /// The database fails.
    pub async fn departments(&self) -> Result<Vec<Office>, StoreError> {
        let found = sqlx::query_as("SELECT * FROM office WHERE level = 'department' ORDER BY name");
        Ok(found.fetch_all(&self.pool).await?)
    }

    /// Whether an office or a region was called so until somebody renamed it.
    pub(crate) async fn was_called(&self, what: &str, id: i64, name: &str) -> Result<bool, StoreError> {
        let renamed = sqlx::query_scalar::<_, String>(
            "SELECT detail FROM event WHERE subject = $1 AND kind = 'rename'",
        );
        let renamed = renamed.bind(format!("{what}:{id}")).fetch_all(&self.pool).await?;
        Ok(renamed.iter().any(|detail| detail.split_once(BECOMES).is_some_and(|(old, _)| old == name)))
    }
}
