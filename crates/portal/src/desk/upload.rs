//! A finished document is handed in: as a draft, or in place of what the draft was.

use super::case::Case;
use super::edit::conflict;
use super::handed::Handed;
use super::refusal::Refusal;
use crate::App;
use crate::day::now;
use crate::public::kind_name;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use mingzhang_intake::Taken;
use mingzhang_store::{Duty, StoreError};

/// Begins a revision of the document that the file turns out to be.
pub(crate) async fn begin(app: State<App>, Path(id): Path<i64>, handed: Handed) -> Result<Redirect, Refusal> {
    let office = app.store.office(id).await?;
    if !handed.me.may(&app, Duty::Prepare, id).await? {
        return Err(Refusal::Forbidden);
    }
    let taken = app.work.take(handed.name, handed.bytes).await?;
    is_of(&taken, &office.name, handed.any_name)?;
    let year = taken.year.ok_or_else(|| {
        Refusal::told("没有读出这份文件是哪一年的预算或决算，没有收入。请检查标题是否写明年度。")
    })?;
    let mut change = app.store.change(&handed.me.actor(), now()).await?;
    let document = change.document(id, year, &taken.kind).await?;
    let begun = change.begin(document, &handed.reason, &taken.content).await;
    let revision = begun.map_err(|error| match error {
        StoreError::Conflict => Refusal::Told(
            StatusCode::CONFLICT,
            format!(
                "{year}年{}已有一版正在办理，没有收入这份文件。请打开那一版，在那里重新上传。",
                kind_name(&taken.kind)
            ),
        ),
        error => error.into(),
    })?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/revisions/{revision}")))
}

/// Saves the file as what the draft says now.
pub(crate) async fn again(app: State<App>, Path(id): Path<i64>, handed: Handed) -> Result<Redirect, Refusal> {
    let case = Case::of(&app, &handed.me, id).await?.if_prepares()?;
    // It is told at once, not after a document was read.
    if case.revision.edition != handed.edition {
        return Err(conflict(&app, id).await?);
    }
    let taken = app.work.take(handed.name, handed.bytes).await?;
    is_of(&taken, &case.office.name, handed.any_name)?;
    is_still(&taken, &case)?;
    let mut change = app.store.change(&handed.me.actor(), now()).await?;
    change.save(id, handed.edition, &taken.content).await?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/revisions/{id}")))
}

/// Refuses a document of another year or kind than the revision.
pub(super) fn is_still(taken: &Taken, case: &Case) -> Result<(), Refusal> {
    let is_same = taken.year.is_none_or(|year| i64::from(year) == case.document.year);
    if is_same && taken.kind == case.document.kind {
        return Ok(());
    }
    let year = taken.year.map(|year| format!("{year}年")).unwrap_or_default();
    Err(Refusal::told(format!(
        "这份文件是{year}{}，不是{}，没有收入。",
        kind_name(&taken.kind),
        case.title()
    )))
}

/// Refuses a document that names another office, unless the person says that it is the same.
fn is_of(taken: &Taken, office: &str, any_name: bool) -> Result<(), Refusal> {
    let named = taken.office.as_str();
    if any_name || named.is_empty() || named.contains(office) || office.contains(named) {
        return Ok(());
    }
    Err(Refusal::told(format!(
        "文件中的单位是“{named}”，不是“{office}”，没有收入。如果只是写法不同，请勾选“单位名称写法不同”再上传。"
    )))
}
