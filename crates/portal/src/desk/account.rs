//! Logging in and out.

use super::deed::{COOKIE, Deed, is_ours, secret};
use super::refusal::Refusal;
use crate::App;
use crate::client::Client;
use crate::day::now;
use crate::error::Failure;
use askama::Template;
use axum::Form;
use axum::extract::FromRequest as _;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use mingzhang_store::hexadecimal;
use serde::Deserialize;

/// Attempts that may fail with one login from one address, …
const MOST_FAILED: i64 = 10;
/// … from one address, which many people may share, …
const MOST_AT_ADDRESS: i64 = 100;
/// … and with one login from addresses where it has not been used of late, …
const MOST_WITH_LOGIN: i64 = 50;
/// … in so many seconds.
const WINDOW: i64 = 15 * 60;
/// Seconds for which an address is one where somebody usually logs in.
const USUAL: i64 = 90 * 24 * 60 * 60;
/// What is told then.
pub(crate) const TOO_MANY: &str = "登录失败次数过多，请 15 分钟后再试。";
/// Seconds that a session lasts: a day of work.
const LASTS: i64 = 12 * 60 * 60;
/// Characters of a login or a password that are looked at.
pub(super) const LONGEST: usize = 200;

#[derive(Deserialize)]
struct Credentials {
    login: String,
    password: String,
}

#[derive(Template)]
#[template(path = "desk/login.html")]
struct Page {
    login: String,
    told: &'static str,
    /// Whether the bureau has another way to log in.
    elsewhere: bool,
}

pub(crate) async fn page(app: State<App>) -> Result<Html<String>, Refusal> {
    shown(&app, String::new(), "")
}

/// The page to log in, with what somebody is told there.
pub(super) fn shown(app: &App, login: String, told: &'static str) -> Result<Html<String>, Refusal> {
    Ok(Html(Page { login, told, elsewhere: app.provider.is_some() }.render()?))
}

pub(crate) async fn log_in(app: State<App>, client: Client, request: Request) -> Result<Response, Refusal> {
    is_ours(request.headers())?;
    let address = client.written();
    let form = Form::<Credentials>::from_request(request, &app.0).await;
    let Form(Credentials { login, password }) = form.map_err(|_| Refusal::told("请填写用户名和密码。"))?;
    let login = login.trim().to_owned();
    let again = |status: StatusCode, login: String, told: &'static str| {
        Ok((status, shown(&app, login, told)?).into_response())
    };
    if login.chars().count() > LONGEST || password.chars().count() > LONGEST {
        return again(StatusCode::UNPROCESSABLE_ENTITY, String::new(), "用户名或密码过长。");
    }
    let now = now();
    if !may_try(&app, &login, &address, now).await? {
        app.metrics.login("refused");
        return again(StatusCode::TOO_MANY_REQUESTS, login, TOO_MANY);
    }
    let person = app.store.person(&login).await?.filter(|person| person.active == 1);
    let kept = person.as_ref().map(|person| person.password.clone());
    let fits = app.work.fits(password, kept).await?;
    let outcome = if fits { "ok" } else { "wrong" };
    app.metrics.login(outcome);
    app.store.attempted(&login, &address, outcome, now).await?;
    let Some(person) = person.filter(|_| fits) else {
        return again(StatusCode::UNAUTHORIZED, login, "用户名或密码不对。");
    };
    let cookie = entered(&app, person.id, &client).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/desk")).into_response())
}

/// Begins a session of a person, and gives the cookie that it goes on with.
pub(super) async fn entered(app: &App, person: i64, client: &Client) -> Result<String, Refusal> {
    let (key, csrf) = (random()?, random()?);
    app.store.log_in(person, &key, &csrf, now() + LASTS).await?;
    Ok(cookie(&key, LASTS, client.is_secure))
}

pub(crate) async fn log_out(app: State<App>, headers: HeaderMap, _: Deed) -> Result<Response, Refusal> {
    if let Some(secret) = secret(&headers) {
        app.store.log_out(secret, now()).await?;
    }
    Ok(([(header::SET_COOKIE, cookie("", 0, false))], Redirect::to("/")).into_response())
}

/// Whether somebody at an address may try another password. Who fails elsewhere locks nobody out where they have logged in
/// before.
pub(crate) async fn may_try(app: &App, login: &str, address: &str, now: i64) -> Result<bool, Refusal> {
    let failures = app.store.failures(login, address, now - WINDOW, now - USUAL).await?;
    Ok(failures.together < MOST_FAILED
        && failures.at_address < MOST_AT_ADDRESS
        && (failures.with_login < MOST_WITH_LOGIN || failures.is_usual))
}

/// No script reads it, no other site sends it, and where the portal is reached by https it goes no other way.
fn cookie(secret: &str, lasts: i64, is_secure: bool) -> String {
    let secure = if is_secure { "; Secure" } else { "" };
    format!("{COOKIE}={secret}; Path=/desk; Max-Age={lasts}; HttpOnly; SameSite=Strict{secure}")
}

/// 32 random bytes in hexadecimal.
pub(super) fn random() -> Result<String, Refusal> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Refusal::Failed(Failure::Ours(error.to_string())))?;
    Ok(hexadecimal(&bytes))
}
