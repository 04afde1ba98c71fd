//! The desk of those who work with the portal: units prepare, the bureau reviews, units publish.

mod account;
mod beside;
mod case;
mod deed;
mod edit;
mod handed;
mod home;
mod look_back;
mod office;
mod oidc;
mod password;
mod people;
mod places;
mod refusal;
mod register;
mod revision;
mod settings;
mod steps;
mod upload;
mod work;

pub use oidc::Provider;
pub(crate) use oidc::{BACK, BEGIN};
pub use register::enrolled;
pub(crate) use work::Work;

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::routing::{get, post};
use tower_http::set_header::SetResponseHeaderLayer;

/// The largest file that may be handed in, with room for the form around it.
const LARGEST: usize = 64 * 1024 * 1024 + FORM;
/// The largest form without a file.
const FORM: usize = 64 * 1024;

/// Everything that the desk answers.
pub(crate) fn routes() -> Router<App> {
    let forms = Router::new()
        .route("/desk", get(home::page))
        .route("/desk/login", get(account::page).post(account::log_in))
        .route("/desk/logout", post(account::log_out))
        .route("/desk/offices/{office}", get(office::page))
        .route("/desk/revisions/{revision}", get(revision::page))
        .route("/desk/revisions/{revision}/files/{*name}", get(revision::file))
        .route("/desk/revisions/{revision}/submit", post(steps::submit))
        .route("/desk/revisions/{revision}/remark", post(steps::remark))
        .route("/desk/revisions/{revision}/waive", post(steps::waive))
        .route("/desk/revisions/{revision}/return", post(steps::give_back))
        .route("/desk/revisions/{revision}/approve", post(steps::approve))
        .route("/desk/revisions/{revision}/publish", post(steps::publish))
        .merge(oidc::routes())
        .merge(password::routes())
        .merge(people::routes())
        .merge(places::routes())
        .merge(look_back::routes())
        .merge(settings::routes())
        .merge(register::routes())
        .layer(DefaultBodyLimit::max(FORM));
    let uploads = Router::new()
        .route("/desk/offices/{office}/upload", post(upload::begin))
        .route("/desk/revisions/{revision}/upload", post(upload::again))
        .merge(register::uploads())
        .layer(DefaultBodyLimit::max(LARGEST));
    // What is not public yet is left in no cache.
    let unkept =
        SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    forms.merge(uploads).merge(edit::routes()).layer(unkept)
}
