//! A printed row that is not the sum of the rows it consists of (其中).

use crate::equation::{Form, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Cell, FigureId, Table, text};
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
    for table in &context.disclosure.tables {
        let Some((_, lane)) = profile.lane(&table.key) else { continue };
        for spec in lane.rows.iter().filter(|r| !r.sum_of.is_empty()) {
            let statement = text!("{0} = {1}", "{0} = {1}", &spec.label, labels(lane, spec));
            for column in 0..table.columns.len() {
                if let Some((whole, parts)) = figures(table, spec, column) {
                    outcome.state(&RULE, statement.clone(), Form::Sum(sum(whole, parts)));
                }
            }
        }
    }
}

fn labels(lane: &LaneSpec, spec: &RowSpec) -> String {
    let labels = spec.sum_of.iter().filter_map(|key| lane.rows.iter().find(|r| r.key == *key));
    labels.map(|r| &*r.label).collect::<Vec<_>>().join(" + ")
}

fn figures(table: &Table, spec: &RowSpec, column: usize) -> Option<(FigureId, Vec<FigureId>)> {
    let cell = |key: &str| table.row(key)?.cells.get(column);
    let whole = cell(&spec.key)?.figure()?;
    let parts: Vec<FigureId> =
        spec.sum_of.iter().filter_map(|key| cell(key)).filter_map(Cell::figure).collect();
    (!parts.is_empty()).then_some((whole, parts))
}
