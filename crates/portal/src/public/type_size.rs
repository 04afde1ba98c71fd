//! Large type (适老化): a reader chooses it once, and every page is shown so. It is a style sheet of its own, by a cookie, so
//! that it works without scripts and all readers are answered the same pages.

use crate::cookies::cookies;
use axum::extract::Query;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

/// What the cookie holds where large type is wanted.
const LARGE: &str = "type=large";

/// As long as browsers keep a cookie: 400 days.
const KEPT: u32 = 34_560_000;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    size: String,
}

/// Remembers the size and goes back to where the reader was.
pub(crate) async fn choose(headers: HeaderMap, Query(asked): Query<Asked>) -> impl IntoResponse {
    let (size, kept) = if asked.size == "large" { (LARGE, KEPT) } else { ("type=", 0) };
    let cookie = format!("{size}; Path=/; Max-Age={kept}; SameSite=Lax; HttpOnly");
    ([(header::SET_COOKIE, cookie)], Redirect::to(back(&headers)))
}

/// The page that the reader came from. Only its path is taken: nobody is led to another host.
fn back(headers: &HeaderMap) -> &str {
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok()).unwrap_or_default();
    let path = from.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    // Two slashes, or one of each kind, would begin with a host.
    path.filter(|path| !path[1..].starts_with(['/', '\\'])).unwrap_or("/")
}

/// The style that makes type large, if the reader wants it.
pub(crate) async fn style(headers: HeaderMap) -> impl IntoResponse {
    let is_large = cookies(&headers).any(|cookie| cookie == LARGE);
    let about = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::VARY, "cookie"),
    ];
    (about, if is_large { include_str!("../../assets/large.css") } else { "" })
}
