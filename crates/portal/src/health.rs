//! Whether the portal is alive, and whether it can work: for those who watch over it.

use crate::App;
use axum::extract::State;
use axum::http::StatusCode;
use std::time::Duration;
use tokio::time::timeout;

/// The store answers in this time, or the portal is not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// The portal answers.
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// The store answers, too.
pub(crate) async fn ready(app: State<App>) -> (StatusCode, &'static str) {
    match timeout(PATIENCE, app.store.regions()).await {
        Ok(Ok(_)) => (StatusCode::OK, "ok"),
        Ok(Err(why)) => {
            tracing::error!(%why, "the store fails");
            (StatusCode::SERVICE_UNAVAILABLE, "the store fails")
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer"),
    }
}
