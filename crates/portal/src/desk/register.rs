//! The register as the bureau works with it: who has not published, who is late, who is incomplete, and how to remind them.

mod import;
mod reminders;

pub use import::enrolled;

use super::deed::Me;
use super::places::path;
use super::refusal::Refusal;
use crate::App;
use crate::day::{day, now};
use crate::public::paging::cut;
use crate::public::register::{is_counted, standing_name, standing_so};
use crate::public::{kind_asked, kind_name};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::{get, post};
use mingzhang_roster::days_between;
use mingzhang_store::{By, Due, DuesQuery, Duty, Region, State as Stage, Store, Tally};
use serde::Deserialize;

/// Lines on a page.
const MOST: i64 = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/register", get(page))
        .route("/desk/register/reminders.csv", get(reminders::csv))
        .route("/desk/register/reminders.xlsx", get(reminders::xlsx))
        .route("/desk/register/letters.txt", get(reminders::letters))
        .route("/desk/register/template.xlsx", get(import::template))
        .route("/desk/register/import", get(import::page))
        .route("/desk/register/import/confirm", post(import::confirm))
}

/// Where a register is handed in.
pub(crate) fn uploads() -> Router<App> {
    Router::new().route("/desk/register/import", post(import::preview))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    year: String,
    kind: String,
    region: String,
    department: String,
    /// `overdue`, `late`, …; all if it is empty.
    only: String,
    /// Lines before the page.
    from: String,
    /// `region` or `department`.
    by: String,
}

/// What is asked for, with what is not said filled in.
struct Choice {
    query: DuesQuery,
    years: Vec<i64>,
    only: String,
    from: i64,
    by: By,
}

/// How they stand, the most urgent first.
const STANDINGS: [&str; 7] = ["overdue", "pending", "undue", "late", "on-time", "undated", "incomplete"];

impl Choice {
    async fn of(store: &Store, me: &Me, asked: Asked) -> Result<Self, Refusal> {
        if !me.reviews && !me.administers {
            return Err(Refusal::Forbidden);
        }
        let years = store.years().await?;
        let kind = kind_asked(&asked.kind);
        let number = |said: &str| said.parse::<i64>().unwrap_or_default();
        Ok(Self {
            query: DuesQuery {
                person: Some(me.id),
                year: asked.year.parse().unwrap_or(years.first().copied().unwrap_or_default()),
                kind: kind.to_owned(),
                region: number(&asked.region),
                department: number(&asked.department),
                now: now(),
            },
            years,
            only: asked.only,
            from: number(&asked.from).max(0),
            by: if asked.by == "department" { By::Department } else { By::Region },
        })
    }

    /// The address of the same choice, but for some of it.
    fn address(&self, only: &str, from: i64) -> String {
        let DuesQuery { year, kind, region, department, .. } = &self.query;
        let by = if self.by == By::Department { "department" } else { "region" };
        format!(
            "year={year}&kind={kind}&region={region}&department={department}&by={by}&only={only}&from={from}"
        )
    }
}

#[derive(Template)]
#[template(path = "desk/register.html")]
struct Page {
    me: Me,
    everywhere: bool,
    year: i64,
    kind: String,
    kind_name: &'static str,
    region: i64,
    department: i64,
    years: Vec<i64>,
    regions: Vec<(i64, String)>,
    departments: Vec<(i64, String)>,
    by_department: bool,
    owed: i64,
    counts: Vec<Count>,
    places: Vec<Place>,
    lines: Vec<Line>,
    only: String,
    /// The address of what is shown, for the exports.
    shown: String,
    /// Of the pages before and after.
    earlier: Option<String>,
    later: Option<String>,
    first: i64,
}

struct Count {
    name: &'static str,
    offices: i64,
    address: String,
    is_chosen: bool,
}

struct Place {
    name: String,
    address: String,
    tally: Tally,
}

struct Line {
    office: i64,
    name: String,
    place: String,
    due: String,
    days: String,
    standing: &'static str,
    is_overdue: bool,
    revision: i64,
    state: String,
    errors: i64,
}

