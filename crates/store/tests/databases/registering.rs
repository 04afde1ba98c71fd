//! A register that is imported, and how offices then stand, on both databases.

use crate::both::on_both;
use crate::{SEAL, begin, content, publish};
use mingzhang_model::Level;
use mingzhang_store::*;
use std::time::Instant;

fn line(department: Option<&str>, office: &str, level: Level, due_on: Option<&str>) -> Enrolled {
    Enrolled {
        regions: vec!["克州".into(), "乌恰县".into()],
        department: department.map(str::to_owned),
        office: office.into(),
        level,
        year: 2024,
        kind: "budget",
        approved_on: None,
        due_on: due_on.map(str::to_owned),
    }
}

async fn enrolled(store: &Store, lines: &[Enrolled]) -> Enrolment {
    let mut change = store.change("管理员", 1).await.unwrap();
    let enrolment = change.enroll(lines, "名册.csv").await.unwrap();
    change.keep().await.unwrap();
    enrolment
}

#[test]
fn a_register_is_put_on_record_at_once() {
    on_both("enroll", |store, _| async move {
        let lines = [
            line(Some("教育局"), "第一中学", Level::Unit, Some("2024-03-11")),
            line(None, "教育局", Level::Department, Some("2024-03-01")),
            line(None, "档案馆", Level::Unit, None),
        ];
        // What is not kept has changed nothing.
        let mut change = store.change("管理员", 1).await.unwrap();
        let would = change.enroll(&lines, "名册.csv").await.unwrap();
        drop(change);
        assert!(store.regions().await.unwrap().is_empty() && store.events(0, 9).await.unwrap().is_empty());
        let done = enrolled(&store, &lines).await;
        assert_eq!(done, would);
        let offices = ["教育局", "第一中学", "档案馆"].map(str::to_owned).to_vec();
        assert_eq!(done, Enrolment { regions: 2, offices, documents: 3, ..Enrolment::default() });
        let school = &store.offices_named("第一中学").await.unwrap()[0];
        let education = &store.offices_named("教育局").await.unwrap()[0];
        assert_eq!(school.department, Some(education.id));
        assert_eq!(store.documents(school.id).await.unwrap()[0].due_on.as_deref(), Some("2024-03-11"));

        // Once more it changes only what is new, and forgets nothing.
        let again = [
            line(Some("文旅局"), "档案馆", Level::Unit, Some("2024-04-01")),
            line(None, "第一中学", Level::Unit, None),
            line(None, "教育局", Level::Unit, None),
            line(Some("第一中学"), "小学", Level::Unit, None),
        ];
        let mut change = store.change("管理员", 2).await.unwrap();
        let told = change.enroll(&again, "名册.csv").await.unwrap();
        assert_eq!(told.problems.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [2, 3]);
        drop(change);
        let done = enrolled(&store, &again[..2]).await;
        let (offices, moved) = (vec!["文旅局".to_owned()], vec!["档案馆".to_owned()]);
        assert_eq!(done, Enrolment { offices, moved, scheduled: 1, unchanged: 1, ..Enrolment::default() });
        assert_eq!(store.office(school.id).await.unwrap().department, Some(education.id));
        assert_eq!(store.verify(&SEAL().public()).await.unwrap(), []);
        let kinds: Vec<String> = store.events(0, 99).await.unwrap().into_iter().map(|e| e.kind).collect();
        assert_eq!(kinds.iter().filter(|kind| *kind == "import").count(), 2);

        let person = {
            let mut change = store.change("管理员", 3).await.unwrap();
            let person = change.person("boss", "陈", "hash").await.unwrap();
            change.keep().await.unwrap();
            person
        };
        let pending = PendingImport { name: "名册.csv".into(), digest: "d".into(), bytes: vec![1, 2] };
        store.prepare_import(person, &pending, 1).await.unwrap();
        store.prepare_import(person, &pending, 2).await.unwrap();
        assert_eq!(store.pending_import(person).await.unwrap(), Some(pending));
        store.drop_import(person).await.unwrap();
        assert_eq!(store.pending_import(person).await.unwrap(), None);
    });
}

