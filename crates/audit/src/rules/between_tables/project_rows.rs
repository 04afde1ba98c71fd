//! Project expenditure by code: the expenditure table against the table that lists the projects.

use crate::equation::{Form, equal, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{FigureId, RowKind, Table, text};

pub(crate) static RULE: Rule = Rule {
    code: "X202",
    name: "projects-differ-from-expenditure",
    title: "项目支出表与支出表的项目支出不一致",
    title_en: "The projects of a code do not add up to its project expenditure",
    severity: Severity::Error,
    page: include_str!("project_rows.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let filled = |key: &str| disclosure.table(key).filter(|t| !t.is_unfilled());
    let (Some(spent), Some(projects)) = (filled("general_expenditure"), filled("general_project")) else {
        outcome.not_checked(text!(
            "缺少一般公共预算支出表或项目支出表",
            "a table of the general budget is missing"
        ));
        return;
    };
    for row in &spent.rows {
        let Some(amount) = context.cell_at(&spent.key, &row.key, "project") else { continue };
        let same_row = projects.row(&row.key).filter(|r| r.kind != RowKind::Project);
        let total = same_row.and_then(|_| context.cell_at(&projects.key, &row.key, "total"));
        if let Some(total) = total.filter(|total| context.prints_any(&[amount, *total])) {
            let statement = text!(
                "表{0}项目支出 = 表{1}项目支出合计",
                "table {0} project expenditure = table {1} total",
                spent.number,
                projects.number
            );
            outcome.state(&RULE, statement, Form::Sum(equal(amount, total)));
        } else if let Some(parts) = projects_of(projects, row.code) {
            let statement = text!(
                "表{0}项目支出 = 表{1}该科目下 {2} 个项目之和",
                "table {0} project expenditure = the {2} projects of the code in table {1}",
                spent.number,
                projects.number,
                parts.len()
            );
            outcome.state(&RULE, statement, Form::Sum(sum(amount, parts)));
        }
    }
}

fn projects_of(table: &Table, code: Option<mingzhang_model::Code>) -> Option<Vec<FigureId>> {
    let code = code?;
    let total = table.column("total")?;
    let rows = table.rows.iter().filter(|r| r.kind == RowKind::Project && r.code == Some(code));
    let figures: Option<Vec<FigureId>> = rows.map(|r| r.cells.get(total)?.figure()).collect();
    figures.filter(|f| !f.is_empty())
}
