//! What only final accounts have: revenue that is not what is spent, what was left over, the budget that the year began
//! with, and what they tell beside their tables.

use crate::cells::{Cells, Printed};
use crate::mentions::code_of;
use crate::share::{Sum, share};
use crate::take::ranked_funds;
use mingzhang_ledger::{
    Accounts, Balance, BalanceKind, Budget, Choice as _, Fund, Ledger, Planned, Revenue, ThreePublic, Traits,
};
use mingzhang_model::{Claim, Code, CodeLevel, Coordinate, Disclosure, FigureId, Money};
use mingzhang_standard::EntryList;
use std::collections::BTreeSet;

/// Fills in all of it.
pub(crate) fn accounts(ledger: &mut Ledger, disclosure: &Disclosure, cells: &Cells) {
    ledger.year.revenue = revenue(cells);
    for (kind, list) in [
        (BalanceKind::Opening, EntryList::Opening),
        (BalanceKind::ReservesUsed, EntryList::ReservesUsed),
        (BalanceKind::Distribution, EntryList::Distribution),
        (BalanceKind::Closing, EntryList::Closing),
    ] {
        ledger.balances.extend(balances(cells, kind, list));
    }
    ledger.initial_budget = planned_items(disclosure);
    ledger.initial_budget.extend(planned_expenses(cells));
    ledger.accounts = told(disclosure);
}

/// The cells of a list that no other cells say already.
fn details(cells: &Cells, list: EntryList) -> impl Iterator<Item = &Printed> + Clone {
    cells.all.iter().filter(move |cell| cell.is_detail && cell.take.list == list)
}

/// The lowest codes that cells have amounts for.
fn items<'c>(cells: impl Iterator<Item = &'c Printed>) -> Vec<Code> {
    let codes: BTreeSet<Code> =
        cells.filter(|cell| cell.value != 0).filter_map(|cell| cell.take.functional).collect();
    let is_lowest = |code: &&Code| !codes.iter().any(|other| other != *code && other.is_within(**code));
    codes.iter().filter(is_lowest).copied().collect()
}

/// Amounts of these entries that come to what the cells of a list print.
fn shares(cells: &Cells, list: EntryList, entries: &[Traits]) -> Vec<i64> {
    let sum = |cell: &Printed| {
        let taken = entries.iter().enumerate().filter(|(_, traits)| cell.take.takes(traits, ""));
        let members = taken.map(|(at, _)| at).collect();
        Sum { members, value: cell.value, witness: cell.table, rounding: cells.rounding(cell) }
    };
    let sums: Vec<Sum> = details(cells, list).map(sum).collect();
    let tables: BTreeSet<usize> = sums.iter().map(|sum| sum.witness).collect();
    share(entries.len(), &sums, &tables.into_iter().collect::<Vec<_>>())
}

/// Revenue by source and item.
fn revenue(cells: &Cells) -> Vec<Revenue> {
    let items = items(details(cells, EntryList::Revenue));
    let funds = ranked_funds().into_iter().filter(|fund| !fund.is_carried());
    let named = [Budget::Funds, Budget::Capital].map(|budget| (budget, named_of(cells, budget)));
    let pays = |fund: Fund, item: &Code| {
        let of_own = |budget: Budget| named.iter().any(|(of, items)| *of == budget && items.contains(item));
        match fund.budget() {
            // Funds and state capital have tables that name their items.
            budget @ (Budget::Funds | Budget::Capital) => of_own(budget),
            Budget::General => !of_own(Budget::Funds) && !of_own(Budget::Capital),
            Budget::SpecialAccount | Budget::OwnFunds => true,
        }
    };
    let ways = funds.flat_map(|fund| items.iter().map(move |item| (fund, *item)));
    let ways = ways.filter(|(fund, item)| pays(*fund, item));
    let entries: Vec<Traits> = ways.map(|(fund, item)| traits(fund, Some(item))).collect();
    let shares = shares(cells, EntryList::Revenue, &entries);
    let line = |(traits, amount): (&Traits, i64)| Revenue {
        fund: traits.fund,
        functional: traits.functional,
        amount: Money(amount),
    };
    entries.iter().zip(shares).filter(|(_, amount)| *amount > 0).map(line).collect()
}

