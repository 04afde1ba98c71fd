//! What was published, for readers of news, for search engines, and as a description of data.

use super::{Published, kind_name};
use crate::App;
use crate::day::{day, moment};
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use mingzhang_intake::is_handed_out;
use mingzhang_store::Publication;
use serde_json::json;

/// Publications in the feed.
const NEWS: i64 = 50;

/// More addresses a sitemap must not have.
const ADDRESSES: i64 = 50_000;

/// A publication, as a line of a list.
struct Line {
    revision: i64,
    title: String,
    reason: String,
    /// 2024-03-11
    day: String,
    /// 2024-03-11T00:00:00Z
    moment: String,
}

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    base: String,
    updated: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Sitemap {
    base: String,
    lines: Vec<Line>,
}

fn line(publication: Publication) -> Line {
    let Publication { revision, number, office, year, kind, reason, published_at } = publication;
    let again = if number > 1 { format!("（第{number}版）") } else { String::new() };
    Line {
        revision,
        title: format!("{office}{year}年{}公开{again}", kind_name(&kind)),
        reason,
        day: day(published_at),
        moment: moment(published_at),
    }
}

/// The address that the portal was asked at.
fn base(headers: &HeaderMap) -> String {
    let told = |name: &str| headers.get(name).and_then(|told| told.to_str().ok());
    let is_plain = |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    let host = told("host").filter(is_plain).unwrap_or("localhost");
    let scheme = if told("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    format!("{scheme}://{host}")
}

async fn lines(app: &App, most: i64) -> Result<Vec<Line>, Failure> {
    Ok(app.store.publications(most).await?.into_iter().map(line).collect())
}

/// The latest publications as an Atom feed.
pub(crate) async fn feed(app: State<App>, headers: HeaderMap) -> Result<impl IntoResponse, Failure> {
    let lines = lines(&app, NEWS).await?;
    let updated = lines.first().map_or_else(|| moment(0), |line| line.moment.clone());
    let feed = Feed { base: base(&headers), updated, lines }.render()?;
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed))
}

/// Every published revision, for search engines.
pub(crate) async fn sitemap(app: State<App>, headers: HeaderMap) -> Result<impl IntoResponse, Failure> {
    let sitemap = Sitemap { base: base(&headers), lines: lines(&app, ADDRESSES).await? }.render()?;
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], sitemap))
}

/// A published revision as a data set of schema.org.
pub(crate) async fn dataset(
    app: State<App>,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Result<impl IntoResponse, Failure> {
    let published = Published::of(&app.store, id).await?;
    let base = base(&headers);
    let page = format!("{base}/revisions/{id}");
    let download = |kind: &str, name: &str, address: String| json!({ "@type": "DataDownload", "encodingFormat": kind, "name": name, "contentUrl": address });
    let facts = format!("{base}/api/v1/revisions/{id}/facts");
    let mut distribution = vec![
        download("text/csv", "各表数字", format!("{facts}.csv")),
        download("application/json", "各表数字", format!("{facts}.json")),
    ];
    for file in app.store.file_list(id).await?.iter().filter(|file| is_handed_out(&file.role)) {
        let address = format!("{page}/files/{}", super::files::encoded(&file.name));
        distribution.push(download(&file.media_type, &file.name, address));
    }
    let dataset = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": published.title(),
        "description": format!("{}：各表数字、原件、核对结果和签名", published.title()),
        "inLanguage": "zh-CN",
        "temporalCoverage": published.year.to_string(),
        "version": published.revision.number.to_string(),
        "datePublished": published.revision.published_at.map(day).unwrap_or_default(),
        "creator": { "@type": "GovernmentOrganization", "name": published.office.name },
        "distribution": distribution,
    });
    Ok(([(header::CONTENT_TYPE, "application/ld+json; charset=utf-8")], dataset.to_string()))
}
