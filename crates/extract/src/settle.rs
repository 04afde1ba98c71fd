//! Amounts that were each rounded for itself: exact ones that round to all that is printed.
//!
//! Sums of rounded amounts miss what is printed by a last digit. The lines that were found come near every amount; here
//! each is moved within half of the last place, as little as possible, such that as many sums as possible round to what
//! is printed: a linear program. It counts in floating point, of differences that are small; what it finds is rounded to
//! fen, well within what rounding allows, and the balances are closed in integers.

use crate::cells::Cells;
use crate::take::{EntryAt, When};
use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};
use mingzhang_ledger::{BALANCED, BalanceKind, Budget, Ledger};
use mingzhang_model::{Coordinate, Disclosure};
use mingzhang_standard::EntryList;
use std::collections::BTreeMap;

/// A sum that is printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stated {
    /// The entries that it is the sum of.
    members: Vec<Member>,
    /// In fen.
    value: i64,
    /// Half of its last place, in fen.
    slack: i64,
}

/// An entry whose amount may be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Member {
    Of(EntryAt),
    /// A purchase.
    Bought(usize),
}

/// How far from the edge of what rounds to a printed amount exact ones should stay, in fen: entries are rounded to fen,
/// and there are not so many.
const MARGIN: i64 = 100;

/// Moves the amounts of a ledger.
pub(crate) fn settle(ledger: &mut Ledger, cells: &Cells, disclosure: &Disclosure) {
    let mut stated: BTreeMap<Stated, u32> = BTreeMap::new();
    for sum in of_tables(ledger, cells).into_iter().chain(of_prose(ledger, disclosure)) {
        *stated.entry(sum).or_default() += 1;
    }
    let moves = solve(ledger, &stated).unwrap_or_default();
    for (member, by) in moves {
        let amount = amount_mut(ledger, member);
        *amount = (*amount + by).max(0);
    }
    for (_, budgets) in BALANCED {
        close(ledger, budgets);
    }
    ledger.accounts.overviews_add_up = rounds_apart(ledger, cells);
    ledger.year.expenditure.retain(|line| line.amount.0 > 0);
    ledger.year.revenue.retain(|line| line.amount.0 > 0);
    ledger.balances.retain(|balance| balance.amount.0 > 0);
}

/// Whether a table of named rows prints an amount as the other neighbour of what it is: its parts are made to come to its
/// total.
fn rounds_apart(ledger: &Ledger, cells: &Cells) -> bool {
    let named = cells.all.iter().filter(|cell| cell.is_number && cell.is_named && cell.is_detail);
    named.filter(|cell| cell.take.list == EntryList::Expenditure).any(|cell| {
        let is = cell.take.sum(ledger, When::Now);
        let apart = (is - cell.value).abs();
        (cell.slack..=2 * cell.slack).contains(&apart) && (is - cell.value != -cell.slack)
    })
}

fn of_tables(ledger: &Ledger, cells: &Cells) -> Vec<Stated> {
    let printed = cells.all.iter().filter(|cell| cell.is_number);
    let stated = printed.map(|cell| {
        let members = cell.take.entries(ledger).into_iter().map(Member::Of).collect();
        Stated { members, value: cell.value, slack: cell.slack }
    });
    stated.filter(|sum| !sum.members.is_empty()).collect()
}

