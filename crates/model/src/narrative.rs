//! What the prose asserts.

use crate::figure::FigureId;
use crate::location::{Location, Passage};
use crate::table::Coordinate;
use std::sync::Arc;

/// A numbered section of the narrative, with its text.
#[doc(alias = "说明")]
#[derive(Clone, Debug)]
pub struct Section {
    /// The profile's name for it: `income`, `three_public`; empty if the profile does not know it.
    pub key: Arc<str>,
    /// The heading as printed, numbering included.
    pub heading: Passage,
    /// Its paragraphs, each with wrapped lines joined.
    pub paragraphs: Vec<Passage>,
}

/// What one stretch of prose says of one thing: its amount, its share of a whole, its change from the year before.
#[doc(alias = "断言")]
#[derive(Clone, Debug, Default)]
pub struct Claim {
    /// Index of the section it stands in.
    pub section: usize,
    /// What it speaks of, in the document's words.
    pub subject: String,
    /// Where the words of the subject stand.
    pub subject_location: Location,
    /// The amounts elsewhere in the document that this claim restates; empty if nothing else states it.
    pub coordinates: Vec<Coordinate>,
    /// The amount: 收入预算 2,015.18 万元.
    pub amount: Option<FigureId>,
    /// How many: 实有人数 93 人, 财政拨款项目 13 个, 房屋 11,055.00 平方米.
    pub count: Option<FigureId>,
    /// The words that say there is none: 未安排.
    pub none: Option<Location>,
    /// The share: 占 99.95%.
    pub share: Option<FigureId>,
    /// What the share is of, where that is not the whole of a [`Partition`]: 占本年支出合计的 100%.
    pub share_of: Option<Coordinate>,
    /// The opening budget that the amount is the outturn of: 年初预算为 10.00 万元，支出决算为 9.00 万元.
    pub budget: Option<FigureId>,
    /// The amounts elsewhere in the document that the opening budget restates.
    pub budget_coordinates: Vec<Coordinate>,
    /// How much of the opening budget was spent: 完成年初预算的 90%.
    pub completion: Option<FigureId>,
    /// The words that compare the outturn with the opening budget: 决算数小于预算数.
    pub against_budget: Option<Worded>,
    /// The change from the year before.
    pub change: Option<Change>,
    /// The amount of the year before, where the sentence gives it: 2023年当年预算执行数为60.13万元.
    pub prior: Option<Prior>,
    /// The reason given for the change, without the words that introduce it; blank if it was left out.
    pub reason: Option<Passage>,
}

impl Claim {
    /// The numbers that say something of its coordinates, each with what it says.
    pub fn measures(&self) -> [(&'static str, Option<FigureId>); 5] {
        let change = self.change.as_ref();
        [
            ("amount", self.amount),
            ("count", self.count),
            ("share", self.share),
            ("change", change.and_then(|change| change.amount)),
            ("growth", change.and_then(|change| change.rate)),
        ]
    }
}

/// A whole and its parts: 支出预算 2,015.18 万元，其中：基本支出 1,778.12 万元，项目支出 237.06 万元.
///
/// One whole may be divided in several ways: by basic and project expenditure, by class, by item.
#[doc(alias = "其中")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Index of the claim that states the whole.
    pub whole: usize,
    /// Indexes of the claims that state the parts.
    pub parts: Vec<usize>,
    /// Whether the parts are said to be all of it.
    pub complete: bool,
}

/// The amount of the year before, given for comparison.
#[doc(alias = "上年数")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prior {
    /// The amount.
    pub figure: FigureId,
    /// Of which year, and whether it was planned or spent.
    pub base: Base,
}

/// What this year is compared with: 上年预算, 2023年预算执行数.
#[doc(alias = "对比基数")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base {
    /// The year as written; none where it says 上年.
    pub year: Option<i32>,
    /// Whether it was planned or spent.
    pub measure: Measure,
}

/// Whether an amount was planned or spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// 上年, and no word more.
    #[default]
    Unstated,
    /// 预算数
    #[doc(alias = "预算数")]
    Budget,
    /// 预算执行数, 决算数
    #[doc(alias = "预算执行数")]
    Outturn,
}

/// A stated change from the year before: 比上年预算增加 65.04 万元，增长 929.14%.
#[doc(alias = "增减变化")]
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The word for the amount's direction, absent where only a rate is given.
    pub direction: Option<Worded>,
    /// The difference, without sign.
    pub amount: Option<FigureId>,
    /// The word for the rate's direction.
    pub rate_direction: Option<Worded>,
    /// The rate in percent, without sign.
    pub rate: Option<FigureId>,
    /// What it is a change from.
    pub base: Base,
    /// The whole clause.
    pub location: Location,
}

impl Change {
    /// The direction, whichever word gives it.
    pub fn direction(&self) -> Option<Direction> {
        self.direction.or(self.rate_direction).map(|w| w.direction)
    }
}

/// A direction with the place of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worded {
    /// Which way.
    pub direction: Direction,
    /// The word.
    pub location: Location,
}

/// Which way an amount moved.
#[doc(alias = "增减方向")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 增加, 增长, 上升
    Increase,
    /// 减少, 下降, 降低
    Decrease,
    /// 持平, 无变化, 无增减
    Unchanged,
}

impl Direction {
    /// +1, −1 or 0.
    pub const fn sign(self) -> i64 {
        match self {
            Self::Increase => 1,
            Self::Decrease => -1,
            Self::Unchanged => 0,
        }
    }
}

/// A total given as unit costs times quantities: 15 台，2666 元/台；3 年，2 万元/年，共计 10 万元.
#[doc(alias = "测算")]
#[derive(Clone, Debug)]
pub struct Costing {
    /// Each term is a product of its factors, of which exactly one is money; a term of one factor is an amount.
    pub terms: Vec<Vec<FigureId>>,
    /// The total.
    pub total: FigureId,
    /// The clause.
    pub location: Location,
}

/// A stated number of things beside a list of them: 下设 11 个科室，分别是：….
#[doc(alias = "计数")]
#[derive(Clone, Debug)]
pub struct Tally {
    /// The number stated.
    pub count: FigureId,
    /// What is counted, in the document's words: 个科室.
    pub noun: String,
    /// The things listed.
    pub items: Vec<Passage>,
}
