//! Administrators, and the four eyes, on both databases.

use crate::both::on_both;
use crate::{SEAL, begin, content, owed, publish};
use mingzhang_model::Level;
use mingzhang_store::*;

#[test]
fn who_prepared_does_not_judge() {
    on_both("four-eyes", |store, _| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        let revision = begin(&store, document, "", &content(1, &["错"])).await.unwrap();
        let mark = store.findings(revision).await.unwrap()[0].mark.clone();
        // Whoever has another name now is still the same person.
        for own in ["张会计", "张三（张会计）"] {
            let mut change = store.change(own, 210).await.unwrap();
            assert!(matches!(change.waive(document, &mark, "已说明").await, Err(StoreError::OwnWork)));
        }
        let mut change = store.change("李审核（li）", 220).await.unwrap();
        change.waive(document, &mark, "已说明").await.unwrap();
        change.hand_over("王会计（wang）");
        change.submit(revision, 1).await.unwrap();
        change.keep().await.unwrap();
        for own in ["张会计", "王会计（wang）", "王五（wang）"] {
            let mut change = store.change(own, 230).await.unwrap();
            assert!(matches!(change.approve(revision, 2).await, Err(StoreError::OwnWork)));
        }
        // A bureau of one person says so, for a reason.
        assert!(!store.one_person().await.unwrap());
        let mut change = store.change("张会计", 240).await.unwrap();
        assert!(matches!(change.set_one_person(true, " ").await, Err(StoreError::Reason)));
        change.set_one_person(true, "本局只有一人").await.unwrap();
        change.approve(revision, 2).await.unwrap();
        change.keep().await.unwrap();
        assert!(store.one_person().await.unwrap());
        let last = store.events(0, 100).await.unwrap();
        let set: Vec<_> =
            last.iter().filter(|event| event.kind == "set").map(|e| e.detail.as_str()).collect();
        assert_eq!(set, ["yes 本局只有一人"]);
    });
}

#[test]
fn a_published_document_keeps_the_names_it_was_signed_with() {
    on_both("renamed", |store, _| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        let revision = begin(&store, document, "", &content(1, &[])).await.unwrap();
        publish(&store, revision).await;
        let mut change = store.change("管理员", 400).await.unwrap();
        let other = change.office("乌恰县图书馆", Level::Unit, 1, None).await.unwrap();
        assert!(matches!(change.rename_office(other, "乌恰县档案馆").await, Err(StoreError::Taken(_))));
        change.rename_office(1, "乌恰县档案局").await.unwrap();
        change.rename_region(1, "乌恰市").await.unwrap();
        change.keep().await.unwrap();
        assert_eq!(store.verify(&SEAL().public()).await.unwrap(), []);
        assert_eq!(store.office(1).await.unwrap().initials, "wqxdaj");
        assert_eq!(store.offices_named("乌恰县档案局").await.unwrap().len(), 1);
        let again = begin(&store, document, "更正", &content(2, &[])).await.unwrap();
        publish(&store, again).await;
        let manifest = |revision: Revision| revision.manifest.unwrap();
        assert!(manifest(store.revision(revision).await.unwrap()).contains("乌恰县档案馆"));
        assert!(manifest(store.revision(again).await.unwrap()).contains("乌恰县档案局"));
        assert_eq!(store.verify(&SEAL().public()).await.unwrap(), []);
    });
}

#[test]
fn regions_and_offices_have_their_place() {
    on_both("places", |store, _| async move {
        let mut change = store.change("管理员", 1).await.unwrap();
        let province = change.region("新疆", None).await.unwrap();
        let county = change.region("乌恰县", Some(province)).await.unwrap();
        let town = change.region("乌恰镇", Some(county)).await.unwrap();
        let education = change.office("教育局", Level::Department, county, None).await.unwrap();
        let finance = change.office("财政局", Level::Department, county, None).await.unwrap();
        let school = change.office("第一中学", Level::Unit, county, None).await.unwrap();
        for (region, parent) in [(province, town), (province, province), (county, town)] {
            let placed = change.place_region(region, Some(parent)).await;
            assert!(matches!(placed, Err(StoreError::Misplaced)), "{region} {parent}");
        }
        for (office, department) in [(finance, education), (school, school), (education, education)] {
            let placed = change.place_office(office, Some(department)).await;
            assert!(matches!(placed, Err(StoreError::Misplaced)), "{office} {department}");
        }
        change.place_region(town, Some(province)).await.unwrap();
        change.place_office(school, Some(education)).await.unwrap();
        change.keep().await.unwrap();
        assert_eq!(store.region(town).await.unwrap().parent, Some(province));
        assert_eq!(store.office(school).await.unwrap().department, Some(education));
    });
}

