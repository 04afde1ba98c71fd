//! An office: where it belongs, what it has published, year by year, and how its amounts changed.

use super::paging::cut;
use super::picture::{self, Picture};
use super::years::{Rows, Series, series};
use super::{counted, kind_name};
use crate::App;
use crate::day::day;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use mingzhang_store::{Listed, Office, Passage, Region, Store, StoreError};

/// Units of a department that are listed on its page.
const UNITS: i64 = 200;

/// Where a document lists its projects.
const PROJECTS: &str = "projects";

/// Rows of the overview that are shown by year: what the table calls its last line depends on the kind of document.
const INCOME: Rows = ("overview.income", &[("total grand_total", "收入总计", Some(""))]);
const EXPENDITURE: Rows = ("overview.expenditure", &[("total grand_total", "支出总计", Some(""))]);
/// Parts are drawn upon each other; the total and the parts of parts are what they come to.
const EXPENSES: Rows = (
    "three_public",
    &[
        ("total", "合计", None),
        ("abroad", "因公出国（境）费", Some("parts")),
        ("vehicles", "公务用车购置及运行费", Some("parts")),
        ("vehicle_purchase", "其中：购置费", None),
        ("vehicle_operation", "其中：运行费", None),
        ("reception", "公务接待费", Some("parts")),
    ],
);

#[derive(Template)]
#[template(path = "office.html")]
struct Page {
    office: Office,
    region: Region,
    department: Option<Office>,
    units: Vec<Office>,
    documents: Vec<Line>,
    latest: Option<Latest>,
    has_charts: bool,
    /// Whether there are more units than are listed.
    has_more: bool,
    /// The regions that the region is part of, the largest first.
    above: Vec<(i64, String)>,
    money: Series,
    three_public: Series,
}

/// The document that the picture is of.
struct Latest {
    revision: i64,
    /// 2024年预算
    name: String,
    picture: Picture,
    projects: Vec<Project>,
}

/// A project, and where the document tells of it.
struct Project {
    name: String,
    place: String,
}

struct Line {
    id: i64,
    year: i64,
    kind: &'static str,
    /// The revision that citizens read; 0 if there is nothing to read.
    revision: i64,
    when: String,
    quality: String,
}

pub(crate) async fn page(app: State<App>, Path(office): Path<i64>) -> Result<Html<String>, Failure> {
    let store = &app.store;
    let office = store.office(office).await?;
    let mut path = store.region_path(office.region).await?;
    let region = path.pop().ok_or(Failure::Nothing)?;
    let documents = store.listed(office.id).await?;
    let latest = latest(store, &documents).await?;
    let facts = store.facts_by_year(office.id, [INCOME.0, EXPENDITURE.0, EXPENSES.0]).await?;
    let money = series(&facts, &[INCOME, EXPENDITURE]);
    let three_public = series(&facts, &[EXPENSES]);
    let has_picture = latest.as_ref().is_some_and(|latest| !latest.picture.is_empty());
    let mut units = store.units(office.id, UNITS + 1).await?;
    let page = Page {
        above: path.into_iter().map(|region| (region.id, region.name)).collect(),
        region,
        department: match office.department.filter(|&department| department != office.id) {
            Some(department) => Some(store.office(department).await?),
            None => None,
        },
        has_more: cut(&mut units, UNITS),
        units,
        documents: documents.into_iter().map(line).collect(),
        has_charts: has_picture || money.years.len() > 1 || three_public.years.len() > 1,
        latest,
        money,
        three_public,
        office,
    };
    Ok(Html(page.render()?))
}

/// The latest document that citizens can read.
async fn latest(store: &Store, documents: &[Listed]) -> Result<Option<Latest>, StoreError> {
    let Some((listed, revision)) =
        documents.iter().find_map(|listed| Some((listed, listed.document.current?)))
    else {
        return Ok(None);
    };
    let facts = store.facts_in(revision, picture::TABLES).await?;
    Ok(Some(Latest {
        revision,
        name: format!("{}年{}", listed.document.year, kind_name(&listed.document.kind)),
        picture: Picture::of(listed.profile.as_deref(), &listed.document.kind, &facts),
        projects: projects(store.project_passages(revision).await?),
    }))
}

/// The projects that a document tells of, each with the place of its targets, where it has some.
fn projects(passages: Vec<Passage>) -> Vec<Project> {
    let (named, forms): (Vec<Passage>, Vec<Passage>) =
        passages.into_iter().partition(|passage| passage.place == PROJECTS);
    let form = |name: &str| forms.iter().find(|form| form.words == name).map(|form| form.place.clone());
    let named = named
        .into_iter()
        .map(|project| Project { place: form(&project.words).unwrap_or(project.place), name: project.words });
    named.collect()
}

fn line(listed: Listed) -> Line {
    let Listed { document, published_at, errors, warnings, .. } = listed;
    let due = document.due_on.map_or_else(|| "尚未公开".into(), |due| format!("尚未公开，应于 {due} 前公开"));
    Line {
        id: document.id,
        year: document.year,
        kind: kind_name(&document.kind),
        revision: document.current.unwrap_or_default(),
        when: published_at.map_or(due, day),
        quality: published_at.map(|_| counted(errors, warnings)).unwrap_or_default(),
    }
}
