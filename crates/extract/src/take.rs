//! Which entries of a ledger an amount is the sum of.

use mingzhang_ledger::{
    Balance, BalanceKind, Choice as _, Fund, Ledger, Nature, Selection, ThreePublicExpense, Traits, Year,
};
use mingzhang_model::{Code, Coordinate, fold};
use mingzhang_standard::{
    Catalogue, Classification, ColumnSpec, EntryList, LaneSpec, Profile, RowScheme, RowSpec,
};
use std::sync::Arc;

/// Which entries an amount is the sum of.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Take {
    pub list: EntryList,
    /// What the row asks: any of these; nothing where empty.
    pub rows: Vec<Selection>,
    /// What the column asks: any of these; nothing where empty.
    pub columns: Vec<Selection>,
    /// The code above the functional items.
    pub functional: Option<Code>,
    /// The code above the economic sections.
    pub economic: Option<Code>,
    /// The project, folded.
    pub project: Option<String>,
    /// What else is part of the sum, from other lists.
    pub others: Vec<Self>,
}

/// An entry of a ledger that amounts are the sum of, by the list that it is in and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EntryAt {
    /// Expenditure.
    Spent(usize),
    /// Revenue.
    Received(usize),
    /// What was left over.
    Left(usize),
    /// The initial budget.
    Planned(usize),
    /// Three-public expenses.
    Expense(usize),
}

impl Take {
    /// Whether an entry is part of it; `project` is folded.
    pub(crate) fn takes(&self, entry: &Traits, project: &str) -> bool {
        let within = |code: Option<Code>, above: Option<Code>| {
            above.is_none_or(|above| code.is_some_and(|code| code.is_within(above)))
        };
        let any = |of: &[Selection]| of.is_empty() || of.iter().any(|selection| selection.takes(entry));
        within(entry.functional, self.functional)
            && within(entry.economic, self.economic)
            && self.project.as_ref().is_none_or(|name| name == project)
            && any(&self.rows)
            && any(&self.columns)
    }

    /// Whether it may take lines of a nature, whatever else is asked of them.
    pub(crate) fn takes_nature(&self, nature: Nature) -> bool {
        let columns = self.without_codes();
        let columns = Self { rows: Vec::new(), ..columns };
        let classes = Catalogue::builtin().classes(Classification::EconomicDepartment);
        self.funds().into_iter().any(|fund| {
            classes.iter().any(|class| {
                let economic = Some(class.code);
                columns.takes(&Traits { fund, nature: Some(nature), economic, ..Traits::default() }, "")
            })
        })
    }

    /// The same of all codes and projects.
    pub(crate) fn without_codes(&self) -> Self {
        Self { functional: None, economic: None, project: None, ..self.clone() }
    }

    /// The sources of money it may take, those that offices have most often first.
    pub(crate) fn funds(&self) -> Vec<Fund> {
        let asks =
            |of: &[Selection], fund: Fund| of.is_empty() || of.iter().any(|s| s.funds().contains(&fund));
        ranked_funds()
            .into_iter()
            .filter(|fund| asks(&self.rows, *fund) && asks(&self.columns, *fund))
            .collect()
    }
}

/// Every source of money; of those that a table does not tell apart the first is taken.
pub(crate) fn ranked_funds() -> Vec<Fund> {
    let rank = |fund: &Fund| match fund {
        Fund::General => 0,
        Fund::GeneralFromAbove => 1,
        Fund::Funds => 2,
        Fund::FundsFromAbove => 3,
        Fund::Capital => 4,
        Fund::CapitalFromAbove => 5,
        Fund::Other => 6,
        Fund::Service => 7,
        Fund::Operating => 8,
        Fund::SubsidyFromAbove => 9,
        Fund::FromSubordinates => 10,
        Fund::SpecialAccount => 11,
        Fund::CarriedGeneral => 12,
        Fund::CarriedFunds => 13,
        Fund::CarriedCapital => 14,
        Fund::CarriedOwnFunds => 15,
        Fund::CarriedSpecialAccount => 16,
    };
    let mut funds = Fund::ALL.to_vec();
    funds.sort_by_key(rank);
    funds
}

/// What a column takes, without what `except` takes.
pub(crate) fn column_takes(lane: &LaneSpec, key: &str, except: &[Arc<str>]) -> Vec<Selection> {
    selections(&lane.column_takes(key, except))
}

/// What a named row takes.
pub(crate) fn row_takes(lane: &LaneSpec, key: &str) -> Vec<Selection> {
    selections(&lane.row_takes(key))
}

/// The profile's words were checked with the profile.
fn selections(takes: &[&str]) -> Vec<Selection> {
    takes.iter().flat_map(|take| Selection::parse(take)).collect()
}

impl Take {
    /// What the amount at a coordinate is the sum of; none if the profile has no such cell or does not tell.
    pub(crate) fn at(profile: &Profile, coordinate: &Coordinate) -> Option<Self> {
        let (table, row, column) = match coordinate {
            Coordinate::Cell { table, row, column } => (table, row, column),
            Coordinate::Register(name) => {
                let list = EntryList::OperatingCost;
                return (**name == *OPERATING_COST).then(|| Self { list, ..Self::default() });
            }
        };
        let (_, lane) = profile.lane(table)?;
        let spec = lane.columns.iter().find(|spec| spec.key == *column)?;
        if let Some(named) = lane.rows.iter().find(|spec| spec.key == *row) {
            return Some(Self::of_named(lane, named, spec));
        }
        let list = lane.list_of(None, spec);
        let take = Self { list, columns: column_takes(lane, &spec.key, &[]), ..Self::default() };
        let code = row.parse().ok();
        match lane.scheme {
            _ if **row == *"total" => Some(take),
            RowScheme::Economic => code.map(|_| Self { economic: code, ..take }),
            _ => code.map(|_| Self { functional: code, ..take }),
        }
    }

