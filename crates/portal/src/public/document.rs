//! A published revision: what the audit says, what there is to download, and the document itself.

use super::picture::{self, Picture};
use super::{kind_name, leaf, severity_name, titled};
use crate::App;
use crate::day::day;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use mingzhang_intake::{is_public, linked};
use mingzhang_store::{ListedFile, Revision, State as Stage};

#[derive(Template)]
#[template(path = "document.html")]
struct Page {
    title: String,
    /// 2024年预算
    short: String,
    picture: Picture,
    office: i64,
    office_name: String,
    revision: i64,
    number: i64,
    when: String,
    reason: String,
    /// The revision that citizens should read; 0 if it is this one.
    newer: i64,
    numbers: i64,
    tied: i64,
    findings: Vec<Finding>,
    files: Vec<ListedFile>,
    revisions: Vec<(i64, String)>,
    leaf: String,
}

struct Finding {
    severity: String,
    label: &'static str,
    message: String,
    place: String,
    /// Why the reviewer lets it pass; empty if not.
    waived: String,
}

/// The revision of a document that citizens read now.
pub(crate) async fn current(app: State<App>, Path(document): Path<i64>) -> Result<Redirect, Failure> {
    let current = app.store.document(document).await?.current.ok_or(Failure::Nothing)?;
    Ok(Redirect::to(&format!("/revisions/{current}")))
}

pub(crate) async fn page(app: State<App>, Path(id): Path<i64>) -> Result<Html<String>, Failure> {
    let store = &app.store;
    let published = store.published(id).await?;
    let revision = &published.revision;
    let waivers = store.waivers(revision.document).await?;
    let findings = store.findings(id).await?.into_iter().map(|finding| Finding {
        label: severity_name(&finding.severity),
        waived: waivers.iter().find(|w| w.mark == finding.mark).map(|w| w.reason.clone()).unwrap_or_default(),
        severity: finding.severity,
        message: finding.message,
        place: finding.place,
    });
    let facts = store.facts_in(id, picture::TABLES).await?;
    let mut files = store.file_list(id).await?;
    files.retain(|file| is_public(&file.role));
    let revisions = store.revisions(revision.document).await?;
    let page = Page {
        title: titled(&published),
        short: format!("{}年{}", published.year, kind_name(&published.kind)),
        picture: Picture::of(revision.profile.as_deref(), &published.kind, &facts),
        office: published.office.id,
        office_name: published.office.name.clone(),
        revision: id,
        number: revision.number,
        when: revision.published_at.map(day).unwrap_or_default(),
        reason: revision.reason.clone(),
        newer: if published.current == id { 0 } else { published.current },
        numbers: revision.quality.numbers,
        tied: revision.quality.tied,
        findings: findings.collect(),
        files,
        revisions: revisions.iter().filter(|r| r.state == Stage::Published).map(listed).collect(),
        leaf: linked(&leaf(store, id).await?, |number| format!("/revisions/{id}/numbers/{number}")),
    };
    Ok(Html(page.render()?))
}

fn listed(revision: &Revision) -> (i64, String) {
    let when = revision.published_at.map(day).unwrap_or_default();
    let why = if revision.reason.is_empty() { String::new() } else { format!("，{}", revision.reason) };
    (revision.id, format!("第 {} 版，{when}{why}", revision.number))
}
