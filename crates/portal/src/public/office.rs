//! An office: where it belongs, what it has published, year by year, and how its amounts changed.

use super::years::{Series, series};
use super::{counted, kind_name};
use crate::App;
use crate::day::day;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use mingzhang_store::{Document, Office, OfficeQuery, Region, Store, StoreError};

/// Units of a department that are listed on its page.
const UNITS: i64 = 500;

/// Rows of the overview that are shown by year: what the table calls its last line depends on the kind of document.
const INCOME: [(&str, &str); 1] = [("total grand_total", "收入总计")];
const EXPENDITURE: [(&str, &str); 1] = [("total grand_total", "支出总计")];
const THREE_PUBLIC: [(&str, &str); 6] = [
    ("total", "合计"),
    ("abroad", "因公出国（境）费"),
    ("vehicles", "公务用车购置及运行费"),
    ("vehicle_purchase", "其中：购置费"),
    ("vehicle_operation", "其中：运行费"),
    ("reception", "公务接待费"),
];

#[derive(Template)]
#[template(path = "office.html")]
struct Page {
    office: Office,
    region: Region,
    department: Option<Office>,
    units: Vec<Office>,
    documents: Vec<Line>,
    money: Series,
    three_public: Series,
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
    let mut documents = Vec::new();
    for document in store.documents(office.id).await? {
        documents.push(line(store, document).await?);
    }
    let income = store.facts_by_year(office.id, "overview.income").await?;
    let expenditure = store.facts_by_year(office.id, "overview.expenditure").await?;
    let three_public = store.facts_by_year(office.id, "three_public").await?;
    let page = Page {
        region: store.region(office.region).await?,
        department: match office.department.filter(|&department| department != office.id) {
            Some(department) => Some(store.office(department).await?),
            None => None,
        },
        units: units(store, office.id).await?,
        documents,
        money: series(&[(&income, &INCOME), (&expenditure, &EXPENDITURE)]),
        three_public: series(&[(&three_public, &THREE_PUBLIC)]),
        office,
    };
    Ok(Html(page.render()?))
}

async fn line(store: &Store, document: Document) -> Result<Line, StoreError> {
    let current = match document.current {
        Some(current) => Some(store.revision(current).await?),
        None => None,
    };
    let due = document.due_on.map(|due| format!("尚未公开，应于 {due} 前公开"));
    let quality = current.as_ref().map(|revision| revision.quality);
    Ok(Line {
        id: document.id,
        year: document.year,
        kind: kind_name(&document.kind),
        revision: document.current.unwrap_or_default(),
        when: current.and_then(|c| c.published_at).map_or(due.unwrap_or_else(|| "尚未公开".into()), day),
        quality: quality.map_or(String::new(), |q| counted(q.errors, q.warnings)),
    })
}

/// The units of a department, without itself.
async fn units(store: &Store, department: i64) -> Result<Vec<Office>, StoreError> {
    let query = OfficeQuery { department: Some(department), most: UNITS, ..OfficeQuery::default() };
    let mut units = store.offices(&query).await?;
    units.retain(|unit| unit.id != department);
    Ok(units)
}
