//! A ledger in the page: its topics, and each topic as a form.

use super::convert::{keep, placed};
use super::faults::{Told, told};
use super::rows::{Column, MOST, Row, Shown, answered, columns, with_rows};
use super::{if_editable, saved_between};
use crate::App;
use crate::desk::case::Case;
use crate::desk::deed::{Answers, Me};
use crate::desk::refusal::Refusal;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use mingzhang_intake::faults_of;
use mingzhang_ledger::{Ledger, Sheet, open_file, sheets, write_directory};
use mingzhang_model::{Kind, text};
use mingzhang_store::{LEDGER, UNFINISHED};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
}

#[derive(Template)]
#[template(path = "desk/topics.html")]
struct TopicsPage {
    me: Me,
    id: i64,
    title: String,
    topics: Vec<Topic>,
    is_unfinished: bool,
    told: Vec<Told>,
}

struct Topic {
    key: &'static str,
    title: &'static str,
    help: String,
    rows: usize,
    wrong: usize,
}

#[derive(Template)]
#[template(path = "desk/topic.html")]
struct TopicPage {
    me: Me,
    id: i64,
    title: String,
    edition: i64,
    key: &'static str,
    topic: &'static str,
    help: String,
    is_single: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    from: usize,
    count: usize,
    /// First rows of the pages before and after.
    earlier: Option<usize>,
    later: Option<usize>,
    /// What somebody else did in between; empty if nobody did.
    notice: String,
    /// What is wrong and stands beside no field of this page.
    told: Vec<Told>,
    /// Faults beside fields of this page.
    wrong: usize,
}

impl TopicPage {
    /// Whether it is said of any column what to write.
    fn is_explained(&self) -> bool {
        self.columns.iter().any(|column| !column.help.is_empty())
    }
}

/// The ledger of a revision, whether it is unfinished, and what is wrong with it then.
struct Kept {
    ledger: Ledger,
    is_unfinished: bool,
    told: Vec<Told>,
}

async fn kept(app: &App, id: i64) -> Result<Kept, Refusal> {
    let unfinished = app.store.file_in(id, UNFINISHED).await?;
    let is_unfinished = unfinished.is_some();
    let kept = match unfinished {
        Some(file) => Some(file),
        None => app.store.file_in(id, LEDGER).await?,
    };
    let kept = kept.ok_or(Refusal::Failed(Failure::Nothing))?;
    let read = move || {
        let (entered, _) = open_file(&kept.name, &kept.bytes)
            .ok_or_else(|| text!("账册读不出来", "the ledger cannot be read"))?;
        let ledger = entered.ledger;
        let told = if is_unfinished {
            let (entered, faults) = placed(&ledger);
            told(&write_directory(&ledger), faults_of(&entered, faults))
        } else {
            Vec::new()
        };
        Ok(Kept { ledger, is_unfinished, told })
    };
    app.work.run(read).await
}

fn sheet(topic: &str) -> Result<&'static dyn Sheet, Refusal> {
    let found = sheets().iter().find(|sheet| sheet.key() == topic);
    found.copied().ok_or(Refusal::Failed(Failure::Nothing))
}

fn kind(case: &Case) -> Kind {
    Kind::of_key(&case.document.kind).unwrap_or(Kind::FinalAccounts)
}

pub(super) async fn topics(app: State<App>, Path(id): Path<i64>, me: Me) -> Result<Html<String>, Refusal> {
    let case = if_editable(Case::of(&app, &me, id).await?)?;
    let kept = kept(&app, id).await?;
    let kind = kind(&case);
    let blank = Ledger::default();
    let is_shown = |sheet: &&&dyn Sheet| {
        sheet.kind().is_none() || sheet.kind() == Some(kind) || sheet.rows(&kept.ledger) != sheet.rows(&blank)
    };
    let topic = |sheet: &&dyn Sheet| Topic {
        key: sheet.key(),
        title: sheet.title(),
        help: sheet.help().zh,
        rows: if sheet.is_single() { 0 } else { sheet.rows(&kept.ledger).len() },
        wrong: kept.told.iter().filter(|told| told.topic == sheet.key()).count(),
    };
    let page = TopicsPage {
        id,
        title: case.title(),
        topics: sheets().iter().filter(is_shown).map(topic).collect(),
        is_unfinished: kept.is_unfinished,
        told: kept.told,
        me,
    };
    Ok(Html(page.render()?))
}

