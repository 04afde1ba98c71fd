//! Who asks, and the form that they send. No handler sees a form that the session did not make.

use super::refusal::Refusal;
use crate::App;
use crate::cookies::cookies;
use crate::day::now;
use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use mingzhang_store::{Duty, Store, StoreError};
use serde::Deserialize;

/// The cookie with the secret of a session.
pub(crate) const COOKIE: &str = "mingzhang_session";

/// The person who asks.
#[derive(Clone, Debug)]
pub(crate) struct Me {
    pub id: i64,
    pub login: String,
    pub name: String,
    /// What every form of the session brings along.
    pub csrf: String,
    /// Whether they see to people and offices, and …
    pub administers: bool,
    /// … review documents, of any office.
    pub reviews: bool,
    /// Whether the password was given to them and has to be changed first.
    must_change: bool,
}

impl Me {
    /// The person of the session that the cookie belongs to.
    pub(crate) async fn of(headers: &HeaderMap, store: &Store) -> Result<Option<Self>, StoreError> {
        let Some(secret) = secret(headers) else { return Ok(None) };
        let Some(session) = store.session(secret, now()).await? else { return Ok(None) };
        let duties = store.duties(session.person.id).await?;
        let has = |duty: Duty| duties.iter().any(|held| held.duty == duty.key());
        Ok(Some(Self {
            id: session.person.id,
            login: session.person.login,
            name: session.person.name,
            csrf: session.csrf,
            administers: has(Duty::Administer),
            reviews: has(Duty::Review),
            must_change: session.person.must_change == 1,
        }))
    }

    /// Sends whoever still has a password that was given to them to change it.
    fn settled(self) -> Result<Self, Refusal> {
        if self.must_change { Err(Refusal::Unsettled) } else { Ok(self) }
    }

    /// For those who see to people and offices only.
    pub(crate) fn if_administers(&self) -> Result<(), Refusal> {
        if self.administers { Ok(()) } else { Err(Refusal::Forbidden) }
    }

    /// As the journal names the person.
    pub(crate) fn actor(&self) -> String {
        format!("{}（{}）", self.name, self.login)
    }

    /// Whether the person has a duty for an office.
    pub(crate) async fn may(&self, app: &App, duty: Duty, office: i64) -> Result<bool, StoreError> {
        app.store.may(self.id, duty, office).await
    }

    /// Refuses a form that another page made.
    pub(crate) fn expects(&self, csrf: &str) -> Result<(), Refusal> {
        if is_same(self.csrf.as_bytes(), csrf.as_bytes()) { Ok(()) } else { Err(Refusal::Forbidden) }
    }
}

impl FromRequestParts<App> for Me {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        Self::of(&parts.headers, &app.store).await?.ok_or(Refusal::Stranger)?.settled()
    }
}

/// What a form says besides its token.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    csrf: String,
    /// The edition of the revision that the person has seen.
    pub edition: i64,
    /// The finding that it is about.
    pub mark: String,
    pub words: String,
}

/// What a person wants done, with a form of their own session.
#[derive(Debug)]
pub(crate) struct Deed {
    pub me: Me,
    pub sent: Sent,
}

impl FromRequest<App> for Deed {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let me = unsettled_sender(request.headers(), app).await?;
        // Everyone may leave.
        let me = if request.uri().path() == "/desk/logout" { me } else { me.settled()? };
        let form = Form::<Sent>::from_request(request, app).await;
        let Form(sent) = form.map_err(|_| Refusal::told("表单不完整，请重新打开页面。"))?;
        me.expects(&sent.csrf)?;
        Ok(Self { me, sent })
    }
}

/// A form of any fields, with the token of the session.
#[derive(Debug)]
pub(crate) struct Answers {
    pub me: Me,
    fields: Vec<(String, String)>,
}

impl Answers {
    /// What stands in a field, without blanks around it; empty if there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.exact(name).trim()
    }

    /// What stands in a field, to the letter.
    pub(crate) fn exact(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Whether there is such a field.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// What stands in a field that must be filled in.
    pub(crate) fn required(&self, name: &str, missing: &str) -> Result<&str, Refusal> {
        match self.get(name) {
            "" => Err(Refusal::told(missing)),
            value => Ok(value),
        }
    }

    /// The number that stands in a field; 0 if there is none.
    pub(crate) fn number(&self, name: &str) -> i64 {
        self.get(name).parse().unwrap_or_default()
    }

    async fn sent_by(me: Me, request: Request, app: &App) -> Result<Self, Refusal> {
        let form = Form::<Vec<(String, String)>>::from_request(request, app).await;
        let Form(fields) = form.map_err(|_| Refusal::told("表单不完整，请重新打开页面。"))?;
        let answers = Self { me, fields };
        answers.me.expects(answers.get("csrf"))?;
        Ok(answers)
    }

    /// A form of somebody who need not have a password of their own yet.
    pub(crate) async fn of_anyone(request: Request, app: &App) -> Result<Self, Refusal> {
        let me = unsettled_sender(request.headers(), app).await?;
        Self::sent_by(me, request, app).await
    }
}

impl FromRequest<App> for Answers {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let me = sender(request.headers(), app).await?;
        Self::sent_by(me, request, app).await
    }
}

/// The person who sends a form; it must come from a page of ours.
pub(crate) async fn sender(headers: &HeaderMap, app: &App) -> Result<Me, Refusal> {
    unsettled_sender(headers, app).await?.settled()
}

async fn unsettled_sender(headers: &HeaderMap, app: &App) -> Result<Me, Refusal> {
    is_ours(headers)?;
    Me::of(headers, &app.store).await?.ok_or(Refusal::Forbidden)
}

/// Refuses what a browser says another site sends.
pub(crate) fn is_ours(headers: &HeaderMap) -> Result<(), Refusal> {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Refusal::Forbidden),
    }
}

/// The secret that the cookie holds.
pub(crate) fn secret(headers: &HeaderMap) -> Option<&str> {
    cookies(headers).find_map(|cookie| cookie.strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Compares in a time that does not tell where the difference is.
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        assert_eq!(secret(&headers), None);
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; mingzhang_sessions=2"));
        assert_eq!(secret(&headers), None);
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; mingzhang_session=abc; b=2"));
        assert_eq!(secret(&headers), Some("abc"));
    }

    #[test]
    fn tokens_are_the_same_or_not() {
        assert!(is_same(b"abc", b"abc"));
        assert!(!is_same(b"abc", b"abd") && !is_same(b"abc", b"ab") && !is_same(b"abc", b""));
    }
}
