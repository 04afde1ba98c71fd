//! Logging in where the bureau knows its people already, by OpenID Connect. Who comes from there is somebody whom the portal
//! has on record, or nobody: nothing is made of what the provider says.

mod begun;
mod failed;
mod http;
mod provider;

pub use provider::Provider;

use super::account::{LONGEST, entered, random, shown};
use super::refusal::Refusal;
use crate::App;
use crate::client::Client;
use crate::cookies::cookies;
use crate::day::now;
use crate::error::Failure;
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, Html, IntoResponse as _, Redirect, Response};
use axum::routing::get;
use begun::LASTS;
use failed::Failed;
use serde::Deserialize;

/// Where it begins.
pub(crate) const BEGIN: &str = "/desk/oidc";
/// Where the provider sends people back to.
pub(crate) const BACK: &str = "/desk/oidc/callback";
/// The cookie that tells which browser has begun.
const COOKIE: &str = "mingzhang_oidc";

pub(crate) fn routes() -> Router<App> {
    Router::new().route(BEGIN, get(begin)).route(BACK, get(back))
}

/// What the provider sends back.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Back {
    code: String,
    state: String,
    error: String,
}

/// Leads on to the desk. The session's cookie is sent by pages of ours only, and the provider's page is none; so this one
/// stands between.
#[derive(Template)]
#[template(path = "desk/entered.html")]
struct Entered {}

/// Sends somebody to the provider.
async fn begin(app: State<App>, client: Client) -> Result<Response, Refusal> {
    let provider = app.provider.as_ref().ok_or(Refusal::Failed(Failure::Nothing))?;
    let browser = random()?;
    match provider.begin(&browser).await {
        Ok(address) => {
            let cookie = cookie(&browser, LASTS.as_secs(), client.is_secure);
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(address.as_str())).into_response())
        }
        Err(failed) => {
            app.metrics.login(failed.outcome());
            Ok((failed.status(), shown(&app, String::new(), failed.told())?).into_response())
        }
    }
}

/// Receives whom the provider sends back.
async fn back(
    app: State<App>,
    client: Client,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response, Refusal> {
    let provider = app.provider.as_ref().ok_or(Refusal::Failed(Failure::Nothing))?;
    let (login, known) = match known(provider, &headers, back).await {
        Ok(login) => {
            let person = app.store.person(&login).await?.filter(|person| person.active == 1);
            (login, person.ok_or(Failed::Unknown))
        }
        Err(failed) => (String::new(), Err(failed)),
    };
    let outcome = known.as_ref().map_or_else(|failed| failed.outcome(), |_| "oidc-ok");
    app.metrics.login(outcome);
    app.store.attempted(&login, &client.written(), outcome, now()).await?;
    // It has served, whatever came of it.
    let spent = (header::SET_COOKIE, cookie("", 0, client.is_secure));
    match known {
        Ok(person) => {
            let session = (header::SET_COOKIE, entered(&app, person.id, &client).await?);
            Ok((AppendHeaders([session, spent]), Html(Entered {}.render()?)).into_response())
        }
        Err(failed) => {
            let page = shown(&app, String::new(), failed.told())?;
            Ok((failed.status(), AppendHeaders([spent]), page).into_response())
        }
    }
}

/// The login that the provider vouches for.
async fn known(provider: &Provider, headers: &HeaderMap, back: Back) -> Result<String, Failed> {
    let browser = cookies(headers).find_map(|cookie| cookie.strip_prefix(COOKIE)?.strip_prefix('='));
    let begun = provider.begun.take(&back.state, browser.unwrap_or_default())?;
    if !back.error.is_empty() {
        return Err(Failed::Declined);
    }
    let login = provider.login(back.code, begun).await?;
    if login.is_empty() || login.chars().count() > LONGEST { Err(Failed::Untrue) } else { Ok(login) }
}

/// No script reads it, and it comes along when the provider sends somebody back.
fn cookie(browser: &str, lasts: u64, is_secure: bool) -> String {
    let secure = if is_secure { "; Secure" } else { "" };
    format!("{COOKIE}={browser}; Path={BEGIN}; Max-Age={lasts}; HttpOnly; SameSite=Lax{secure}")
}