/// The items that the table of a budget names for its revenue.
fn named_of(cells: &Cells, budget: Budget) -> BTreeSet<Code> {
    let of_it = |cell: &&Printed| {
        let funds = cell.take.funds();
        cell.value != 0 && !funds.is_empty() && funds.iter().all(|fund| fund.budget() == budget)
    };
    details(cells, EntryList::Revenue).filter(of_it).filter_map(|cell| cell.take.functional).collect()
}

fn traits(fund: Fund, functional: Option<Code>) -> Traits {
    Traits { fund, functional, ..Traits::default() }
}

/// What is left over of one kind: of fiscal budgets first, the rest is the office's own.
fn balances(cells: &Cells, kind: BalanceKind, list: EntryList) -> Vec<Balance> {
    let items = items(details(cells, list));
    let mut entries: Vec<(Budget, Option<Code>)> = Vec::new();
    for budget in Budget::ALL.iter().filter(|budget| **budget != Budget::SpecialAccount) {
        let takes = |item: &&Code| {
            let mut of_item = details(cells, list).filter(|cell| cell.take.functional == Some(**item));
            let traits = traits(budget.fund(), Some(**item));
            of_item.any(|cell| cell.value != 0 && cell.take.takes(&traits, ""))
        };
        let own: Vec<Code> = items.iter().filter(takes).copied().collect();
        if own.is_empty() {
            entries.push((*budget, None));
        }
        entries.extend(own.into_iter().map(|item| (*budget, Some(item))));
    }
    let traits: Vec<Traits> = entries.iter().map(|(budget, item)| traits(budget.fund(), *item)).collect();
    let shares = shares(cells, list, &traits);
    let balance = |((budget, functional), amount): ((Budget, Option<Code>), i64)| Balance {
        kind,
        budget,
        functional,
        amount: Money(amount),
        prior: None,
    };
    entries.into_iter().zip(shares).filter(|(_, amount)| *amount > 0).map(balance).collect()
}

/// What sentences say that the budget had for an item: 年初预算为 10.00 万元.
fn planned_items(disclosure: &Disclosure) -> Vec<Planned> {
    let mut found: Vec<Planned> = Vec::new();
    for claim in &disclosure.claims {
        let Some(amount) = claim.budget.and_then(|id| disclosure.figure(id).money()) else { continue };
        let Some(code) = item_of(claim).or_else(|| code_of(claim, disclosure)) else { continue };
        let functional = Some(code);
        if code.level() == CodeLevel::Item && !found.iter().any(|known| known.functional == functional) {
            found.push(Planned { functional, expense: None, amount });
        }
    }
    found
}

/// The code that a claim's amount stands under in a table.
fn item_of(claim: &Claim) -> Option<Code> {
    claim.coordinates.iter().find_map(|at| match at {
        Coordinate::Cell { row, .. } => row.parse().ok(),
        Coordinate::Register(_) => None,
    })
}

/// What the table of three-public expenses says that the budget had for them.
fn planned_expenses(cells: &Cells) -> Vec<Planned> {
    let mut found = Vec::new();
    for cell in details(cells, EntryList::InitialBudget).filter(|cell| cell.is_number) {
        let takes =
            |kind: &&ThreePublic| cell.take.takes(&Traits { expense: Some(**kind), ..Traits::default() }, "");
        let several: Vec<ThreePublic> = ThreePublic::ALL.iter().filter(takes).copied().collect();
        let running = several.iter().find(|kind| **kind == ThreePublic::VehicleOperation);
        if let Some(expense) = running.or(several.first()).copied() {
            let amount = Money(cell.value);
            found.push(Planned { functional: None, expense: Some(expense), amount });
        }
    }
    found
}

/// Amounts and counts that sentences state by the names that profiles give them.
fn told(disclosure: &Disclosure) -> Accounts {
    let mut accounts = Accounts::default();
    let stated = |name: &str, of: fn(&Claim) -> Option<FigureId>| {
        let register = Coordinate::Register(name.into());
        let mut claims = disclosure.claims.iter().filter(|claim| claim.coordinates.contains(&register));
        claims.find_map(of)
    };
    for (name, amount) in accounts.amounts_mut() {
        *amount = stated(name, |claim| claim.amount).and_then(|id| disclosure.figure(id).money());
    }
    for (name, count) in accounts.counts_mut() {
        *count = stated(name, |claim| claim.count)
            .map(|id| mingzhang_ledger::Quantity(disclosure.figure(id).value));
    }
    accounts
}
