//! One person: the name, the password, what they have to do.

use super::{Given, MOST_OFFICES, duty, name, said, state};
use crate::App;
use crate::day::now;
use crate::desk::deed::{Answers, Me};
use crate::desk::refusal::Refusal;
use crate::password::made;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use mingzhang_store::{Duty, Office, Person};

#[derive(Template)]
#[template(path = "desk/person.html")]
struct Page {
    me: Me,
    person: Person,
    state: &'static str,
    /// Whether all that the person does is for offices of the administrator.
    manages: bool,
    everywhere: bool,
    duties: Vec<Line>,
    offices: Vec<Office>,
}

struct Line {
    said: String,
    office: i64,
    duty: String,
    /// Whether the administrator may take it away.
    is_own: bool,
}

pub(crate) async fn page(app: State<App>, Path(id): Path<i64>, me: Me) -> Result<Html<String>, Refusal> {
    sees(&app, &me, id).await?;
    let person = app.store.person_numbered(id).await?;
    let mut duties = Vec::new();
    for held in app.store.duties(id).await? {
        let is_own = sees_to(&app, &me, held.office).await?;
        duties.push(Line { said: said(&held), office: held.office, duty: held.duty, is_own });
    }
    let page = Page {
        state: state(person.active, person.must_change),
        person,
        manages: app.store.manages(me.id, id).await?,
        everywhere: app.store.may_everywhere(me.id, Duty::Administer).await?,
        duties,
        offices: app.store.offices_of(me.id, Duty::Administer, MOST_OFFICES).await?,
        me,
    };
    Ok(Html(page.render()?))
}

pub(crate) async fn rename(
    app: State<App>,
    Path(id): Path<i64>,
    answers: Answers,
) -> Result<Redirect, Refusal> {
    manages(&app, &answers.me, id).await?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.rename_person(id, name(&answers)?).await?;
    change.keep().await?;
    Ok(back(id))
}

/// Gives the person a new password, which they have to change; it is shown once.
pub(crate) async fn give_password(
    app: State<App>,
    Path(id): Path<i64>,
    answers: Answers,
) -> Result<Response, Refusal> {
    manages(&app, &answers.me, id).await?;
    let person = app.store.person_numbered(id).await?;
    let password = made().map_err(|why| Refusal::told(why.zh))?;
    let hash = app.work.hashed(password.clone()).await?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.give_password(id, &hash).await?;
    change.keep().await?;
    let given = Given { me: answers.me, id, login: person.login, name: person.name, password };
    Ok(Html(given.render()?).into_response())
}

pub(crate) async fn dismiss(
    app: State<App>,
    Path(id): Path<i64>,
    answers: Answers,
) -> Result<Redirect, Refusal> {
    set_active(&app, &answers.me, id, false).await
}

pub(crate) async fn admit(
    app: State<App>,
    Path(id): Path<i64>,
    answers: Answers,
) -> Result<Redirect, Refusal> {
    set_active(&app, &answers.me, id, true).await
}

async fn set_active(app: &App, me: &Me, id: i64, active: bool) -> Result<Redirect, Refusal> {
    manages(app, me, id).await?;
    let mut change = app.store.change(&me.actor(), now()).await?;
    change.set_active(id, active).await?;
    change.keep().await?;
    Ok(back(id))
}

pub(crate) async fn assign(
    app: State<App>,
    Path(id): Path<i64>,
    answers: Answers,
) -> Result<Redirect, Refusal> {
    sees(&app, &answers.me, id).await?;
    let (duty, office) = duty(&app, &answers).await?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.assign(id, office, duty).await?;
    change.keep().await?;
    Ok(back(id))
}

pub(crate) async fn release(
    app: State<App>,
    Path(id): Path<i64>,
    answers: Answers,
) -> Result<Redirect, Refusal> {
    let (office, duty) = (answers.number("office"), Duty::of(answers.get("duty")));
    let duty = duty.ok_or_else(|| Refusal::told("请选择职责。"))?;
    if !sees_to(&app, &answers.me, office).await? {
        return Err(Refusal::Forbidden);
    }
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.release(id, (office > 0).then_some(office), duty).await?;
    change.keep().await?;
    Ok(back(id))
}

fn back(id: i64) -> Redirect {
    Redirect::to(&format!("/desk/people/{id}"))
}

/// Whether the administrator sees to an office; 0 stands for all.
async fn sees_to(app: &App, me: &Me, office: i64) -> Result<bool, Refusal> {
    Ok(match office {
        0 => app.store.may_everywhere(me.id, Duty::Administer).await?,
        office => me.may(app, Duty::Administer, office).await?,
    })
}

/// Refuses those who see to none of the person's offices.
async fn sees(app: &App, me: &Me, id: i64) -> Result<(), Refusal> {
    me.if_administers()?;
    if app.store.may_everywhere(me.id, Duty::Administer).await? {
        return Ok(());
    }
    for held in app.store.duties(id).await? {
        if sees_to(app, me, held.office).await? {
            return Ok(());
        }
    }
    Err(Refusal::Forbidden)
}

/// Refuses those who do not see to all that the person does.
async fn manages(app: &App, me: &Me, id: i64) -> Result<(), Refusal> {
    if app.store.manages(me.id, id).await? { Ok(()) } else { Err(Refusal::Forbidden) }
}
