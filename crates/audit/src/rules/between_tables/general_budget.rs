//! The general public budget of the income tables against its expenditure table.

use crate::equation::{Form, Statement, Verdict, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Disclosure, FigureId, Table, text};

pub(crate) static RULE: Rule = Rule {
    code: "X201",
    name: "general-budget-differs",
    title: "收入表的一般公共预算与一般公共预算支出表不一致",
    title_en: "The general public budget of the income table differs from its expenditure table",
    severity: Severity::Error,
    page: include_str!("general_budget.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let filled = |key: &str| disclosure.table(key).filter(|t| !t.is_unfilled());
    let (Some(income), Some(spent)) = (filled("income"), filled("general_expenditure")) else {
        outcome.not_checked(text!(
            "缺少收入表或一般公共预算支出表",
            "the income table or the general budget table is missing"
        ));
        return;
    };
    let pairs = [pairs(context, income, spent, false), pairs(context, income, spent, true)];
    let [alone, with_transfers] = pairs.each_ref().map(|pairs| broken(disclosure, pairs));
    // Some offices print transfers from above beside the general budget, some within it.
    let beside = with_transfers < alone;
    let statement = Statement::from(if beside {
        text!(
            "表{0}一般公共预算 + 上级转移支付 = 表{1}合计",
            "table {0} general budget + transfers = table {1} total",
            income.number,
            spent.number
        )
    } else {
        text!(
            "表{0}一般公共预算 = 表{1}合计",
            "table {0} general budget = table {1} total",
            income.number,
            spent.number
        )
    });
    for form in &pairs[usize::from(beside)] {
        outcome.state(&RULE, statement.clone(), form.clone());
    }
}

fn broken(disclosure: &Disclosure, forms: &[Form]) -> usize {
    forms.iter().filter(|form| form.verdict(disclosure) == Verdict::Broken).count()
}

fn pairs(context: &Context<'_>, income: &Table, spent: &Table, with_transfers: bool) -> Vec<Form> {
    let figure = |table: &Table, row: &str, column: &str| context.cell_at(&table.key, row, column);
    let pair = |key: &str| {
        let general = figure(income, key, "general")?;
        let total = figure(spent, key, "total")?;
        let transfers = figure(income, key, "general_from_above").filter(|_| with_transfers);
        let terms: Vec<FigureId> = std::iter::once(general).chain(transfers).collect();
        let printed = context.prints_any(&terms) || context.prints_any(&[total]);
        printed.then(|| Form::Sum(sum(total, terms)))
    };
    spent.rows.iter().filter_map(|row| pair(&row.key)).collect()
}
