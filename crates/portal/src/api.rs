//! What is published, for programs: JSON and CSV, read-only, described by OpenAPI 3.1.
//!
//! What the description says is read by people as well, so it is written in Chinese first.

mod offices;
mod problem;
mod publications;
mod register;
mod revisions;
mod search;
mod viewer;

use crate::App;
use crate::error::Failure;
use axum::Json;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use problem::Failing;
use serde::Serialize;
use utoipa::OpenApi;

/// Entries in one answer, unless fewer are asked for.
const MOST: i64 = 100;

/// What goes through all offices or all that is published.
pub(crate) fn lists() -> Router<App> {
    Router::new()
        .route("/api/v1/offices", get(offices::offices))
        .route("/api/v1/offices.csv", get(offices::offices_csv))
        .route("/api/v1/register", get(register::register))
        .route("/api/v1/register.csv", get(register::register_csv))
        .route("/api/v1/search", get(search::search))
        .layer(map_response(problem::told))
}

/// Everything else that programs can ask.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api", get(viewer::page))
        .route("/api/v1/openapi.json", get(description))
        .route("/api/v1/regions", get(offices::regions))
        .route("/api/v1/offices/{office}/documents", get(offices::documents))
        .route("/api/v1/publications", get(publications::publications))
        .route("/api/v1/publications.csv", get(publications::publications_csv))
        .route("/api/v1/revisions/{revision}/facts.json", get(revisions::facts))
        .route("/api/v1/revisions/{revision}/facts.csv", get(revisions::facts_csv))
        .route("/api/v1/revisions/{revision}/findings.json", get(revisions::findings))
        .route("/api/v1/revisions/{revision}/findings.csv", get(revisions::findings_csv))
        .route("/api/v1/revisions/{revision}/numbers.json", get(revisions::numbers))
        .route("/api/v1/revisions/{revision}/numbers/{number}", get(revisions::number))
        .layer(map_response(problem::told))
}

/// What programs can ask, told by what answers them.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "预决算公开数据接口",
        description = "已公开的预算、决算，只读，不需要登录。列表分页，下一页的地址在 Link 头（rel=next）里；各答复都有 ETag。\
            What is published, read-only. Lists come in pages: the Link header tells the next one. Every answer has an ETag."
    ),
    paths(
        offices::regions,
        offices::offices,
        offices::offices_csv,
        offices::documents,
        publications::publications,
        publications::publications_csv,
        register::register,
        register::register_csv,
        search::search,
        revisions::facts,
        revisions::facts_csv,
        revisions::findings,
        revisions::findings_csv,
        revisions::numbers,
        revisions::number,
    ),
    components(schemas(problem::Problem)),
    modifiers(&Failing)
)]
struct Description;

/// The description of all this by OpenAPI 3.1.
async fn description() -> Result<impl IntoResponse, Failure> {
    let told = Description::openapi().to_pretty_json();
    let told = told.map_err(|error| Failure::Ours(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], told))
}

/// How many entries are asked for, within what is given at one time.
fn most(asked: Option<i64>) -> i64 {
    asked.unwrap_or(MOST).clamp(1, MOST)
}

/// A page of a list, which was asked for with one entry more than it has; what is over tells that there is another page.
struct Listed<T> {
    entries: Vec<T>,
    /// The address of the next page; none if this is the last.
    next: Option<String>,
}

impl<T> Listed<T> {
    /// Cuts a list to a page. `path` is its address, `query` what it asks for beside the page, `cursor` how an entry is named there.
    fn of(
        mut entries: Vec<T>,
        most: i64,
        path: &str,
        query: &[(&str, String)],
        (after, cursor): (&str, impl Fn(&T) -> String),
    ) -> Self {
        let most = usize::try_from(most).unwrap_or_default();
        let is_more = entries.len() > most;
        entries.truncate(most);
        let next = entries.last().filter(|_| is_more).map(|last| {
            let asked = query.iter().filter(|(_, value)| !value.is_empty());
            let asked =
                asked.map(|(field, value)| format!("{field}={}&", crate::public::files::encoded(value)));
            format!(
                "{path}?{}{after}={}",
                asked.collect::<String>(),
                crate::public::files::encoded(&cursor(last))
            )
        });
        Self { entries, next }
    }
}

impl<T: Serialize> Listed<T> {
    fn json(self) -> Response {
        linked(Json(self.entries).into_response(), self.next)
    }

    fn csv(self) -> Result<Response, Failure> {
        Ok(linked(crate::spreadsheet::table(self.entries.into_iter())?, self.next))
    }
}

/// An answer that tells where it goes on.
fn linked(mut answer: Response, next: Option<String>) -> Response {
    let link = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
    if let Some(link) = link {
        answer.headers_mut().insert(header::LINK, link);
    }
    answer
}