async fn page(app: State<App>, Query(asked): Query<Asked>, me: Me) -> Result<Html<String>, Refusal> {
    let store = &app.store;
    let choice = Choice::of(store, &me, asked).await?;
    let regions = store.regions().await?;
    let all = store.tallies(&choice.query, By::All).await?.pop().unwrap_or_default();
    let by = store.tallies(&choice.query, choice.by).await?;
    let mut dues = store.dues(&choice.query, &choice.only, choice.from, MOST + 1).await?;
    let is_more = cut(&mut dues, MOST);
    let departments: Vec<(i64, String)> =
        store.departments().await?.into_iter().map(|office| (office.id, office.name)).collect();
    let today = day(choice.query.now);
    let page = Page {
        everywhere: store.may_everywhere(me.id, Duty::Administer).await?,
        year: choice.query.year,
        kind_name: kind_name(&choice.query.kind),
        region: choice.query.region,
        department: choice.query.department,
        regions: paths(&regions),
        by_department: choice.by == By::Department,
        owed: all.owed,
        counts: counts(&choice, &all),
        places: by.into_iter().map(|tally| place(&choice, tally, &regions, &departments)).collect(),
        lines: dues.into_iter().map(|due| line(due, &regions, &today)).collect(),
        shown: choice.address(&choice.only, 0),
        earlier: (choice.from > 0).then(|| choice.address(&choice.only, (choice.from - MOST).max(0))),
        later: is_more.then(|| choice.address(&choice.only, choice.from + MOST)),
        first: choice.from + 1,
        kind: choice.query.kind,
        years: choice.years,
        only: choice.only,
        departments,
        me,
    };
    Ok(Html(page.render()?))
}

fn paths(regions: &[Region]) -> Vec<(i64, String)> {
    let mut paths: Vec<_> = regions.iter().map(|region| (region.id, path(regions, region.id))).collect();
    paths.sort_by(|one, other| one.1.cmp(&other.1));
    paths
}

fn counts(choice: &Choice, all: &Tally) -> Vec<Count> {
    let count = |key: &str| Count {
        name: standing_name(key),
        offices: standing_so(all, key),
        address: choice.address(key, 0),
        is_chosen: choice.only == key,
    };
    STANDINGS.into_iter().filter(|key| is_counted(key, standing_so(all, key))).map(count).collect()
}

fn place(choice: &Choice, tally: Tally, regions: &[Region], departments: &[(i64, String)]) -> Place {
    let DuesQuery { year, kind, region, department, .. } = &choice.query;
    let (name, region, department) = if choice.by == By::Department {
        let name = departments.iter().find(|(id, _)| *id == tally.place).map(|(_, name)| name.clone());
        (name.unwrap_or_else(|| "没有归口部门".to_owned()), *region, tally.place)
    } else {
        (path(regions, tally.place), tally.place, *department)
    };
    let by = if choice.by == By::Department { "department" } else { "region" };
    let address = format!("year={year}&kind={kind}&region={region}&department={department}&by={by}");
    Place { name, address, tally }
}

fn line(due: Due, regions: &[Region], today: &str) -> Line {
    Line {
        place: path(regions, due.region),
        days: days(&due, today),
        standing: standing_name(&due.standing),
        is_overdue: due.standing == "overdue",
        state: state(&due),
        office: due.office,
        name: due.name,
        due: due.due_on.unwrap_or_else(|| "未登记".to_owned()),
        revision: due.revision.unwrap_or_default(),
        errors: if due.published_at.is_some() { due.published_errors } else { due.errors },
    }
}

/// Where the latest revision stands.
fn state(due: &Due) -> String {
    let state = due.state.clone().and_then(|state| Stage::try_from(state).ok());
    state.map_or("未上传".to_owned(), |state| state.name().zh)
}

/// 还有 5 天, 逾期 3 天; of what is published nothing.
fn days(due: &Due, today: &str) -> String {
    let left = due.due_on.as_deref().and_then(|due| days_between(today, due));
    match left.filter(|_| due.published_at.is_none()) {
        Some(0) => "今天到期".to_owned(),
        Some(left) if left < 0 => format!("逾期 {} 天", -left),
        Some(left) => format!("还有 {left} 天"),
        None => String::new(),
    }
}
