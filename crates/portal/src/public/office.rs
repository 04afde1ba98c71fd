//! An office: what it has published, year by year, and what it still owes.

use super::kind_name;
use crate::App;
use crate::day::day;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use mingzhang_store::Office;

#[derive(Template)]
#[template(path = "office.html")]
struct Page {
    office: Office,
    documents: Vec<Line>,
}

struct Line {
    id: i64,
    year: i64,
    kind: &'static str,
    /// Whether there is something to read.
    open: bool,
    when: String,
    quality: String,
}

pub(crate) async fn page(app: State<App>, Path(office): Path<i64>) -> Result<Html<String>, Failure> {
    let office = app.store.office(office).await?;
    let mut documents = Vec::new();
    for document in app.store.documents(office.id).await? {
        let current = match document.current {
            Some(current) => Some(app.store.revision(current).await?),
            None => None,
        };
        let due = document.due_on.map(|due| format!("尚未公开，应于 {due} 前公开"));
        let quality = current.as_ref().map(|revision| revision.quality);
        documents.push(Line {
            id: document.id,
            year: document.year,
            kind: kind_name(&document.kind),
            open: current.is_some(),
            when: current.and_then(|c| c.published_at).map_or(due.unwrap_or_else(|| "尚未公开".into()), day),
            quality: quality.map_or(String::new(), |q| format!("错误 {}，警告 {}", q.errors, q.warnings)),
        });
    }
    Ok(Html(Page { office, documents }.render()?))
}
