//! All numbers of the tables of a document on one page: where each stands in the file, and the equations that tie them.

use super::difference::title;
use super::number::{Tie, tie, traced};
use super::titled;
use crate::App;
use crate::error::Failure;
use crate::money::wan_exact;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use mingzhang_store::StoredFact;

#[derive(Template)]
#[template(path = "numbers.html")]
struct Page {
    title: String,
    revision: i64,
    sheets: Vec<Sheet>,
    ties: Vec<Tie>,
}

/// The numbers of a table.
struct Sheet {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    number: usize,
    fact: StoredFact,
    amount: String,
    place: String,
    ties: Vec<usize>,
}

pub(crate) async fn page(app: State<App>, Path(id): Path<i64>) -> Result<Html<String>, Failure> {
    let published = app.store.published(id).await?;
    let trace = traced(&app.store, id).await?;
    let profile = published.revision.profile.as_deref();
    let mut sheets: Vec<(String, Sheet)> = Vec::new();
    let facts = app.store.facts(id).await?.into_iter().enumerate();
    for ((number, fact), numbered) in facts.zip(&trace.numbers) {
        if sheets.last().is_none_or(|(key, _)| *key != fact.table_key) {
            let sheet = Sheet { title: title(profile, &fact.table_key), rows: Vec::new() };
            sheets.push((fact.table_key.clone(), sheet));
        }
        if let Some((_, sheet)) = sheets.last_mut() {
            let (place, ties) = (numbered.place.clone(), numbered.ties.clone());
            sheet.rows.push(Row { number, amount: wan_exact(fact.amount), fact, place, ties });
        }
    }
    let page = Page {
        title: titled(&published),
        revision: id,
        sheets: sheets.into_iter().map(|(_, sheet)| sheet).collect(),
        ties: (0..trace.ties.len()).filter_map(|at| tie(&trace, at, None)).collect(),
    };
    Ok(Html(page.render()?))
}
