//! What a reader is told where there is nothing to show.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use mingzhang_store::StoreError;

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Failure {
    /// There is nothing at this address, or nothing that is public.
    Nothing,
    /// Somebody asks too often.
    TooMany,
    /// The fault is ours.
    Ours(String),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing { .. } => Self::Nothing,
            error => Self::Ours(error.to_string()),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Ours(error.to_string())
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct Page {
    title: &'static str,
    told: &'static str,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, title, told) = match self {
            Self::Nothing => (
                StatusCode::NOT_FOUND,
                "没有找到",
                "这个地址没有已公开的内容。可以回到首页，按单位名称查找。",
            ),
            Self::TooMany => (
                StatusCode::TOO_MANY_REQUESTS,
                "访问过于频繁",
                "您所在的地址访问得过于频繁，请稍等片刻再打开。批量取用数据，请用数据接口，并放慢速度。",
            ),
            Self::Ours(why) => {
                // What failed is for the log, not for readers.
                tracing::error!(why, "no answer");
                (StatusCode::INTERNAL_SERVER_ERROR, "暂时无法显示", "系统出了问题，请稍后再试。")
            }
        };
        let page = Page { title, told }.render().unwrap_or_else(|_| title.to_owned());
        (status, Html(page)).into_response()
    }
}

/// An address that leads nowhere.
pub(crate) async fn nowhere() -> Failure {
    Failure::Nothing
}
