//! Offices by the first letter of their names in pinyin: an index that needs no words to be typed.

use super::paging::Paging;
use crate::App;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use mingzhang_store::{Office, OfficeQuery};
use serde::Deserialize;

/// Offices on one page.
const OFFICES: i64 = 200;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    after: i64,
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "initials.html")]
struct Page {
    /// The letter whose offices are listed; empty if none is chosen.
    initial: String,
    /// Every letter that a name begins with, and how many do.
    initials: Vec<(String, i64)>,
    offices: Vec<Office>,
    paging: Paging,
}

/// The letters.
pub(crate) async fn whole(app: State<App>) -> Result<Html<String>, Failure> {
    let page = Page {
        initial: String::new(),
        initials: app.store.initials().await?,
        offices: Vec::new(),
        paging: Paging { previous: String::new(), next: String::new() },
    };
    Ok(Html(page.render()?))
}

/// The offices of a letter.
pub(crate) async fn page(
    app: State<App>,
    Path(initial): Path<char>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Failure> {
    if !initial.is_ascii_lowercase() && !initial.is_ascii_digit() {
        return Err(Failure::Nothing);
    }
    let query = OfficeQuery {
        initial: Some(initial),
        after: asked.after,
        before: asked.before,
        most: OFFICES + 1,
        ..OfficeQuery::default()
    };
    let mut offices = app.store.offices(&query).await?;
    let base = format!("/initials/{initial}");
    let paging = Paging::of(&mut offices, OFFICES, &base, (asked.before, asked.after), |office| office.id);
    let initials = app.store.initials().await?;
    Ok(Html(Page { initial: initial.to_string(), initials, offices, paging }.render()?))
}
