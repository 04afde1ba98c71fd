//! What was published, in its order, for programs that keep a copy.

use super::{Listed, most};
use crate::App;
use crate::day::moment;
use crate::error::Failure;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// 从这一时刻起公开的，1970 年以来的秒数。Published at this time or later, in seconds since 1970.
    #[serde(default)]
    #[param(example = 1_704_067_200)]
    since: i64,
    /// 上一页最后一条的 cursor。The `cursor` of the last publication seen.
    #[serde(default)]
    after: String,
    /// 至多多少条，不超过 100。At most so many, and never more than 100.
    most: Option<i64>,
}

/// 公开的一版。A published revision.
#[derive(Serialize, ToSchema)]
pub(crate) struct Publication {
    /// 这一版的编号。Number of the revision.
    revision: i64,
    /// 是第几版。Its number among the revisions of the document.
    number: i64,
    /// 单位的编号。Number of the office.
    office: i64,
    /// 单位的名称。Name of the office.
    office_name: String,
    /// 年度。The year.
    year: i64,
    /// budget 预算，final-accounts 决算。
    kind: String,
    /// 更正的原因，第一版为空。Why it corrects the one before.
    reason: String,
    /// 公开的时刻。When it was published.
    published_at: String,
    /// 从这一条往后取时用的 after。What `after` is to be for the ones that follow.
    cursor: String,
}

async fn found(app: &App, asked: Asked, path: &str) -> Result<Listed<Publication>, Failure> {
    let most = most(asked.most);
    let cursor = asked.after.split_once('-');
    let seen = cursor.and_then(|(time, number)| Some((time.parse().ok()?, number.parse().ok()?)));
    let (time, revision) = seen.unwrap_or((asked.since.saturating_sub(1), i64::MAX));
    let found = app.store.publications_after(time, revision, most + 1).await?.into_iter();
    let found = found.map(|one| Publication {
        revision: one.revision,
        number: one.number,
        office: one.office_id,
        office_name: one.office,
        year: one.year,
        kind: one.kind,
        reason: one.reason,
        published_at: moment(one.published_at),
        cursor: format!("{}-{}", one.published_at, one.revision),
    });
    let same = [("most", asked.most.map(|most| most.to_string()).unwrap_or_default())];
    Ok(Listed::of(found.collect(), most, path, &same, ("after", |one: &Publication| one.cursor.clone())))
}

/// 公开的各版，先公开的在前。What was published, the first first.
#[utoipa::path(get, path = "/api/v1/publications", tag = "公开", params(Asked), responses((status = 200, description = "公开的各版", body = Vec<Publication>)))]
pub(crate) async fn publications(app: State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    Ok(found(&app, asked, "/api/v1/publications").await?.json())
}

/// 同上，CSV 表。The same as a table for spreadsheets.
#[utoipa::path(get, path = "/api/v1/publications.csv", tag = "公开", params(Asked), responses((status = 200, description = "公开的各版", body = String, content_type = "text/csv")))]
pub(crate) async fn publications_csv(
    app: State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    found(&app, asked, "/api/v1/publications.csv").await?.csv()
}
