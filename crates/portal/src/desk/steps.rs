//! The steps of a revision from draft to publication, and what is said of it on the way.

use super::case::Case;
use super::deed::Deed;
use super::refusal::Refusal;
use crate::App;
use crate::day::now;
use axum::extract::{Path, State};
use axum::response::Redirect;
use mingzhang_store::{Change, State as Stage, StoreError};

/// The unit hands it to the bureau.
pub(crate) async fn submit(app: State<App>, Path(id): Path<i64>, deed: Deed) -> Result<Redirect, Refusal> {
    Case::of(&app, &deed.me, id).await?.if_prepares()?;
    let mut change = begin(&app, &deed).await?;
    change.submit(id, deed.sent.edition).await?;
    done(change, id).await
}

/// Somebody who works on it says something of it, or of a finding.
pub(crate) async fn remark(app: State<App>, Path(id): Path<i64>, deed: Deed) -> Result<Redirect, Refusal> {
    let case = Case::of(&app, &deed.me, id).await?;
    let words = said(&deed, "请写下意见。")?;
    is_open(&case)?;
    if !deed.sent.mark.is_empty() {
        is_found(&app, id, &deed.sent.mark).await?;
    }
    let mut change = begin(&app, &deed).await?;
    change.remark(id, &deed.sent.mark, words).await?;
    done(change, id).await
}

/// The bureau lets a finding pass, for a reason that everyone can read.
pub(crate) async fn waive(app: State<App>, Path(id): Path<i64>, deed: Deed) -> Result<Redirect, Refusal> {
    let case = Case::of(&app, &deed.me, id).await?.if_reviews()?;
    let reason = said(&deed, "请写明同意保留的理由；理由会向社会公开。")?;
    is_open(&case)?;
    is_found(&app, id, &deed.sent.mark).await?;
    let mut change = begin(&app, &deed).await?;
    change.waive(case.document.id, &deed.sent.mark, reason).await?;
    done(change, id).await
}

/// The bureau gives it back.
pub(crate) async fn give_back(app: State<App>, Path(id): Path<i64>, deed: Deed) -> Result<Redirect, Refusal> {
    Case::of(&app, &deed.me, id).await?.if_reviews()?;
    let reason = said(&deed, "请写明退回的原因。")?;
    let mut change = begin(&app, &deed).await?;
    change.give_back(id, deed.sent.edition, reason).await?;
    // The journal keeps the reason; the unit reads it on the page.
    change.remark(id, "", &format!("退回：{reason}")).await?;
    done(change, id).await
}

/// The bureau approves of it.
pub(crate) async fn approve(app: State<App>, Path(id): Path<i64>, deed: Deed) -> Result<Redirect, Refusal> {
    Case::of(&app, &deed.me, id).await?.if_reviews()?;
    let mut change = begin(&app, &deed).await?;
    change.approve(id, deed.sent.edition).await?;
    done(change, id).await
}

/// The unit publishes what was approved; from then on it never changes.
pub(crate) async fn publish(app: State<App>, Path(id): Path<i64>, deed: Deed) -> Result<Redirect, Refusal> {
    let case = Case::of(&app, &deed.me, id).await?.if_prepares()?;
    if !case.revision.state.leads_to(Stage::Published) {
        return Err(StoreError::Transition(case.revision.state, Stage::Published).into());
    }
    let mut change = begin(&app, &deed).await?;
    change.publish(id, deed.sent.edition, &app.seal).await?;
    change.keep().await?;
    app.metrics.published();
    Ok(Redirect::to(&format!("/revisions/{id}")))
}

async fn begin(app: &App, deed: &Deed) -> Result<Change, Refusal> {
    Ok(app.store.change(&deed.me.actor(), now()).await?)
}

async fn done(change: Change, id: i64) -> Result<Redirect, Refusal> {
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/revisions/{id}")))
}

/// The words of a form that must have some.
fn said<'a>(deed: &'a Deed, missing: &str) -> Result<&'a str, Refusal> {
    let words = deed.sent.words.trim();
    if words.is_empty() { Err(Refusal::told(missing)) } else { Ok(words) }
}

/// Of what is published nothing more is said here.
fn is_open(case: &Case) -> Result<(), Refusal> {
    match case.revision.state {
        Stage::Published => Err(Refusal::told("这一版已经公开，不再改动。需要更正的，请另出一版。")),
        _ => Ok(()),
    }
}

async fn is_found(app: &App, id: i64, mark: &str) -> Result<(), Refusal> {
    let is_found = app.store.findings(id).await?.iter().any(|finding| finding.mark == mark);
    if is_found {
        Ok(())
    } else {
        Err(Refusal::told("这个问题已经不在文本中了，请重新打开页面。"))
    }
}
