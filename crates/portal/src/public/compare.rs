//! Two published revisions side by side: two years of an office, two offices of a year, a document and its correction.

use super::difference::{Sheet, sheets};
use super::prose::{Changed, Piece, changes};
use super::{kind_name, title, titled};
use crate::App;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use mingzhang_store::{OfficeQuery, Published, State as Stage, Store, StoreError};
use serde::Deserialize;

/// Offices among which another document is looked for.
const OFFICES: i64 = 30;

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The revision that is compared.
    a: i64,
    /// The revision that it is compared with; none if it is still to be chosen.
    b: Option<i64>,
    /// A part of the name of another office.
    #[serde(default)]
    name: String,
    /// Whether amounts that are the same are shown too.
    #[serde(default)]
    all: String,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Page {
    one: Side,
    other: Side,
    is_all: bool,
    changed: usize,
    sheets: Vec<Sheet>,
    /// What changed in the words: told of one office alone, whose documents are written after each other.
    prose: Vec<Changed>,
}

/// A revision that is compared.
struct Side {
    id: i64,
    title: String,
    /// In a heading of a column: 2023年预算.
    short: String,
}

#[derive(Template)]
#[template(path = "choose.html")]
struct Choice {
    one: Side,
    name: String,
    /// Revisions that it can be compared with, and what they are.
    offered: Vec<(i64, String)>,
}

pub(crate) async fn page(app: State<App>, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let store = &app.store;
    let one = store.published(asked.a).await?;
    let Some(other) = asked.b else {
        let offered = if asked.name.trim().is_empty() {
            own(store, &one).await?
        } else {
            elsewhere(store, &one, &asked.name).await?
        };
        let choice = Choice { one: side(&one, &one), name: asked.name, offered };
        return Ok(Html(choice.render()?));
    };
    let other = store.published(other).await?;
    let facts = [store.facts(one.revision.id).await?, store.facts(other.revision.id).await?];
    let is_all = !asked.all.is_empty();
    let (profile, years) = (one.revision.profile.as_deref(), [one.year, other.year]);
    let (sheets, changed) = sheets(profile, [&facts[0], &facts[1]], years, is_all);
    let prose = if one.office.id == other.office.id {
        changes(&store.prose(one.revision.id).await?, &store.prose(other.revision.id).await?)
    } else {
        Vec::new()
    };
    let page = Page { one: side(&one, &other), other: side(&other, &one), is_all, changed, sheets, prose };
    Ok(Html(page.render()?))
}

/// What a revision is called beside another: by all that the two do not share.
fn side(this: &Published, other: &Published) -> Side {
    let number = format!("第{}版", this.revision.number);
    let year = format!("{}年{}", this.year, kind_name(&this.kind));
    let short = if this.revision.document == other.revision.document {
        number.clone()
    } else if this.office.id == other.office.id {
        year
    } else if (this.year, &this.kind) == (other.year, &other.kind) {
        this.office.name.clone()
    } else {
        format!("{}{year}", this.office.name)
    };
    let is_same = this.revision.document == other.revision.document;
    let title = if is_same { format!("{}{number}", titled(this)) } else { titled(this) };
    Side { id: this.revision.id, title, short }
}

/// The other revisions of the document, and the other documents of the office.
async fn own(store: &Store, one: &Published) -> Result<Vec<(i64, String)>, StoreError> {
    let mut offered = Vec::new();
    for revision in store.revisions(one.revision.document).await? {
        if revision.state == Stage::Published && revision.id != one.revision.id {
            offered.push((revision.id, format!("{}第{}版", titled(one), revision.number)));
        }
    }
    for document in store.documents(one.office.id).await? {
        if let Some(current) = document.current.filter(|_| document.id != one.revision.document) {
            offered.push((current, title(&one.office.name, document.year, &document.kind)));
        }
    }
    Ok(offered)
}

/// What other offices published for the same year.
async fn elsewhere(store: &Store, one: &Published, name: &str) -> Result<Vec<(i64, String)>, StoreError> {
    let query = OfficeQuery { words: name.trim().to_owned(), most: OFFICES, ..OfficeQuery::default() };
    let mut offered = Vec::new();
    for office in store.offices(&query).await?.into_iter().filter(|office| office.id != one.office.id) {
        let documents = store.documents(office.id).await?.into_iter();
        let mut same = documents.filter(|d| d.year == one.year && d.kind == one.kind);
        if let Some(current) = same.next().and_then(|document| document.current) {
            offered.push((current, title(&office.name, one.year, &one.kind)));
        }
    }
    Ok(offered)
}
