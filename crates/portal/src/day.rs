//! Days as people in China count them.

use time::{OffsetDateTime, UtcOffset};

/// Now, in seconds since 1970.
pub fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

/// The day of a time in seconds since 1970, in China: 2024-03-11.
pub(crate) fn day(at: i64) -> String {
    // China has one time, eight hours before Greenwich, all year.
    let there = UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC);
    let date = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(there);
    format!("{}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// The minute of a time in seconds since 1970, in China: 2024-03-11 09:30.
pub(crate) fn minute(at: i64) -> String {
    // The day begins in the east eight hours earlier.
    let there = at.saturating_add(8 * 60 * 60).rem_euclid(24 * 60 * 60);
    format!("{} {:02}:{:02}", day(at), there / 3600, there % 3600 / 60)
}

/// A time in seconds since 1970 as programs write it: 2024-03-11T00:00:00Z.
pub(crate) fn moment(at: i64) -> String {
    let time = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (date, hour, minute, second) = (time.date(), time.hour(), time.minute(), time.second());
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::{day, minute};

    #[test]
    fn the_day_begins_in_the_east() {
        assert_eq!(
            [day(0), day(1_710_086_399), day(1_710_086_400)],
            ["1970-01-01", "2024-03-10", "2024-03-11"]
        );
        assert_eq!(day(i64::MAX), "1970-01-01");
        assert_eq!([minute(0), minute(1_710_086_399)], ["1970-01-01 08:00", "2024-03-10 23:59"]);
    }
}
