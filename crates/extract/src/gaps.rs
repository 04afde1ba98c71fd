//! What an extracted ledger does not meet, and what was decided without the document saying it.

use crate::cells::{Cells, Printed};
use crate::take::When;
use mingzhang_ledger::Ledger;
use mingzhang_model::{Disclosure, Origin, RowKind, Text, text};

/// How many amounts of one table are named in a sentence.
const NAMED: usize = 3;

/// The cells whose amount is not what the ledger comes to, with that.
pub(crate) fn missed<'c>(cells: &'c Cells, ledger: &Ledger) -> Vec<(&'c Printed, i64)> {
    let mut missed = Vec::new();
    for cell in &cells.all {
        let is = cell.take.sum(ledger, When::Now);
        let meets = |is: i64| (is - cell.value).abs() <= cell.slack;
        let or = cell.or_take.as_ref().map(|take| take.sum(ledger, When::Now));
        if (cell.is_number || cell.is_detail) && !meets(is) && !or.is_some_and(meets) {
            missed.push((cell, is));
        }
    }
    missed
}

/// The same in words, a sentence for each table.
pub(crate) fn of_tables(cells: &Cells, ledger: &Ledger, disclosure: &Disclosure) -> Vec<Text> {
    let (rounded, missed): (Vec<_>, Vec<_>) = missed(cells, ledger)
        .into_iter()
        .filter(|(cell, is)| !is_made_to_add_up(cell, *is, ledger))
        .partition(|(cell, is)| (is - cell.value).abs() <= cells.rounding(cell));
    let mut gaps = Vec::new();
    if !rounded.is_empty() {
        gaps.push(text!(
            "有 {0} 个数与账册的合计只差末位：各表分别四舍五入，没有一组金额能同时合成它们。如有原始金额，请据以更正支出明细。",
            "{0} amounts differ from the ledger in the last digit: each table was rounded for itself, and no lines come to all of them. Where the exact amounts are known, please enter them.",
            rounded.len()
        ));
    }
    for (index, table) in disclosure.tables.iter().enumerate() {
        let mine: Vec<_> = missed.iter().filter(|(cell, _)| cell.table == index).collect();
        if mine.is_empty() {
            continue;
        }
        let name = |(cell, is): &&(&Printed, i64)| {
            let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let origin =
                Origin::Cell { table: index(cell.table), row: index(cell.row), column: index(cell.column) };
            let (told, is) = (yuan(cell.value), yuan(*is));
            text!(
                "{0}（文本 {1} 元，账册 {2} 元）",
                "{0} ({1} yuan in the text, {2} in the ledger)",
                disclosure.name_origin(&origin),
                told,
                is
            )
        };
        let list = Text::list(mine.iter().take(NAMED).map(name));
        let title = crate::words::clean(table.title.text());
        gaps.push(text!(
            "《{0}》有 {1} 个数与账册的合计不一致，因为文本前后不一，或所依据的表不全：{2}{3}。请核对支出明细。",
            "{1} amounts of “{0}” are not what the ledger adds up to, because the text contradicts itself or tables are incomplete: {2}{3}. Please check the expenditure.",
            title,
            mine.len(),
            list,
            if mine.len() > NAMED { "……" } else { "" }
        ));
    }
    gaps
}

/// Whether an overview prints the other neighbour of an amount so that its rows come to their total.
fn is_made_to_add_up(cell: &Printed, is: i64, ledger: &Ledger) -> bool {
    ledger.accounts.overviews_add_up && cell.is_named && (is - cell.value).abs() <= 2 * cell.slack
}

/// Fen as yuan.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.unsigned_abs() / 100, fen.unsigned_abs() % 100)
}

/// What of the office was not found.
pub(crate) fn unnamed(ledger: &Ledger) -> Option<Text> {
    let name = ledger.office.name.is_empty().then(|| text!("单位名称", "the name of the office"));
    let year = (ledger.office.year == 0).then(|| text!("预算年度", "the fiscal year"));
    let missing: Vec<Text> = name.into_iter().chain(year).collect();
    (!missing.is_empty()).then(move || {
        let list = Text::list(missing);
        text!(
            "文本中没有读到{0}，请在“基本信息”中填写。",
            "The text does not tell {0}; please enter it.",
            list
        )
    })
}

/// Tables whose columns were not found.
pub(crate) fn unread(disclosure: &Disclosure) -> Option<Text> {
    let unread = disclosure.tables.iter().filter(|table| !table.legible);
    let titles: Vec<Text> = unread.map(|table| Text::same(crate::words::clean(table.title.text()))).collect();
    (!titles.is_empty()).then(move || {
        let titles = Text::list(titles);
        text!(
            "没有读懂这些表，其中的数没有取用：{0}。",
            "These tables could not be read, and nothing was taken from them: {0}.",
            titles
        )
    })
}

/// Rows with amounts that nothing is known about.
pub(crate) fn strangers(disclosure: &Disclosure, cells: &Cells) -> Option<Text> {
    let mut names = Vec::new();
    for (index, table) in disclosure.tables.iter().enumerate().filter(|(_, table)| table.legible) {
        for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Other) {
            let used = cells.all.iter().any(|cell| (cell.table, cell.row) == (index, at));
            if !used && crate::cells::has_numbers(table, row) {
                let label = crate::words::clean(row.label.text());
                names.push(text!("表{0}“{1}”", "“{1}” of table {0}", table.number, label));
            }
        }
    }
    (!names.is_empty()).then(move || {
        let names = Text::list(names);
        text!(
            "这些行不在模板中，其中的数没有取用：{0}。",
            "The profile does not have these rows, and nothing was taken from them: {0}.",
            names
        )
    })
}
