//! Words are looked for in the names of offices and in what is published.

use super::kind_name;
use super::paging::cut;
use crate::App;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use mingzhang_store::{Office, OfficeQuery};
use serde::Deserialize;

/// Passages on a page.
const MOST: i64 = 50;
/// Offices before them; the first page lists all.
const OFFICES: i64 = 12;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    /// The number of the last passage seen.
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    words: String,
    offices: Vec<Office>,
    /// Whether there are more.
    has_more_offices: bool,
    hits: Vec<Hit>,
    /// Where more of them are; empty if there are none.
    next: String,
}

struct Hit {
    revision: i64,
    place: String,
    title: String,
    words: String,
}

pub(crate) async fn page(app: State<App>, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let words = asked.q.trim().to_owned();
    let query = OfficeQuery { words: words.clone(), most: OFFICES + 1, ..OfficeQuery::default() };
    // Names are told once, before the first passages.
    let mut offices = if words.is_empty() || asked.before.is_some() {
        Vec::new()
    } else {
        app.store.offices(&query).await?
    };
    let has_more_offices = cut(&mut offices, OFFICES);
    let mut found = app.store.search(&words, asked.before, MOST + 1).await?;
    let is_more = cut(&mut found, MOST);
    let last = found.last().filter(|_| is_more);
    let next = last.map(|hit| format!("/search?q={}&before={}", super::files::encoded(&words), hit.id));
    let next = next.unwrap_or_default();
    let hits = found.into_iter().map(|hit| Hit {
        revision: hit.revision,
        place: hit.place,
        title: format!("{}{}年{}", hit.office, hit.year, kind_name(&hit.kind)),
        words: hit.words,
    });
    Ok(Html(Page { words, offices, has_more_offices, hits: hits.collect(), next }.render()?))
}
