//! Three-public expenses of this year.

use crate::cells::Cells;
use crate::take::Take;
use mingzhang_ledger::{Choice as _, Fund, Ledger, ThreePublic, ThreePublicExpense, Traits};
use mingzhang_model::Money;
use mingzhang_standard::EntryList;

/// Every expense.
pub(crate) fn kinds() -> impl Iterator<Item = ThreePublic> {
    ThreePublic::ALL.iter().copied()
}

/// Whether an amount is about one expense alone.
pub(crate) fn is_of(take: &Take, kind: ThreePublic) -> bool {
    let fund = take.funds().first().copied().unwrap_or_default();
    let takes = |expense| take.takes(&Traits { fund, expense: Some(expense), ..Traits::default() }, "");
    takes(kind) && kinds().filter(|other| *other != kind).all(|other| !takes(other))
}

/// The entry of an expense and a source; made where there is none.
pub(crate) fn entry(ledger: &mut Ledger, kind: ThreePublic, fund: Fund) -> &mut ThreePublicExpense {
    let entries = &mut ledger.three_public;
    let exact = entries.iter().position(|entry| (entry.kind, entry.fund) == (kind, fund));
    let at = exact.or_else(|| entries.iter().position(|entry| entry.kind == kind)).unwrap_or_else(|| {
        entries.push(ThreePublicExpense { kind, fund, ..ThreePublicExpense::default() });
        entries.len() - 1
    });
    &mut entries[at]
}

/// This year's, from their table. An amount of several expenses together goes to the running of vehicles if that is one
/// of them: offices have it every year.
pub(crate) fn this_year(ledger: &mut Ledger, cells: &Cells) {
    let stated = cells.all.iter().filter(|cell| cell.take.list == EntryList::ThreePublic && cell.is_detail);
    for cell in stated.filter(|cell| cell.is_number) {
        let funds = cell.take.funds();
        let Some(fund) = funds.first().copied() else { continue };
        let taken = |kind: &ThreePublic| {
            cell.take.takes(&Traits { fund, expense: Some(*kind), ..Traits::default() }, "")
        };
        let several: Vec<ThreePublic> = kinds().filter(taken).collect();
        let kind = several.iter().find(|kind| **kind == ThreePublic::VehicleOperation).or(several.first());
        if let Some(kind) = kind.copied() {
            ledger.three_public.push(ThreePublicExpense {
                kind,
                fund,
                amount: Some(Money(cell.value)),
                prior: None,
            });
        }
    }
    ledger.three_public.sort_by_key(|entry| entry.kind);
}
