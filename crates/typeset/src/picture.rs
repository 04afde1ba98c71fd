//! What citizens ask of a budget: where the money comes from, where it goes, what changed; ready for its template.

use crate::{Fonts, sheets};
use mingzhang_manuscript::{Change, Picture, Share};
use mingzhang_model::{Money, Numeral};
use serde::Serialize;

/// The page, in two formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// A PDF of one page.
    pub pdf: Vec<u8>,
    /// The same as an SVG, for a web page.
    pub svg: String,
}

/// A picture, ready for its template.
#[derive(Debug, Serialize)]
pub(crate) struct Data<'a> {
    title: &'a str,
    office: &'a str,
    year: i32,
    date: Option<[u16; 3]>,
    draft: Option<&'a str>,
    unit: &'a str,
    song: &'a str,
    hei: &'a str,
    income: Bar,
    spent: Bar,
    sources: Vec<Bar>,
    uses: Vec<Bar>,
    /// Whether the parts do not come to the whole to the last digit, each being rounded for itself.
    is_rounded: bool,
    natures: Vec<Bar>,
    changes: Vec<Pair>,
    three_public: Vec<Pair>,
    projects: Vec<Bar>,
}

/// An amount as it is drawn and written.
#[derive(Debug, Serialize)]
struct Bar {
    name: String,
    amount: i64,
    written: String,
    /// Its share of the whole: 79.8%.
    share: String,
}

/// An amount beside that of last year, as they are drawn and written.
#[derive(Debug, Serialize)]
struct Pair {
    name: String,
    now: i64,
    now_written: String,
    before: Option<i64>,
    before_written: String,
    /// How it changed: 增长 3.2%.
    change: String,
}

/// How many names a flow shows on each side, and how many comparisons and projects there is room for.
const NAMES: usize = 8;
const PAIRS: usize = 5;
const PROJECTS: usize = 5;

/// What the template draws.
pub(crate) fn data<'a>(picture: &'a Picture, fonts: &'a Fonts) -> Data<'a> {
    let (income, spent) = (picture.income, picture.spent);
    let differs =
        |whole: Money, parts: &[Share]| whole != parts.iter().fold(Money(0), |sum, part| sum + part.amount);
    let known: Vec<Change> =
        picture.changes.iter().filter(|change| change.before.is_some()).cloned().collect();
    let natures = [("基本支出", picture.basic), ("项目支出", picture.project)]
        .map(|(name, amount)| Share { name: name.to_owned(), amount });
    let pairs =
        |changes: &[Change], limit| changes.iter().take(limit).map(|change| pair(picture, change)).collect();
    let [song, hei] = fonts.families();
    Data {
        title: &picture.title,
        office: &picture.office,
        year: picture.year,
        date: sheets::date(&picture.published),
        draft: picture.draft.as_deref(),
        unit: picture.unit.name(),
        song,
        hei,
        income: bar(picture, &Share { name: "收入总计".to_owned(), amount: income }, income),
        spent: bar(picture, &Share { name: "支出总计".to_owned(), amount: spent }, spent),
        sources: bars(picture, &gathered(&picture.sources), income),
        uses: bars(picture, &gathered(&picture.uses), spent),
        is_rounded: differs(income, &picture.sources) || differs(spent, &picture.uses),
        natures: bars(picture, &natures, picture.basic + picture.project),
        changes: pairs(&known, PAIRS),
        three_public: pairs(&picture.three_public, PAIRS),
        projects: bars(picture, &picture.projects[..PROJECTS.min(picture.projects.len())], picture.project),
    }
}

/// The shares by size, the smallest of too many put together.
fn gathered(shares: &[Share]) -> Vec<Share> {
    let mut shares: Vec<_> = shares.iter().filter(|share| share.amount.0 > 0).cloned().collect();
    shares.sort_by_key(|share| -share.amount.0);
    if shares.len() > NAMES {
        let rest = shares.split_off(NAMES - 1);
        let amount = rest.iter().fold(Money(0), |sum, share| sum + share.amount);
        shares.push(Share { name: format!("其他 {} 项", rest.len()), amount });
    }
    shares
}

