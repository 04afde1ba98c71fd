//! The register of a year and region: who has published, who is late, whose document contradicts itself.

use super::paging::{Paging, cut};
use super::regions::{Branch, tree};
use super::{kind_asked, kind_name};
use crate::App;
use crate::day::{day, now};
use crate::error::Failure;
use crate::spreadsheet;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse};
use mingzhang_roster::harmless;
use mingzhang_store::{By, Due, DuesQuery, Store, StoreError, Tally};
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
    /// Lines of the list that stand on the pages before.
    #[serde(default)]
    from: i64,
}

/// Offices on one page.
const MOST: i64 = 200;
/// More offices no table has.
const ALL: i64 = 1_000_000;

#[derive(Template)]
#[template(path = "register.html")]
struct Page {
    year: i32,
    kind: &'static str,
    kind_name: &'static str,
    chosen: i64,
    years: Vec<i64>,
    regions: Vec<Branch>,
    owed: i64,
    counts: Vec<Count>,
    lines: Vec<Line>,
    paging: Paging,
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
    offices: i64,
    /// Whether these alone are listed.
    is_chosen: bool,
}

/// An office, with how it stands. Of drafts nobody outside is told.
struct Line {
    office: i64,
    /// The document; 0 if nothing is published.
    document: i64,
    name: String,
    due: String,
    published: String,
    standing: &'static str,
    /// Errors of what is published.
    errors: i64,
}

/// The order in which they are counted. `incomplete` is told beside the others.
const STANDINGS: [(&str, &str); 7] = [
    ("on-time", "按时公开"),
    ("late", "逾期后公开"),
    ("overdue", "逾期未公开"),
    ("pending", "尚未到期"),
    ("undated", "已公开，期限未登记"),
    ("undue", "未公开，期限未登记"),
    ("incomplete", "公开但有错误"),
];

/// What it is called to stand so; nothing for what is none of them.
pub(crate) fn standing_name(standing: &str) -> &'static str {
    STANDINGS.iter().find(|(key, _)| *key == standing).map_or("", |(_, name)| name)
}

/// How many stand so.
pub(crate) fn standing_so(tally: &Tally, standing: &str) -> i64 {
    match standing {
        "on-time" => tally.on_time,
        "late" => tally.late,
        "overdue" => tally.overdue,
        "pending" => tally.pending,
        "undated" => tally.undated,
        "undue" => tally.undue,
        "incomplete" => tally.incomplete,
        _ => 0,
    }
}

/// Whether it is told how many stand so: deadlines should be on record, and where all are, nothing is said of others.
pub(crate) fn is_counted(standing: &str, offices: i64) -> bool {
    offices > 0 || !matches!(standing, "undated" | "undue")
}

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
        kind: kind_asked(&asked.kind),
        region: asked.region.parse().unwrap_or_default(),
    };
    Ok((choice, years))
}

impl Choice {
    fn query(&self) -> DuesQuery {
        public(self.year, self.kind, self.region)
    }

    /// The address of the list, from a line on.
    fn address(&self, only: &str, from: i64) -> String {
        let Self { year, kind, region, .. } = self;
        let region = if *region > 0 { region.to_string() } else { String::new() };
        format!("/register?year={year}&kind={kind}&region={region}&only={only}&from={from}")
    }
}

/// What everyone may ask of a year and kind; of a region and its parts, if its number is not 0.
pub(crate) fn public(year: i32, kind: &str, region: i64) -> DuesQuery {
    DuesQuery { year: year.into(), kind: kind.to_owned(), region, now: now(), ..DuesQuery::default() }
}

async fn lines(
    store: &Store,
    choice: &Choice,
    only: &str,
    from: i64,
    most: i64,
) -> Result<Vec<Line>, StoreError> {
    Ok(store.dues(&choice.query(), only, from, most).await?.into_iter().map(line).collect())
}

fn line(due: Due) -> Line {
    Line {
        office: due.office,
        document: if due.published_at.is_some() { due.document } else { 0 },
        name: due.name,
        due: due.due_on.unwrap_or_default(),
        published: due.published_at.map(day).unwrap_or_default(),
        standing: standing_name(&due.standing),
        errors: due.published_errors,
    }
}

pub(crate) async fn page(app: State<App>, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let store = &app.store;
    let (choice, years) = chosen(store, &asked).await?;
    let from = asked.from.max(0);
    // What is not known is not repeated in addresses.
    let only = STANDINGS.iter().map(|(key, _)| *key).find(|key| *key == asked.only).unwrap_or_default();
    let tally = store.tallies(&choice.query(), By::All).await?.pop().unwrap_or_default();
    let mut lines = lines(store, &choice, only, from, MOST + 1).await?;
    let is_more = cut(&mut lines, MOST);
    let paging = Paging {
        previous: if from > 0 { choice.address(only, (from - MOST).max(0)) } else { String::new() },
        next: if is_more { choice.address(only, from + MOST) } else { String::new() },
    };
    let page = Page {
        year: choice.year,
        kind: choice.kind,
        kind_name: kind_name(choice.kind),
        chosen: choice.region,
        years,
        regions: tree(store).await?,
        owed: tally.owed,
        counts: counts(&tally, only),
        lines,
        paging,
        only: only.to_owned(),
    };
    Ok(Html(page.render()?))
}

fn counts(tally: &Tally, only: &str) -> Vec<Count> {
    let count = |(key, name)| Count { key, name, offices: standing_so(tally, key), is_chosen: key == only };
    STANDINGS.into_iter().map(count).filter(|count| is_counted(count.key, count.offices)).collect()
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

/// The same list for spreadsheets.
pub(crate) async fn table(app: State<App>, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Failure> {
    let (choice, _) = chosen(&app.store, &asked).await?;
    let lines = lines(&app.store, &choice, &asked.only, 0, ALL).await?;
    spreadsheet::table(lines.into_iter().map(|line| Reminder {
        单位: harmless(line.name),
        年度: choice.year,
        公开内容: kind_name(choice.kind),
        应公开日期: line.due,
        公开日期: line.published,
        情况: line.standing,
        错误: line.errors,
    }))
}
