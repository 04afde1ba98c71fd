//! Words are looked for in the names of offices and in what is published.

use super::kind_name;
use crate::App;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use mingzhang_store::{Office, OfficeQuery};
use serde::Deserialize;

/// Offices and passages that are shown.
const MOST: i64 = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    words: String,
    offices: Vec<Office>,
    hits: Vec<Hit>,
}

struct Hit {
    revision: i64,
    place: String,
    title: String,
    words: String,
}

pub(crate) async fn page(app: State<App>, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let words = asked.q.trim().to_owned();
    let query = OfficeQuery { words: words.clone(), most: MOST, ..OfficeQuery::default() };
    let offices = if words.is_empty() { Vec::new() } else { app.store.offices(&query).await? };
    let mut hits = Vec::new();
    for hit in app.store.search(&words, MOST).await? {
        hits.push(Hit {
            revision: hit.revision,
            place: hit.place,
            title: format!("{}{}年{}", hit.office, hit.year, kind_name(&hit.kind)),
            words: hit.words,
        });
    }
    Ok(Html(Page { words, offices, hits }.render()?))
}