/// What the budget of all items came to, and all purchases.
fn of_prose(ledger: &Ledger, disclosure: &Disclosure) -> Vec<Stated> {
    let items = ledger.initial_budget.iter().enumerate();
    let items = items.filter(|(_, planned)| planned.functional.is_some());
    let items: Vec<Member> = items.map(|(at, _)| Member::Of(EntryAt::Planned(at))).collect();
    let bought: Vec<Member> = (0..ledger.procurement.len()).map(Member::Bought).collect();
    let mut found = Vec::new();
    let mut state = |members: &[Member], figure: Option<mingzhang_model::FigureId>| {
        let figure = figure.map(|id| disclosure.figure(id));
        let Some(figure) = figure.filter(|_| !members.is_empty()) else { return };
        let Some(value) = figure.money() else { return };
        found.push(Stated { members: members.to_vec(), value: value.0, slack: figure.last_place / 2 });
    };
    for claim in &disclosure.claims {
        let at = |name: &str| claim.coordinates.iter().any(|at| at.to_string() == name);
        if at("general_expenditure[total].total") {
            state(&items, claim.budget);
        }
        if claim.coordinates.contains(&Coordinate::Register("procurement.total".into())) {
            state(&bought, claim.amount);
        }
    }
    for (at, planned) in ledger.initial_budget.iter().enumerate() {
        let members = vec![Member::Of(EntryAt::Planned(at))];
        found.push(Stated { members, value: planned.amount.0, slack: HALF_HUNDRED_YUAN });
    }
    for (at, bought) in ledger.procurement.iter().enumerate() {
        let members = vec![Member::Bought(at)];
        found.push(Stated { members, value: bought.amount.0, slack: HALF_HUNDRED_YUAN });
    }
    found
}

/// Half of the last place of amounts in 万元 with two decimals, in fen.
const HALF_HUNDRED_YUAN: i64 = 5_000;

/// The entries of budgets, each with whether it comes or goes.
fn sides(ledger: &Ledger, budgets: &[Budget]) -> Vec<(EntryAt, i64)> {
    let of = |budget: Budget| budgets.contains(&budget);
    let revenue = ledger.year.revenue.iter().enumerate().filter(|(_, line)| of(line.fund.budget()));
    let spent = ledger.year.expenditure.iter().enumerate().filter(|(_, line)| of(line.fund.budget()));
    let left = ledger.balances.iter().enumerate().filter(|(_, balance)| of(balance.budget));
    let mut sides: Vec<(EntryAt, i64)> = revenue.map(|(at, _)| (EntryAt::Received(at), 1)).collect();
    sides.extend(spent.map(|(at, _)| (EntryAt::Spent(at), -1)));
    sides.extend(left.map(|(at, balance)| {
        let comes = matches!(balance.kind, BalanceKind::Opening | BalanceKind::ReservesUsed);
        (EntryAt::Left(at), if comes { 1 } else { -1 })
    }));
    sides
}

fn amount_mut(ledger: &mut Ledger, member: Member) -> &mut i64 {
    match member {
        Member::Of(EntryAt::Spent(at)) => &mut ledger.year.expenditure[at].amount.0,
        Member::Of(EntryAt::Received(at)) => &mut ledger.year.revenue[at].amount.0,
        Member::Of(EntryAt::Left(at)) => &mut ledger.balances[at].amount.0,
        Member::Of(EntryAt::Planned(at)) => &mut ledger.initial_budget[at].amount.0,
        Member::Of(EntryAt::Expense(at)) => &mut ledger.three_public[at].amount.get_or_insert_default().0,
        Member::Bought(at) => &mut ledger.procurement[at].amount.0,
    }
}

fn amount(ledger: &Ledger, member: Member) -> i64 {
    match member {
        Member::Of(EntryAt::Spent(at)) => ledger.year.expenditure[at].amount.0,
        Member::Of(EntryAt::Received(at)) => ledger.year.revenue[at].amount.0,
        Member::Of(EntryAt::Left(at)) => ledger.balances[at].amount.0,
        Member::Of(EntryAt::Planned(at)) => ledger.initial_budget[at].amount.0,
        Member::Of(EntryAt::Expense(at)) => ledger.three_public[at].amount.unwrap_or_default().0,
        Member::Bought(at) => ledger.procurement[at].amount.0,
    }
}

/// A linear program of how far entries are moved.
struct Program<'l> {
    ledger: &'l Ledger,
    problem: Problem,
    /// How much more each entry becomes, and how much less.
    moves: BTreeMap<Member, (Variable, Variable)>,
}

