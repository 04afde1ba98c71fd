//! A person changes their own password.

use super::account::{TOO_MANY, may_try};
use super::deed::{Answers, Me, secret};
use super::refusal::Refusal;
use crate::App;
use crate::client::Client;
use crate::day::now;
use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/desk/password", get(page).post(choose))
}

#[derive(Template)]
#[template(path = "desk/password.html")]
struct Page {
    me: Me,
    told: String,
}

async fn page(app: State<App>, headers: HeaderMap) -> Result<Html<String>, Refusal> {
    let me = Me::of(&headers, &app.store).await?.ok_or(Refusal::Stranger)?;
    Ok(Html(Page { me, told: String::new() }.render()?))
}

async fn choose(app: State<App>, client: Client, request: Request) -> Result<Response, Refusal> {
    let (address, secret) = (client.written(), secret(request.headers()).unwrap_or_default().to_owned());
    let answers = Answers::of_anyone(request, &app).await?;
    let again = |me: Me, told: &str| {
        let page = Page { me, told: told.to_owned() }.render()?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
    };
    let [old, new, repeated] = ["old", "new", "repeated"].map(|field| answers.exact(field).to_owned());
    let me = answers.me;
    if new != repeated {
        return again(me, "两次输入的新密码不一样，请重新输入。");
    }
    if new == old {
        return again(me, "新密码和原密码一样，请换一个。");
    }
    if !may_try(&app, &me.login, &address, now()).await? {
        return Err(Refusal::Told(StatusCode::TOO_MANY_REQUESTS, TOO_MANY.to_owned()));
    }
    let kept = app.store.person_numbered(me.id).await?.password;
    let fits = app.work.fits(old, Some(kept)).await?;
    app.store.attempted(&me.login, &address, if fits { "ok" } else { "wrong" }, now()).await?;
    if !fits {
        return again(me, "原密码不对。");
    }
    let hash = match app.work.hashed(new).await {
        Ok(hash) => hash,
        Err(Refusal::Told(_, told)) => return again(me, &told),
        Err(refusal) => return Err(refusal),
    };
    let mut change = app.store.change(&me.actor(), now()).await?;
    change.choose_password(me.id, &hash, &secret).await?;
    change.keep().await?;
    Ok(Redirect::to("/desk").into_response())
}