pub(super) async fn page(
    app: State<App>,
    Path((id, topic)): Path<(i64, String)>,
    Query(asked): Query<Asked>,
    me: Me,
) -> Result<Html<String>, Refusal> {
    let case = if_editable(Case::of(&app, &me, id).await?)?;
    let sheet = sheet(&topic)?;
    let kept = kept(&app, id).await?;
    let values = sheet.rows(&kept.ledger);
    let from = asked.from.parse().unwrap_or_default();
    let form = Form { ledger: kept.ledger, values, saved: None, told: kept.told, from };
    Ok(Html(form.page(&case, me, sheet, String::new()).render()?))
}

/// Saves a page of a topic; the document is made and audited at once.
pub(super) async fn save(
    app: State<App>,
    Path((id, topic)): Path<(i64, String)>,
    answers: Answers,
) -> Result<Response, Refusal> {
    let case = if_editable(Case::of(&app, &answers.me, id).await?)?;
    let sheet = sheet(&topic)?;
    let kept = kept(&app, id).await?;
    let from = usize::try_from(answers.number("from")).unwrap_or_default();
    let before = sheet.rows(&kept.ledger);
    let sent = answered(sheet, before.clone(), &answers, from);
    let (made, wrong) = with_rows(&kept.ledger, sheet.key(), &sent);
    let is_late = case.revision.edition != answers.number("edition");
    if is_late || !wrong.is_empty() {
        // Nothing that was typed is lost: it is shown again, each field in its row.
        let length = sent.iter().map(|(at, _)| at + 1).max().unwrap_or_default().max(before.len());
        let mut values = before.clone();
        values.resize(length, vec![String::new(); sheet.columns().len()]);
        for (at, row) in sent {
            values[at] = row;
        }
        let notice = if is_late { saved_between(&app, id).await? } else { String::new() };
        let form = Form { ledger: kept.ledger, values, saved: is_late.then_some(before), told: wrong, from };
        let status = if is_late { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = form.page(&case, answers.me.clone(), sheet, notice);
        return Ok((status, Html(page.render()?)).into_response());
    }
    keep(&app, &answers, &case, made).await?;
    Ok(Redirect::to(&format!("/desk/revisions/{id}/ledger/{topic}?from={from}")).into_response())
}

/// What a form shows.
struct Form {
    /// As it is saved.
    ledger: Ledger,
    values: Vec<Vec<String>>,
    saved: Option<Vec<Vec<String>>>,
    told: Vec<Told>,
    from: usize,
}

impl Form {
    fn page(self, case: &Case, me: Me, sheet: &'static dyn Sheet, notice: String) -> TopicPage {
        let from = self.from.min(self.values.len().saturating_sub(1)) / MOST * MOST;
        let columns = columns(sheet, kind(case), &self.ledger);
        let (values, saved, told) = (&self.values, self.saved.as_deref(), &self.told);
        let rows = Shown { sheet, columns: &columns, values, saved, told }.rows(from);
        let is_beside = |told: &&Told| {
            told.topic == sheet.key() && told.row.is_some_and(|row| rows.iter().any(|shown| shown.at == row))
        };
        let wrong = self.told.iter().filter(is_beside).count();
        let elsewhere = self.told.iter().filter(|told| !is_beside(told)).cloned().collect();
        TopicPage {
            me,
            id: case.revision.id,
            title: case.title(),
            edition: case.revision.edition,
            key: sheet.key(),
            topic: sheet.title(),
            help: sheet.help().zh,
            is_single: sheet.is_single(),
            columns,
            from,
            count: self.values.len(),
            earlier: from.checked_sub(MOST),
            later: (from + MOST < self.values.len()).then_some(from + MOST),
            notice,
            told: elsewhere,
            wrong,
            rows,
        }
    }
}
