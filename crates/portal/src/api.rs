//! What is published, for programs: JSON and CSV, read-only.

use crate::App;
use crate::error::Failure;
use crate::money::yuan;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use mingzhang_store::{OfficeQuery, State as Stage, StoreError, StoredFact};
use serde::{Deserialize, Serialize};

/// Offices in one answer, unless fewer are asked for.
const MOST: i64 = 100;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    region: Option<i64>,
    department: Option<i64>,
    #[serde(default)]
    after: i64,
    most: Option<i64>,
}

#[derive(Serialize)]
pub(crate) struct Office {
    id: i64,
    name: String,
    level: String,
    region: i64,
    department: Option<i64>,
}

/// Offices by words, region and department, from the one after `after` on.
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

#[derive(Serialize)]
pub(crate) struct Document {
    id: i64,
    year: i64,
    kind: String,
    /// The revision that citizens read; none if nothing is published.
    revision: Option<i64>,
}

/// The documents of an office.
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

#[derive(Serialize)]
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
pub(crate) async fn facts(app: State<App>, Path(revision): Path<i64>) -> Result<Json<Vec<Fact>>, Failure> {
    Ok(Json(published(&app, revision).await?.into_iter().map(fact).collect()))
}

/// The same as a table for spreadsheets.
pub(crate) async fn facts_csv(
    app: State<App>,
    Path(revision): Path<i64>,
) -> Result<impl IntoResponse, Failure> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for line in published(&app, revision).await? {
        table.serialize(fact(line)).map_err(|error| Failure::Ours(error.to_string()))?;
    }
    let bytes = table.into_inner().map_err(|error| Failure::Ours(error.to_string()))?;
    // Spreadsheets know by the mark that it is UTF-8.
    let marked = ["\u{feff}".as_bytes(), &bytes].concat();
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], marked))
}

async fn published(app: &App, id: i64) -> Result<Vec<StoredFact>, Failure> {
    if app.store.revision(id).await?.state != Stage::Published {
        return Err(StoreError::Missing { what: "revision", id }.into());
    }
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
