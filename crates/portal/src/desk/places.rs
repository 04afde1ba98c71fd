//! Offices and regions, as administrators see to them.

use super::deed::{Answers, Me};
use super::refusal::Refusal;
use crate::App;
use crate::day::now;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use mingzhang_model::Level;
use mingzhang_store::{Duty, Office, OfficeQuery, Region};
use serde::Deserialize;

/// Offices on a page.
const MOST: usize = 100;
/// Offices that an administrator of a department has at most.
const MOST_OWN: i64 = 10_000;
/// Characters of a name.
const LONGEST: usize = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/places", get(page))
        .route("/desk/places/offices", post(add_office))
        .route("/desk/places/offices/{office}", get(office))
        .route("/desk/places/offices/{office}/name", post(rename_office))
        .route("/desk/places/offices/{office}/department", post(place_office))
        .route("/desk/places/regions", post(add_region))
        .route("/desk/places/regions/{region}", get(region))
        .route("/desk/places/regions/{region}/name", post(rename_region))
        .route("/desk/places/regions/{region}/parent", post(place_region))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "desk/places.html")]
struct Page {
    me: Me,
    everywhere: bool,
    q: String,
    chosen: i64,
    regions: Vec<Placed>,
    offices: Vec<Line>,
    /// The last office, if there are more.
    next: i64,
}

/// A region with the names of those above it.
struct Placed {
    id: i64,
    path: String,
}

struct Line {
    id: i64,
    name: String,
    level: &'static str,
    region: String,
}

#[derive(Template)]
#[template(path = "desk/place.html")]
struct OfficePage {
    me: Me,
    office: Office,
    level: &'static str,
    region: String,
    /// The department; empty if there is none.
    department: String,
}

#[derive(Template)]
#[template(path = "desk/region.html")]
struct RegionPage {
    me: Me,
    region: Region,
    regions: Vec<Placed>,
}

impl RegionPage {
    fn is_parent(&self, id: i64) -> bool {
        self.region.parent == Some(id)
    }
}

async fn page(app: State<App>, Query(asked): Query<Asked>, me: Me) -> Result<Html<String>, Refusal> {
    me.if_administers()?;
    let everywhere = app.store.may_everywhere(me.id, Duty::Administer).await?;
    let regions = app.store.regions().await?;
    let chosen: i64 = asked.region.parse().unwrap_or_default();
    let after: i64 = asked.after.parse().unwrap_or_default();
    let mut offices = if everywhere {
        let query = OfficeQuery {
            words: asked.q.clone(),
            region: (chosen > 0).then_some(chosen),
            after,
            most: i64::try_from(MOST + 1).unwrap_or(i64::MAX),
            ..OfficeQuery::default()
        };
        app.store.offices(&query).await?
    } else {
        let own = app.store.offices_of(me.id, Duty::Administer, MOST_OWN).await?;
        let is_asked = |office: &Office| {
            office.id > after
                && office.name.contains(asked.q.trim())
                && (chosen == 0 || office.region == chosen)
        };
        own.into_iter().filter(is_asked).take(MOST + 1).collect()
    };
    let is_more = offices.len() > MOST;
    offices.truncate(MOST);
    let page = Page {
        next: offices.last().filter(|_| is_more).map_or(0, |office| office.id),
        offices: offices
            .into_iter()
            .map(|office| Line {
                id: office.id,
                level: level_name(&office.level),
                region: path(&regions, office.region),
                name: office.name,
            })
            .collect(),
        everywhere,
        q: asked.q,
        chosen,
        regions: placed(&regions),
        me,
    };
    Ok(Html(page.render()?))
}

async fn office(app: State<App>, Path(id): Path<i64>, me: Me) -> Result<Html<String>, Refusal> {
    sees_to(&app, &me, id).await?;
    let office = app.store.office(id).await?;
    let department = match office.department {
        Some(department) => app.store.office(department).await?.name,
        None => String::new(),
    };
    let region = path(&app.store.regions().await?, office.region);
    Ok(Html(OfficePage { level: level_name(&office.level), department, region, office, me }.render()?))
}

async fn region(app: State<App>, Path(id): Path<i64>, me: Me) -> Result<Html<String>, Refusal> {
    everywhere(&app, &me).await?;
    let region = app.store.region(id).await?;
    let regions = placed(&app.store.regions().await?);
    Ok(Html(RegionPage { me, region, regions }.render()?))
}

/// Adds an office: anywhere, or a unit of a department of one's own.
async fn add_office(app: State<App>, answers: Answers) -> Result<Redirect, Refusal> {
    answers.me.if_administers()?;
    let name = name(&answers)?;
    let level = if answers.get("level") == "department" { Level::Department } else { Level::Unit };
    let region = app.store.region(answers.number("region")).await;
    let region = region.map_err(|_| Refusal::told("请选择地区。"))?;
    let department = department(&app, &answers).await?;
    if department.is_none() || level == Level::Department {
        everywhere(&app, &answers.me).await?;
    }
    let known = app.store.offices_named(name).await?;
    if known.iter().any(|office| office.region == region.id) {
        return Err(mingzhang_store::StoreError::Taken(name.to_owned()).into());
    }
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    let office = change.office(name, level, region.id, None).await?;
    if department.is_some() {
        change.place_office(office, department).await?;
    }
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/places/offices/{office}")))
}