/// By how much each entry is moved; nothing where the budgets cannot be balanced.
#[allow(clippy::float_arithmetic, clippy::cast_possible_truncation)]
fn solve(ledger: &Ledger, stated: &BTreeMap<Stated, u32>) -> Option<Vec<(Member, i64)>> {
    let problem = Problem::new(OptimizationDirection::Minimize);
    let mut program = Program { ledger, problem, moves: BTreeMap::new() };
    for (sum, times) in stated {
        program.meet(sum, *times);
    }
    for sides in BALANCED.iter().map(|(_, budgets)| sides(ledger, budgets)).filter(|sides| !sides.is_empty())
    {
        program.balance(&sides);
    }
    let Program { problem, moves, .. } = program;
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let by = |(more, less): &(Variable, Variable)| {
        (solution.var_value(*more) - solution.var_value(*less)).round() as i64
    };
    Some(moves.iter().map(|(member, variables)| (*member, by(variables))).collect())
}

#[allow(clippy::float_arithmetic, clippy::cast_precision_loss)]
impl Program<'_> {
    /// Adds to an expression by how much an entry is moved.
    fn add(&mut self, expression: &mut LinearExpr, member: Member, sign: f64) {
        let most = amount(self.ledger, member) as f64;
        let problem = &mut self.problem;
        let (more, less) = *self.moves.entry(member).or_insert_with(|| {
            (problem.add_var(MOVED, (0.0, f64::INFINITY)), problem.add_var(MOVED, (0.0, most)))
        });
        expression.add(more, sign);
        expression.add(less, -sign);
    }

    /// A sum shall be near what is printed in so many places, and round to it; missing that has its price.
    fn meet(&mut self, sum: &Stated, times: u32) {
        let now: i64 = sum.members.iter().map(|member| amount(self.ledger, *member)).sum();
        let room = (sum.slack - MARGIN).max(0) as f64;
        let mut expression = LinearExpr::empty();
        for member in &sum.members {
            self.add(&mut expression, *member, 1.0);
        }
        for sign in [1.0, -1.0] {
            let within = self.problem.add_var(f64::from(times), (0.0, room));
            let beyond = self.problem.add_var(f64::from(times) * MISSED, (0.0, f64::INFINITY));
            expression.add(within, sign);
            expression.add(beyond, sign);
        }
        self.problem.add_constraint(expression, ComparisonOp::Eq, (sum.value - now) as f64);
    }

    /// What comes must be what goes.
    fn balance(&mut self, sides: &[(EntryAt, i64)]) {
        let mut expression = LinearExpr::empty();
        let mut now = 0;
        for (at, sign) in sides {
            let member = Member::Of(*at);
            self.add(&mut expression, member, *sign as f64);
            now += sign * amount(self.ledger, member);
        }
        self.problem.add_constraint(expression, ComparisonOp::Eq, -now as f64);
    }
}

/// What it costs to miss a printed amount by one, where to be away from it by one within its rounding costs one.
const MISSED: f64 = 1000.0;

/// What it costs to move an entry by one.
const MOVED: f64 = 0.01;

/// Makes the balances close to the fen: what is left at the end takes what rounding left open, or else another entry.
fn close(ledger: &mut Ledger, budgets: &[Budget]) {
    let sides = sides(ledger, budgets);
    let open: i64 = sides.iter().map(|(at, sign)| sign * amount(ledger, Member::Of(*at))).sum();
    // A contradiction of the document is not for rounding to hide.
    if open == 0 || open.abs() > MARGIN {
        return;
    }
    let closes = |(at, _): &&(EntryAt, i64)| match at {
        EntryAt::Left(at) => ledger.balances[*at].kind == BalanceKind::Closing,
        _ => false,
    };
    let largest = || sides.iter().max_by_key(|(at, _)| amount(ledger, Member::Of(*at)));
    if let Some((at, sign)) = sides.iter().find(closes).or_else(largest).copied() {
        *amount_mut(ledger, Member::Of(at)) -= sign * open;
    }
}
