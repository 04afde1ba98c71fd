//! A draft is changed in the page: a text where it stands, a ledger topic by topic, anything else by way of a ledger.

mod convert;
mod faults;
mod ledger;
mod rows;
mod text;

use super::case::Case;
use super::refusal::Refusal;
use crate::App;
use crate::day::minute;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::get;
use mingzhang_store::StoreError;

/// The largest form: fifty rows with sentences.
const LARGEST: usize = 2 * 1024 * 1024;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/revisions/{revision}/text", get(text::page).post(text::change))
        .route("/desk/revisions/{revision}/ledger", get(ledger::topics).post(convert::convert))
        .route("/desk/revisions/{revision}/ledger/{topic}", get(ledger::page).post(ledger::save))
        .layer(DefaultBodyLimit::max(LARGEST))
}

/// For those who may change what the revision says.
fn if_editable(case: Case) -> Result<Case, Refusal> {
    let case = case.if_prepares()?;
    if case.revision.state.is_open() {
        Ok(case)
    } else {
        Err(StoreError::Transition(case.revision.state, mingzhang_store::State::Draft).into())
    }
}

/// Who saved in between, and when.
pub(super) async fn saved_between(app: &App, revision: i64) -> Result<String, Refusal> {
    let last = app.store.last_saving(revision).await?;
    let (who, when) = last.map_or(("别人".to_owned(), String::new()), |(who, at)| (who, minute(at)));
    Ok(format!("您打开之后，{who}在 {when} 办理过这一版，您的修改还没有保存。"))
}

/// What those are told who come second, where what they sent cannot be shown again.
pub(super) async fn conflict(app: &App, revision: i64) -> Result<Refusal, Refusal> {
    let told = saved_between(app, revision).await?;
    Ok(Refusal::Told(StatusCode::CONFLICT, format!("{told}请重新打开，看过以后再办理。")))
}
