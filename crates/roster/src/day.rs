//! Days as the table has them and as they are kept: 2024-03-11.

use time::{Date, Duration, Month};

/// The first day that workbooks count, which they call 1 (with a leap day in 1900 that never was).
const SERIAL: (i32, Month, u8) = (1899, Month::December, 30);

/// A day of the calendar, as offices write it: 2024-03-10, 2024年3月10日, 2024/3/10; or as workbooks number it.
pub(crate) fn read(written: &str) -> Option<String> {
    let written = written.trim();
    if let Some(days) = written.parse::<i64>().ok().filter(|days| (36_526..73_050).contains(days)) {
        let (year, month, day) = SERIAL;
        let first = Date::from_calendar_date(year, month, day).ok()?;
        return Some(kept(first.checked_add(Duration::days(days))?));
    }
    let parts: Vec<&str> = written.trim_end_matches('日').split(['年', '月', '-', '/', '.']).collect();
    let &[year, month, day] = parts.as_slice() else { return None };
    let day = date(year.trim().parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?)?;
    (2000..=2100).contains(&day.year()).then(|| kept(day))
}

/// The day so many days after another, both as in 2024-03-11; none if that is no day.
pub fn after(day: &str, days: i64) -> Option<String> {
    Some(kept(parsed(day)?.checked_add(Duration::days(days))?))
}

/// How many days one day is before another; negative if it is after.
pub fn days_between(from: &str, to: &str) -> Option<i64> {
    Some((parsed(to)? - parsed(from)?).whole_days())
}

fn parsed(day: &str) -> Option<Date> {
    let mut parts = day.splitn(3, '-');
    date(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}

fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn kept(day: Date) -> String {
    format!("{}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

#[cfg(test)]
mod tests {
    use super::{after, days_between, read};

    #[test]
    fn a_day_is_read_however_it_is_written() {
        for written in ["2024-03-11", "2024年3月11日", "2024/3/11", "2024.03.11", "45362", " 2024-3-11 "] {
            assert_eq!(read(written).as_deref(), Some("2024-03-11"), "{written}");
        }
        for wrong in ["2024-02-30", "3月11日", "2024", "20240311", "三月", "", "1999-01-01"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_counted_over_months() {
        assert_eq!(after("2024-02-20", 20).as_deref(), Some("2024-03-11"));
        assert_eq!(after("2023-12-31", 1).as_deref(), Some("2024-01-01"));
        assert_eq!(days_between("2024-03-01", "2024-02-28"), Some(-2));
        assert_eq!(days_between("x", "2024-02-28"), None);
    }
}
