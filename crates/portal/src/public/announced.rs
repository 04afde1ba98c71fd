//! What was published, for readers of news, for search engines, and as a description of data.

use super::{kind_name, titled};
use crate::App;
use crate::client::Client;
use crate::day::{day, moment};
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use mingzhang_intake::is_public;
use mingzhang_store::{OfficeQuery, Publication};
use serde_json::json;

const XML: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/xml; charset=utf-8")];

/// Publications in the feed.
const NEWS: i64 = 50;

/// Numbers that one part of the sitemap covers: more addresses it must not have.
const ADDRESSES: i64 = 50_000;

/// A publication, as a line of a list.
struct Line {
    revision: i64,
    title: String,
    reason: String,
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
    /// Addresses, each with the day of its last change; empty if that is not known.
    pages: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "sitemaps.xml")]
struct Sitemaps {
    parts: Vec<String>,
}

fn line(publication: Publication) -> Line {
    let Publication { revision, number, office, year, kind, reason, published_at, .. } = publication;
    let again = if number > 1 { format!("（第{number}版）") } else { String::new() };
    Line {
        revision,
        title: format!("{office}{year}年{}公开{again}", kind_name(&kind)),
        reason,
        moment: moment(published_at),
    }
}

/// The address that the portal was asked at.
fn base(client: Client, headers: &HeaderMap) -> String {
    let told = headers.get(header::HOST).and_then(|told| told.to_str().ok());
    let is_plain = |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    let host = told.filter(is_plain).unwrap_or("localhost");
    let scheme = if client.is_secure { "https" } else { "http" };
    format!("{scheme}://{host}")
}

/// The latest publications as an Atom feed.
pub(crate) async fn feed(
    app: State<App>,
    client: Client,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let lines: Vec<Line> = app.store.publications(NEWS).await?.into_iter().map(line).collect();
    let updated = lines.first().map_or_else(|| moment(0), |line| line.moment.clone());
    let feed = Feed { base: base(client, &headers), updated, lines }.render()?;
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed))
}

/// The parts of the sitemap: offices and published revisions, by ranges of their numbers.
pub(crate) async fn sitemaps(
    app: State<App>,
    client: Client,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let base = base(client, &headers);
    let (offices, revisions) = app.store.last_numbers().await?;
    let parts = [("offices", offices), ("revisions", revisions)].into_iter().flat_map(|(what, last)| {
        let count = (last + ADDRESSES - 1) / ADDRESSES;
        (1..=count).map(move |part| (what, part))
    });
    let parts = parts.map(|(what, part)| format!("{base}/sitemap/{what}/{part}")).collect();
    Ok((XML, Sitemaps { parts }.render()?))
}

/// A part of the sitemap.
pub(crate) async fn sitemap(
    app: State<App>,
    client: Client,
    headers: HeaderMap,
    Path((what, part)): Path<(String, i64)>,
) -> Result<impl IntoResponse, Failure> {
    let base = base(client, &headers);
    let first =
        part.checked_sub(1).and_then(|before| before.checked_mul(ADDRESSES)).ok_or(Failure::Nothing)?;
    let pages = match what.as_str() {
        "offices" => {
            let query = OfficeQuery { after: first, most: ADDRESSES, ..OfficeQuery::default() };
            let found = app.store.offices(&query).await?.into_iter();
            let found = found.take_while(|office| office.id <= first + ADDRESSES);
            found.map(|office| (format!("{base}/offices/{}", office.id), String::new())).collect()
        }
        "revisions" => {
            let found = app.store.publications_of(first + 1..=first + ADDRESSES).await?.into_iter();
            found.map(|one| (format!("{base}/revisions/{}", one.revision), day(one.published_at))).collect()
        }
        _ => return Err(Failure::Nothing),
    };
    Ok((XML, Sitemap { pages }.render()?))
}

/// A published revision as a data set of schema.org.
pub(crate) async fn dataset(
    app: State<App>,
    client: Client,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Result<impl IntoResponse, Failure> {
    let published = app.store.published(id).await?;
    let base = base(client, &headers);
    let page = format!("{base}/revisions/{id}");
    let download = |kind: &str, name: &str, address: String| json!({ "@type": "DataDownload", "encodingFormat": kind, "name": name, "contentUrl": address });
    let facts = format!("{base}/api/v1/revisions/{id}/facts");
    let mut distribution = vec![
        download("text/csv", "各表数字", format!("{facts}.csv")),
        download("application/json", "各表数字", format!("{facts}.json")),
    ];
    for file in app.store.file_list(id).await?.iter().filter(|file| is_public(&file.role)) {
        let address = format!("{page}/files/{}", super::files::encoded(&file.name));
        distribution.push(download(&file.media_type, &file.name, address));
    }
    let dataset = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": titled(&published),
        "description": format!("{}：各表数字、原件、核对结果和签名", titled(&published)),
        "inLanguage": "zh-CN",
        "temporalCoverage": published.year.to_string(),
        "version": published.revision.number.to_string(),
        "datePublished": published.revision.published_at.map(day).unwrap_or_default(),
        "creator": { "@type": "GovernmentOrganization", "name": published.office.name },
        "distribution": distribution,
    });
    Ok(([(header::CONTENT_TYPE, "application/ld+json; charset=utf-8")], dataset.to_string()))
}
