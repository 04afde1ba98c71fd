//! The portal: where citizens look up what offices publish, and where offices and their bureau work on it. HTTP and pages only; what is published, and that it stays as it
//! is, is the store's affair.

mod api;
mod client;
mod cookies;
mod day;
mod desk;
mod door;
mod error;
mod fresh;
mod health;
mod kept;
mod limits;
mod listening;
mod metrics;
mod money;
mod password;
mod public;
mod protection;
mod reader;
mod settings;
mod site;
mod spreadsheet;
mod upkeep;

pub use client::network;
pub use day::now;
pub use desk::{Provider, enrolled};
pub use password::{hashed, made};
pub use reader::{Apart, LONGEST as LONGEST_READING, Reader};
pub use settings::{Rates, Settings};
pub use site::{SiteError, Written, write_site};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::routing::get;
use door::Door;
use listening::listen;
use mingzhang_store::{Seal, Store};
use protection::{LONGEST, LONGEST_UPLOAD};
use std::future::Future;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// What every answer is made from.
#[derive(Clone, Debug)]
struct App {
    store: Store,
    /// The key that signatures are checked with, in hexadecimal.
    public_key: Arc<str>,
    /// What is published is signed with it.
    seal: Arc<Seal>,
    work: desk::Work,
    /// Who knows the people besides the portal, if somebody does.
    provider: Option<Arc<Provider>>,
    metrics: metrics::Metrics,
    kept: kept::Kept,
}

impl App {
    fn new(store: Store, seal: Seal, reader: Reader, metrics: metrics::Metrics) -> Self {
        let (public_key, seal) = (seal.public().into(), Arc::new(seal));
        let work = desk::Work::new(reader, metrics.clone());
        Self { store, public_key, seal, work, provider: None, metrics, kept: kept::Kept::new() }
    }
}

/// A portal: a store, and how it is run.
#[derive(Debug)]
pub struct Portal {
    app: App,
    door: Arc<Door>,
}

impl Portal {
    /// The portal of a store, which signs with this key.
    pub fn new(store: Store, seal: Seal, settings: &Settings) -> Self {
        let door = Arc::new(Door::new(settings));
        let app = App::new(store, seal, settings.reader.clone(), door.metrics.clone());
        Self { app: App { provider: settings.provider.clone(), ..app }, door }
    }

    /// Everything that it answers.
    pub fn pages(&self) -> Router {
        protection::around(self.door.clone(), routes(&self.app).with_state(self.app.clone()))
    }

    /// Answers at a listener until `end` comes true; what has begun is answered, if it does not take too long. What it
    /// counts of itself is told at another, if there is one: whoever reaches that may know.
    pub async fn serve(
        self,
        listener: TcpListener,
        metrics: Option<TcpListener>,
        end: impl Future<Output = ()>,
    ) {
        let (tell, told) = watch::channel(false);
        let ended = || {
            let mut told = told.clone();
            async move {
                // It comes true, or nobody is left to tell.
                let _ = told.wait_for(|is_over| *is_over).await;
            }
        };
        let counted = self.app.metrics.clone();
        let counted = Router::new().route("/metrics", get(move || async move { counted.exposed() }));
        let pages = self.pages();
        let answering = async {
            tokio::join!(listen(listener, pages, ended()), async {
                if let Some(listener) = metrics {
                    listen(listener, counted, ended()).await;
                }
            })
        };
        let ending = async {
            end.await;
            let _ = tell.send(true);
            std::future::pending::<()>().await;
        };
        tokio::select! {
            _ = answering => {}
            () = ending => {}
            () = upkeep::clear_away(self.app.store.clone(), &self.door) => {}
        }
    }
}

/// Everything that a portal answers which is run in the usual way.
pub fn router(store: Store, seal: Seal) -> Router {
    Portal::new(store, seal, &Settings::default()).pages()
}

fn routes(app: &App) -> Router<App> {
    let desk = protection::within(LONGEST_UPLOAD, desk::routes());
    protection::within(LONGEST, pages(app)).merge(desk).layer(map_response(error::told))
}

/// What everyone can read.
fn pages(app: &App) -> Router<App> {
    let lists = public::lists().merge(api::lists());
    Router::new()
        .merge(lists.layer(from_fn_with_state(app.clone(), kept::answered)))
        .merge(public::routes())
        .merge(api::routes())
        .route("/offices/{office}", get(public::office::page))
        .route("/documents/{document}", get(public::document::current))
        .route("/revisions/{revision}", get(public::document::page))
        .route("/revisions/{revision}/files/{*name}", get(public::files::file))
        .route("/revisions/{revision}/manifest.json", get(public::files::manifest))
        .route("/key.txt", get(public::files::key))
        .route("/style.css", get(public::files::style))
        .route("/icon.svg", get(public::files::icon))
        .route("/desk.js", get(public::files::editing))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .layer(from_fn(fresh::tagged))
        .fallback(error::nowhere)
}
