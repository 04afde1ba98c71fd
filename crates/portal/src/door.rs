//! Everything that is asked comes through here: it is known who asks, they may have to wait, it is counted and logged.

use crate::client::{Client, Peer};
use crate::error::Failure;
use crate::limits::{HEALTH, Limits};
use crate::metrics::Metrics;
use crate::settings::Settings;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use ipnet::IpNet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the door has to know.
#[derive(Debug)]
pub(crate) struct Door {
    proxies: Vec<IpNet>,
    pub(crate) limits: Limits,
    pub(crate) metrics: Metrics,
}

impl Door {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            proxies: settings.proxies.clone(),
            limits: Limits::new(settings.rates),
            metrics: Metrics::new(),
        }
    }
}

/// Lets somebody ask.
pub(crate) async fn through(door: State<Arc<Door>>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let client = Client::of(request.extensions().get::<Peer>().copied(), request.headers(), &door.proxies);
    request.extensions_mut().insert(client);
    let method = request.method().clone();
    // Of addresses only the form is told: what was searched for is nobody's affair.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    let answer = match door.limits.wait(&client, &method, route) {
        Some(wait) => later(wait),
        None => next.run(request).await,
    };
    let (status, after) = (answer.status(), begun.elapsed());
    door.metrics.answered(&method, route, status, after);
    let (status, milliseconds) = (status.as_u16(), after.as_millis());
    if HEALTH.contains(&route) {
        tracing::debug!(%method, route, status, milliseconds, "answered");
    } else {
        tracing::info!(%method, route, status, milliseconds, "answered");
    }
    answer
}

/// Asks somebody to come back.
fn later(wait: Duration) -> Response {
    let mut answer = Failure::TooMany.into_response();
    let seconds = wait.as_secs() + 1;
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    answer
}
