//! How the portal is used here: whether one person may do everything.

use super::deed::{Answers, Me};
use super::places::everywhere;
use super::refusal::Refusal;
use crate::App;
use crate::day::now;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Html, Redirect};
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/desk/settings", get(page).post(set))
}

#[derive(Template)]
#[template(path = "desk/settings.html")]
struct Page {
    me: Me,
    one_person: bool,
}

async fn page(app: State<App>, me: Me) -> Result<Html<String>, Refusal> {
    everywhere(&app, &me).await?;
    let one_person = app.store.one_person().await?;
    Ok(Html(Page { me, one_person }.render()?))
}

async fn set(app: State<App>, answers: Answers) -> Result<Redirect, Refusal> {
    everywhere(&app, &answers.me).await?;
    let reason = answers.required("reason", "请写明理由；日志会记下由谁、为什么更改。")?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.set_one_person(answers.get("one_person") == "yes", reason).await?;
    change.keep().await?;
    Ok(Redirect::to("/desk/settings"))
}
