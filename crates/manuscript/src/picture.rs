//! What citizens ask of a budget: where the money comes from, where it goes, what changed.

use mingzhang_model::{Money, MoneyUnit};

/// What the page for citizens shows. All amounts are those that the document publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The title: 2024 年单位预算一图读懂.
    pub title: String,
    /// The office that publishes it.
    pub office: String,
    /// The fiscal year.
    pub year: i32,
    /// The date of publication, `2024-03-10`.
    pub published: String,
    /// What the page says of a document that must not be published yet.
    pub draft: Option<String>,
    /// The unit of the amounts shown.
    pub unit: MoneyUnit,
    /// Digits after the point of the amounts shown; an amount that is finer is shown in full.
    pub decimals: u8,
    /// All revenue. Its parts may come to a little more or less, where each is rounded for itself.
    pub income: Money,
    /// All expenditure, likewise.
    pub spent: Money,
    /// Revenue by source. Sources of nothing are not shown.
    pub sources: Vec<Share>,
    /// Expenditure by function. Functions of nothing are not shown.
    pub uses: Vec<Share>,
    /// Expenditure that keeps the office running.
    pub basic: Money,
    /// Expenditure for particular tasks.
    pub project: Money,
    /// What is compared with last year, most important first.
    pub changes: Vec<Change>,
    /// What is said of what was nothing in both years: 未安排, or 未发生 of what was spent.
    pub nothing: String,
    /// The “three public” funds.
    pub three_public: Vec<Change>,
    /// The projects, largest first.
    pub projects: Vec<Share>,
}

/// An amount by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is.
    pub name: String,
    /// How much.
    pub amount: Money,
}

/// An amount beside that of last year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub name: String,
    /// How much this year.
    pub now: Money,
    /// How much last year; None if nobody knows.
    pub before: Option<Money>,
}
