//! The register: who owes which document by when, and how each stands.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;
use time::{Date, Month, UtcOffset};

/// The end of a day in China, as in 2024-03-11, in seconds since 1970.
pub(crate) fn end_of(day: &str) -> Option<i64> {
    let mut parts = day.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    let day = Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()?;
    // The next day begins in China eight hours earlier.
    let next = day.next_day()?.midnight().assume_offset(UtcOffset::from_hms(8, 0, 0).ok()?);
    Some(next.unix_timestamp())
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

/// The years of documents, from the latest on each looked up in the index: there are few years and many documents.
macro_rules! years {
    ($which:literal) => {
        concat!(
            "WITH RECURSIVE known (year) AS (
               SELECT MAX(year) FROM document WHERE ",
            $which,
            "  UNION ALL SELECT (SELECT MAX(year) FROM document WHERE document.year < known.year AND ",
            $which,
            ") FROM known WHERE known.year IS NOT NULL)
             SELECT year FROM known WHERE year IS NOT NULL ORDER BY year DESC"
        )
    };
}

impl Store {
    /// The years of which something is owed, the latest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn years(&self) -> Result<Vec<i64>, StoreError> {
        Ok(sqlx::query_scalar(years!("TRUE")).fetch_all(&self.pool).await?)
    }

    /// The years of which citizens can read something, the latest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn years_to_read(&self) -> Result<Vec<i64>, StoreError> {
        Ok(sqlx::query_scalar(years!("current IS NOT NULL")).fetch_all(&self.pool).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_eight_hours_earlier() {
        assert_eq!(end_of("1970-01-01"), Some(16 * 3600));
        assert_eq!(end_of("2024-02-29"), Some(1_709_222_400));
        assert_eq!(end_of("2024-03-10"), Some(1_710_086_400));
        assert_eq!([end_of("2024-13-01"), end_of("3月"), end_of("2024-03")], [None; 3]);
    }
}
