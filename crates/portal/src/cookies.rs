//! The cookies that a browser sends along.

use axum::http::{HeaderMap, header};

/// Each cookie, as `name=value`.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let sent = headers.get_all(header::COOKIE).into_iter().filter_map(|cookies| cookies.to_str().ok());
    sent.flat_map(|cookies| cookies.split(';')).map(str::trim)
}
