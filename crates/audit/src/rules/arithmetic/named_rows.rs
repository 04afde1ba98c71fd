//! A printed row that is not the sum of the rows it consists of (其中).

use crate::equation::{Form, Statement, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{FigureId, Table, text};
use mingzhang_standard::{LaneSpec, Profile, RowSpec};

pub(crate) static RULE: Rule = Rule {
    code: "A103",
    name: "of-which-rows-do-not-add-up",
    title: "“其中”各行相加不等于该行",
    title_en: "The rows a row consists of do not add up to it",
    severity: Severity::Error,
    page: include_str!("named_rows.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    for (index, table) in context.disclosure.tables.iter().enumerate() {
        let Some((_, lane)) = profile.lane(&table.key) else { continue };
        for spec in lane.rows.iter().filter(|r| !r.sum_of.is_empty() && !r.and_others) {
            let statement = Statement::from(text!("{0} = {1}", "{0} = {1}", &spec.label, labels(lane, spec)));
            for column in 0..table.columns.len() {
                if let Some(form) = column_form(context, (index, table), spec, column) {
                    outcome.state(&RULE, statement.clone(), form);
                }
            }
        }
    }
}

fn labels(lane: &LaneSpec, spec: &RowSpec) -> String {
    let labels = spec.sum_of.iter().filter_map(|key| lane.rows.iter().find(|r| r.key == *key));
    labels.map(|r| &*r.label).collect::<Vec<_>>().join(" + ")
}

/// Blank rows count as nothing; where none of the rows below prints an amount, nothing is said of how it is made up.
fn column_form(
    context: &Context<'_>,
    (index, table): (usize, &Table),
    spec: &RowSpec,
    column: usize,
) -> Option<Form> {
    let cell = |key: &str| {
        let row = table.rows.iter().position(|r| *r.key == *key)?;
        context.cell([index, row, column])
    };
    let whole = cell(&spec.key)?;
    let parts: Vec<FigureId> = spec.sum_of.iter().filter_map(|key| cell(key)).collect();
    context.prints_any(&parts).then(|| Form::Sum(sum(whole, parts)))
}
