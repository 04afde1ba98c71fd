//! What stands around every answer: which sources a page may use, how long an answer may take, how it is packed.

use crate::App;
use crate::door::{Door, through};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// No page takes longer.
pub(crate) const LONGEST: Duration = Duration::from_secs(20);
/// No file takes longer to be handed in and read: there are slow lines.
pub(crate) const LONGEST_UPLOAD: Duration = Duration::from_mins(5);

/// Pages use what comes from here and nothing else: no script but our own files, no frame, no other host.
const SOURCES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Answers that take no longer.
pub(crate) fn within(longest: Duration, pages: Router<App>) -> Router<App> {
    pages.layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, longest))
}

/// With the protection around them. What is asked too often, and what fails, is answered with the same headers.
pub(crate) fn around(door: Arc<Door>, pages: Router) -> Router {
    let pages = pages.layer(CatchPanicLayer::new()).layer(from_fn_with_state(door, through));
    let headers: [(HeaderName, &'static str); 4] = [
        (header::CONTENT_SECURITY_POLICY, SOURCES),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    let pages = headers.into_iter().fold(pages, |pages, (name, value)| {
        pages.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)))
    });
    pages.layer(CompressionLayer::new())
}