fn bars(picture: &Picture, shares: &[Share], whole: Money) -> Vec<Bar> {
    shares.iter().map(|share| bar(picture, share, whole)).collect()
}

fn bar(picture: &Picture, share: &Share, whole: Money) -> Bar {
    Bar {
        name: share.name.clone(),
        amount: share.amount.0,
        written: written(picture, share.amount),
        share: percent(share.amount, whole).unwrap_or_default(),
    }
}

fn pair(picture: &Picture, change: &Change) -> Pair {
    Pair {
        name: change.name.clone(),
        now: change.now.0,
        now_written: written(picture, change.now),
        before: change.before.map(|before| before.0),
        before_written: change.before.map_or("—".to_owned(), |before| written(picture, before)),
        change: change.before.map_or(String::new(), |before| changed(change.now, before, &picture.nothing)),
    }
}

fn changed(now: Money, before: Money, nothing: &str) -> String {
    let by = |amount| percent(amount, before);
    match now.cmp(&before) {
        std::cmp::Ordering::Equal if now.0 == 0 => nothing.to_owned(),
        std::cmp::Ordering::Equal => "持平".to_owned(),
        std::cmp::Ordering::Greater => {
            by(now - before).map_or("新增".to_owned(), |by| format!("增长 {by}"))
        }
        std::cmp::Ordering::Less => by(before - now).map_or("减少".to_owned(), |by| format!("下降 {by}")),
    }
}

/// An amount in the picture's unit, exact: with more digits if it is finer than they show.
fn written(picture: &Picture, amount: Money) -> String {
    let exponent = picture.unit.exponent();
    let is_exact = |&decimals: &u8| amount.0 % 10_i64.pow(u32::from(exponent - decimals)) == 0;
    let decimals = (picture.decimals.min(exponent)..=exponent).find(is_exact).unwrap_or(exponent);
    Numeral::NOTHING.restated(amount.0, exponent, decimals).to_string()
}

/// A part of a whole with one decimal; None if the whole is nothing.
fn percent(part: Money, whole: Money) -> Option<String> {
    let (part, whole) = (i128::from(part.0), i128::from(whole.0));
    if whole <= 0 {
        return None;
    }
    let tenths = (part * 2000 + whole * part.signum()) / (2 * whole);
    let sign = if tenths < 0 { "-" } else { "" };
    // What is something is not nothing, and what is less than all is not all.
    if tenths == 0 && part > 0 {
        return Some("不足 0.1%".to_owned());
    }
    if tenths == 1000 && part < whole {
        return Some("超过 99.9%".to_owned());
    }
    Some(format!("{sign}{}.{}%", tenths.abs() / 10, tenths.abs() % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_once() {
        assert_eq!(percent(Money(2), Money(3)).as_deref(), Some("66.7%"));
        assert_eq!(percent(Money(1), Money(2000)).as_deref(), Some("0.1%"));
        assert_eq!(percent(Money(1), Money(2001)).as_deref(), Some("不足 0.1%"));
        assert_eq!(percent(Money(2000), Money(2001)).as_deref(), Some("超过 99.9%"));
        assert_eq!(percent(Money(7), Money(7)).as_deref(), Some("100.0%"));
        assert_eq!(percent(Money(0), Money(7)).as_deref(), Some("0.0%"));
        assert_eq!(percent(Money(7), Money(0)), None);
    }

    #[test]
    fn a_change_is_told_in_words() {
        assert_eq!(changed(Money(110), Money(100), "未安排"), "增长 10.0%");
        assert_eq!(changed(Money(100), Money(100), "未安排"), "持平");
        assert_eq!(changed(Money(0), Money(100), "未安排"), "下降 100.0%");
        assert_eq!(changed(Money(5), Money(0), "未安排"), "新增");
        assert_eq!(changed(Money(0), Money(0), "未安排"), "未安排");
    }

    #[test]
    fn too_many_names_are_put_together_without_losing_a_fen() {
        let shares: Vec<_> =
            (1..=12).map(|fen| Share { name: fen.to_string(), amount: Money(fen) }).collect();
        let gathered = gathered(&shares);
        assert_eq!(gathered.len(), NAMES);
        assert_eq!(gathered[7], Share { name: "其他 5 项".to_owned(), amount: Money(15) });
    }
}
