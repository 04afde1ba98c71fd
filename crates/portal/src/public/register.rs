//! The register of a year and region: who has published, who is late, whose document contradicts itself.

use super::kind_name;
use super::regions::{Branch, tree};
use crate::App;
use crate::day::{day, now};
use crate::error::Failure;
use crate::spreadsheet;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse};
use mingzhang_store::{Owed, Standing, Store};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub(crate) struct Asked {
    year: Option<i32>,
    #[serde(default)]
    kind: String,
    /// Empty for all regions.
    #[serde(default)]
    region: String,
    /// Which of them are listed; all if empty.
    #[serde(default)]
    only: String,
}

#[derive(Template)]
#[template(path = "register.html")]
struct Page {
    year: i32,
    kind: &'static str,
    kind_name: &'static str,
    chosen: i64,
    years: Vec<i64>,
    regions: Vec<Branch>,
    owed: usize,
    counts: Vec<Count>,
    lines: Vec<Line>,
    /// What is listed alone; empty if all are.
    only: String,
}

impl Page {
    fn is_kind(&self, kind: &str) -> bool {
        self.kind == kind
    }
}

/// How many stand so.
struct Count {
    key: &'static str,
    name: &'static str,
    offices: usize,
    /// Whether these alone are listed.
    is_chosen: bool,
}

/// An office, with how it stands.
pub(crate) struct Line {
    pub(crate) office: i64,
    /// The document; 0 if nothing is published.
    pub(crate) document: i64,
    pub(crate) name: String,
    pub(crate) due: String,
    pub(crate) published: String,
    pub(crate) key: &'static str,
    pub(crate) standing: &'static str,
    /// Errors of what is published; nobody outside is told of drafts.
    pub(crate) errors: i64,
}

/// The order in which they are counted. `incomplete` is told beside the others.
const STANDINGS: [(&str, &str); 5] = [
    ("on-time", "按时公开"),
    ("late", "逾期后公开"),
    ("overdue", "逾期未公开"),
    ("pending", "尚未到期"),
    ("incomplete", "公开但有错误"),
];

/// What is asked for, with what is not said filled in.
struct Choice {
    year: i32,
    kind: &'static str,
    region: i64,
}

async fn chosen(store: &Store, asked: &Asked) -> Result<(Choice, Vec<i64>), Failure> {
    let years = store.years().await?;
    let latest = years.first().and_then(|&year| i32::try_from(year).ok()).unwrap_or_default();
    let choice = Choice {
        year: asked.year.unwrap_or(latest),
        kind: if asked.kind == "final-accounts" { "final-accounts" } else { "budget" },
        region: asked.region.parse().unwrap_or_default(),
    };
    Ok((choice, years))
}

async fn lines(store: &Store, choice: &Choice) -> Result<Vec<Line>, Failure> {
    standings(store, choice.year, choice.kind, (choice.region > 0).then_some(choice.region)).await
}

/// How all offices, of a region and its parts if one is given, stand with a year's documents of a kind.
pub(crate) async fn standings(
    store: &Store,
    year: i32,
    kind: &str,
    region: Option<i64>,
) -> Result<Vec<Line>, Failure> {
    let today = day(now());
    let owed = store.owed(year, kind, region).await?;
    Ok(owed.into_iter().map(|owed| line(owed, &today)).collect())
}

fn line(owed: Owed, today: &str) -> Line {
    let (key, standing) = match owed.standing(today, day) {
        Standing::OnTime => STANDINGS[0],
        Standing::Late => STANDINGS[1],
        Standing::Overdue => STANDINGS[2],
        Standing::Pending => STANDINGS[3],
    };
    let is_published = owed.published_at.is_some();
    Line {
        office: owed.office,
        document: if is_published { owed.document } else { 0 },
        name: owed.name,
        due: owed.due_on.unwrap_or_default(),
        published: owed.published_at.map(day).unwrap_or_default(),
        key,
        standing,
        errors: owed.published_errors,
    }
}

impl Line {
    fn is(&self, key: &str) -> bool {
        if key == "incomplete" { self.errors > 0 } else { self.key == key }
    }
}

pub(crate) async fn page(app: State<App>, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let (choice, years) = chosen(&app.store, &asked).await?;
    let mut lines = lines(&app.store, &choice).await?;
    let count = |(key, name): (&'static str, &'static str)| Count {
        key,
        name,
        offices: lines.iter().filter(|line| line.is(key)).count(),
        is_chosen: key == asked.only,
    };
    let counts = STANDINGS.map(count).into();
    let owed = lines.len();
    if !asked.only.is_empty() {
        lines.retain(|line| line.is(&asked.only));
    }
    let page = Page {
        year: choice.year,
        kind: choice.kind,
        kind_name: kind_name(choice.kind),
        chosen: choice.region,
        years,
        regions: tree(&app.store).await?,
        owed,
        counts,
        lines,
        only: asked.only,
    };
    Ok(Html(page.render()?))
}

/// A line of the table for reminders.
#[derive(Serialize)]
struct Reminder {
    单位: String,
    年度: i32,
    公开内容: &'static str,
    应公开日期: String,
    公开日期: String,
    情况: &'static str,
    错误: i64,
}

/// A name that a spreadsheet does not take for a formula.
fn harmless(name: String) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{name}") } else { name }
}

/// The same list for spreadsheets.
pub(crate) async fn table(app: State<App>, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Failure> {
    let (choice, _) = chosen(&app.store, &asked).await?;
    let lines = lines(&app.store, &choice).await?.into_iter();
    let lines = lines.filter(|line| asked.only.is_empty() || line.is(&asked.only));
    spreadsheet::table(lines.map(|line| Reminder {
        单位: harmless(line.name),
        年度: choice.year,
        公开内容: kind_name(choice.kind),
        应公开日期: line.due,
        公开日期: line.published,
        情况: line.standing,
        错误: line.errors,
    }))
}
