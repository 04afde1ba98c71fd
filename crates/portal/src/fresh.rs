//! Answers bear a tag of what they hold: who has the same already is not sent it again.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use mingzhang_store::sha256;

/// Tags an answer, and leaves out what the asker has.
pub(crate) async fn tagged(request: Request, next: Next) -> Response {
    let is_get = request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let answer = next.run(request).await;
    if !is_get || answer.status() != StatusCode::OK || is_private(answer.headers()) {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    // Every body is whole in memory already.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        parts.status = StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(parts, Body::empty());
    };
    // Weak: the same answer may be packed or not.
    let tag = format!("W/\"{}\"", &sha256(&bytes)[..32]);
    let is_known = known.is_some_and(|known| names(&known, &tag));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    // It is to be asked for again each time: a correction must be seen at once.
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if !is_known {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

/// Whether an answer is for one person, and not to be kept.
fn is_private(headers: &HeaderMap) -> bool {
    let kept = headers.get(header::CACHE_CONTROL).and_then(|kept| kept.to_str().ok()).unwrap_or_default();
    kept.contains("no-store") || headers.contains_key(header::SET_COOKIE)
}

fn names(known: &HeaderValue, tag: &str) -> bool {
    let bare = tag.trim_start_matches("W/");
    known.to_str().is_ok_and(|known| {
        known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == bare)
    })
}
