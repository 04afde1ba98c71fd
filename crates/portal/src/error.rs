//! What a reader is told where there is nothing to show.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use mingzhang_store::StoreError;

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Failure {
    /// There is nothing at this address, or nothing that is public.
    Nothing,
    /// What is asked for cannot be understood.
    Misspelt,
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
            Self::Misspelt => (
                StatusCode::BAD_REQUEST,
                "请求写得不对",
                "地址或表单里有不认识的写法。请回到上一页再试，或从首页按单位名称查找。",
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

/// Tells readers in their own words what the libraries tell programmers: an address or a form that cannot be read.
pub(crate) async fn told(answer: Response) -> Response {
    let is_plain = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match answer.status() {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY if is_plain => {
            Failure::Misspelt.into_response()
        }
        _ => answer,
    }
}

/// An address that leads nowhere.
pub(crate) async fn nowhere() -> Failure {
    Failure::Nothing
}
