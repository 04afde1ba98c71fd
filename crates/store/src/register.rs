//! The register: who owes which document by when, and how each stands.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;
use sqlx::FromRow;

/// A document that is owed, with how it stands.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Owed {
    /// Number of the document.
    pub document: i64,
    /// Number of the office.
    pub office: i64,
    /// Its name.
    pub name: String,
    /// The last day to publish it, as in 2024-03-11.
    pub due_on: Option<String>,
    /// When the first revision was published, in seconds since 1970.
    pub published_at: Option<i64>,
    /// State of the latest revision; none if nothing was handed in.
    pub state: Option<String>,
    /// Errors of the latest revision.
    pub errors: i64,
    /// Errors of the revision that citizens read.
    pub published_errors: i64,
}

/// How an office stands with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Published by the last day, or there is none.
    OnTime,
    /// Published, but late.
    Late,
    /// Not published, and the last day has passed.
    Overdue,
    /// Not published, and there is still time.
    Pending,
}

impl Owed {
    /// How it stands on a day, as in 2024-03-11. `published_on` tells the day of a time, as people there count it.
    pub fn standing(&self, today: &str, published_on: impl Fn(i64) -> String) -> Standing {
        let is_after = |day: &str| self.due_on.as_deref().is_some_and(|due| day > due);
        match self.published_at {
            Some(at) if is_after(&published_on(at)) => Standing::Late,
            Some(_) => Standing::OnTime,
            None if is_after(today) => Standing::Overdue,
            None => Standing::Pending,
        }
    }
}

/// The end of a day in China, as in 2024-03-11, in seconds since 1970.
pub(crate) fn end_of(day: &str) -> Option<i64> {
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    // Years begin in March, so that the leap day is their last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = year * 365 + leap_days + (153 * month + 2) / 5 + date - 719_469;
    // The next day begins in China eight hours earlier.
    Some((days + 1) * 24 * 60 * 60 - 8 * 60 * 60)
}

impl Change {
    /// Says when a document was approved and by when it is to be published; both days as in 2024-03-11.
    ///
    /// # Errors
    /// The database fails.
    pub async fn schedule(
        &mut self,
        document: i64,
        approved_on: Option<&str>,
        due_on: Option<&str>,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE document SET approved_on = $1, due_on = $2, due_by = $3 WHERE id = $4")
            .bind(approved_on.map(str::to_owned))
            .bind(due_on.map(str::to_owned))
            .bind(due_on.and_then(end_of))
            .bind(document)
            .execute(&mut *self.transaction)
            .await?;
        let days = format!("{} {}", approved_on.unwrap_or("-"), due_on.unwrap_or("-"));
        self.note("schedule", format!("document:{document}"), days).await
    }
}

impl Store {
    /// Every document of a year and kind that is owed, by number of the office; of a region and its parts, if one is given.
    ///
    /// # Errors
    /// The database fails.
    pub async fn owed(&self, year: i32, kind: &str, region: Option<i64>) -> Result<Vec<Owed>, StoreError> {
        let found = sqlx::query_as(
            "SELECT document.id AS document, office.id AS office, office.name AS name, document.due_on AS due_on,
               (SELECT MIN(published_at) FROM revision WHERE revision.document = document.id) AS published_at,
               (SELECT state FROM revision WHERE revision.document = document.id ORDER BY number DESC LIMIT 1) AS state,
               COALESCE((SELECT errors FROM revision WHERE revision.document = document.id
                 ORDER BY number DESC LIMIT 1), 0) AS errors,
               COALESCE((SELECT errors FROM revision WHERE revision.id = document.current), 0) AS published_errors
             FROM document JOIN office ON office.id = document.office
             WHERE document.year = $1 AND document.kind = $2 AND ($3 = 0 OR office.region IN (
               WITH RECURSIVE part (id) AS (
                 SELECT id FROM region WHERE id = $3
                 UNION SELECT region.id FROM region JOIN part ON region.parent = part.id)
               SELECT id FROM part))
             ORDER BY office.id",
        );
        let found = found.bind(i64::from(year)).bind(kind).bind(region.unwrap_or_default());
        Ok(found.fetch_all(&self.pool).await?)
    }

    /// The years of which something is owed, the latest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn years(&self) -> Result<Vec<i64>, StoreError> {
        let found = sqlx::query_scalar("SELECT DISTINCT year FROM document ORDER BY year DESC");
        Ok(found.fetch_all(&self.pool).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn a_day_ends_eight_hours_earlier() {
        assert_eq!(end_of("1970-01-01"), Some(16 * 3600));
        assert_eq!(end_of("2024-02-29"), Some(1_709_222_400));
        assert_eq!(end_of("2024-03-10"), Some(1_710_086_400));
        assert_eq!([end_of("2024-13-01"), end_of("3月"), end_of("2024-03")], [None; 3]);
    }

    #[test]
    fn the_last_day_still_counts() {
        let owed = |due: Option<&str>, published_at| Owed {
            document: 1,
            office: 1,
            name: "甲局".into(),
            due_on: due.map(str::to_owned),
            published_at,
            state: None,
            errors: 0,
            published_errors: 0,
        };
        let day = |at: i64| format!("2024-03-{:02}", at / DAY);
        let standing = |owed: Owed, today| owed.standing(today, day);
        assert_eq!(standing(owed(Some("2024-03-11"), None), "2024-03-11"), Standing::Pending);
        assert_eq!(standing(owed(Some("2024-03-11"), None), "2024-03-12"), Standing::Overdue);
        assert_eq!(standing(owed(Some("2024-03-11"), Some(11 * DAY)), "2024-04-01"), Standing::OnTime);
        assert_eq!(standing(owed(Some("2024-03-11"), Some(12 * DAY)), "2024-04-01"), Standing::Late);
        assert_eq!(standing(owed(None, None), "2024-04-01"), Standing::Pending);
    }
}
