//! Final accounts whose balances are not what came in and went out, and lines that say too little for their tables.

use super::{Faults, yuan};
use crate::choices::{BALANCED, BalanceKind, Budget, Choice as _};
use crate::column::Sheet;
use crate::topics::{BALANCES, EXPENDITURE, INITIAL_BUDGET, PRIOR_REVENUE, REVENUE};
use mingzhang_model::{Text, text};

pub(super) fn check(faults: &mut Faults<'_>) {
    for (name, budgets) in BALANCED {
        balance(faults, name, budgets);
    }
    revenue(faults);
    balances(faults);
    planned(faults);
}

/// Opening, revenue and reserves used against expenditure, distribution and closing.
fn balance(faults: &mut Faults<'_>, name: &str, budgets: &[Budget]) {
    let ledger = &faults.entered.ledger;
    let revenue = ledger.year.revenue.iter().map(|line| (line.fund.budget(), line.amount.0));
    let revenue = sum(faults, &REVENUE, budgets, revenue);
    let spent = ledger.year.expenditure.iter().map(|line| (line.fund.budget(), line.amount.0));
    let spent = sum(faults, &EXPENDITURE, budgets, spent);
    let left = |kind: BalanceKind| {
        // What is of another kind is of no budget here.
        let of_kind = ledger
            .balances
            .iter()
            .map(|balance| (balance.budget, if balance.kind == kind { balance.amount.0 } else { 0 }));
        sum(faults, &BALANCES, budgets, of_kind)
    };
    let [opening, used, distributed, closing] =
        [BalanceKind::Opening, BalanceKind::ReservesUsed, BalanceKind::Distribution, BalanceKind::Closing]
            .map(left);
    let (comes, goes) = (
        opening.saturating_add(revenue).saturating_add(used),
        spent.saturating_add(distributed).saturating_add(closing),
    );
    if comes == goes {
        return;
    }
    let terms = |terms: [(&str, i64); 3]| {
        let told = terms.iter().enumerate().filter(|(at, (_, fen))| *at == 0 || *fen != 0);
        told.map(|(_, (name, fen))| format!("{name} {} 元", yuan(*fen))).collect::<Vec<_>>().join(" + ")
    };
    let message = text!(
        "“{0}”收支不平衡：{1}，合计 {2} 元；{3}，合计 {4} 元，相差 {5} 元。请核对收入明细、支出明细和结转结余。",
        "“{0}” does not balance: {1} come to {2} yuan, {3} to {4}, {5} apart. Please check revenue, expenditure and balances.",
        name,
        terms([("年初结转和结余", opening), ("本年收入", revenue), ("使用非财政拨款结余", used)]),
        yuan(comes),
        terms([("本年支出", spent), ("结余分配", distributed), ("年末结转和结余", closing)]),
        yuan(goes),
        yuan((comes - goes).abs())
    );
    let closes = |at: &usize| {
        let balance = &ledger.balances[*at];
        balance.kind == BalanceKind::Closing && budgets.contains(&balance.budget)
    };
    let record = (0..ledger.balances.len()).find(closes);
    faults.tell(&BALANCES, record, "amount", message);
}

/// What the records of a sheet come to, as far as they could be taken.
fn sum(
    faults: &Faults<'_>,
    sheet: &dyn Sheet,
    budgets: &[Budget],
    amounts: impl Iterator<Item = (Budget, i64)>,
) -> i64 {
    let taken = amounts.enumerate().filter(|(record, (budget, _))| {
        budgets.contains(budget) && faults.is_entered(sheet, *record, "amount")
    });
    taken.fold(0, |sum, (_, (_, fen))| fen.saturating_add(sum))
}

/// The table of income tells revenue by item, and what was left over is no revenue.
fn revenue(faults: &mut Faults<'_>) {
    let ledger = &faults.entered.ledger;
    for (sheet, lines) in [(&REVENUE, &ledger.year.revenue), (&PRIOR_REVENUE, &ledger.prior.revenue)] {
        for (record, line) in lines.iter().enumerate().filter(|(_, line)| line.fund.is_carried()) {
            if faults.is_entered(sheet, record, "fund") {
                let message = text!(
                    "“{0}”不是本年收入，请填在“结转结余”表的年初结转和结余。",
                    "“{0}” is no revenue of the year: please enter it in the sheet of balances, as opening.",
                    line.fund.name()
                );
                faults.tell(sheet, Some(record), "fund", message);
            }
        }
    }
    for (record, line) in ledger.year.revenue.iter().enumerate() {
        if line.functional.is_none() && faults.is_entered(&REVENUE, record, "functional") {
            let message = text!(
                "收入决算表按科目列示，请填这笔收入的功能分类科目。",
                "The income table is by item: please enter the functional item of this revenue."
            );
            faults.tell(&REVENUE, Some(record), "functional", message);
        }
    }
}

/// The tables of funds and state capital tell what is left over by item; only other money has reserves.
fn balances(faults: &mut Faults<'_>) {
    let ledger = &faults.entered.ledger;
    for (record, balance) in ledger.balances.iter().enumerate() {
        let by_item = matches!(balance.budget, Budget::Funds | Budget::Capital);
        let is_left = matches!(balance.kind, BalanceKind::Opening | BalanceKind::Closing);
        if by_item && is_left && balance.functional.is_none() && balance.amount.0 != 0 {
            let message = text!(
                "“{0}”的结转结余要按科目列示，请填功能分类科目。",
                "What is left over of “{0}” is told by item: please enter it.",
                balance.budget.name()
            );
            faults.tell(&BALANCES, Some(record), "functional", message);
        }
        if !is_left && !matches!(balance.budget, Budget::SpecialAccount | Budget::OwnFunds) {
            let message = text!(
                "财政拨款没有“{0}”，请核实预算一栏。",
                "Fiscal money has no “{0}”. Please check the budget.",
                balance.kind.name()
            );
            faults.tell(&BALANCES, Some(record), "budget", message);
        }
    }
}

/// A row of the initial budget is of an item or of a three-public expense.
fn planned(faults: &mut Faults<'_>) {
    let ledger = &faults.entered.ledger;
    for (record, planned) in ledger.initial_budget.iter().enumerate() {
        let said: Option<Text> = match (planned.functional, planned.expense) {
            (None, None) => Some(text!(
                "请填功能分类科目，或“三公”经费项目。",
                "Please enter a functional item or a three-public expense."
            )),
            (Some(_), Some(_)) => Some(text!(
                "功能分类科目和“三公”经费项目只填一个：“三公”经费的预算数另起一行。",
                "Please enter a functional item or a three-public expense, not both."
            )),
            _ => None,
        };
        let known = faults.is_entered(&INITIAL_BUDGET, record, "functional")
            && faults.is_entered(&INITIAL_BUDGET, record, "expense");
        if let Some(message) = said.filter(|_| known) {
            faults.tell(&INITIAL_BUDGET, Some(record), "functional", message);
        }
    }
}
