//! The first page: offices by name, initials and region.

use crate::App;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use mingzhang_store::{Office, OfficeQuery, Region};
use serde::Deserialize;

/// Offices on one page.
const OFFICES: i64 = 100;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    name: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    after: i64,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    name: String,
    chosen: i64,
    regions: Vec<Region>,
    offices: Vec<Office>,
    /// The office after which the next page begins; 0 if there is none.
    next: i64,
}

pub(crate) async fn page(app: State<App>, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let chosen = asked.region.parse().unwrap_or_default();
    let query = OfficeQuery {
        words: asked.name.clone(),
        region: (chosen > 0).then_some(chosen),
        department: None,
        after: asked.after,
        most: OFFICES,
    };
    let offices = app.store.offices(&query).await?;
    let is_full = i64::try_from(offices.len()).is_ok_and(|count| count == OFFICES);
    let next = offices.last().filter(|_| is_full).map_or(0, |office| office.id);
    let page = Page { name: asked.name, chosen, regions: app.store.regions().await?, offices, next };
    Ok(Html(page.render()?))
}
