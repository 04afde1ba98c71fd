//! The portal: where citizens look up what offices publish, and where offices and their bureau work on it. HTTP and pages only; what is published, and that it stays as it
//! is, is the store's affair.

mod api;
mod cookies;
mod day;
mod desk;
mod error;
mod fresh;
mod money;
mod password;
mod public;
mod protection;
mod site;
mod spreadsheet;

pub use day::now;
pub use password::{hashed, made};
pub use site::{SiteError, Written, write_site};

use axum::Router;
use axum::routing::get;
use mingzhang_store::{Seal, Store};
use protection::{LONGEST, LONGEST_UPLOAD};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What every answer is made from.
#[derive(Clone, Debug)]
struct App {
    store: Store,
    /// The key that signatures are checked with, in hexadecimal.
    public_key: Arc<str>,
    /// What is published is signed with it.
    seal: Arc<Seal>,
    work: desk::Work,
}

/// Answers at a listener until `end` comes true; what has begun is answered to the end.
///
/// # Errors
/// The listener fails.
pub async fn serve(
    store: Store,
    seal: Seal,
    listener: TcpListener,
    end: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let portal = router(store, seal).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, portal).with_graceful_shutdown(end).await
}

impl App {
    fn new(store: Store, seal: Seal) -> Self {
        Self { store, public_key: seal.public().into(), seal: Arc::new(seal), work: desk::Work::new() }
    }
}

/// Everything that the portal answers.
pub fn router(store: Store, seal: Seal) -> Router {
    let pages = protection::within(LONGEST, pages());
    let desk = protection::within(LONGEST_UPLOAD, desk::routes());
    protection::around(pages.merge(desk).with_state(App::new(store, seal)))
}

/// What everyone can read.
fn pages() -> Router<App> {
    Router::new()
        .merge(public::routes())
        .merge(api::routes())
        .route("/", get(public::home::page))
        .route("/search", get(public::search::page))
        .route("/offices/{office}", get(public::office::page))
        .route("/documents/{document}", get(public::document::current))
        .route("/revisions/{revision}", get(public::document::page))
        .route("/revisions/{revision}/files/{*name}", get(public::files::file))
        .route("/revisions/{revision}/manifest.json", get(public::files::manifest))
        .route("/key.txt", get(public::files::key))
        .route("/style.css", get(public::files::style))
        .route("/healthz", get(health))
        .layer(axum::middleware::from_fn(fresh::tagged))
        .fallback(error::nowhere)
}

/// Whether the store answers.
async fn health(app: axum::extract::State<App>) -> Result<&'static str, error::Failure> {
    app.store.regions().await?;
    Ok("ok")
}
