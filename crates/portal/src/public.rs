//! The pages that everyone can read.

mod announced;
pub(crate) mod charts;
mod compare;
mod difference;
pub(crate) mod document;
pub(crate) mod files;
pub(crate) mod home;
pub(crate) mod office;
pub(crate) mod search;
mod initials;
pub(crate) mod number;
mod numbers;
pub(crate) mod paging;
mod picture;
mod prose;
mod regions;
pub(crate) mod register;
mod type_size;
mod years;

use crate::App;
use axum::Router;
use axum::routing::get;
use mingzhang_intake::PAGE;
use mingzhang_model::Kind;
use mingzhang_store::{Published, Revision, State, Store, StoreError};

/// What goes through all offices or all that is published.
pub(crate) fn lists() -> Router<App> {
    Router::new()
        .route("/", get(home::page))
        .route("/search", get(search::page))
        .route("/register", get(register::page))
        .route("/register.csv", get(register::table))
        .route("/regions", get(regions::whole))
        .route("/regions/{region}", get(regions::page))
        .route("/years", get(regions::years))
        .route("/initials", get(initials::whole))
        .route("/initials/{initial}", get(initials::page))
}

/// What citizens are answered beside the documents themselves.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/type", get(type_size::choose))
        .route("/type.css", get(type_size::style))
        .route("/compare", get(compare::page))
        .route("/revisions/{revision}/numbers/{number}", get(number::page))
        .route("/feed.atom", get(announced::feed))
        .route("/sitemap.xml", get(announced::sitemaps))
        .route("/sitemap/{what}/{part}", get(announced::sitemap))
        .route("/revisions/{revision}/dataset.jsonld", get(announced::dataset))
        .route("/revisions/{revision}/numbers", get(numbers::page))
        .route("/charts.js", get(charts::script))
        .route("/charts.LICENSE.txt", get(charts::licence))
}

/// The kind of document that is asked for: budgets, if it is not told.
pub(crate) fn kind_asked(kind: &str) -> &'static str {
    Kind::of_key(kind).unwrap_or(Kind::Budget).key()
}

/// What a document is, by its kind.
pub(crate) fn kind_name(kind: &str) -> &'static str {
    if kind == Kind::FinalAccounts.key() { "决算" } else { "预算" }
}

/// 乌恰县档案馆2024年预算公开
fn titled(published: &Published) -> String {
    title(&published.office.name, published.year, &published.kind)
}

/// A published revision.
pub(crate) async fn published(store: &Store, id: i64) -> Result<Revision, StoreError> {
    let revision = store.revision(id).await?;
    match revision.state {
        State::Published => Ok(revision),
        _ => Err(StoreError::Missing { what: "revision", id }),
    }
}

/// 乌恰县档案馆2024年预算公开
fn title(office: &str, year: i64, kind: &str) -> String {
    format!("{office}{year}年{}公开", kind_name(kind))
}

/// The part of a page that shows a revision, as it was kept with it.
pub(crate) async fn leaf(store: &Store, revision: i64) -> Result<String, StoreError> {
    let page = store.file_in(revision, PAGE).await?;
    Ok(page.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default())
}

/// The length of a file for people: 352 KB.
pub(crate) fn size(length: i64) -> String {
    match length {
        ..1_000 => format!("{length} 字节"),
        1_000..1_000_000 => format!("{} KB", length / 1_000),
        _ => format!("{}.{} MB", length / 1_000_000, length % 1_000_000 / 100_000),
    }
}

/// What a finding of a severity is called.
pub(crate) fn severity_name(severity: &str) -> &'static str {
    match severity {
        "error" => "错误",
        "warning" => "警告",
        _ => "提示",
    }
}

/// How many errors and warnings there are.
pub(crate) fn counted(errors: i64, warnings: i64) -> String {
    format!("错误 {errors}，警告 {warnings}")
}
