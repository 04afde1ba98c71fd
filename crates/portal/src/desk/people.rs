//! The people whom an administrator sees to.

mod person;

use super::deed::{Answers, Me};
use super::places::{everywhere, named};
use super::refusal::Refusal;
use crate::App;
use crate::day::now;
use crate::password::made;
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use mingzhang_store::{Duty, Held, Office};
use serde::Deserialize;

/// People on a page.
const MOST: i64 = 50;
/// Offices that are offered to choose from.
const MOST_OFFICES: i64 = 500;
/// Characters of a login, and of a name.
const LONGEST: usize = 50;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/people", get(page).post(add))
        .route("/desk/people/{person}", get(person::page))
        .route("/desk/people/{person}/name", post(person::rename))
        .route("/desk/people/{person}/password", post(person::give_password))
        .route("/desk/people/{person}/dismiss", post(person::dismiss))
        .route("/desk/people/{person}/admit", post(person::admit))
        .route("/desk/people/{person}/assign", post(person::assign))
        .route("/desk/people/{person}/release", post(person::release))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "desk/people.html")]
struct Page {
    me: Me,
    q: String,
    people: Vec<Line>,
    /// The last login, if there are more.
    next: String,
    /// Whether the administrator sees to every office.
    everywhere: bool,
    offices: Vec<Office>,
}

struct Line {
    id: i64,
    login: String,
    name: String,
    state: &'static str,
    duties: Vec<String>,
}

/// A password that was just made, shown this once.
#[derive(Template)]
#[template(path = "desk/given.html")]
struct Given {
    me: Me,
    id: i64,
    login: String,
    name: String,
    password: String,
}

async fn page(app: State<App>, Query(asked): Query<Asked>, me: Me) -> Result<Html<String>, Refusal> {
    me.if_administers()?;
    let mut people = app.store.people_of(me.id, &asked.q, &asked.after, MOST + 1).await?;
    let is_more = people.len() > usize::try_from(MOST).unwrap_or(usize::MAX);
    people.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let next = people.last().filter(|_| is_more).map(|last| last.login.clone()).unwrap_or_default();
    let mut lines = Vec::new();
    for person in people {
        let duties = app.store.duties(person.id).await?;
        lines.push(Line {
            id: person.id,
            state: state(person.active, person.must_change),
            login: person.login,
            name: person.name,
            duties: duties.iter().map(said).collect(),
        });
    }
    let page = Page {
        q: asked.q,
        people: lines,
        next,
        everywhere: app.store.may_everywhere(me.id, Duty::Administer).await?,
        offices: app.store.offices_of(me.id, Duty::Administer, MOST_OFFICES).await?,
        me,
    };
    Ok(Html(page.render()?))
}

/// Adds a person with a first duty; the password is shown once.
async fn add(app: State<App>, answers: Answers) -> Result<Response, Refusal> {
    let me = answers.me.clone();
    me.if_administers()?;
    let login = answers.required("login", "请填写用户名。")?;
    is_login(login)?;
    let name = name(&answers)?;
    let (duty, office) = duty(&app, &answers).await?;
    let password = made().map_err(|why| Refusal::told(why.zh))?;
    let hash = app.work.hashed(password.clone()).await?;
    let mut change = app.store.change(&me.actor(), now()).await?;
    let id = change.add_person(login, name, &hash).await?;
    change.assign(id, office, duty).await?;
    change.keep().await?;
    let (login, name) = (login.to_owned(), name.to_owned());
    Ok(Html(Given { me, id, login, name, password }.render()?).into_response())
}

/// The duty of a form, for an office that the administrator sees to; for all, if none is named.
async fn duty(app: &App, answers: &Answers) -> Result<(Duty, Option<i64>), Refusal> {
    let duty = Duty::of(answers.get("duty")).ok_or_else(|| Refusal::told("请选择职责。"))?;
    if !answers.get("all").is_empty() {
        everywhere(app, &answers.me).await?;
        return Ok((duty, None));
    }
    let office = answers.required("office", "请填写单位全称；全部单位请勾选“全部单位”。")?;
    Ok((duty, Some(named(app, &answers.me, office).await?.id)))
}

fn name(answers: &Answers) -> Result<&str, Refusal> {
    let name = answers.required("name", "请填写姓名。")?;
    if name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(Refusal::told("姓名最多 50 个字。"));
    }
    Ok(name)
}

/// Logins are typed on any keyboard.
fn is_login(login: &str) -> Result<(), Refusal> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "._-@".contains(c);
    if login.len() <= LONGEST && login.chars().all(is_letter) {
        Ok(())
    } else {
        Err(Refusal::told("用户名只用字母、数字和 . _ - @，最多 50 个字符。"))
    }
}

fn state(active: i64, must_change: i64) -> &'static str {
    match (active, must_change) {
        (0, _) => "已停用",
        (_, 1) => "未改初始密码",
        _ => "",
    }
}

/// 编制：乌恰县档案馆
fn said(held: &Held) -> String {
    let office = held.name.as_deref().unwrap_or("全部单位");
    format!("{}：{office}", duty_name(&held.duty))
}

pub(super) fn duty_name(key: &str) -> &'static str {
    match Duty::of(key) {
        Some(Duty::Prepare) => "编制",
        Some(Duty::Review) => "审核",
        Some(Duty::Administer) => "管理",
        None => "其他",
    }
}
