//! A register is imported: shown first, with everything wrong in it, and put on record only when that was confirmed.

use super::reminders::handed_out;
use crate::App;
use crate::day::now;
use crate::desk::deed::{Answers, Me};
use crate::desk::handed::Handed;
use crate::desk::places::everywhere;
use crate::desk::refusal::Refusal;
use crate::error::Failure;
use crate::spreadsheet::WORKBOOK;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use mingzhang_roster::{Entry, Roster};
use mingzhang_store::{Enrolled, Enrolment, PendingImport, sha256};
use tokio::task::spawn_blocking;

/// Problems, and names, that are listed.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "desk/import.html")]
struct Page {
    me: Me,
    /// What is shown; nothing yet, if there is no name.
    name: String,
    digest: String,
    lines: usize,
    /// Cell and what is wrong.
    problems: Vec<(String, String)>,
    /// Problems that are not listed.
    more: usize,
    enrolment: Enrolment,
}

pub(super) async fn page(app: State<App>, me: Me) -> Result<Html<String>, Refusal> {
    everywhere(&app, &me).await?;
    let page = Page {
        me,
        name: String::new(),
        digest: String::new(),
        lines: 0,
        problems: Vec::new(),
        more: 0,
        enrolment: Enrolment::default(),
    };
    Ok(Html(page.render()?))
}

pub(super) async fn template(app: State<App>, me: Me) -> Result<Response, Refusal> {
    everywhere(&app, &me).await?;
    let bytes = mingzhang_roster::template().map_err(|why| Refusal::told(why.zh))?;
    Ok(handed_out("register.xlsx", WORKBOOK, bytes))
}

/// Tells what a table would change, and changes nothing.
pub(super) async fn preview(app: State<App>, handed: Handed) -> Result<Response, Refusal> {
    everywhere(&app, &handed.me).await?;
    let (name, digest) = (handed.name.clone(), sha256(&handed.bytes));
    let roster = read(handed.bytes.clone()).await?;
    let (enrolled, rows) = lines(&roster);
    let mut problems: Vec<(u32, String, String)> = Vec::new();
    problems
        .extend(roster.problems.into_iter().map(|problem| (problem.row, problem.place, problem.message.zh)));
    // What is not kept has changed nothing.
    let mut change = app.store.change(&handed.me.actor(), now()).await?;
    let enrolment = change.enroll(&enrolled, &name).await?;
    drop(change);
    for (at, message) in &enrolment.problems {
        let row = rows.get(*at).copied().unwrap_or_default();
        problems.push((row, row.to_string(), message.zh.clone()));
    }
    problems.sort_by_key(|(row, ..)| *row);
    let is_right = problems.is_empty();
    if is_right {
        let pending = PendingImport { name: name.clone(), digest: digest.clone(), bytes: handed.bytes };
        app.store.prepare_import(handed.me.id, &pending, now()).await?;
    } else {
        app.store.drop_import(handed.me.id).await?;
    }
    let page = Page {
        me: handed.me,
        name,
        digest,
        lines: enrolled.len(),
        more: problems.len().saturating_sub(MOST),
        problems: problems.into_iter().take(MOST).map(|(_, place, said)| (place, said)).collect(),
        enrolment,
    };
    let status = if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}

/// Puts on record what was shown, if it still is what was shown.
pub(super) async fn confirm(app: State<App>, answers: Answers) -> Result<Redirect, Refusal> {
    everywhere(&app, &answers.me).await?;
    let pending = app.store.pending_import(answers.me.id).await?;
    let pending = pending.filter(|pending| pending.digest == answers.get("digest"));
    let Some(pending) = pending else {
        return Err(Refusal::told("要导入的表已经换过或导入过，请重新上传。"));
    };
    let source = format!("{} {}", pending.name, pending.digest);
    let (enrolled, _) = lines(&read(pending.bytes).await?);
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    let enrolment = change.enroll(&enrolled, &source).await?;
    if !enrolment.problems.is_empty() {
        return Err(Refusal::told("上传以后，单位的登记有了变化，这张表与之不符。请重新上传，查看问题。"));
    }
    change.keep().await?;
    app.store.drop_import(answers.me.id).await?;
    Ok(Redirect::to("/desk/register"))
}

async fn read(bytes: Vec<u8>) -> Result<Roster, Refusal> {
    let read = spawn_blocking(move || mingzhang_roster::open(&bytes)).await;
    let read = read.map_err(|error| Refusal::Failed(Failure::Ours(error.to_string())))?;
    read.map_err(|why| Refusal::told(why.zh))
}

/// The lines as the store takes them, and the row of each.
fn lines(roster: &Roster) -> (Vec<Enrolled>, Vec<u32>) {
    let rows = roster.entries.iter().map(|entry| entry.row).collect();
    (roster.entries.iter().map(enrolled).collect(), rows)
}

/// A line of the register as the store takes it.
pub fn enrolled(entry: &Entry) -> Enrolled {
    Enrolled {
        regions: entry.regions.clone(),
        department: entry.department.clone(),
        office: entry.office.clone(),
        level: entry.level,
        year: entry.year,
        kind: entry.kind.key(),
        approved_on: entry.approved_on.clone(),
        due_on: entry.due_on.clone(),
    }
}
