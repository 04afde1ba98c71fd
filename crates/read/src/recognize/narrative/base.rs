//! What an amount is compared with: last year's budget, or what was spent.

use mingzhang_model::{Base, Measure};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// 上年, 2023年, 2023年度(上一年度，下同).
const YEAR: &str = "(?:上年|上一年|去年|(2\\d{3})年)(?:度|当年)*(?:\\([^()]*\\))?";
/// What may stand between the year and the amount.
const WORDS: &str = "(?:当年|同期|一般公共预算|财政拨款|调整|年初)*(?:支出|收入|拨款)?(?:预算|支出|收入)*";

static PRIOR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:^|[，。；：、(]|其中){YEAR}({WORDS}(?:执行数?|决算数?|预算数?|安排数?))(?:为|是|：|共)*$"
    ))
    .ok()
});

static AT_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("(?:比|较|与|同){YEAR}([^，。；]{{0,16}})$")).ok());

static ANYWHERE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("(?:比|较|与|同){YEAR}([^，。；]{{0,16}})")).ok());

static THIS_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("(?:本年度?|今年|(2\\d{3})年度?)(?:当年)?(?:支出|收入)?(?:预算安排|预算数?|安排预算|安排)(?:为|是|：)?$").ok()
});

/// What the words right before an amount make it, if it is one of an earlier year than the document's.
pub(super) fn prior(lead: &str, of: Option<i32>) -> Option<Base> {
    let found = base(&PRIOR.as_ref()?.captures(lead)?);
    let earlier = |year: i32| of.is_some_and(|this| year < this);
    found.year.is_none_or(earlier).then_some(found)
}

/// Whether the words right before an amount say that it is this year's.
pub(super) fn is_this_year(lead: &str, of: Option<i32>) -> bool {
    let found = THIS_YEAR.as_ref().and_then(|pattern| pattern.captures(lead));
    found.is_some_and(|found| year(&found).is_none_or(|year| Some(year) == of))
}

/// What a change is one from, by the words since the number before it: 比2023年预算减少.
pub(super) fn compared_at_end(lead: &str) -> Option<Base> {
    AT_END.as_ref()?.captures(lead).map(|found| base(&found))
}

/// What is said to be equal: 与上年预算持平.
pub(super) fn compared(clause: &str) -> Base {
    let found = ANYWHERE.as_ref().and_then(|pattern| pattern.captures(clause));
    found.map(|found| base(&found)).unwrap_or_default()
}

fn base(found: &Captures<'_>) -> Base {
    let words = found.get(2).map_or("", |words| words.as_str());
    let measure = if words.contains("执行") || words.contains("决算") {
        Measure::Outturn
    } else if words.contains("预算") || words.contains("安排") {
        Measure::Budget
    } else {
        Measure::Unstated
    };
    Base { year: year(found), measure }
}

fn year(found: &Captures<'_>) -> Option<i32> {
    found.get(1)?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(year: Option<i32>, measure: Measure) -> Base {
        Base { year, measure }
    }

    #[test]
    fn an_amount_of_the_year_before_is_known_by_its_words() {
        let outturn = of(Some(2023), Measure::Outturn);
        assert_eq!(prior("，主要用于普查。2023年当年预算执行数为", Some(2024)), Some(outturn));
        assert_eq!(prior("，上年预算数为", Some(2024)), Some(of(None, Measure::Budget)));
        for lead in ["，2024年预算数为", "，比2023年预算减少", "，占2023年预算的", "项目支出"]
        {
            assert_eq!(prior(lead, Some(2024)), None, "{lead}");
        }
        assert!(is_this_year("，2024年预算安排", Some(2024)));
        assert!(!is_this_year("，2023年预算安排", Some(2024)) && !is_this_year("，主要用于", Some(2024)));
    }

    #[test]
    fn a_change_tells_what_from() {
        assert_eq!(compared_at_end("，比2023年预算减少"), Some(of(Some(2023), Measure::Budget)));
        let remarked = "，比2022年(上一年度，下同)预算增加";
        assert_eq!(compared_at_end(remarked), Some(of(Some(2022), Measure::Budget)));
        assert_eq!(compared_at_end("，较上年决算数增加"), Some(of(None, Measure::Outturn)));
        assert_eq!(compared_at_end("，比上年增加"), Some(Base::default()));
        assert_eq!(compared_at_end("，增长"), None);
        assert_eq!(compared("与上年预算持平"), of(None, Measure::Budget));
    }
}
