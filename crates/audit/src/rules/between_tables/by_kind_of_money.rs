//! The three budgets that fiscal appropriation is spent through, code by code, against income and expenditure of the
//! whole office.

use crate::equation::{Form, Statement, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Disclosure, FigureId, RowKind, Table, text};
use mingzhang_standard::Profile;
use std::sync::Arc;

pub(crate) static FISCAL: Rule = Rule {
    code: "X206",
    name: "fiscal-income-differs-from-its-budgets",
    title: "收入表的财政拨款与三本预算支出表之和不一致",
    title_en: "Fiscal appropriation of the income table is not the sum of the three budgets",
    severity: Severity::Error,
    page: include_str!("fiscal_income.md"),
    check: Check::Profiled(fiscal),
};

pub(crate) static EXPENDITURE: Rule = Rule {
    code: "X204",
    name: "expenditure-differs-from-its-budgets",
    title: "支出表与三本预算支出表之和不一致",
    title_en: "The expenditure table is not the sum of the three budgets",
    severity: Severity::Error,
    page: include_str!("expenditure_by_budget.md"),
    check: Check::Profiled(expenditure),
};

/// The tables of general public budget, government funds and state capital.
const BUDGETS: [&str; 3] = ["general_expenditure", "fund_expenditure", "capital_expenditure"];

/// Where the income table tells the three apart, other rules compare each with its own.
fn fiscal(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let (told_apart, told) =
        (has_column(profile, "income", "general"), has_column(profile, "income", "fiscal"));
    if told_apart || !told || !BUDGETS.iter().all(|table| has_column(profile, table, "total")) {
        outcome.not_applicable = Some(text!("没有这样的栏", "there is no such column"));
        return;
    }
    let Some(income) = complete(context, "income", outcome) else { return };
    let statement = text!(
        "表{0}财政拨款收入 = 一般公共预算 + 政府性基金 + 国有资本经营预算支出",
        "table {0} fiscal appropriation = general budget + funds + state capital",
        income.number
    );
    let statement = Statement::from(statement);
    for key in keys(context.disclosure, "income") {
        if let Some((whole, parts)) = terms(context, ("income", "fiscal"), &key, "total") {
            outcome.state(&FISCAL, statement.clone(), Form::Sum(sum(whole, parts)));
        }
    }
}

/// Of an office that has fiscal money alone the three are all of its expenditure, else at most all.
fn expenditure(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let columns = ["total", "basic", "project"];
    let tables = BUDGETS.iter().chain(&["expenditure"]);
    if !tables.into_iter().all(|table| columns.iter().all(|column| has_column(profile, table, column)))
        || !has_column(profile, "income", "fiscal")
    {
        outcome.not_applicable = Some(text!("没有这样的栏", "there is no such column"));
        return;
    }
    let Some(spent) = complete(context, "expenditure", outcome) else { return };
    let only_fiscal = has_only_fiscal_money(context.disclosure);
    for (column, name) in [
        ("total", text!("合计", "total")),
        ("basic", text!("基本支出", "basic expenditure")),
        ("project", text!("项目支出", "projects")),
    ] {
        let statement = if only_fiscal {
            text!(
                "表{0}{1} = 一般公共预算 + 政府性基金 + 国有资本经营预算的{1}",
                "table {0} {1} = general budget + funds + state capital",
                spent.number,
                name
            )
        } else {
            text!(
                "表{0}{1} ≥ 一般公共预算 + 政府性基金 + 国有资本经营预算的{1}",
                "table {0} {1} ≥ general budget + funds + state capital",
                spent.number,
                name
            )
        };
        let statement = Statement::from(statement);
        for key in keys(context.disclosure, "expenditure") {
            let Some((whole, parts)) = terms(context, ("expenditure", column), &key, column) else {
                continue;
            };
            let form = if only_fiscal {
                Form::Sum(sum(whole, parts))
            } else {
                let negated = sum(whole, parts).into_iter();
                Form::AtMost(negated.map(|t| crate::Term { coefficient: -t.coefficient, ..t }).collect())
            };
            outcome.state(&EXPENDITURE, statement.clone(), form);
        }
    }
}

/// The table, if it and the three budgets can be read and are filled in, or say that they are empty.
fn complete<'a>(context: &Context<'a>, table: &str, outcome: &mut Outcome) -> Option<&'a Table> {
    let read = |key: &str| context.disclosure.table(key).filter(|t| !t.is_unfilled());
    let found = read(table).filter(|_| BUDGETS.iter().all(|key| read(key).is_some()));
    if found.is_none() {
        outcome.not_checked(text!(
            "收入表、支出表或三本预算的支出表有缺漏，未能核对",
            "the income, expenditure or budget tables are not complete"
        ));
    }
    found
}

fn has_column(profile: &Profile, table: &str, column: &str) -> bool {
    profile.lane(table).is_some_and(|(_, lane)| lane.columns.iter().any(|c| &*c.key == column))
}

/// The codes and the total that a table or one of the three budgets prints.
fn keys(disclosure: &Disclosure, table: &str) -> Vec<Arc<str>> {
    let mut keys: Vec<Arc<str>> = Vec::new();
    for table in BUDGETS.iter().copied().chain([table]).filter_map(|key| disclosure.table(key)) {
        let rows = table.rows.iter().filter(|r| matches!(r.kind, RowKind::Coded | RowKind::Total));
        for row in rows.filter(|row| !row.repeats()) {
            if !keys.contains(&row.key) {
                keys.push(row.key.clone());
            }
        }
    }
    keys
}

/// The cell of the whole and those of the three budgets; a budget without the row has nothing of it.
fn terms(
    context: &Context<'_>,
    (table, column): (&str, &str),
    key: &str,
    of_budget: &str,
) -> Option<(FigureId, Vec<FigureId>)> {
    let whole = context.cell_at(table, key, column)?;
    let parts: Vec<FigureId> =
        BUDGETS.iter().filter_map(|budget| context.cell_at(budget, key, of_budget)).collect();
    let printed = context.prints_any(&parts) || (!parts.is_empty() && context.prints_any(&[whole]));
    printed.then_some((whole, parts))
}

fn has_only_fiscal_money(disclosure: &Disclosure) -> bool {
    let value = |at| disclosure.amount(at).map(|id| disclosure.figure(id).value);
    let all = value("income[total].total");
    all.is_some() && all == value("income[total].fiscal")
}
