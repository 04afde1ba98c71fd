//! The first page of the desk: what awaits the reviewer, and the offices that one prepares documents for.

use super::deed::Me;
use super::refusal::Refusal;
use crate::App;
use crate::day::day;
use crate::public::{counted, kind_name};
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use mingzhang_store::{Awaiting, Duty, Office, State as Stage};

/// Lines of a list.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "desk/home.html")]
struct Page {
    me: Me,
    queue: Vec<Line>,
    held: Vec<Line>,
    offices: Vec<Office>,
}

struct Line {
    revision: i64,
    title: String,
    state: String,
    quality: String,
    due: String,
    submitted: String,
}

pub(crate) async fn page(app: State<App>, me: Me) -> Result<Html<String>, Refusal> {
    let awaiting = app.store.awaiting(me.id, MOST).await?;
    let (queue, held): (Vec<_>, Vec<_>) =
        awaiting.into_iter().partition(|line| line.state == Stage::Submitted);
    let page = Page {
        queue: queue.into_iter().map(line).collect(),
        held: held.into_iter().map(line).collect(),
        offices: app.store.offices_of(me.id, Duty::Prepare, MOST).await?,
        me,
    };
    Ok(Html(page.render()?))
}

fn line(awaiting: Awaiting) -> Line {
    Line {
        revision: awaiting.revision,
        title: format!("{}{}年{}", awaiting.office, awaiting.year, kind_name(&awaiting.kind)),
        state: awaiting.state.name().zh,
        quality: counted(awaiting.errors, awaiting.warnings),
        due: awaiting.due_on.unwrap_or_else(|| "未登记".to_owned()),
        submitted: awaiting.submitted_at.map(day).unwrap_or_default(),
    }
}
