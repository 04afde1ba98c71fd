//! A row whose total column is not the sum of its parts.

use crate::equation::{Form, Statement, Verdict, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{FigureId, Text, text};
use mingzhang_standard::{ColumnSpec, LaneSpec, Profile};

pub(crate) static RULE: Rule = Rule {
    code: "A101",
    name: "columns-do-not-add-up",
    title: "行内各栏相加不等于合计栏",
    title_en: "The columns of a row do not add up to its total column",
    severity: Severity::Error,
    page: include_str!("columns.md"),
    check: Check::Profiled(check),
};

fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    for (index, table) in context.disclosure.tables.iter().enumerate() {
        let Some((_, lane)) = profile.lane(&table.key) else { continue };
        for spec in lane.columns.iter().filter(|c| !c.sum_of.is_empty() && !c.and_others) {
            let Some(whole) = table.column(&spec.key) else { continue };
            let parts = parts(context, index, spec);
            let statement = Statement::from(statement(lane, spec, &parts));
            for row in 0..table.rows.len() {
                if let Some(form) = row_form(context, [index, row], whole, &parts) {
                    outcome.state(&RULE, statement.clone(), form);
                }
            }
        }
    }
}

/// The columns that take part. Those that some offices count within their neighbour take part if the rows add up with
/// them at least as often as without.
fn parts(context: &Context<'_>, index: usize, spec: &ColumnSpec) -> Vec<usize> {
    let table = &context.disclosure.tables[index];
    let used = table.used_columns();
    let column = |key: &std::sync::Arc<str>| table.column(key).filter(|&c| used[c]);
    let with: Vec<usize> = spec.sum_of.iter().filter_map(column).collect();
    let without: Vec<usize> =
        spec.sum_of.iter().filter(|key| !spec.perhaps.contains(key)).filter_map(column).collect();
    let Some(whole) = table.column(&spec.key).filter(|_| with != without) else { return with };
    let broken = |parts: &[usize]| {
        let forms = (0..table.rows.len()).filter_map(|row| row_form(context, [index, row], whole, parts));
        forms.filter(|form| form.verdict(context.disclosure) == Verdict::Broken).count()
    };
    if broken(&without) < broken(&with) { without } else { with }
}

/// A blank part counts as nothing; a row that prints no part cannot be checked.
fn row_form(context: &Context<'_>, [table, row]: [usize; 2], whole: usize, parts: &[usize]) -> Option<Form> {
    let whole = context.cell([table, row, whole])?;
    let parts: Vec<FigureId> = parts.iter().filter_map(|&part| context.cell([table, row, part])).collect();
    context.prints_any(&parts).then(|| Form::Sum(sum(whole, parts)))
}

fn statement(lane: &LaneSpec, whole: &ColumnSpec, parts: &[usize]) -> Text {
    let headings: Vec<&str> =
        parts.iter().filter_map(|&c| lane.columns.get(c)).map(|c| &*c.heading).collect();
    if headings.len() > 4 {
        return text!(
            "{0} = 所属 {1} 栏之和",
            "{0} = the sum of its {1} columns",
            &whole.heading,
            headings.len()
        );
    }
    text!("{0} = {1}", "{0} = {1}", &whole.heading, headings.join(" + "))
}
