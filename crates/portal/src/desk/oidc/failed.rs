//! Why somebody does not come in from the provider, in words for them.

use axum::http::StatusCode;

/// Why nobody was logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failed {
    /// The provider does not answer, or not as one.
    Unreachable,
    /// It was not begun by this browser, or too long ago, or is over.
    Foreign,
    /// The provider did not let them in, or they did not want to.
    Declined,
    /// What the provider vouches with does not stand.
    Untrue,
    /// Whom it vouches for is nobody who may log in here.
    Unknown,
}

impl Failed {
    /// As it is put on record.
    pub(super) fn outcome(self) -> &'static str {
        match self {
            Self::Unreachable => "oidc-unreachable",
            Self::Foreign => "oidc-foreign",
            Self::Declined => "oidc-declined",
            Self::Untrue => "oidc-untrue",
            Self::Unknown => "oidc-unknown",
        }
    }

    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Unreachable => StatusCode::BAD_GATEWAY,
            Self::Unknown => StatusCode::FORBIDDEN,
            Self::Foreign | Self::Declined | Self::Untrue => StatusCode::UNAUTHORIZED,
        }
    }

    pub(super) fn told(self) -> &'static str {
        match self {
            Self::Unreachable => "统一身份认证暂时连接不上，请稍后再试；急用的请用本系统的用户名和密码登录。",
            Self::Foreign => "这次登录不是由这个浏览器开始的，或者已经过期、已经用过。请重新登录。",
            Self::Declined => "统一身份认证没有完成，没有登录。请重新登录。",
            Self::Untrue => "统一身份认证返回的证明核对不上，没有登录。请重新登录；仍不行的，请联系管理员。",
            Self::Unknown => "统一身份认证已经通过，但本系统没有登记您的账号，或账号已停用。请联系管理员。",
        }
    }
}
