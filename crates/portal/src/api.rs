//! What is published, for programs: JSON and CSV, read-only.

use crate::App;
use crate::error::Failure;
use crate::money::yuan;
use crate::public;
use crate::spreadsheet::table;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use mingzhang_store::{OfficeQuery, StoredFact};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// Offices in one answer, unless fewer are asked for.
const MOST: i64 = 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// A part of the name, or the beginning of its initials in pinyin.
    #[serde(default)]
    q: String,
    /// Number of a region.
    region: Option<i64>,
    /// Number of a department.
    department: Option<i64>,
    /// The number of the last office seen: the next ones follow.
    #[serde(default)]
    after: i64,
    /// At most so many, and never more than 100.
    most: Option<i64>,
}

/// A unit or a department.
#[derive(Serialize, ToSchema)]
pub(crate) struct Office {
    id: i64,
    name: String,
    level: String,
    region: i64,
    department: Option<i64>,
}

/// Offices by words, region and department, from the one after `after` on.
#[utoipa::path(get, path = "/api/v1/offices", params(Asked), responses((status = 200, body = Vec<Office>)))]
pub(crate) async fn offices(
    app: State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Office>>, Failure> {
    let query = OfficeQuery {
        words: asked.q,
        region: asked.region,
        department: asked.department,
        after: asked.after,
        most: asked.most.unwrap_or(MOST).clamp(1, MOST),
        ..OfficeQuery::default()
    };
    let found = app.store.offices(&query).await?.into_iter();
    let office = |o: mingzhang_store::Office| Office {
        id: o.id,
        name: o.name,
        level: o.level,
        region: o.region,
        department: o.department,
    };
    Ok(Json(found.map(office).collect()))
}

/// What an office owes the public for a year, or has published.
#[derive(Serialize, ToSchema)]
pub(crate) struct Document {
    id: i64,
    year: i64,
    kind: String,
    /// The revision that citizens read; none if nothing is published.
    revision: Option<i64>,
}

/// The documents of an office.
#[utoipa::path(
    get,
    path = "/api/v1/offices/{office}/documents",
    params(("office" = i64, Path, description = "Number of the office")),
    responses((status = 200, body = Vec<Document>), (status = 404, description = "There is no such office"))
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

/// An amount of a table.
#[derive(Serialize, ToSchema)]
pub(crate) struct Fact {
    table: String,
    row: String,
    column: String,
    code: String,
    label: String,
    heading: String,
    /// Yuan with two decimals: amounts are exact.
    yuan: String,
}

/// The amounts of the tables of a published revision.
#[utoipa::path(
    get,
    path = "/api/v1/revisions/{revision}/facts.json",
    params(("revision" = i64, Path, description = "Number of the revision")),
    responses((status = 200, body = Vec<Fact>), (status = 404, description = "No such revision is published"))
)]
pub(crate) async fn facts(app: State<App>, Path(revision): Path<i64>) -> Result<Json<Vec<Fact>>, Failure> {
    Ok(Json(published(&app, revision).await?.into_iter().map(fact).collect()))
}

/// The same as a table for spreadsheets.
#[utoipa::path(
    get,
    path = "/api/v1/revisions/{revision}/facts.csv",
    params(("revision" = i64, Path, description = "Number of the revision")),
    responses(
        (status = 200, body = String, content_type = "text/csv"),
        (status = 404, description = "No such revision is published")
    )
)]
pub(crate) async fn facts_csv(
    app: State<App>,
    Path(revision): Path<i64>,
) -> Result<impl IntoResponse, Failure> {
    table(published(&app, revision).await?.into_iter().map(fact))
}

/// What programs can ask, told by what answers them.
#[derive(OpenApi)]
#[openapi(
    info(title = "预决算公开", description = "已公开的预算、决算，只读。What is published, read-only."),
    paths(offices, documents, facts, facts_csv)
)]
struct Description;

/// The description of all this by OpenAPI 3.1.
pub(crate) async fn description() -> Result<impl IntoResponse, Failure> {
    let told = Description::openapi().to_pretty_json();
    let told = told.map_err(|error| Failure::Ours(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], told))
}

async fn published(app: &App, id: i64) -> Result<Vec<StoredFact>, Failure> {
    public::published(&app.store, id).await?;
    Ok(app.store.facts(id).await?)
}

fn fact(fact: StoredFact) -> Fact {
    Fact {
        table: fact.table_key,
        row: fact.row_key,
        column: fact.column_key,
        code: fact.code,
        label: fact.label,
        heading: fact.heading,
        yuan: yuan(fact.amount),
    }
}