async fn rename_office(app: State<App>, Path(id): Path<i64>, answers: Answers) -> Result<Redirect, Refusal> {
    sees_to(&app, &answers.me, id).await?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.rename_office(id, name(&answers)?).await?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/places/offices/{id}")))
}

/// Puts a unit under a department: those who see to both may.
async fn place_office(app: State<App>, Path(id): Path<i64>, answers: Answers) -> Result<Redirect, Refusal> {
    sees_to(&app, &answers.me, id).await?;
    let department = department(&app, &answers).await?;
    if department.is_none() {
        everywhere(&app, &answers.me).await?;
    }
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.place_office(id, department).await?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/places/offices/{id}")))
}

async fn add_region(app: State<App>, answers: Answers) -> Result<Redirect, Refusal> {
    everywhere(&app, &answers.me).await?;
    let (name, parent) = (name(&answers)?, parent(&app, &answers).await?);
    let known = app.store.regions().await?;
    if known.iter().any(|region| region.name == name && region.parent == parent) {
        return Err(mingzhang_store::StoreError::Taken(name.to_owned()).into());
    }
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    let region = change.region(name, parent).await?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/places/regions/{region}")))
}

async fn rename_region(app: State<App>, Path(id): Path<i64>, answers: Answers) -> Result<Redirect, Refusal> {
    everywhere(&app, &answers.me).await?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.rename_region(id, name(&answers)?).await?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/places/regions/{id}")))
}

async fn place_region(app: State<App>, Path(id): Path<i64>, answers: Answers) -> Result<Redirect, Refusal> {
    everywhere(&app, &answers.me).await?;
    let parent = parent(&app, &answers).await?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.place_region(id, parent).await?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/places/regions/{id}")))
}

/// The office of this name that the administrator sees to; 地区/单位 where several are called so.
pub(super) async fn named(app: &App, me: &Me, written: &str) -> Result<Office, Refusal> {
    let (place, name) = written.rsplit_once('/').unwrap_or(("", written));
    let regions = app.store.regions().await?;
    let mut own = Vec::new();
    for office in app.store.offices_named(name.trim()).await? {
        let is_there = place.is_empty() || path(&regions, office.region).ends_with(place.trim());
        if is_there && me.may(app, Duty::Administer, office.id).await? {
            own.push(office);
        }
    }
    match (own.pop(), own.is_empty()) {
        (Some(office), true) => Ok(office),
        (Some(_), false) => Err(Refusal::told(format!("有几个单位都叫“{name}”，请写作“地区/{name}”。"))),
        (None, _) => Err(Refusal::told(format!("您管理的单位中没有“{written}”，请写全称。"))),
    }
}

/// The department that a form names; none if it is left blank.
async fn department(app: &App, answers: &Answers) -> Result<Option<i64>, Refusal> {
    match answers.get("department") {
        "" => Ok(None),
        written => Ok(Some(named(app, &answers.me, written).await?.id)),
    }
}

async fn parent(app: &App, answers: &Answers) -> Result<Option<i64>, Refusal> {
    match answers.number("parent") {
        0 => Ok(None),
        parent => Ok(Some(app.store.region(parent).await?.id)),
    }
}

fn name(answers: &Answers) -> Result<&str, Refusal> {
    let name = answers.required("name", "请填写名称。")?;
    if name.chars().count() > LONGEST || name.contains('/') || name.chars().any(char::is_control) {
        return Err(Refusal::told("名称最多 100 个字，不能有“/”。"));
    }
    Ok(name)
}

async fn sees_to(app: &App, me: &Me, office: i64) -> Result<(), Refusal> {
    if me.may(app, Duty::Administer, office).await? { Ok(()) } else { Err(Refusal::Forbidden) }
}

/// Refuses those who do not see to every office.
pub(super) async fn everywhere(app: &App, me: &Me) -> Result<(), Refusal> {
    if app.store.may_everywhere(me.id, Duty::Administer).await? { Ok(()) } else { Err(Refusal::Forbidden) }
}

fn level_name(level: &str) -> &'static str {
    if level == "department" { "部门" } else { "单位" }
}

/// Every region with those above it, in the order of their names.
fn placed(regions: &[Region]) -> Vec<Placed> {
    let mut placed: Vec<Placed> =
        regions.iter().map(|region| Placed { id: region.id, path: path(regions, region.id) }).collect();
    placed.sort_by(|one, other| one.path.cmp(&other.path));
    placed
}

/// 新疆/克州/乌恰县
pub(super) fn path(regions: &[Region], id: i64) -> String {
    let mut names = Vec::new();
    let mut next = Some(id);
    while let Some(region) = next.and_then(|id| regions.iter().find(|region| region.id == id)) {
        names.push(region.name.as_str());
        next = region.parent;
    }
    names.reverse();
    names.join("/")
}
