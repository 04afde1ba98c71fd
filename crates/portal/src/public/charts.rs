//! The script that draws charts from the tables of a page. It is made of `web/`, and kept as it was made.

use axum::http::header;
use axum::response::IntoResponse;
use mingzhang_store::sha256;
use std::sync::LazyLock;

const SCRIPT: &str = include_str!("../../assets/charts.js");
const LICENCE: &str = include_str!("../../assets/charts.LICENSE.txt");

/// Where it is found: the address changes with the script, so that whoever has it need not ask again.
pub(crate) fn address() -> &'static str {
    static ADDRESS: LazyLock<String> =
        LazyLock::new(|| format!("/charts.js?v={}", &sha256(SCRIPT.as_bytes())[..16]));
    &ADDRESS
}

pub(crate) async fn script() -> impl IntoResponse {
    let about = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (about, SCRIPT)
}

/// What those who made it ask for.
pub(crate) async fn licence() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], LICENCE)
}
