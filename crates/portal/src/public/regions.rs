//! Regions, to be walked from the province down to the county, and the years: who knows no name finds offices here.

use super::kind_name;
use super::paging::Paging;
use crate::App;
use crate::error::Failure;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use mingzhang_store::{Office, OfficeQuery, Peopled, PublishedYear, Region, Store, StoreError};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Offices on one page.
const OFFICES: i64 = 100;

/// A region among others.
pub(crate) struct Branch {
    pub(crate) id: i64,
    /// Its name, further in the deeper it is part of others.
    pub(crate) shown: String,
}

/// All regions, each followed by those that are part of it.
pub(crate) async fn tree(store: &Store) -> Result<Vec<Branch>, StoreError> {
    let regions = store.regions().await?;
    let parts = parts(&regions);
    let mut open: Vec<(&Region, usize)> = below(&parts, 0).iter().rev().map(|region| (*region, 0)).collect();
    let mut found = Vec::new();
    while let Some((region, depth)) = open.pop() {
        found.push(Branch { id: region.id, shown: format!("{}{}", "　".repeat(depth), region.name) });
        open.extend(below(&parts, region.id).iter().rev().map(|part| (*part, depth + 1)));
    }
    Ok(found)
}

/// Regions by the number of what they are part of; 0 stands for the whole.
fn parts(regions: &[Region]) -> BTreeMap<i64, Vec<&Region>> {
    let mut parts: BTreeMap<i64, Vec<&Region>> = BTreeMap::new();
    for region in regions {
        parts.entry(region.parent.unwrap_or_default()).or_default().push(region);
    }
    parts
}

fn below<'p, 'r>(parts: &'p BTreeMap<i64, Vec<&'r Region>>, region: i64) -> &'p [&'r Region] {
    parts.get(&region).map(Vec::as_slice).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "region.html")]
struct Page {
    /// Its number; 0 is the whole.
    id: i64,
    name: String,
    /// The regions that it is part of, the largest first.
    path: Vec<(i64, String)>,
    /// Its parts: number, name, and how many offices are in them.
    parts: Vec<(i64, String, i64)>,
    departments: Vec<Office>,
    paging: Paging,
    /// How many offices are in it and its parts.
    offices: i64,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    after: i64,
    before: Option<i64>,
}

/// The largest regions.
pub(crate) async fn whole(app: State<App>) -> Result<Html<String>, Failure> {
    let regions = app.store.regions().await?;
    let counts = counts(&regions, &app.store.peopled().await?);
    let parts = named(below(&parts(&regions), 0), &counts);
    let page = Page {
        id: 0,
        name: "各地区".to_owned(),
        path: Vec::new(),
        offices: parts.iter().map(|(.., offices)| offices).sum(),
        parts,
        departments: Vec::new(),
        paging: Paging { previous: String::new(), next: String::new() },
    };
    Ok(Html(page.render()?))
}

/// A region: its parts, and the departments of its own.
pub(crate) async fn page(
    app: State<App>,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Failure> {
    let region = app.store.region(id).await?;
    let regions = app.store.regions().await?;
    let counts = counts(&regions, &app.store.peopled().await?);
    let query = OfficeQuery {
        region: Some(id),
        is_region_alone: true,
        level: "department".to_owned(),
        after: asked.after,
        before: asked.before,
        most: OFFICES + 1,
        ..OfficeQuery::default()
    };
    let mut departments = app.store.offices(&query).await?;
    let base = format!("/regions/{id}");
    let paging =
        Paging::of(&mut departments, OFFICES, &base, (asked.before, asked.after), |office| office.id);
    let page = Page {
        id,
        path: above(&regions, &region),
        name: region.name,
        parts: named(below(&parts(&regions), id), &counts),
        departments,
        paging,
        offices: counts.get(&id).copied().unwrap_or_default(),
    };
    Ok(Html(page.render()?))
}

/// The regions that a region is part of, the largest first.
pub(super) fn above(regions: &[Region], region: &Region) -> Vec<(i64, String)> {
    let mut path = Vec::new();
    let mut next = region.parent;
    // Should regions be part of each other in a circle, the way up ends all the same.
    while let Some(known) = next.and_then(|id| regions.iter().find(|region| region.id == id)) {
        if path.iter().any(|(id, _)| *id == known.id) {
            break;
        }
        path.push((known.id, known.name.clone()));
        next = known.parent;
    }
    path.reverse();
    path
}

fn named(regions: &[&Region], counts: &BTreeMap<i64, i64>) -> Vec<(i64, String, i64)> {
    let count = |region: &Region| counts.get(&region.id).copied().unwrap_or_default();
    regions.iter().map(|region| (region.id, region.name.clone(), count(region))).collect()
}

/// How many offices each region has, those of its parts among them.
fn counts(regions: &[Region], peopled: &[Peopled]) -> BTreeMap<i64, i64> {
    let own: BTreeMap<i64, i64> = peopled.iter().map(|peopled| (peopled.region, peopled.offices)).collect();
    let mut counts = own.clone();
    for region in regions {
        for (above, _) in above(regions, region) {
            *counts.entry(above).or_default() += own.get(&region.id).copied().unwrap_or_default();
        }
    }
    counts
}

#[derive(Template)]
#[template(path = "published_years.html")]
struct Years {
    years: Vec<(PublishedYear, &'static str)>,
}

/// The years for which something is published.
pub(crate) async fn years(app: State<App>) -> Result<Html<String>, Failure> {
    let years = app.store.published_years().await?.into_iter();
    let years = years.map(|year| {
        let name = kind_name(&year.kind);
        (year, name)
    });
    Ok(Html(Years { years: years.collect() }.render()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_of_parts_count_for_the_whole() {
        let region = |id, parent| Region { id, name: format!("{id}"), parent };
        let regions = [region(1, None), region(2, Some(1)), region(3, Some(2)), region(4, None)];
        let peopled = |region, offices| Peopled { region, offices };
        let counts = counts(&regions, &[peopled(1, 5), peopled(3, 7)]);
        assert_eq!(counts, BTreeMap::from([(1, 12), (2, 7), (3, 7)]));
        assert_eq!(above(&regions, &regions[2]), [(1, "1".to_owned()), (2, "2".to_owned())]);
        let circle = [region(1, Some(2)), region(2, Some(1))];
        assert_eq!(above(&circle, &circle[0]).len(), 2);
    }
}
