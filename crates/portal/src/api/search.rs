//! Full-text search for programs.

use super::{Listed, most};
use crate::App;
use crate::error::Failure;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// 要查的文字；空格隔开的各段都要有。The words; all that stands between blanks must be there.
    #[serde(default)]
    #[param(example = "三公 经费")]
    q: String,
    /// 上一页最后一条的编号。The number of the last passage seen.
    before: Option<i64>,
    /// 至多多少条，不超过 100。At most so many, and never more than 100.
    most: Option<i64>,
}

/// 现行公开文本中的一段文字。A passage of what citizens read now.
#[derive(Serialize, ToSchema)]
pub(crate) struct Passage {
    /// 编号。Its number.
    id: i64,
    /// 所在一版的编号。Number of the revision.
    revision: i64,
    /// 单位的名称。Name of the office.
    office_name: String,
    /// 年度。The year.
    year: i64,
    /// budget 预算，final-accounts 决算。
    kind: String,
    /// 在网页上的位置。Where it stands on the page of the revision: its fragment.
    place: String,
    /// 文字。What it says.
    words: String,
}

/// 在公开文本的说明和项目中查文字，后公开的在前。Passages that say some words, the latest first.
#[utoipa::path(get, path = "/api/v1/search", tag = "公开", params(Asked), responses((status = 200, description = "找到的各段", body = Vec<Passage>)))]
pub(crate) async fn search(app: State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let most = most(asked.most);
    let found = app.store.search(&asked.q, asked.before, most + 1).await?.into_iter().map(|hit| Passage {
        id: hit.id,
        revision: hit.revision,
        office_name: hit.office,
        year: hit.year,
        kind: hit.kind,
        place: hit.place,
        words: hit.words,
    });
    let same = [("q", asked.q), ("most", asked.most.map(|most| most.to_string()).unwrap_or_default())];
    let cursor = ("before", |one: &Passage| one.id.to_string());
    Ok(Listed::of(found.collect(), most, "/api/v1/search", &same, cursor).json())
}
