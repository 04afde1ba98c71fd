//! What programs are told where there is nothing to give: problem details (RFC 9457).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::openapi::{self, Content, Ref, RefOr};
use utoipa::{Modify, ToSchema};

const MEDIA_TYPE: &str = "application/problem+json";

/// 为什么没有答复。Why there is no answer.
#[derive(Serialize, ToSchema)]
pub(super) struct Problem {
    /// HTTP 状态码。The status of HTTP.
    #[schema(example = 404)]
    status: u16,
    /// 是什么问题。What it is.
    title: &'static str,
    /// 怎么办。The way out.
    detail: &'static str,
}

impl Problem {
    fn of(status: StatusCode) -> Self {
        let (title, detail) = match status {
            StatusCode::NOT_FOUND => (
                "没有找到 Not found",
                "没有这个编号，或尚未公开。There is none of this number, or it is not published.",
            ),
            StatusCode::BAD_REQUEST => (
                "请求写得不对 Bad request",
                "地址中的编号或条件不认识，写法见 /api。A number or a parameter is not understood; see /api.",
            ),
            _ => ("暂时不能答复 No answer", "请稍后再试。Please try again later."),
        };
        Self { status: status.as_u16(), title, detail }
    }
}

/// Tells programs in their own form what readers are told on a page.
pub(super) async fn told(answer: Response) -> Response {
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return answer;
    }
    let mut told = (status, Json(Problem::of(status))).into_response();
    told.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    told
}

/// Says of every operation how it fails.
pub(super) struct Failing;

impl Modify for Failing {
    fn modify(&self, api: &mut openapi::OpenApi) {
        let problem = || Content::new(Some(RefOr::<openapi::Schema>::Ref(Ref::from_schema_name("Problem"))));
        for operation in api.paths.paths.values_mut().filter_map(|path| path.get.as_mut()) {
            let responses = &mut operation.responses.responses;
            let misspelt = openapi::Response::new("编号或条件写得不对");
            responses.entry("400".to_owned()).or_insert_with(|| misspelt.into());
            for (status, response) in responses {
                if let RefOr::T(response) = response
                    && !status.starts_with('2')
                {
                    response.content.insert(MEDIA_TYPE.to_owned(), problem().into());
                }
            }
        }
    }
}
