//! What citizens look up: offices page by page, the years, what was published in its order.

use crate::both::on_both;
use crate::{begin, content, owed, publish, saying};
use mingzhang_model::Level;
use mingzhang_store::{OfficeQuery, Store};

#[test]
fn offices_are_found_in_regions_and_their_parts_there_and_back() {
    on_both("regions", |store, _| async move {
        let mut change = store.change("财政局", 1).await.unwrap();
        let province = change.region("新疆", None).await.unwrap();
        let county = change.region("乌恰县", Some(province)).await.unwrap();
        let elsewhere = change.region("上海", None).await.unwrap();
        let bureau = change.office("省教育厅", Level::Department, province, None).await.unwrap();
        let school = change.office("乌恰县第一中学", Level::Unit, county, None).await.unwrap();
        let library = change.office("乌恰县图书馆", Level::Unit, county, None).await.unwrap();
        let far = change.office("上海图书馆", Level::Unit, elsewhere, None).await.unwrap();
        change.keep().await.unwrap();
        let found = |query: OfficeQuery| {
            let store = store.clone();
            async move { store.offices(&query).await.unwrap().iter().map(|o| o.id).collect::<Vec<_>>() }
        };
        let all = || OfficeQuery { most: 10, ..OfficeQuery::default() };
        let within = || OfficeQuery { region: Some(province), ..all() };
        assert_eq!(found(within()).await, [bureau, school, library]);
        assert_eq!(found(OfficeQuery { is_region_alone: true, ..within() }).await, [bureau]);
        assert_eq!(found(OfficeQuery { level: "unit".into(), ..within() }).await, [school, library]);
        assert_eq!(found(OfficeQuery { initial: Some('w'), ..all() }).await, [school, library]);
        let initials = store.initials().await.unwrap();
        assert_eq!(initials, [("s".to_owned(), 2), ("w".to_owned(), 2)]);
        // The ones right before, in their order.
        assert_eq!(found(OfficeQuery { before: Some(far), most: 2, ..all() }).await, [school, library]);
        let peopled = store.peopled().await.unwrap();
        let peopled: Vec<(i64, i64)> = peopled.iter().map(|p| (p.region, p.offices)).collect();
        assert_eq!(peopled, [(province, 1), (county, 2), (elsewhere, 1)]);
    });
}

#[test]
fn offices_are_found_by_what_they_published() {
    on_both("published", |store, _| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        owed(&store, "乌恰县图书馆", 2024).await;
        let count = |year, kind: &str| {
            let query = OfficeQuery { year, kind: kind.into(), most: 10, ..OfficeQuery::default() };
            let store = store.clone();
            async move { store.offices(&query).await.unwrap().len() }
        };
        assert_eq!([count(None, "").await, count(Some(2024), "").await], [2, 0]);
        assert!(store.published_years().await.unwrap().is_empty());
        assert!(store.years_to_read().await.unwrap().is_empty());
        let revision = begin(&store, document, "", &content(7, &[])).await.unwrap();
        let listed = store.listed(1).await.unwrap();
        assert_eq!((listed[0].document.current, listed[0].published_at), (None, None));
        publish(&store, revision).await;
        assert_eq!([count(Some(2024), "budget").await, count(None, "budget").await], [1, 1]);
        assert_eq!([count(Some(2023), "").await, count(Some(2024), "final-accounts").await], [0, 0]);
        let years = store.published_years().await.unwrap();
        let alone: std::collections::BTreeSet<i64> = years.iter().map(|year| year.year).collect();
        assert_eq!(store.years_to_read().await.unwrap(), alone.into_iter().rev().collect::<Vec<_>>());
        assert_eq!((years.len(), years[0].year, years[0].documents), (1, 2024, 1));
        let listed = store.listed(1).await.unwrap();
        assert_eq!(
            (listed.len(), listed[0].document.current, listed[0].published_at),
            (1, Some(revision), Some(300))
        );
        let facts = store.facts_in(revision, ["income", "", "", ""]).await.unwrap();
        assert_eq!(facts, store.facts(revision).await.unwrap());
        assert!(store.facts_in(revision, ["expenditure", "", "", ""]).await.unwrap().is_empty());
    });
}