#[test]
fn an_administrator_sees_to_some_and_one_is_always_left() {
    on_both("administrators", |store, _| async move {
        let mut change = store.change("管理员", 1).await.unwrap();
        let region = change.region("乌恰县", None).await.unwrap();
        let education = change.office("教育局", Level::Department, region, None).await.unwrap();
        let school = change.office("第一中学", Level::Unit, region, Some(education)).await.unwrap();
        let library = change.office("图书馆", Level::Unit, region, None).await.unwrap();
        let mut people = Vec::new();
        for (login, duties) in [
            ("boss", vec![(None, Duty::Administer)]),
            ("edu", vec![(Some(education), Duty::Administer)]),
            ("teacher", vec![(Some(school), Duty::Prepare)]),
            ("both", vec![(Some(school), Duty::Prepare), (Some(library), Duty::Prepare)]),
            ("reader", vec![(Some(library), Duty::Prepare)]),
            ("idle", vec![]),
        ] {
            let person = change.person(login, login, "hash").await.unwrap();
            for (office, duty) in duties {
                change.assign(person, office, duty).await.unwrap();
            }
            people.push(person);
        }
        let [boss, edu, teacher, both, reader, idle] = people[..] else { panic!() };
        assert!(matches!(change.add_person("edu", "x", "x").await, Err(StoreError::Taken(_))));
        change.keep().await.unwrap();
        for (administrator, person, manages) in [
            (boss, idle, true),
            (boss, boss, true),
            (edu, teacher, true),
            (edu, edu, true),
            (edu, both, false),
            (edu, boss, false),
            (edu, reader, false),
            (edu, idle, false),
            (teacher, teacher, false),
        ] {
            assert_eq!(
                store.manages(administrator, person).await.unwrap(),
                manages,
                "{administrator} {person}"
            );
        }
        let seen = |administrator, after: &'static str| {
            let store = store.clone();
            async move {
                let seen = store.people_of(administrator, "", after, 9).await.unwrap();
                seen.into_iter().map(|person| person.login).collect::<Vec<_>>()
            }
        };
        assert_eq!(seen(boss, "").await, ["boss", "both", "edu", "idle", "reader", "teacher"]);
        assert_eq!(seen(edu, "both").await, ["edu", "teacher"]);
        assert_eq!(seen(teacher, "").await, [""; 0]);

        // What an administrator looks back on is what they see to.
        store.attempted("teacher", "10.0.0.1", "wrong", 2).await.unwrap();
        store.attempted("reader", "10.0.0.1", "ok", 3).await.unwrap();
        assert_eq!(store.attempts(boss, "", 0, 9).await.unwrap().len(), 2);
        let own = store.attempts(edu, "", 0, 9).await.unwrap();
        assert_eq!((own.len(), own[0].login.as_str()), (1, "teacher"));
        let looks = |administrator| EventQuery { administrator, most: 99, ..EventQuery::default() };
        let all = store.look_back(&looks(boss)).await.unwrap();
        assert!(all.windows(2).all(|pair| pair[0].number == pair[1].number + 1) && all.len() > 9);
        let own = store.look_back(&looks(edu)).await.unwrap();
        let of = |subject: &str| own.iter().any(|event| event.subject == subject);
        assert!(of(&format!("office:{school}")) && of(&format!("person:{teacher}")));
        assert!(!of(&format!("office:{library}")) && !of(&format!("person:{reader}")));
        let one = EventQuery { subject: format!("person:{boss}"), ..looks(boss) };
        let one = store.look_back(&one).await.unwrap();
        assert_eq!(one.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["assign", "person"]);

        // Somebody is always left who administers everything.
        let mut change = store.change("boss", 4).await.unwrap();
        let last = change.release(boss, None, Duty::Administer).await;
        assert!(matches!(last, Err(StoreError::LastAdministrator)));
        assert!(matches!(change.set_active(boss, false).await, Err(StoreError::LastAdministrator)));
        change.assign(edu, None, Duty::Administer).await.unwrap();
        change.set_active(boss, false).await.unwrap();
        let last = change.release(edu, None, Duty::Administer).await;
        assert!(matches!(last, Err(StoreError::LastAdministrator)));
        change.keep().await.unwrap();
    });
}

#[test]
fn a_given_password_is_to_be_changed() {
    on_both("passwords", |store, _| async move {
        let mut change = store.change("管理员", 1).await.unwrap();
        let person = change.add_person("zhang", "张会计", "given").await.unwrap();
        change.rename_person(person, "章会计").await.unwrap();
        change.keep().await.unwrap();
        for secret in ["here", "there"] {
            store.log_in(person, secret, "csrf", 100).await.unwrap();
        }
        let known = store.person_numbered(person).await.unwrap();
        assert_eq!((known.name.as_str(), known.must_change), ("章会计", 1));
        let mut change = store.change("章会计", 2).await.unwrap();
        change.choose_password(person, "chosen", "here").await.unwrap();
        change.keep().await.unwrap();
        let here = store.session("here", 3).await.unwrap().unwrap();
        assert_eq!((here.person.password.as_str(), here.person.must_change), ("chosen", 0));
        assert_eq!(store.session("there", 3).await.unwrap(), None);
        let mut change = store.change("管理员", 4).await.unwrap();
        change.give_password(person, "again").await.unwrap();
        change.keep().await.unwrap();
        assert_eq!(store.session("here", 5).await.unwrap(), None);
        assert_eq!(store.person_numbered(person).await.unwrap().must_change, 1);
    });
}
