//! The files of published revisions, and what it takes to verify them.

use super::published;
use crate::App;
use crate::error::Failure;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use mingzhang_intake::is_public;
use mingzhang_store::{Signed, StoredFile};

/// A file of a revision, to be downloaded under its name.
pub(crate) async fn file(
    app: State<App>,
    Path((id, name)): Path<(i64, String)>,
) -> Result<impl IntoResponse, Failure> {
    published(&app.store, id).await?;
    let file = app.store.file(id, &name).await?.filter(|file| is_public(&file.role));
    Ok(attachment(file.ok_or(Failure::Nothing)?))
}

/// A file as an answer that is kept, not shown.
pub(crate) fn attachment(file: StoredFile) -> impl IntoResponse {
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&file.name));
    ([(header::CONTENT_TYPE, file.media_type), (header::CONTENT_DISPOSITION, disposition)], file.bytes)
}

/// A name as a header can hold it.
pub(crate) fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    name.bytes().map(byte).collect::<Vec<_>>().concat()
}

/// The manifest of a revision and its signature.
pub(crate) async fn manifest(app: State<App>, Path(id): Path<i64>) -> Result<Json<Signed>, Failure> {
    let revision = published(&app.store, id).await?;
    Ok(Json(Signed {
        manifest: revision.manifest.unwrap_or_default(),
        signature: revision.signature.unwrap_or_default(),
        public_key: app.public_key.to_string(),
    }))
}

/// The public key.
pub(crate) async fn key(app: State<App>) -> String {
    format!("{}\n", app.public_key)
}

/// The look of all pages.
pub(crate) async fn style() -> impl IntoResponse {
    kept("text/css; charset=utf-8", include_str!("../../assets/style.css"))
}

/// The mark of the portal beside the titles of pages.
pub(crate) async fn icon() -> impl IntoResponse {
    kept("image/svg+xml", include_str!("../../assets/icon.svg"))
}

/// The script of pages on which something is edited.
pub(crate) async fn editing() -> impl IntoResponse {
    kept("text/javascript; charset=utf-8", include_str!("../../assets/desk.js"))
}

/// What browsers keep for an hour.
fn kept(media_type: &'static str, what: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=3600")], what)
}
