//! Whether a disclosure was published in time: within twenty days of the approval of its budget or accounts.

use mingzhang_model::{Disclosure, InLang, Lang, Level, PrintedDate, Text, text};
use std::fmt;
use std::str::FromStr;
use time::Month;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(time::Date);

/// What the user knows and the document does not print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Publication {
    /// When the finance bureau, or the department for its units, approved the budget or the accounts.
    pub approved: Option<Date>,
    /// When they were published; goes before the date that the document prints.
    pub published: Option<Date>,
}

/// Whether it was in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Timeliness {
    /// In time; both dates.
    InTime(Text),
    /// Too late, and by how much.
    Late(Text),
    /// It cannot be told, and why.
    Unknown(Text),
}

/// 预算法 第十四条: 应当在批复后二十日内由各部门向社会公开.
const DAYS: i64 = 20;

impl Publication {
    /// What the command line says goes before the configuration.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { approved: self.approved.or(other.approved), published: self.published.or(other.published) }
    }

    pub(crate) fn timeliness(self, disclosure: &Disclosure) -> Timeliness {
        let printed = disclosure.date.as_ref();
        let Some(published) = self.published.or_else(|| printed.and_then(Date::printed)) else {
            return Timeliness::Unknown(match printed {
                Some(date) => text!(
                    "文中的公开日期“{0}”不是日历上的日期，请用 --published 给出公开日期。",
                    "the printed date “{0}” is none of the calendar; please give the day of publication with --published.",
                    date.written.text().trim()
                ),
                None => text!(
                    "文中没有公开日期，请用 --published 给出公开日期。",
                    "the document prints no date of publication; please give it with --published."
                ),
            });
        };
        let Some(approved) = self.approved else {
            return Timeliness::Unknown(text!(
                "公开日期 {0}；没有批复日期，请用 --approved 给出。",
                "published on {0}; the day of approval is unknown, please give it with --approved.",
                published
            ));
        };
        let taken = (published.0 - approved.0).whole_days();
        let law = law(disclosure.level);
        let dates = text!("{0} 批复，{1} 公开", "approved on {0}, published on {1}", approved, published);
        if taken < 0 {
            Timeliness::Unknown(text!(
                "{0}，公开早于批复，请核实两个日期。",
                "{0}, which is before; please check both dates.",
                dates
            ))
        } else if taken > DAYS {
            Timeliness::Late(text!(
                "{0}，历时 {1} 天，超过批复后二十日内公开的时限（{2}）。",
                "{0}, {1} days later and not within twenty days of the approval ({2}).",
                dates,
                taken,
                law
            ))
        } else {
            Timeliness::InTime(text!("{0}。", "{0}.", dates))
        }
    }
}

fn law(level: Option<Level>) -> Text {
    match level {
        Some(Level::Unit) => text!(
            "《预算法实施条例》第六条",
            "Regulations on the Implementation of the Budget Law, Article 6"
        ),
        Some(Level::Department) | None => text!("《预算法》第十四条", "Budget Law, Article 14"),
    }
}

impl Date {
    fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date = time::Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
        (1900..=2999).contains(&year).then_some(Self(date))
    }

    fn printed(date: &PrintedDate) -> Option<Self> {
        Self::new(date.year, date.month, date.day)
    }
}

impl FromStr for Date {
    type Err = String;

    /// `2026-01-20`; `/`, `.` and 年月日 serve as well.
    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> =
            text.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
        let date = || {
            let [year, month, day] = parts.as_slice() else { return None };
            Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        };
        date().ok_or_else(|| "2026-01-20".to_owned())
    }
}

impl InLang for Date {
    fn in_lang(&self, _: Lang) -> impl fmt::Display + '_ {
        self
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_model::Passage;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_of_the_calendar() {
        assert_eq!(date("2026年1月20日"), date("2026-01-20"));
        assert_eq!(date("2024/2/29").to_string(), "2024-02-29");
        for none in ["2026-02-29", "2026-13-01", "2026-04-31", "2026-01", "1月20日", "今天", "2026-1-0"] {
            assert!(none.parse::<Date>().is_err(), "{none}");
        }
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_years() {
        let days = |from: &str, to: &str| (date(to).0 - date(from).0).whole_days();
        assert_eq!(days("2025-12-31", "2026-01-01"), 1);
        assert_eq!(days("2024-02-10", "2024-03-01"), 20);
        assert_eq!(days("2026-02-09", "2026-03-01"), 20);
        assert_eq!(days("2023-03-01", "2024-03-01"), 366);
    }

    #[test]
    fn twenty_days_are_in_time_and_twenty_one_are_not() {
        let printed =
            PrintedDate { year: 2026, month: 2, day: 9, written: Passage::new("2026年2月9日", 1, 1) };
        let disclosure =
            Disclosure { date: Some(printed), level: Some(Level::Unit), ..Disclosure::default() };
        let told = |approved: Option<&str>, published: Option<&str>| {
            let publication = Publication { approved: approved.map(date), published: published.map(date) };
            publication.timeliness(&disclosure)
        };
        assert!(matches!(told(Some("2026-01-20"), None), Timeliness::InTime(_)));
        assert!(
            matches!(told(Some("2026-01-19"), None), Timeliness::Late(why) if why.zh.contains("历时 21 天"))
        );
        assert!(matches!(told(Some("2026-01-20"), Some("2026-02-10")), Timeliness::Late(_)));
        assert!(matches!(told(Some("2026-02-10"), None), Timeliness::Unknown(_)));
        assert!(matches!(told(None, None), Timeliness::Unknown(_)));
        let undated = Publication { approved: Some(date("2026-01-20")), published: None };
        assert!(matches!(undated.timeliness(&Disclosure::default()), Timeliness::Unknown(_)));
    }
}