#[test]
fn whoever_keeps_a_copy_misses_nothing() {
    on_both("publications", |store, _| async move {
        let mut revisions = Vec::new();
        for office in ["乌恰县档案馆", "乌恰县图书馆", "乌恰县体育馆"] {
            let document = owed(&store, office, 2024).await;
            let revision = begin(&store, document, "", &saying("养老服务")).await.unwrap();
            publish(&store, revision).await;
            revisions.push(revision);
        }
        // A draft is announced to nobody.
        let document = owed(&store, "乌恰县文化馆", 2024).await;
        let draft = begin(&store, document, "", &saying("养老服务")).await.unwrap();
        let after = |time, revision, most| {
            let store = store.clone();
            async move { numbers(&store, time, revision, most).await }
        };
        assert_eq!(after(0, 0, 10).await, revisions);
        assert_eq!(after(300, revisions[0], 1).await, [revisions[1]]);
        assert_eq!(after(299, i64::MAX, 10).await, revisions);
        assert!(after(300, i64::MAX, 10).await.is_empty());
        let some = store.publications_of(revisions[1]..=draft).await.unwrap();
        assert_eq!(some.iter().map(|one| one.revision).collect::<Vec<_>>(), revisions[1..]);
        assert_eq!(store.last_numbers().await.unwrap(), (4, draft));
        // Passages come page by page, too.
        let first = store.search("养老", None, 2).await.unwrap();
        let rest = store.search("养老", Some(first[1].id), 2).await.unwrap();
        let order: Vec<i64> = first.iter().chain(&rest).map(|hit| hit.revision).collect();
        assert_eq!(order, [revisions[2], revisions[1], revisions[0]]);
    });
}

async fn numbers(store: &Store, time: i64, revision: i64, most: i64) -> Vec<i64> {
    let found = store.publications_after(time, revision, most).await.unwrap();
    found.iter().map(|one| one.revision).collect()
}

#[test]
fn amounts_are_told_by_year_as_citizens_read_them() {
    on_both("years", |store, _| async move {
        let later = owed(&store, "乌恰县档案馆", 2024).await;
        let earlier = owed(&store, "乌恰县档案馆", 2023).await;
        for (document, amount) in [(later, 2), (earlier, 1)] {
            let revision = begin(&store, document, "", &content(amount, &[])).await.unwrap();
            publish(&store, revision).await;
        }
        let office = store.document(later).await.unwrap().office;
        let draft = begin(&store, later, "更正", &content(9, &[])).await.unwrap();
        let amounts = |store: Store| async move {
            let found = store.facts_by_year(office, ["income", "", ""]).await.unwrap();
            found.iter().map(|fact| (fact.year, fact.fact.amount)).collect::<Vec<_>>()
        };
        assert_eq!(amounts(store.clone()).await, [(2023, 1), (2024, 2)]);
        publish(&store, draft).await;
        assert_eq!(amounts(store.clone()).await, [(2023, 1), (2024, 9)]);
        assert!(store.facts_by_year(office, ["expenditure", "", ""]).await.unwrap().is_empty());
        begin(&store, earlier, "再更正", &content(5, &[])).await.unwrap();
        let announced = store.publications(2).await.unwrap();
        let announced: Vec<_> = announced.iter().map(|p| (p.revision, p.year, p.reason.as_str())).collect();
        assert_eq!(announced, [(draft, 2024, "更正"), (2, 2023, "")]);
        let region = store.office(office).await.unwrap().region;
        assert_eq!(store.region(region).await.unwrap().name, "乌恰县");
    });
}
