//! A number of a table: where it comes from, and what ties it.

use super::difference::title;
use super::titled;
use crate::App;
use crate::error::Failure;
use crate::money::wan;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use mingzhang_intake::{Numbered, TRACE, Trace};
use mingzhang_store::{Store, StoredFact};

#[derive(Template)]
#[template(path = "number.html")]
struct Page {
    title: String,
    revision: i64,
    number: usize,
    table: String,
    fact: StoredFact,
    amount: String,
    /// Name of the file that was handed in.
    source: String,
    /// 第 5 页
    place: String,
    ties: Vec<Tie>,
}

/// An equation around it.
pub(super) struct Tie {
    pub(super) rule: String,
    pub(super) statement: String,
    pub(super) verdict: &'static str,
    pub(super) is_broken: bool,
    pub(super) terms: Vec<Term>,
}

/// A number of the equation.
pub(super) struct Term {
    pub(super) name: String,
    pub(super) amount: String,
    /// Which number of the tables it is, if it is another one.
    pub(super) number: Option<usize>,
}

pub(crate) async fn page(
    app: State<App>,
    Path((id, number)): Path<(i64, usize)>,
) -> Result<Html<String>, Failure> {
    let store = &app.store;
    let published = store.published(id).await?;
    let fact = store.fact(id, number).await?.ok_or(Failure::Nothing)?;
    let trace = traced(store, id).await?;
    let Numbered { place, ties } = trace.numbers.get(number).cloned().ok_or(Failure::Nothing)?;
    let source = store.file_list(id).await?.into_iter().find(|file| file.role == "source");
    let page = Page {
        title: titled(&published),
        revision: id,
        number,
        table: title(published.revision.profile.as_deref(), &fact.table_key),
        amount: wan(fact.amount),
        fact,
        source: source.map(|file| file.name).unwrap_or_default(),
        place,
        ties: ties.into_iter().filter_map(|at| tie(&trace, at, Some(number))).collect(),
    };
    Ok(Html(page.render()?))
}

/// What was known of the numbers of a revision when it was taken in.
pub(crate) async fn traced(store: &Store, revision: i64) -> Result<Trace, Failure> {
    let file = store.file_in(revision, TRACE).await?.ok_or(Failure::Nothing)?;
    let damaged = |error: serde_json::Error| Failure::Ours(format!("trace of revision {revision}: {error}"));
    serde_json::from_slice(&file.bytes).map_err(damaged)
}

/// An equation as it is told beside one of its numbers, or for itself.
pub(super) fn tie(trace: &Trace, at: usize, own: Option<usize>) -> Option<Tie> {
    let tie = trace.ties.get(at)?;
    let figures = tie.figures.iter().filter_map(|&figure| trace.figures.get(figure));
    Some(Tie {
        rule: tie.rule.clone(),
        statement: tie.statement.clone(),
        verdict: match tie.verdict.as_str() {
            "holds" => "成立",
            "rounding" => "只差四舍五入",
            _ => "不成立",
        },
        is_broken: tie.verdict == "broken",
        terms: figures
            .map(|figure| Term {
                name: figure.name.clone(),
                amount: figure.amount.clone(),
                number: figure.number.filter(|&number| Some(number) != own),
            })
            .collect(),
    })
}
