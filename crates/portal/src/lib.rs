//! The portal: where citizens look up what offices publish. HTTP and pages only; what is published, and that it stays as it
//! is, is the store's affair.

mod api;
mod day;
mod error;
mod intake;
mod leaf;
mod money;
mod public;
mod protection;

pub use intake::{Taken, take_in};

use axum::Router;
use axum::routing::get;
use mingzhang_store::Store;
use std::future::Future;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What every answer is made from.
#[derive(Clone, Debug)]
struct App {
    store: Store,
    /// The key that signatures are checked with, in hexadecimal.
    public_key: Arc<str>,
}

/// Answers at a listener until `end` comes true; what has begun is answered to the end.
///
/// # Errors
/// The listener fails.
pub async fn serve(
    store: Store,
    public_key: &str,
    listener: TcpListener,
    end: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router(store, public_key)).with_graceful_shutdown(end).await
}

/// Everything that the portal answers.
pub fn router(store: Store, public_key: &str) -> Router {
    let app = App { store, public_key: public_key.into() };
    let pages = Router::new()
        .merge(public::routes())
        .route("/", get(public::home::page))
        .route("/search", get(public::search::page))
        .route("/offices/{office}", get(public::office::page))
        .route("/documents/{document}", get(public::document::current))
        .route("/revisions/{revision}", get(public::document::page))
        .route("/revisions/{revision}/files/{*name}", get(public::files::file))
        .route("/revisions/{revision}/manifest.json", get(public::files::manifest))
        .route("/api/v1/offices", get(api::offices))
        .route("/api/v1/offices/{office}/documents", get(api::documents))
        .route("/api/v1/revisions/{revision}/facts.json", get(api::facts))
        .route("/api/v1/revisions/{revision}/facts.csv", get(api::facts_csv))
        .route("/key.txt", get(public::files::key))
        .route("/style.css", get(public::files::style))
        .route("/healthz", get(health))
        .fallback(error::nowhere)
        .with_state(app);
    protection::around(pages)
}

/// Whether the store answers.
async fn health(app: axum::extract::State<App>) -> Result<&'static str, error::Failure> {
    app.store.regions().await?;
    Ok("ok")
}
