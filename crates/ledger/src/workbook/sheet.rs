//! A sheet of the workbook for a topic: headings, rows, drop-downs, and what turns red.

use super::lists::{Lists, codes_name};
use super::style::{Styles, height, width};
use super::{COMPUTED, FORM, OVERVIEW};
use crate::choices::{Choice as _, Nature};
use crate::column::{ColumnKind, ColumnView, List, Sheet};
use crate::ledger::Ledger;
use crate::names::{heading as name, shown};
use crate::topics::{BALANCES, EXPENDITURE, PROJECTS, REVENUE, sheets};
use crate::value::{Value as _, total};
use mingzhang_model::{Money, column_name};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, Format,
    FormatAlign, FormatBorder, Formula, IgnoreError, Note, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

/// The row of sums, from 0.
const SUMS: u32 = 2;
/// The row of headings, from 0.
pub(super) const HEADING: u32 = 3;
/// The last row that can be filled, from 0; formulas look so far.
const LAST: u32 = 9_999;
/// Blank rows for which the workbook computes something.
const COMPUTED_ROWS: u32 = 100;

/// Adds the sheet of a topic.
pub(super) fn topic(
    book: &mut Workbook,
    topic: &dyn Sheet,
    ledger: &Ledger,
    lists: &Lists,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name(topic.title())?;
    sheet.write_with_format(0, 0, topic.title(), &styles.title)?;
    sheet.write_with_format(1, 0, topic.help().zh, &styles.help)?;
    let rows: Vec<Vec<String>> = topic.rows(ledger);
    if topic.is_single() {
        form(sheet, topic, &rows, ledger, lists, styles)?;
    } else {
        list(sheet, topic, &rows, ledger, lists, styles)?;
    }
    sheet.set_freeze_panes(HEADING + 1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(HEADING, HEADING)?;
    sheet.protect_with_options(&ProtectionOptions {
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// A name and a value in each row.
fn form(
    sheet: &mut Worksheet,
    topic: &dyn Sheet,
    rows: &[Vec<String>],
    ledger: &Ledger,
    lists: &Lists,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let longest = topic.columns().iter().map(|column| 2 * column.heading.chars().count()).max();
    let names = u16::try_from(longest.unwrap_or(0)).unwrap_or(u16::MAX).max(24);
    for (column, (heading, width)) in (0..).zip(FORM.iter().zip([names, 50, 70])) {
        sheet.write_with_format(HEADING, column, *heading, &styles.label)?.set_column_width(column, width)?;
    }
    for (at, column) in topic.columns().iter().enumerate() {
        let row = HEADING + 1 + u32::try_from(at).unwrap_or(u32::MAX);
        let heading = if column.required { &styles.required } else { &styles.optional };
        sheet.write_with_format(row, 0, name(column, ledger), heading)?;
        sheet.write_with_format(row, 2, help(column), &styles.text)?;
        let said = rows.first().and_then(|values| values.get(at)).map_or("", String::as_str);
        let format = Styles::input(column).set_border(FormatBorder::Thin).set_align(FormatAlign::Left);
        sheet.write_blank(row, 1, &format)?;
        write(sheet, (row, 1), column, said, ledger, &format)?;
        if let Some(validation) = validation(column, lists)? {
            sheet.add_data_validation(row, 1, row, 1, &validation)?;
        }
        if column.required {
            let blank =
                ConditionalFormatFormula::new().set_rule(format!("=ISBLANK($B${})", row + 1).as_str());
            sheet.add_conditional_format(row, 1, row, 1, &blank.set_format(&styles.missing))?;
        }
    }
    Ok(())
}

fn list(
    sheet: &mut Worksheet,
    topic: &dyn Sheet,
    rows: &[Vec<String>],
    ledger: &Ledger,
    lists: &Lists,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let columns = topic.columns();
    let last = last_row(rows.len());
    // A row can be deleted on a protected sheet only if none of its cells is locked.
    sheet.set_column_range_format(0, 16_383, &Format::new().set_unlocked())?;
    for (at, column) in (0_u16..).zip(&columns) {
        let format = Styles::input(column);
        sheet.set_column_format(at, &format)?.set_column_width(at, width(column))?;
        let heading = if column.required { &styles.required } else { &styles.optional };
        sheet.write_with_format(HEADING, at, name(column, ledger), heading)?;
        let note = Note::new(help(column)).add_author_prefix(false).set_width(260);
        sheet.insert_note(HEADING, at, &note)?;
        if let Some(validation) = validation(column, lists)? {
            sheet.add_data_validation(HEADING + 1, at, last, at, &validation)?;
        }
        for (rule, format) in conditions(topic, &columns, usize::from(at), styles) {
            let condition = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
            sheet.add_conditional_format(HEADING + 1, at, last, at, &condition)?;
        }
        for (row, values) in (HEADING + 1..).zip(rows) {
            let said = values.get(usize::from(at)).map_or("", String::as_str);
            write(sheet, (row, at), column, said, ledger, &format)?;
        }
    }
    for (row, values) in (HEADING + 1..).zip(rows) {
        let shown: Vec<String> =
            columns.iter().zip(values).map(|(column, said)| shown(column, said, ledger)).collect();
        if let Some(height) = height(&columns, &shown) {
            sheet.set_row_height_pixels(row, height)?;
        }
    }
    let width = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    sheet.autofilter(HEADING, 0, last, width.saturating_sub(1))?;
    sheet.ignore_error_range(HEADING + 1, 0, last, width, IgnoreError::NumberStoredAsText)?;
    sums(sheet, topic, rows, ledger, styles)?;
    if topic.key() == PROJECTS.key {
        amounts_of_projects(sheet, width, rows, ledger, styles)?;
    }
    Ok(())
}

fn last_row(rows: usize) -> u32 {
    LAST.max(HEADING + COMPUTED_ROWS + u32::try_from(rows).unwrap_or(u32::MAX / 2))
}

fn help(column: &ColumnView) -> String {
    format!("{}{}", if column.required { "必填。" } else { "可不填。" }, column.help.zh)
}

fn write(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &ColumnView,
    said: &str,
    ledger: &Ledger,
    format: &Format,
) -> Result<(), XlsxError> {
    let number = match column.kind {
        // A cell is a binary float whatever is written to it; these have fifteen digits at most, and those survive.
        ColumnKind::Money | ColumnKind::Quantity | ColumnKind::Year => said.parse::<f64>().ok(),
        _ => None,
    };
    match number {
        Some(number) => sheet.write_number_with_format(row, at, number, format)?,
        None if said.is_empty() => sheet,
        None => sheet.write_string_with_format(row, at, shown(column, said, ledger), format)?,
    };
    Ok(())
}

/// What may be entered.
fn validation(column: &ColumnView, lists: &Lists) -> Result<Option<DataValidation>, XlsxError> {
    let new = DataValidation::new;
    let listed = |formula: String| new().allow_list_formula(Formula::new(formula));
    let (rule, style, why) = match (&column.kind, column.list) {
        (ColumnKind::Choice(_), _) => {
            let Some(range) = lists.range(column) else { return Ok(None) };
            (listed(format!("={range}")), DataValidationErrorStyle::Stop, "请从下拉列表中选择。")
        }
        (_, Some(List::Projects)) => (
            listed(format!("={}", existing_projects())),
            DataValidationErrorStyle::Warning,
            "“项目”表中没有这个项目。请先在“项目”表中登记。",
        ),
        (_, Some(List::Functional | List::Economic | List::Government)) => {
            let Some(range) = lists.range(column) else { return Ok(None) };
            let why = "代码表中没有这个科目。确有此科目的，请先登记在“补充科目”表中。";
            (listed(format!("={range}")), DataValidationErrorStyle::Warning, why)
        }
        (_, Some(List::Profiles | List::Sections | List::Operators)) => {
            let Some(range) = lists.range(column) else { return Ok(None) };
            (listed(format!("={range}")), DataValidationErrorStyle::Warning, "不在下拉列表中，请核实。")
        }
        (ColumnKind::YesNo, None) => {
            (new().allow_list_strings(&["是", "否"])?, DataValidationErrorStyle::Stop, "请填“是”或“否”。")
        }
        (ColumnKind::Money, None) => (
            new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            DataValidationErrorStyle::Stop,
            "请只填数字，以元为单位，不带单位和文字；金额不能为负。",
        ),
        (ColumnKind::Quantity, None) => (
            new().allow_decimal_number(DataValidationRule::Between(-1e10, 1e10)),
            DataValidationErrorStyle::Stop,
            "请只填数字。",
        ),
        (ColumnKind::Year, None) => (
            new().allow_whole_number(DataValidationRule::Between(2000, 2100)),
            DataValidationErrorStyle::Stop,
            "请填四位年度，如 2024。",
        ),
        (ColumnKind::Words | ColumnKind::Code | ColumnKind::Day, None) => return Ok(None),
    };
    rule.set_error_style(style).set_error_title(column.heading)?.set_error_message(why).map(Some)
}

/// The column of another sheet as an absolute range.
pub(super) fn range(topic: &dyn Sheet, column: &str) -> String {
    let at = topic.columns().iter().position(|c| c.name == column).unwrap_or(0);
    let letter = column_name(u32::try_from(at).unwrap_or(0));
    format!("'{}'!${letter}${}:${letter}${}", topic.title(), HEADING + 2, LAST + 1)
}

/// The names of the projects that there are, without the blank rows below them.
fn existing_projects() -> String {
    let names = range(&PROJECTS, "name");
    let first = names.split(':').next().unwrap_or_default();
    format!("OFFSET({first},0,0,MAX(1,COUNTA({names})),1)")
}

/// The formulas that tell what is wrong with the cells of a column, as they stand in the first row.
fn conditions<'a>(
    topic: &dyn Sheet,
    columns: &[ColumnView],
    at: usize,
    styles: &'a Styles,
) -> Vec<(String, &'a Format)> {
    let row = HEADING + 2;
    let cell = |at: usize| format!("${}{row}", column_name(u32::try_from(at).unwrap_or(0)));
    let (column, here) = (&columns[at], cell(at));
    let mut rules = Vec::new();
    if column.kind == ColumnKind::Money {
        rules.push((format!("=AND({here}<>\"\",OR(NOT(ISNUMBER({here})),{here}<0))"), &styles.wrong));
    }
    if let Some(codes) = column.list.and_then(codes_name) {
        let code = format!("LEFT({here}&\" \",FIND(\" \",{here}&\" \")-1)");
        let own = format!("COUNTIF(codes_own,{code})=0");
        rules.push((format!("=AND({here}<>\"\",ISNA(MATCH({code},{codes},0)),{own})"), &styles.wrong));
    }
    if column.list == Some(List::Projects) {
        rules.push((format!("=AND({here}<>\"\",COUNTIF(project_names,{here})=0)"), &styles.wrong));
        if let Some(nature) = columns.iter().position(|c| c.name == "nature") {
            let is_project = format!("{}=\"{}\"", cell(nature), Nature::Project.name());
            let begun = format!("{}<>\"\"", cell(nature));
            rules.push((format!("=AND({begun},({is_project})=({here}=\"\"))"), &styles.wrong));
        }
    }
    if column.required && columns.len() > 1 {
        let whole = format!("{}:{}", cell(0), cell(columns.len() - 1));
        rules.push((format!("=AND(COUNTA({whole})>0,ISBLANK({here}))"), &styles.missing));
    }
    if topic.key() == PROJECTS.key && column.name == "name" {
        rules.push((format!("=AND({here}<>\"\",COUNTIF(project_names,{here})>1)"), &styles.wrong));
    }
    rules
}

/// Names that formulas call what stands on other sheets by: conditions may not point there themselves.
pub(super) fn define_names(book: &mut Workbook) -> Result<(), XlsxError> {
    let own = sheets().iter().find(|sheet| sheet.key() == "codes");
    if let Some(own) = own {
        book.define_name("codes_own", &format!("={}", range(*own, "code")))?;
    }
    book.define_name("project_names", &format!("={}", range(&PROJECTS, "name")))?;
    book.define_name("unbalanced", &format!("='{OVERVIEW}'!{}", super::overview::UNBALANCED))?;
    Ok(())
}

/// Above the amounts what they come to, and whether revenue and expenditure are the same.
fn sums(
    sheet: &mut Worksheet,
    topic: &dyn Sheet,
    rows: &[Vec<String>],
    ledger: &Ledger,
    styles: &Styles,
) -> Result<(), XlsxError> {
    // What was left over at both ends of the year comes to nothing together.
    let is_summed = topic.key() != BALANCES.key;
    for (at, column) in (0_u16..).zip(&topic.columns()) {
        if is_summed && column.kind == ColumnKind::Money {
            let range = range(topic, column.name);
            let said = rows.iter().filter_map(|row| row.get(usize::from(at)));
            let total = total(said.map(|said| money(said)));
            let formula = Formula::new(format!("=SUM({range})")).set_result(Money(total).written());
            sheet.write_formula_with_format(SUMS, at, formula, &styles.sum)?;
        }
    }
    if [REVENUE.key, EXPENDITURE.key, BALANCES.key].contains(&topic.key()) {
        let (formula, result) = super::overview::balance(ledger);
        let formula = Formula::new(formula).set_result(result);
        sheet.write_formula_with_format(SUMS, 0, formula, &styles.remark)?;
        let wrong = ConditionalFormatFormula::new().set_rule("=unbalanced>0").set_format(&styles.wrong);
        sheet.add_conditional_format(SUMS, 0, SUMS, 0, &wrong)?;
    }
    Ok(())
}

fn money(said: &str) -> Money {
    let mut money = Money::default();
    // What the ledger wrote can be read.
    let _ = money.read(said);
    money
}

/// Beside each project what its lines come to.
fn amounts_of_projects(
    sheet: &mut Worksheet,
    at: u16,
    rows: &[Vec<String>],
    ledger: &Ledger,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let heading = format!("{COMPUTED}支出明细合计（元）〕");
    sheet.write_with_format(HEADING, at, heading, &styles.label)?.set_column_width(at, 20)?;
    let (projects, amounts) = (range(&EXPENDITURE, "project"), range(&EXPENDITURE, "amount"));
    let all = rows.len() + COMPUTED_ROWS as usize;
    for (row, index) in (HEADING + 1..).zip(0..all) {
        let name = format!("$A{}", row + 1);
        let formula = format!("=IF({name}=\"\",\"\",SUMIF({projects},{name},{amounts}))");
        let result = rows.get(index).map_or_else(String::new, |values| {
            let lines = ledger.year.expenditure.iter().filter(|line| line.project == values[0]);
            Money(total(lines.map(|line| line.amount))).written()
        });
        let formula = Formula::new(formula).set_result(result);
        sheet.write_formula_with_format(row, at, formula, &styles.beside)?;
    }
    Ok(())
}
