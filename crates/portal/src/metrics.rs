//! What the portal counts of itself, for Prometheus. Nothing of it tells who asked, or for what.

use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Arc;
use std::time::Duration;

/// Seconds by which answers are told apart.
const ANSWERS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 20.0];
/// Seconds by which readings of documents are told apart.
const READINGS: [f64; 7] = [0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// An answer: to which kind of question, and which.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answer {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Work {
    work: &'static str,
}

/// What the portal counts of itself.
#[derive(Clone, Debug)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    answers: Family<Answer, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    documents: Family<Outcome, Counter>,
    reading: Histogram,
    logins: Family<Outcome, Counter>,
    published: Counter,
    waiting: Family<Work, Gauge>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("mingzhang");
        let made = Self {
            registry: Arc::default(),
            answers: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(ANSWERS)),
            documents: Family::default(),
            reading: Histogram::new(READINGS),
            logins: Family::default(),
            published: Counter::default(),
            waiting: Family::default(),
        };
        registry.register("http_requests", "Answers by method, route and status", made.answers.clone());
        registry.register("http_request_duration_seconds", "Time to an answer", made.seconds.clone());
        registry.register("documents_read", "Documents handed in, by outcome", made.documents.clone());
        registry.register("document_reading_seconds", "Time to read and audit one", made.reading.clone());
        registry.register("logins", "Attempts to log in, by outcome", made.logins.clone());
        registry.register("published", "Revisions published", made.published.clone());
        registry.register("work_waiting", "Who waits for their turn, by work", made.waiting.clone());
        Self { registry: Arc::new(registry), ..made }
    }

    /// An answer was given.
    pub(crate) fn answered(&self, method: &Method, route: &str, status: StatusCode, after: Duration) {
        let method = match *method {
            Method::GET => "GET",
            Method::POST => "POST",
            Method::HEAD => "HEAD",
            _ => "other",
        };
        let answer = Answer { method, route: route.to_owned(), status: status.as_u16() };
        self.answers.get_or_create(&answer).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(after.as_secs_f64());
    }

    /// A document was read, or not.
    pub(crate) fn read(&self, outcome: &'static str, after: Duration) {
        self.documents.get_or_create(&Outcome { outcome }).inc();
        self.reading.observe(after.as_secs_f64());
    }

    /// Somebody tried to log in.
    pub(crate) fn login(&self, outcome: &'static str) {
        self.logins.get_or_create(&Outcome { outcome }).inc();
    }

    /// A revision was published.
    pub(crate) fn published(&self) {
        self.published.inc();
    }

    /// Somebody waits for work to be done, until this is dropped.
    pub(crate) fn waits(&self, work: &'static str) -> Waiting {
        let gauge = self.waiting.get_or_create(&Work { work }).clone();
        gauge.inc();
        Waiting(gauge)
    }

    /// Everything, as Prometheus reads it.
    pub(crate) fn exposed(&self) -> impl IntoResponse + use<> {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
    }
}

/// Somebody who waits.
#[derive(Debug)]
pub(crate) struct Waiting(Gauge);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.dec();
    }
}
