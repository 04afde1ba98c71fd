//! The sheet of running sums of final accounts: what was there, came in, went out and is left, by budget.

use super::OVERVIEW;
use super::overview::{Computed, computed, natures};
use super::sheet::{HEADING, range};
use super::style::Styles;
use crate::choices::{BALANCED, BalanceKind, Budget, Choice as _, Fund};
use crate::column::Sheet;
use crate::ledger::Ledger;
use crate::names::kind_of;
use crate::topics::{BALANCES, EXPENDITURE, REVENUE};
use crate::value::total;
use mingzhang_model::Kind;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Formula, Workbook, XlsxError};

const HEADINGS: [&str; 8] = [
    "预算",
    "年初结转和结余（元）",
    "本年收入（元）",
    "使用非财政拨款结余（元）",
    "本年支出（元）",
    "结余分配（元）",
    "年末结转和结余（元）",
    "差额（元）",
];

/// Whether the ledger is one of final accounts.
pub(super) fn shows(ledger: &Ledger) -> bool {
    kind_of(ledger) == Some(Kind::FinalAccounts)
}

/// How many groups do not balance.
pub(super) fn unbalanced(ledger: &Ledger) -> usize {
    BALANCED.iter().filter(|(_, budgets)| sums(ledger, budgets)[6] != 0).count()
}

/// The amounts of a group under the headings.
fn sums(ledger: &Ledger, budgets: &[Budget]) -> [i64; 7] {
    let left = |kind: BalanceKind| {
        let of_kind = ledger.balances.iter().filter(|b| b.kind == kind && budgets.contains(&b.budget));
        total(of_kind.map(|balance| balance.amount))
    };
    let revenue = ledger.year.revenue.iter().filter(|line| budgets.contains(&line.fund.budget()));
    let spent = ledger.year.expenditure.iter().filter(|line| budgets.contains(&line.fund.budget()));
    let (opening, revenue) = (left(BalanceKind::Opening), total(revenue.map(|line| line.amount)));
    let (used, spent) = (left(BalanceKind::ReservesUsed), total(spent.map(|line| line.amount)));
    let (distributed, closing) = (left(BalanceKind::Distribution), left(BalanceKind::Closing));
    let comes = opening.saturating_add(revenue).saturating_add(used);
    let goes = spent.saturating_add(distributed).saturating_add(closing);
    [opening, revenue, used, spent, distributed, closing, comes.saturating_sub(goes)]
}

/// The formulas of a group in the row with this number.
fn formulas(budgets: &[Budget], row: u32) -> [String; 7] {
    let of_funds = |sheet: &dyn Sheet| {
        let funds = Fund::ALL.iter().filter(|fund| budgets.contains(&fund.budget()));
        let one = |fund: &Fund| {
            format!("SUMIF({},\"{}\",{})", range(sheet, "fund"), fund.name(), range(sheet, "amount"))
        };
        format!("={}", funds.map(one).collect::<Vec<_>>().join("+"))
    };
    let left = |kind: BalanceKind| {
        let one = |budget: &Budget| {
            let (kinds, of, amounts) =
                (range(&BALANCES, "kind"), range(&BALANCES, "budget"), range(&BALANCES, "amount"));
            format!("SUMIFS({amounts},{kinds},\"{}\",{of},\"{}\")", kind.name(), budget.name())
        };
        format!("={}", budgets.iter().map(one).collect::<Vec<_>>().join("+"))
    };
    [
        left(BalanceKind::Opening),
        of_funds(&REVENUE),
        left(BalanceKind::ReservesUsed),
        of_funds(&EXPENDITURE),
        left(BalanceKind::Distribution),
        left(BalanceKind::Closing),
        format!("=ROUND(B{row}+C{row}+D{row}-E{row}-F{row}-G{row},2)"),
    ]
}

pub(super) fn write(book: &mut Workbook, ledger: &Ledger, styles: &Styles) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name(OVERVIEW)?;
    sheet.write_with_format(0, 0, OVERVIEW, &styles.title)?;
    let help =
        "由各明细表自动汇总，不用填写；年初 + 收入 + 使用结余 - 支出 - 结余分配 - 年末应为零，不为零时变红。";
    sheet.write_with_format(1, 0, help, &styles.help)?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_with_format(HEADING, column, heading, &styles.label)?;
        sheet.set_column_width(column, if column == 0 { 36 } else { 24 })?;
    }
    let first = HEADING + 2;
    let last = HEADING + 1 + u32::try_from(BALANCED.len()).unwrap_or(0);
    for (row, (name, budgets)) in (HEADING + 1..).zip(BALANCED) {
        sheet.write_with_format(row, 0, name, &styles.label)?;
        let cells: Vec<Computed> =
            formulas(budgets, row + 1).into_iter().zip(sums(ledger, budgets)).collect();
        computed(sheet, row, &cells, styles)?;
    }
    sheet.write_with_format(last, 0, "合计", &styles.label)?;
    let all = sums(ledger, Budget::ALL);
    let columns: Vec<Computed> =
        ('B'..='H').zip(all).map(|(c, sum)| (format!("=SUM({c}{first}:{c}{last})"), sum)).collect();
    computed(sheet, last, &columns, styles)?;
    sheet.write_with_format(2, 2, "收支不平衡的预算数", &styles.label)?;
    let count = format!("=SUMPRODUCT(--(ROUND($H${first}:$H${last},2)<>0))");
    let count = Formula::new(count).set_result(unbalanced(ledger).to_string());
    sheet.write_formula_with_format(2, 3, count, &styles.label)?;
    let nonzero = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::NotEqualTo(0));
    sheet.add_conditional_format(HEADING + 1, 7, last, 7, &nonzero.set_format(&styles.wrong))?;
    natures(sheet, last + 2, ledger, styles)?;
    sheet.set_freeze_panes(HEADING + 1, 1)?.set_landscape().set_print_fit_to_pages(1, 0).protect();
    Ok(())
}