#[test]
fn a_reviewer_sees_how_everyone_stands() {
    on_both("dues", |store, _| async move {
        let mut town = line(None, "乡政府", Level::Unit, Some("1970-01-01"));
        town.regions.push("乌恰镇".into());
        let lines = [
            line(None, "教育局", Level::Department, Some("2999-01-01")),
            line(Some("教育局"), "第一中学", Level::Unit, Some("1970-01-01")),
            line(Some("教育局"), "第二中学", Level::Unit, Some("1969-12-31")),
            line(None, "档案馆", Level::Unit, None),
            town,
        ];
        enrolled(&store, &lines).await;
        let number = |name: &'static str| {
            let store = store.clone();
            async move { store.offices_named(name).await.unwrap()[0].id }
        };
        let (education, school) = (number("教育局").await, number("第一中学").await);
        for office in [school, number("第二中学").await] {
            let document = store.documents(office).await.unwrap()[0].id;
            let revision = begin(&store, document, "", &content(1, &[])).await.unwrap();
            publish(&store, revision).await;
        }
        let archive = store.documents(number("档案馆").await).await.unwrap()[0].id;
        begin(&store, archive, "", &content(1, &["错"])).await.unwrap();
        let mut change = store.change("管理员", 1).await.unwrap();
        let mut people = Vec::new();
        for (login, office, duty) in [
            ("li", None, Duty::Review),
            ("qian", Some(education), Duty::Review),
            ("zhang", Some(school), Duty::Prepare),
        ] {
            let person = change.person(login, login, "hash").await.unwrap();
            change.assign(person, office, duty).await.unwrap();
            people.push(person);
        }
        change.keep().await.unwrap();
        let query = |person| DuesQuery {
            person: Some(person),
            year: 2024,
            kind: "budget".into(),
            now: 60_000,
            ..DuesQuery::default()
        };
        // Published at 300 seconds: on the first day of 1970 in China.
        let all = store.tallies(&query(people[0]), By::All).await.unwrap();
        let all = all.into_iter().next().unwrap();
        assert_eq!((all.owed, all.on_time, all.late, all.overdue, all.pending), (5, 1, 1, 1, 1));
        assert_eq!((all.undated, all.undue), (0, 1));
        let own = store.tallies(&query(people[1]), By::Department).await.unwrap();
        assert_eq!((own.len(), own[0].place, own[0].owed, own[0].pending), (1, education, 3, 1));
        assert!(store.tallies(&query(people[2]), By::All).await.unwrap().is_empty());
        let everyone = DuesQuery { person: None, ..query(0) };
        assert_eq!(store.tallies(&everyone, By::All).await.unwrap()[0], all);
        let regions = store.tallies(&query(people[0]), By::Region).await.unwrap();
        assert_eq!(regions.iter().map(|tally| tally.owed).collect::<Vec<_>>(), [4, 1]);
        let inside = DuesQuery { region: 1, ..query(people[0]) };
        assert_eq!(store.tallies(&inside, By::All).await.unwrap()[0].owed, 5);
        assert_eq!(
            store.dues(&inside, "", 0, 9).await.unwrap(),
            store.dues(&query(people[0]), "", 0, 9).await.unwrap()
        );
        let inside = DuesQuery { region: 3, department: education, ..query(people[0]) };
        assert!(store.tallies(&inside, By::All).await.unwrap().is_empty());

        let names = |only: &'static str, from, most| {
            let (store, query) = (store.clone(), query(people[0]));
            async move {
                let dues = store.dues(&query, only, from, most).await.unwrap();
                dues.into_iter().map(|due| (due.name, due.standing)).collect::<Vec<_>>()
            }
        };
        let told = |name: &str, standing: &str| (name.to_owned(), standing.to_owned());
        assert_eq!(
            names("unpublished", 0, 9).await,
            [told("乡政府", "overdue"), told("教育局", "pending"), told("档案馆", "undue")]
        );
        assert_eq!(names("", 3, 1).await, [told("第二中学", "late")]);
        assert_eq!(names("late", 0, 9).await, [told("第二中学", "late")]);
        assert_eq!(names("incomplete", 0, 9).await, []);
        let due = store.dues(&query(people[0]), "undue", 0, 9).await.unwrap().remove(0);
        assert_eq!((due.state.as_deref(), due.errors, due.published_errors), (Some("draft"), 1, 0));
        let contacts = store.contacts().await.unwrap();
        assert_eq!((contacts.len(), contacts[0].office, contacts[0].login.as_str()), (1, school, "zhang"));
    });
}

#[test]
fn ten_thousand_offices_are_enrolled_and_counted_in_little_time() {
    on_both("many-dues", |store, _| async move {
        let department = |number: usize| format!("部门{}", number % 100);
        let lines: Vec<Enrolled> = (0..10_000)
            .map(|at| line(Some(&department(at)), &format!("单位{at}"), Level::Unit, Some("1970-01-01")))
            .collect();
        let started = Instant::now();
        assert_eq!(enrolled(&store, &lines).await.offices.len(), 10_100);
        println!("enrolled in {:?}", started.elapsed());
        let mut change = store.change("管理员", 1).await.unwrap();
        let person = change.person("li", "李", "hash").await.unwrap();
        change.assign(person, None, Duty::Review).await.unwrap();
        change.keep().await.unwrap();
        let query = DuesQuery {
            person: Some(person),
            year: 2024,
            kind: "budget".into(),
            now: 86_400,
            ..DuesQuery::default()
        };
        let started = Instant::now();
        let all = store.tallies(&query, By::All).await.unwrap();
        assert_eq!((all[0].owed, all[0].overdue), (10_000, 10_000));
        let departments = store.tallies(&query, By::Department).await.unwrap();
        assert!(departments.len() == 100 && departments.iter().all(|tally| tally.owed == 100));
        let page = store.dues(&query, "overdue", 9_950, 100).await.unwrap();
        assert_eq!(page.len(), 50);
        println!("counted and listed in {:?}", started.elapsed());
    });
}
