//! The sheet of running sums: what comes in and what goes out, by source of money.

use super::OVERVIEW;
use super::sheet::{HEADING, range};
use super::style::Styles;
use crate::choices::{Choice, Fund, Nature};
use crate::column::Sheet;
use crate::ledger::{Ledger, Year};
use crate::topics::{EXPENDITURE, PRIOR_EXPENDITURE, PRIOR_REVENUE, REVENUE};
use crate::value::{Value as _, total};
use mingzhang_model::Money;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, Formula, Workbook, Worksheet, XlsxError,
};

/// The cell that counts the sources whose revenue is not their expenditure.
pub(super) const UNBALANCED: &str = "$D$3";

/// The headings of the sums by source.
const HEADINGS: [&str; 7] = [
    "资金来源",
    "本年收入（元）",
    "本年支出（元）",
    "差额（元）",
    "上年收入（元）",
    "上年支出（元）",
    "上年差额（元）",
];

/// What a cell computes, and what it comes to as long as nobody edits anything.
pub(super) type Computed = (String, i64);

/// Says whether every source's revenue is its expenditure: the formula and its result.
pub(super) fn balance(ledger: &Ledger) -> (String, String) {
    let cell = format!("'{OVERVIEW}'!{UNBALANCED}");
    let (good, bad) = if super::balances::shows(ledger) {
        ("各预算收支平衡", ("有 ", " 个预算收支不平衡，见“总览”"))
    } else {
        ("各资金来源收支相等", ("有 ", " 个资金来源收支不等，见“总览”"))
    };
    let formula = format!("=IF({cell}=0,\"{good}\",\"{}\"&{cell}&\"{}\")", bad.0, bad.1);
    let result = match unbalanced(ledger) {
        0 => good.to_owned(),
        count => format!("{}{count}{}", bad.0, bad.1),
    };
    (formula, result)
}

fn received(year: &Year, fund: Fund) -> i64 {
    total(year.revenue.iter().filter(|line| line.fund == fund).map(|line| line.amount))
}

fn spent(year: &Year, fund: Fund) -> i64 {
    total(year.expenditure.iter().filter(|line| line.fund == fund).map(|line| line.amount))
}

fn unbalanced(ledger: &Ledger) -> usize {
    if super::balances::shows(ledger) {
        return super::balances::unbalanced(ledger);
    }
    let year = &ledger.year;
    Fund::ALL.iter().filter(|fund| received(year, **fund) != spent(year, **fund)).count()
}

pub(super) fn write(book: &mut Workbook, ledger: &Ledger, styles: &Styles) -> Result<(), XlsxError> {
    if super::balances::shows(ledger) {
        return super::balances::write(book, ledger, styles);
    }
    let sheet = book.add_worksheet().set_name(OVERVIEW)?;
    sheet.write_with_format(0, 0, OVERVIEW, &styles.title)?;
    sheet.write_with_format(1, 0, "由各明细表自动汇总，不用填写；差额不为零时变红。", &styles.help)?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_with_format(HEADING, column, heading, &styles.label)?;
        sheet.set_column_width(column, if column == 0 { 36 } else { 20 })?;
    }
    let first = HEADING + 2;
    let last = HEADING + 1 + u32::try_from(Fund::ALL.len()).unwrap_or(0);
    for (row, fund) in (HEADING + 1..).zip(Fund::ALL) {
        sheet.write_with_format(row, 0, fund.name(), &styles.label)?;
        computed(sheet, row, &of_fund(ledger, *fund, row + 1), styles)?;
    }
    sheet.write_with_format(last, 0, "合计", &styles.label)?;
    let columns: Vec<Computed> = ('B'..='G')
        .zip(totals(ledger))
        .map(|(c, sum)| (format!("=SUM({c}{first}:{c}{last})"), sum))
        .collect();
    computed(sheet, last, &columns, styles)?;
    let count = format!("=SUMPRODUCT(--(ROUND($D${first}:$D${last},2)<>0))");
    sheet.write_with_format(2, 2, "收支不等的来源数", &styles.label)?;
    let count = Formula::new(count).set_result(unbalanced(ledger).to_string());
    sheet.write_formula_with_format(2, 3, count, &styles.label)?;
    for column in [3, 6] {
        let nonzero = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::NotEqualTo(0));
        sheet.add_conditional_format(
            HEADING + 1,
            column,
            last,
            column,
            &nonzero.set_format(&styles.wrong),
        )?;
    }
    natures(sheet, last + 2, ledger, styles)?;
    sheet.set_freeze_panes(HEADING + 1, 1)?.set_landscape().set_print_fit_to_pages(1, 0).protect();
    Ok(())
}

pub(super) fn computed(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Computed],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (column, (formula, fen)) in (1..).zip(cells) {
        let sign = if *fen < 0 { "-" } else { "" };
        let result = format!("{sign}{}", Money(fen.saturating_abs()).written());
        let formula = Formula::new(formula).set_result(result);
        sheet.write_formula_with_format(row, column, formula, &styles.sum)?;
    }
    Ok(())
}

/// The sums of a source in the row with this number.
fn of_fund(ledger: &Ledger, fund: Fund, row: u32) -> Vec<Computed> {
    let sum =
        |sheet: &dyn Sheet| format!("=SUMIF({},$A{row},{})", range(sheet, "fund"), range(sheet, "amount"));
    let year = |revenue: &dyn Sheet, expenditure: &dyn Sheet, year: &Year, minus: &str| {
        let (received, spent) = (received(year, fund), spent(year, fund));
        let difference = (format!("=ROUND({minus},2)"), received - spent);
        [(sum(revenue), received), (sum(expenditure), spent), difference]
    };
    let this = year(&REVENUE, &EXPENDITURE, &ledger.year, &format!("B{row}-C{row}"));
    let prior = year(&PRIOR_REVENUE, &PRIOR_EXPENDITURE, &ledger.prior, &format!("E{row}-F{row}"));
    this.into_iter().chain(prior).collect()
}

fn totals(ledger: &Ledger) -> [i64; 6] {
    let of = |year: &Year| {
        let received = total(year.revenue.iter().map(|line| line.amount));
        let spent = total(year.expenditure.iter().map(|line| line.amount));
        [received, spent, received - spent]
    };
    let years = [of(&ledger.year), of(&ledger.prior)];
    std::array::from_fn(|column| years[column / 3][column % 3])
}

/// This year's and last year's expenditure by nature.
pub(super) fn natures(
    sheet: &mut Worksheet,
    at: u32,
    ledger: &Ledger,
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (column, heading) in (0..).zip(["支出性质", "本年支出（元）", "上年支出（元）"]) {
        sheet.write_with_format(at, column, heading, &styles.label)?;
    }
    let budget = !super::balances::shows(ledger);
    let natures = Nature::ALL.iter().filter(|nature| !budget || nature.is_of_budgets());
    for (row, nature) in (at + 1..).zip(natures) {
        sheet.write_with_format(row, 0, nature.name(), &styles.label)?;
        let cell = |sheet: &dyn Sheet, year: &Year| {
            let lines = year.expenditure.iter().filter(|line| line.nature == *nature);
            let formula =
                format!("=SUMIF({},$A{},{})", range(sheet, "nature"), row + 1, range(sheet, "amount"));
            (formula, total(lines.map(|line| line.amount)))
        };
        let cells = [cell(&EXPENDITURE, &ledger.year), cell(&PRIOR_EXPENDITURE, &ledger.prior)];
        computed(sheet, row, &cells, styles)?;
    }
    Ok(())
}
