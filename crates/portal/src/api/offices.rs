//! Regions, offices and their documents, for programs.

use super::{Listed, most};
use crate::App;
use crate::error::Failure;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use mingzhang_store::OfficeQuery;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// 地区。A province, city, county or district.
#[derive(Serialize, ToSchema)]
pub(crate) struct Region {
    /// 编号。Its number.
    id: i64,
    /// 名称。Its name.
    name: String,
    /// 上级地区的编号。Number of the region that it is part of.
    parent: Option<i64>,
}

/// 全部地区。Every region.
#[utoipa::path(get, path = "/api/v1/regions", tag = "地区和单位", responses((status = 200, description = "全部地区", body = Vec<Region>)))]
pub(crate) async fn regions(app: State<App>) -> Result<Json<Vec<Region>>, Failure> {
    let found = app.store.regions().await?.into_iter();
    Ok(Json(found.map(|r| Region { id: r.id, name: r.name, parent: r.parent }).collect()))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// 名称的一部分，或拼音首字母的开头。A part of the name, or the beginning of its initials in pinyin.
    #[serde(default)]
    #[param(example = "民政局")]
    q: String,
    /// 地区编号，包括下辖地区。Number of a region; those that are part of it count, too.
    region: Option<i64>,
    /// 部门编号。Number of a department.
    department: Option<i64>,
    /// department 部门，unit 单位。Departments or units alone.
    #[serde(default)]
    level: String,
    /// 公开了这一年度的。Those that published something for a year.
    #[param(example = 2024)]
    year: Option<i64>,
    /// budget 预算，final-accounts 决算。What they published.
    #[serde(default)]
    kind: String,
    /// 上一页最后一个单位的编号。The number of the last office seen.
    #[serde(default)]
    after: i64,
    /// 至多多少个，不超过 100。At most so many, and never more than 100.
    most: Option<i64>,
}

/// 部门或单位。A unit or a department.
#[derive(Serialize, ToSchema)]
pub(crate) struct Office {
    /// 编号。Its number.
    id: i64,
    /// 全称。Its full name.
    name: String,
    /// 全称的拼音首字母。The initials of its name in pinyin.
    initials: String,
    /// unit 单位，department 部门。
    level: String,
    /// 所在地区的编号。Number of its region.
    region: i64,
    /// 所属部门的编号。Number of its department.
    department: Option<i64>,
}

async fn found(app: &App, asked: Asked, path: &str) -> Result<Listed<Office>, Failure> {
    let most = most(asked.most);
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let same = [
        ("q", asked.q.clone()),
        ("region", number(asked.region)),
        ("department", number(asked.department)),
        ("level", asked.level.clone()),
        ("year", number(asked.year)),
        ("kind", asked.kind.clone()),
        ("most", number(asked.most)),
    ];
    let query = OfficeQuery {
        words: asked.q,
        region: asked.region,
        department: asked.department,
        level: asked.level,
        year: asked.year,
        kind: asked.kind,
        after: asked.after,
        most: most + 1,
        ..OfficeQuery::default()
    };
    let offices = app.store.offices(&query).await?.into_iter().map(|o| Office {
        id: o.id,
        name: o.name,
        initials: o.initials,
        level: o.level,
        region: o.region,
        department: o.department,
    });
    Ok(Listed::of(offices.collect(), most, path, &same, ("after", |office: &Office| office.id.to_string())))
}

/// 按名称、地区、部门、年度查单位。Offices by words, region, department and year.
#[utoipa::path(get, path = "/api/v1/offices", tag = "地区和单位", params(Asked), responses((status = 200, description = "单位，按编号", body = Vec<Office>)))]
pub(crate) async fn offices(app: State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    Ok(found(&app, asked, "/api/v1/offices").await?.json())
}

/// 同上，CSV 表。The same as a table for spreadsheets.
#[utoipa::path(get, path = "/api/v1/offices.csv", tag = "地区和单位", params(Asked), responses((status = 200, description = "单位，按编号", body = String, content_type = "text/csv")))]
pub(crate) async fn offices_csv(app: State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    found(&app, asked, "/api/v1/offices.csv").await?.csv()
}

/// 单位应公开或已公开的一份预算、决算。What an office owes the public for a year, or has published.
#[derive(Serialize, ToSchema)]
pub(crate) struct Document {
    /// 编号。Its number.
    id: i64,
    /// 年度。The year.
    year: i64,
    /// budget 预算，final-accounts 决算。
    kind: String,
    /// 现行一版的编号，没有公开的为空。The revision that citizens read; none if nothing is published.
    revision: Option<i64>,
}

/// 一个单位的各份预算、决算。The documents of an office.
#[utoipa::path(
    get,
    path = "/api/v1/offices/{office}/documents",
    tag = "地区和单位",
    params(("office" = i64, Path, description = "单位的编号。Number of the office")),
    responses((status = 200, description = "最近的年度在前", body = Vec<Document>), (status = 404, description = "没有这个单位"))
)]
pub(crate) async fn documents(
    app: State<App>,
    Path(office): Path<i64>,
) -> Result<Json<Vec<Document>>, Failure> {
    app.store.office(office).await?;
    let found = app.store.documents(office).await?.into_iter();
    let document =
        |d: mingzhang_store::Document| Document { id: d.id, year: d.year, kind: d.kind, revision: d.current };
    Ok(Json(found.map(document).collect()))
}
