//! The first page: offices by name, initials, region, department, year and kind; what was published last.

use super::paging::Paging;
use super::regions::{Branch, tree};
use super::title;
use crate::App;
use crate::day::day;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use mingzhang_store::{Office, OfficeQuery};
use serde::Deserialize;

/// Offices on one page.
const OFFICES: i64 = 100;

/// Publications that are told of.
const NEWS: i64 = 8;

/// What is looked for. Numbers come as words: a form sends empty ones for what is not chosen.
#[derive(Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub(crate) struct Asked {
    name: String,
    region: String,
    department: String,
    level: String,
    year: String,
    kind: String,
    after: i64,
    before: Option<i64>,
}

impl Asked {
    /// The address of the list without its page.
    fn address(&self) -> String {
        let Self { name, region, department, level, year, kind, .. } = self;
        let fields = [
            ("name", name),
            ("region", region),
            ("department", department),
            ("level", level),
            ("year", year),
            ("kind", kind),
        ];
        let told = fields.iter().filter(|(_, value)| !value.trim().is_empty());
        let told: Vec<String> =
            told.map(|(field, value)| format!("{field}={}", super::files::encoded(value.trim()))).collect();
        if told.is_empty() { "/".to_owned() } else { format!("/?{}", told.join("&")) }
    }

    fn is_kind(&self, kind: &str) -> bool {
        self.kind == kind
    }

    fn is_level(&self, level: &str) -> bool {
        self.level == level
    }

    fn is_year(&self, year: i64) -> bool {
        self.year == year.to_string()
    }
}

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    asked: Asked,
    chosen: i64,
    regions: Vec<Branch>,
    years: Vec<i64>,
    /// The department whose units are listed.
    department: Option<Office>,
    offices: Vec<Office>,
    paging: Paging,
    /// Of what was published last: revision, title, day.
    news: Vec<(i64, String, String)>,
}

pub(crate) async fn page(app: State<App>, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let store = &app.store;
    let number = |written: &str| written.trim().parse().ok().filter(|number| *number > 0);
    let query = OfficeQuery {
        words: asked.name.clone(),
        initial: None,
        region: number(&asked.region),
        is_region_alone: false,
        department: number(&asked.department),
        level: asked.level.clone(),
        year: number(&asked.year),
        kind: asked.kind.clone(),
        after: asked.after,
        before: asked.before,
        most: OFFICES + 1,
    };
    let mut offices = store.offices(&query).await?;
    let address = asked.address();
    let paging = Paging::of(&mut offices, OFFICES, &address, (asked.before, asked.after), |office| office.id);
    let years = store.years_to_read().await?;
    let news = if asked == Asked::default() { store.publications(NEWS).await? } else { Vec::new() };
    let page = Page {
        chosen: query.region.unwrap_or_default(),
        regions: tree(store).await?,
        years,
        department: match query.department {
            Some(department) => Some(store.office(department).await?),
            None => None,
        },
        asked,
        offices,
        paging,
        news: news
            .into_iter()
            .map(|one| (one.revision, title(&one.office, one.year, &one.kind), day(one.published_at)))
            .collect(),
    };
    Ok(Html(page.render()?))
}
