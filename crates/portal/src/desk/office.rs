//! The documents of an office, and where to hand one in.

use super::deed::Me;
use super::refusal::Refusal;
use crate::App;
use crate::public::{counted, kind_name};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use mingzhang_store::{Duty, Office};

#[derive(Template)]
#[template(path = "desk/office.html")]
struct Page {
    me: Me,
    office: Office,
    prepares: bool,
    documents: Vec<Line>,
}

struct Line {
    title: String,
    /// The latest revision; 0 if nothing was handed in.
    revision: i64,
    state: String,
    quality: String,
    due: String,
}

pub(crate) async fn page(app: State<App>, Path(id): Path<i64>, me: Me) -> Result<Html<String>, Refusal> {
    let office = app.store.office(id).await?;
    let prepares = me.may(&app, Duty::Prepare, id).await?;
    let works = prepares || me.may(&app, Duty::Review, id).await?;
    // Administrators see who owes what, not what is being written.
    if !works && !me.may(&app, Duty::Administer, id).await? {
        return Err(Refusal::Forbidden);
    }
    let mut documents = Vec::new();
    for document in app.store.documents(id).await? {
        let latest = app.store.revisions(document.id).await?.pop();
        let state = |r: &mingzhang_store::Revision| format!("第 {} 版，{}", r.number, r.state.name().zh);
        documents.push(Line {
            title: format!("{}年{}", document.year, kind_name(&document.kind)),
            revision: latest.as_ref().filter(|_| works).map_or(0, |revision| revision.id),
            state: latest.as_ref().map_or("尚未上传".to_owned(), state),
            quality: latest.map_or(String::new(), |revision| {
                counted(revision.quality.errors, revision.quality.warnings)
            }),
            due: document.due_on.unwrap_or_else(|| "未登记".to_owned()),
        });
    }
    Ok(Html(Page { me, office, prepares, documents }.render()?))
}
