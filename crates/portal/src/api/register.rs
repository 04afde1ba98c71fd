//! The register for programs: how offices stand, as everyone may know it. Of drafts nothing is told.

use super::{Listed, most};
use crate::App;
use crate::day::day;
use crate::error::Failure;
use crate::public::kind_asked;
use crate::public::register::public;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// 年度，不写则为最近的年度。The year; the latest if it is not told.
    #[param(example = 2024)]
    year: Option<i32>,
    /// budget 预算（不写时），final-accounts 决算。Budgets, unless final accounts are asked for.
    #[serde(default)]
    kind: String,
    /// 地区编号，包括下辖地区。Number of a region; those that are part of it count, too.
    region: Option<i64>,
    /// 前面各页已列出的单位数。How many offices stand on the pages before.
    #[serde(default)]
    from: i64,
    /// 至多多少个，不超过 100。At most so many, and never more than 100.
    most: Option<i64>,
}

/// 一个单位的公开情况。How an office stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct Owed {
    /// 单位的编号。Number of the office.
    office: i64,
    /// 单位的名称。Name of the office.
    name: String,
    /// 应公开日期，没有规定的为空。The last day to publish.
    due_on: String,
    /// 公开日期，没有公开的为空。The day of publication.
    published_on: String,
    /// on-time 按时公开，late 逾期后公开，overdue 逾期未公开，pending 尚未到期，undated 已公开、期限未登记，undue 未公开、期限未登记。
    standing: String,
    /// 已公开文本的错误数。Errors of what is published.
    errors: i64,
}

async fn found(app: &App, asked: Asked, path: &str) -> Result<Listed<Owed>, Failure> {
    let latest = app.store.years().await?.first().and_then(|&year| i32::try_from(year).ok());
    let year = asked.year.or(latest).unwrap_or_default();
    let kind = kind_asked(&asked.kind);
    let most = most(asked.most);
    let from = asked.from.max(0);
    let query = public(year, kind, asked.region.unwrap_or_default());
    let lines = app.store.dues(&query, "", from, most + 1).await?.into_iter().map(|due| Owed {
        office: due.office,
        name: due.name,
        due_on: due.due_on.unwrap_or_default(),
        published_on: due.published_at.map(day).unwrap_or_default(),
        standing: due.standing,
        errors: due.published_errors,
    });
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let same = [
        ("year", year.to_string()),
        ("kind", kind.to_owned()),
        ("region", number(asked.region)),
        ("most", number(asked.most)),
    ];
    Ok(Listed::of(lines.collect(), most, path, &same, ("from", |_: &Owed| (from + most).to_string())))
}

/// 各单位的公开情况。Who has published, who is late, whose document has errors.
#[utoipa::path(get, path = "/api/v1/register", tag = "公开", params(Asked), responses((status = 200, description = "各单位的公开情况", body = Vec<Owed>)))]
pub(crate) async fn register(app: State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    Ok(found(&app, asked, "/api/v1/register").await?.json())
}

/// 同上，CSV 表。The same as a table for spreadsheets.
#[utoipa::path(get, path = "/api/v1/register.csv", tag = "公开", params(Asked), responses((status = 200, description = "各单位的公开情况", body = String, content_type = "text/csv")))]
pub(crate) async fn register_csv(app: State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    found(&app, asked, "/api/v1/register.csv").await?.csv()
}