    /// What the cell of a named row is the sum of.
    pub(crate) fn of_named(lane: &LaneSpec, row: &RowSpec, column: &ColumnSpec) -> Self {
        if let Some(parts) = lane.parts_of_lists(row) {
            let mut parts = parts.into_iter().map(|part| Self::of_named(lane, part, column));
            let first = parts.next().unwrap_or_default();
            return Self { others: parts.collect(), ..first };
        }
        Self {
            list: lane.list_of(Some(row), column),
            rows: row_takes(lane, &row.key),
            columns: column_takes(lane, &column.key, &[]),
            ..Self::default()
        }
    }

    /// The entries that it is the sum of, as far as they may be told from each other.
    pub(crate) fn entries(&self, ledger: &Ledger) -> Vec<EntryAt> {
        let kind = match self.list {
            EntryList::Opening => Some(BalanceKind::Opening),
            EntryList::ReservesUsed => Some(BalanceKind::ReservesUsed),
            EntryList::Distribution => Some(BalanceKind::Distribution),
            EntryList::Closing => Some(BalanceKind::Closing),
            _ => None,
        };
        let mut found: Vec<EntryAt> = match self.list {
            EntryList::Expenditure => {
                let lines = ledger.year.expenditure.iter().enumerate();
                let lines = lines.filter(|(_, line)| self.takes(&(*line).into(), &fold(&line.project)));
                lines.map(|(at, _)| EntryAt::Spent(at)).collect()
            }
            EntryList::Revenue => {
                let lines = ledger.year.revenue.iter().enumerate();
                let lines = lines.filter(|(_, line)| self.takes(&(*line).into(), ""));
                lines.map(|(at, _)| EntryAt::Received(at)).collect()
            }
            EntryList::InitialBudget => {
                let planned = ledger.initial_budget.iter().enumerate();
                let planned = planned.filter(|(_, planned)| self.takes(&(*planned).into(), ""));
                planned.map(|(at, _)| EntryAt::Planned(at)).collect()
            }
            EntryList::ThreePublic => {
                let expenses = ledger.three_public.iter().enumerate();
                let expenses = expenses.filter(|(_, expense)| self.takes(&(*expense).into(), ""));
                expenses.map(|(at, _)| EntryAt::Expense(at)).collect()
            }
            _ => {
                let left = ledger.balances.iter().enumerate();
                let left = left.filter(|(_, b)| Some(b.kind) == kind && self.takes(&(*b).into(), ""));
                left.map(|(at, _)| EntryAt::Left(at)).collect()
            }
        };
        found.extend(self.others.iter().flat_map(|other| other.entries(ledger)));
        found
    }

    /// The sum of what a ledger has of it, in fen: of this year, or of the year before.
    pub(crate) fn sum(&self, ledger: &Ledger, when: When) -> i64 {
        let (year, operating) = match when {
            When::Now => (&ledger.year, ledger.other.operating_cost),
            When::Before => (&ledger.prior, ledger.other.prior_operating_cost),
        };
        let left = |kind: BalanceKind| {
            let of_kind = ledger.balances.iter().filter(|b| b.kind == kind && self.takes(&(*b).into(), ""));
            let amount = |balance: &Balance| match when {
                When::Now => balance.amount.0,
                When::Before => balance.prior.unwrap_or_default().0,
            };
            of_kind.map(amount).sum()
        };
        let own = match self.list {
            EntryList::Expenditure => self.of_lines(year),
            EntryList::Revenue => {
                let lines = year.revenue.iter().filter(|line| self.takes(&(*line).into(), ""));
                lines.map(|line| line.amount.0).sum()
            }
            EntryList::Opening => left(BalanceKind::Opening),
            EntryList::ReservesUsed => left(BalanceKind::ReservesUsed),
            EntryList::Distribution => left(BalanceKind::Distribution),
            EntryList::Closing => left(BalanceKind::Closing),
            EntryList::InitialBudget if when == When::Now => {
                let planned = ledger.initial_budget.iter().filter(|p| self.takes(&(*p).into(), ""));
                planned.map(|planned| planned.amount.0).sum()
            }
            EntryList::InitialBudget => 0,
            EntryList::ThreePublic => {
                let expenses =
                    ledger.three_public.iter().filter(|expense| self.takes(&(*expense).into(), ""));
                let amount = |expense: &ThreePublicExpense| match when {
                    When::Now => expense.amount,
                    When::Before => expense.prior,
                };
                expenses.filter_map(amount).map(|money| money.0).sum()
            }
            EntryList::OperatingCost => operating.map_or_else(|| operating_expenses(year), |money| money.0),
        };
        own + self.others.iter().map(|other| other.sum(ledger, when)).sum::<i64>()
    }

    fn of_lines(&self, year: &Year) -> i64 {
        let lines = year.expenditure.iter().filter(|line| self.takes(&(*line).into(), &fold(&line.project)));
        lines.map(|line| line.amount.0).sum()
    }
}

/// What profiles call administrative operating expenses where no table has them.
pub(crate) const OPERATING_COST: &str = "operation.total";

/// Which year's amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Now,
    Before,
}

/// What the general budget pays for running the office: the law's meaning of 机关运行经费.
pub(crate) fn operating_expenses(year: &Year) -> i64 {
    Take { columns: vec![Selection::operating_cost()], ..Take::default() }.of_lines(year)
}
