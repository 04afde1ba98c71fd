//! Why something was not done at the desk, in words for the person who wanted it.

use crate::error::Failure;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use mingzhang_store::StoreError;

/// Why something was not done; nothing was changed.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Nobody is logged in.
    Stranger,
    /// The password was given to them and has to be changed first.
    Unsettled,
    /// The person, or the form, may not.
    Forbidden,
    /// For a reason that the person can do something about.
    Told(StatusCode, String),
    /// There is nothing there, or the fault is ours.
    Failed(Failure),
}

impl Refusal {
    /// What was sent cannot be used as it is.
    pub(crate) fn told(words: impl Into<String>) -> Self {
        Self::Told(StatusCode::UNPROCESSABLE_ENTITY, words.into())
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let status = match error {
            StoreError::Conflict | StoreError::Transition(..) | StoreError::Taken(_) => StatusCode::CONFLICT,
            StoreError::OwnWork => StatusCode::FORBIDDEN,
            StoreError::Errors(_)
            | StoreError::Reason
            | StoreError::LastAdministrator
            | StoreError::Unfinished
            | StoreError::Misplaced => StatusCode::UNPROCESSABLE_ENTITY,
            error => return Self::Failed(error.into()),
        };
        Self::Told(status, error.message().zh)
    }
}

impl From<askama::Error> for Refusal {
    fn from(error: askama::Error) -> Self {
        Self::Failed(error.into())
    }
}

#[derive(Template)]
#[template(path = "desk/told.html")]
struct Page<'a> {
    title: &'static str,
    told: &'a str,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, title, told) = match self {
            Self::Stranger => return Redirect::to("/desk/login").into_response(),
            Self::Unsettled => return Redirect::to("/desk/password").into_response(),
            Self::Failed(failure) => return failure.into_response(),
            Self::Forbidden => (
                StatusCode::FORBIDDEN,
                "没有权限",
                "您没有办理这项工作的权限，或者登录已经过期。请重新登录；仍不能办理的，请联系管理员。"
                    .to_owned(),
            ),
            Self::Told(status, told) => (status, "没有办成", told),
        };
        let page = Page { title, told: &told }.render().unwrap_or_else(|_| told.clone());
        (status, Html(page)).into_response()
    }
}
