//! The entries that amounts are made of, from all lists of the ledger, in one numbering.

use mingzhang_ledger::{
    Asset, Balance, BalanceKind, Ledger, Procurement, Selection, ThreePublicExpense, Traits, Year,
};
use mingzhang_model::{Money, Text, text};
use mingzhang_standard::EntryList;
use std::ops::Range;

/// One amount that somebody entered.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    /// What selections look at.
    pub traits: Traits,
    /// The project it is for; empty if none.
    pub project: &'a str,
    /// In fen.
    pub amount: i64,
}

/// The entries of a year: those of one list stand together.
#[derive(Debug, Default)]
pub(crate) struct Entries<'a> {
    pub all: Vec<Entry<'a>>,
    pub procurement: Range<u32>,
    pub assets: Range<u32>,
    expenditure: Range<u32>,
    revenue: Range<u32>,
    opening: Range<u32>,
    reserves_used: Range<u32>,
    distribution: Range<u32>,
    closing: Range<u32>,
    initial_budget: Range<u32>,
    three_public: Range<u32>,
    operating_cost: Option<u32>,
}

/// Entries by their numbers, in order.
pub(crate) type Set = Vec<u32>;

impl<'a> Entries<'a> {
    /// This year's.
    pub(crate) fn of_this_year(ledger: &'a Ledger) -> Self {
        let mut entries = Self::default();
        entries.expend(&ledger.year);
        entries.balance(&ledger.balances, |balance| Some(balance.amount));
        let planned = ledger.initial_budget.iter();
        entries.initial_budget = entries.add(planned.map(|p| (p.into(), "", Some(p.amount))));
        entries.expenses(&ledger.three_public, |expense| expense.amount);
        entries.operate(ledger.other.operating_cost);
        let bought = |bought: &Procurement| Some(bought.amount);
        entries.procurement =
            entries.add(ledger.procurement.iter().map(|b| (Traits::default(), "", bought(b))));
        let worth = |asset: &Asset| asset.value;
        entries.assets = entries.add(ledger.assets.iter().map(|a| (Traits::default(), "", worth(a))));
        entries
    }

    /// Last year's. Of purchases and assets nothing is kept.
    pub(crate) fn of_last_year(ledger: &'a Ledger) -> Self {
        let mut entries = Self::default();
        entries.expend(&ledger.prior);
        entries.balance(&ledger.balances, |balance| balance.prior);
        entries.expenses(&ledger.three_public, |expense| expense.prior);
        entries.operate(ledger.other.prior_operating_cost);
        entries
    }

    fn add(&mut self, entries: impl Iterator<Item = (Traits, &'a str, Option<Money>)>) -> Range<u32> {
        let count = |all: &[Entry<'_>]| u32::try_from(all.len()).unwrap_or(u32::MAX);
        let from = count(&self.all);
        let entry = |(traits, project, amount): (_, _, Option<Money>)| Entry {
            traits,
            project,
            amount: amount.unwrap_or_default().0,
        };
        self.all.extend(entries.map(entry));
        from..count(&self.all)
    }

    fn expend(&mut self, year: &'a Year) {
        let lines = year.expenditure.iter();
        self.expenditure =
            self.add(lines.map(|line| (line.into(), line.project.as_str(), Some(line.amount))));
        let revenue = year.revenue.iter();
        self.revenue = self.add(revenue.map(|line| (line.into(), "", Some(line.amount))));
    }

    fn balance(&mut self, balances: &'a [Balance], amount: fn(&Balance) -> Option<Money>) {
        let mut of = |kind: BalanceKind| {
            let of_kind = balances.iter().filter(|balance| balance.kind == kind);
            self.add(of_kind.map(|balance| (balance.into(), "", amount(balance))))
        };
        let all = [
            of(BalanceKind::Opening),
            of(BalanceKind::ReservesUsed),
            of(BalanceKind::Distribution),
            of(BalanceKind::Closing),
        ];
        [self.opening, self.reserves_used, self.distribution, self.closing] = all;
    }

    fn expenses(
        &mut self,
        expenses: &'a [ThreePublicExpense],
        amount: fn(&ThreePublicExpense) -> Option<Money>,
    ) {
        self.three_public = self.add(expenses.iter().map(|expense| (expense.into(), "", amount(expense))));
    }

    fn operate(&mut self, cost: Option<Money>) {
        if cost.is_some() {
            self.operating_cost = Some(self.add(std::iter::once((Traits::default(), "", cost))).start);
        }
    }

    /// The entries of a list.
    pub(crate) fn list(&self, list: EntryList) -> Set {
        let range = match list {
            EntryList::Expenditure => &self.expenditure,
            EntryList::Revenue => &self.revenue,
            EntryList::Opening => &self.opening,
            EntryList::ReservesUsed => &self.reserves_used,
            EntryList::Distribution => &self.distribution,
            EntryList::Closing => &self.closing,
            EntryList::InitialBudget => &self.initial_budget,
            EntryList::ThreePublic => &self.three_public,
            EntryList::OperatingCost => return self.operating_costs(),
        };
        range.clone().collect()
    }

    fn operating_costs(&self) -> Set {
        if let Some(cost) = self.operating_cost {
            return vec![cost];
        }
        let operating = Selection::operating_cost();
        self.expenditure.clone().filter(|at| operating.takes(&self.entry(*at).traits)).collect()
    }

    pub(crate) fn entry(&self, at: u32) -> &Entry<'a> {
        &self.all[at as usize]
    }

    /// The sum of a set, in fen.
    pub(crate) fn sum(&self, set: &[u32]) -> i64 {
        set.iter().map(|at| self.entry(*at).amount).fold(0, i64::saturating_add)
    }
}

impl Entry<'_> {
    /// Names it so that who entered it finds it.
    pub(crate) fn describe(&self) -> Text {
        let code = |code: Option<mingzhang_model::Code>| {
            code.map_or_else(|| "—".to_owned(), |code| code.to_string())
        };
        let amount = crate::print::amount(self.amount, mingzhang_model::MoneyUnit::Yuan, 2);
        let (functional, economic) = (code(self.traits.functional), code(self.traits.economic));
        text!(
            "功能科目 {0}、经济科目 {1}、项目“{2}”、{3} 元",
            "functional item {0}, economic section {1}, project “{2}”, {3} yuan",
            functional,
            economic,
            self.project,
            amount
        )
    }
}

/// What is in both.
pub(crate) fn common(a: &[u32], b: &[u32]) -> Set {
    a.iter().filter(|at| b.binary_search(at).is_ok()).copied().collect()
}
