//! The store on SQLite and on PostgreSQL: the same tests on both.

// Helpers of a test are outside the functions that clippy knows as tests.
#![allow(clippy::unwrap_used)]

mod administering;
mod backup;
mod both;
mod registering;
mod killed;
mod looked_up;

use both::on_both;
use mingzhang_model::Level;
use mingzhang_store::*;
use sqlx::any::AnyPoolOptions;

const SEAL: fn() -> Seal = || Seal::new(&[7; 32]);

/// A document of an office, nothing handed in yet.
async fn owed(store: &Store, office: &str, year: i32) -> i64 {
    let mut change = store.change("财政局", 100).await.unwrap();
    let region = change.region("乌恰县", None).await.unwrap();
    let office = change.office(office, Level::Unit, region, None).await.unwrap();
    let document = change.document(office, year, "budget").await.unwrap();
    change.keep().await.unwrap();
    document
}

fn content(amount: i64, errors: &[&str]) -> Content {
    let finding = |message: &&str| StoredFinding {
        mark: StoredFinding::mark("A101", message),
        rule: "A101".into(),
        severity: "error".into(),
        message: (*message).into(),
        place: "{}".into(),
    };
    let fact = StoredFact {
        table_key: "income".into(),
        row_key: "total".into(),
        column_key: "general".into(),
        code: String::new(),
        label: "合计".into(),
        heading: "一般公共预算".into(),
        amount,
    };
    let file = StoredFile {
        role: "source".into(),
        name: "预算公开.txt".into(),
        media_type: "text/plain".into(),
        bytes: amount.to_string().into_bytes(),
    };
    Content {
        profile: Some("xinjiang-unit-budget-2024".into()),
        quality: Quality {
            errors: i64::try_from(errors.len()).unwrap(),
            numbers: 1,
            read: 1,
            tied: 1,
            ..Quality::default()
        },
        files: vec![file],
        facts: vec![fact],
        findings: errors.iter().map(finding).collect(),
        passages: Vec::new(),
    }
}

/// A document with a sentence.
fn saying(words: &str) -> Content {
    let passages = vec![Passage { place: "section-0".into(), words: words.into() }];
    Content { passages, ..content(1, &[]) }
}

async fn begin(store: &Store, document: i64, reason: &str, content: &Content) -> Result<i64, StoreError> {
    let mut change = store.change("张会计", 200).await?;
    let revision = change.begin(document, reason, content).await?;
    change.keep().await?;
    Ok(revision)
}

/// Hands in, approves and publishes.
async fn publish(store: &Store, revision: i64) {
    let mut change = store.change("张会计", 300).await.unwrap();
    let edition = store.revision(revision).await.unwrap().edition;
    change.submit(revision, edition).await.unwrap();
    change.hand_over("李审核");
    change.approve(revision, edition + 1).await.unwrap();
    change.publish(revision, edition + 2, &SEAL()).await.unwrap();
    change.keep().await.unwrap();
}

#[test]
fn a_revision_goes_its_way_and_nobody_overwrites_anybody() {
    on_both("way", |store, _| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        let wrong = content(1, &["合计不等于分项之和"]);
        let revision = begin(&store, document, "", &wrong).await.unwrap();
        assert!(matches!(begin(&store, document, "", &wrong).await, Err(StoreError::Conflict)));

        let mut change = store.change("王会计", 210).await.unwrap();
        assert!(matches!(change.save(revision, 0, &wrong).await, Err(StoreError::Conflict)));
        assert_eq!(change.save(revision, 1, &wrong).await.unwrap(), 2);
        assert!(matches!(change.submit(revision, 2).await, Err(StoreError::Errors(1))));
        assert!(matches!(change.waive(document, "x", " ").await, Err(StoreError::Reason)));
        assert!(matches!(
            change.waive(document, &wrong.findings[0].mark, "已说明").await,
            Err(StoreError::OwnWork)
        ));
        change.hand_over("李审核");
        change.waive(document, &wrong.findings[0].mark, "系统导出如此，已说明").await.unwrap();
        change.hand_over("王会计");
        change.submit(revision, 2).await.unwrap();
        assert!(matches!(
            change.save(revision, 3, &wrong).await,
            Err(StoreError::Transition(State::Submitted, State::Draft))
        ));
        change.remark(revision, "", "请补表8").await.unwrap();
        change.give_back(revision, 3, "请补表8").await.unwrap();
        change.save(revision, 4, &content(2, &[])).await.unwrap();
        assert!(matches!(
            change.publish(revision, 5, &SEAL()).await,
            Err(StoreError::Transition(State::Returned, State::Published))
        ));
        change.keep().await.unwrap();
        publish(&store, revision).await;

        let published = store.revision(revision).await.unwrap();
        assert_eq!((published.state, published.published_at), (State::Published, Some(300)));
        assert_eq!(store.document(document).await.unwrap().current, Some(revision));
        assert_eq!(store.facts(revision).await.unwrap()[0].amount, 2);
        assert_eq!(store.file_in(revision, "source").await.unwrap().unwrap().bytes, b"2");
        assert_eq!(store.remarks(revision).await.unwrap()[0].words, "请补表8");
        assert_eq!(store.waivers(document).await.unwrap()[0].reason, "系统导出如此，已说明");

        // A correction has a reason, and the one before stays as it was.
        assert!(matches!(begin(&store, document, " ", &content(3, &[])).await, Err(StoreError::Reason)));
        let correction = begin(&store, document, "更正收入合计", &content(3, &[])).await.unwrap();
        assert_eq!(store.document(document).await.unwrap().current, Some(revision));
        publish(&store, correction).await;
        assert_eq!(store.document(document).await.unwrap().current, Some(correction));
        assert_eq!(store.revision(revision).await.unwrap(), published);
        assert_eq!(store.facts(revision).await.unwrap()[0].amount, 2);
        let numbers: Vec<i64> = store.revisions(document).await.unwrap().iter().map(|r| r.number).collect();
        assert_eq!(numbers, [1, 2]);
    });
}

#[test]
fn however_many_amounts_there_are_they_come_back_in_order() {
    on_both("many", |store, _| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        let mut many = content(0, &[]);
        many.facts = (0..777).map(|amount| StoredFact { amount, ..many.facts[0].clone() }).collect();
        let revision = begin(&store, document, "", &many).await.unwrap();
        assert_eq!(store.facts(revision).await.unwrap(), many.facts);
    });
}

#[test]
fn what_is_not_kept_leaves_no_trace() {
    on_both("kept", |store, address| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        let before = store.events(0, 100).await.unwrap();
        let mut change = store.change("张会计", 200).await.unwrap();
        change.begin(document, "", &content(1, &[])).await.unwrap();
        drop(change);
        assert_eq!(store.events(0, 100).await.unwrap(), before);
        assert!(store.revisions(document).await.unwrap().is_empty());
        // What is kept is there when the store is opened again.
        begin(&store, document, "", &content(1, &[])).await.unwrap();
        let again = Store::open(&address).await.unwrap();
        assert_eq!(again.revisions(document).await.unwrap().len(), 1);
        assert_eq!(again.verify(&SEAL().public()).await.unwrap(), []);
        again.close().await;
    });
}

#[test]
fn whatever_is_altered_afterwards_is_found() {
    on_both("verify", |store, address| async move {
        for (office, amount) in [("乌恰县档案馆", 1), ("乌恰县图书馆", 2)] {
            let document = owed(&store, office, 2024).await;
            let revision = begin(&store, document, "", &content(amount, &[])).await.unwrap();
            publish(&store, revision).await;
        }
        let public = SEAL().public();
        assert_eq!(store.verify(&public).await.unwrap(), []);
        assert_eq!(store.verify(&Seal::new(&[8; 32]).public()).await.unwrap().len(), 2);
        let pool = AnyPoolOptions::new().connect(&address).await.unwrap();
        let last = store.events(0, 100).await.unwrap().len();
        let alterations = [
            (
                "UPDATE fact SET amount = 9 WHERE revision = 1",
                "UPDATE fact SET amount = 1 WHERE revision = 1",
                "revision:1",
            ),
            (
                "UPDATE file SET name = 'x' WHERE revision = 2",
                "UPDATE file SET name = '预算公开.txt' WHERE revision = 2",
                "revision:2",
            ),
            (
                "UPDATE document SET current = NULL WHERE id = 2",
                "UPDATE document SET current = 2 WHERE id = 2",
                "document:2",
            ),
            (
                "UPDATE revision SET state = 'draft' WHERE id = 2",
                "UPDATE revision SET state = 'published' WHERE id = 2",
                "revision:2",
            ),
            ("UPDATE revision SET signature = 'x' WHERE id = 1", "", "revision:1"),
            ("UPDATE event SET actor = '别人' WHERE number = 3", "", "event:3"),
        ];
        for (alter, restore, subject) in alterations {
            sqlx::query(alter).execute(&pool).await.unwrap();
            let broken = store.verify(&public).await.unwrap();
            assert!(broken.iter().any(|broken| broken.subject == subject), "{alter}: {broken:?}");
            if restore.is_empty() {
                continue;
            }
            sqlx::query(restore).execute(&pool).await.unwrap();
            assert_eq!(store.verify(&public).await.unwrap(), [], "{restore}");
        }
        sqlx::query("DELETE FROM event WHERE number = (SELECT MAX(number) FROM event)")
            .execute(&pool)
            .await
            .unwrap();
        let broken = store.verify(&public).await.unwrap();
        assert!(broken.iter().any(|broken| broken.subject == format!("event:{last}")), "{broken:?}");
        pool.close().await;
    });
}

#[test]
fn chinese_words_are_found_in_what_is_published() {
    on_both("search", |store, _| async move {
        let document = owed(&store, "乌恰县民政局", 2024).await;
        let first =
            begin(&store, document, "", &saying("农村养老服务设施建设项目，“三公”经费")).await.unwrap();
        publish(&store, first).await;
        let found = |words: &'static str| {
            let store = store.clone();
            async move {
                store
                    .search(words, None, 10)
                    .await
                    .unwrap()
                    .iter()
                    .map(|hit| hit.revision)
                    .collect::<Vec<_>>()
            }
        };
        for words in ["养老", "养老服务", "三公 经费", "“三公”经费", "建设项目", "养", "项目 农村"]
        {
            assert_eq!(found(words).await, [first], "{words}");
        }
        for words in ["服养", "养老院", "", "\"", "' OR 1=1 --", "养老\" OR \"x", "* & | !"] {
            assert_eq!(found(words).await, Vec::<i64>::new(), "{words}");
        }
        // What is found is what citizens read now.
        let second = begin(&store, document, "更名", &saying("农村养老服务中心")).await.unwrap();
        assert_eq!(found("养老服务").await, [first]);
        publish(&store, second).await;
        assert_eq!(found("养老服务").await, [second]);
        assert_eq!(found("设施").await, Vec::<i64>::new());
    });
}

#[test]
fn offices_are_found_by_name_initials_region_and_department() {
    on_both("offices", |store, _| async move {
        let mut change = store.change("财政局", 1).await.unwrap();
        let region = change.region("新疆", None).await.unwrap();
        let county = change.region("乌恰县", Some(region)).await.unwrap();
        assert_eq!(change.region("乌恰县", Some(region)).await.unwrap(), county);
        let education = change.office("乌恰县教育局", Level::Department, county, None).await.unwrap();
        let school = change.office("乌恰县第一中学", Level::Unit, county, Some(education)).await.unwrap();
        let other = change.office("阿图什市100%中学", Level::Unit, region, None).await.unwrap();
        assert_eq!(change.office("乌恰县教育局", Level::Department, county, None).await.unwrap(), education);
        change.keep().await.unwrap();
        let found = |query: OfficeQuery| {
            let store = store.clone();
            async move {
                let query = OfficeQuery { most: 10, ..query };
                store.offices(&query).await.unwrap().iter().map(|office| office.id).collect::<Vec<_>>()
            }
        };
        let words = |words: &str| OfficeQuery { words: words.into(), ..OfficeQuery::default() };
        assert_eq!(found(words("中学")).await, [school, other]);
        assert_eq!(found(words("WQXJ")).await, [education]);
        assert_eq!(found(words("%")).await, [other]);
        assert_eq!(found(OfficeQuery { region: Some(county), ..words("") }).await, [education, school]);
        assert_eq!(
            found(OfficeQuery { department: Some(education), ..words("") }).await,
            [education, school]
        );
        assert_eq!(found(OfficeQuery { after: education, ..words("") }).await, [school, other]);
        assert!(matches!(store.office(99).await, Err(StoreError::Missing { what: "office", id: 99 })));
    });
}

#[test]
fn people_do_what_they_may() {
    on_both("people", |store, _| async move {
        let mut change = store.change("管理员", 1).await.unwrap();
        let region = change.region("乌恰县", None).await.unwrap();
        let education = change.office("乌恰县教育局", Level::Department, region, None).await.unwrap();
        let school = change.office("乌恰县第一中学", Level::Unit, region, Some(education)).await.unwrap();
        let library = change.office("乌恰县图书馆", Level::Unit, region, None).await.unwrap();
        let clerk = change.person("zhang", "张会计", "hash").await.unwrap();
        let reviewer = change.person("li", "李审核", "hash").await.unwrap();
        change.assign(clerk, Some(education), Duty::Prepare).await.unwrap();
        change.assign(reviewer, None, Duty::Review).await.unwrap();
        change.keep().await.unwrap();
        let may = |person, duty, office| {
            let store = store.clone();
            async move { store.may(person, duty, office).await.unwrap() }
        };
        assert!(may(clerk, Duty::Prepare, school).await && may(clerk, Duty::Prepare, education).await);
        assert!(!may(clerk, Duty::Prepare, library).await && !may(clerk, Duty::Review, school).await);
        assert!(may(reviewer, Duty::Review, library).await && !may(reviewer, Duty::Prepare, library).await);

        let names = |offices: Vec<Office>| offices.into_iter().map(|office| office.id).collect::<Vec<_>>();
        assert_eq!(names(store.offices_of(clerk, Duty::Prepare, 9).await.unwrap()), [education, school]);
        assert_eq!(names(store.offices_of(reviewer, Duty::Review, 2).await.unwrap()), [education, school]);
        assert_eq!(names(store.offices_of(reviewer, Duty::Prepare, 9).await.unwrap()), [0; 0]);

        store.log_in(clerk, "secret", "csrf", 100).await.unwrap();
        let session = store.session("secret", 99).await.unwrap().unwrap();
        assert_eq!((session.person.name.as_str(), session.csrf.as_str()), ("张会计", "csrf"));
        assert_eq!(store.session("secret", 100).await.unwrap(), None);
        assert_eq!(store.session("other", 1).await.unwrap(), None);
        store.attempted("zhang", "10.0.0.1", "wrong password", 50).await.unwrap();
        store.attempted("zhang", "10.0.0.1", "ok", 51).await.unwrap();
        // Elsewhere no password is tried.
        store.attempted("zhang", "10.0.0.1", "oidc-unknown", 50).await.unwrap();
        let failures = |login: &'static str, address: &'static str, since, usual| {
            let store = store.clone();
            async move {
                let found = store.failures(login, address, since, usual).await.unwrap();
                (found.together, found.at_address, found.with_login, found.is_usual)
            }
        };
        assert_eq!(failures("zhang", "10.0.0.1", 50, 51).await, (1, 1, 1, true));
        assert_eq!(failures("zhang", "10.0.0.1", 51, 52).await, (0, 0, 0, false));
        assert_eq!(failures("li", "10.0.0.1", 50, 0).await, (0, 1, 0, false));
        assert_eq!(failures("zhang", "10.0.0.2", 50, 0).await, (0, 0, 1, false));
        assert_eq!(store.forget_sessions(99, 51).await.unwrap(), (0, 2));
        assert_eq!(failures("zhang", "10.0.0.1", 0, 0).await, (0, 0, 0, true));
        store.attempted("zhang", "10.0.0.3", "oidc-ok", 51).await.unwrap();
        assert_eq!(failures("zhang", "10.0.0.3", 0, 51).await, (0, 0, 0, true));
        // A new name lets a session go on, a new password does not.
        let mut change = store.change("管理员", 55).await.unwrap();
        assert_eq!(change.person("zhang", "章会计", "hash").await.unwrap(), clerk);
        change.keep().await.unwrap();
        assert_eq!(store.session("secret", 56).await.unwrap().unwrap().person.name, "章会计");
        let mut change = store.change("管理员", 57).await.unwrap();
        change.person("zhang", "章会计", "other hash").await.unwrap();
        change.keep().await.unwrap();
        assert_eq!(store.session("secret", 58).await.unwrap(), None);
        store.log_in(clerk, "secret", "csrf", 100).await.unwrap();
        let mut change = store.change("管理员", 60).await.unwrap();
        change.set_active(clerk, false).await.unwrap();
        change.keep().await.unwrap();
        assert_eq!(store.session("secret", 61).await.unwrap(), None);
    });
}

#[test]
fn the_reviewer_sees_what_is_urgent_first() {
    on_both("queue", |store, _| async move {
        let mut submitted = Vec::new();
        for (office, due) in [
            ("乌恰县档案馆", None),
            ("乌恰县图书馆", Some("2024-03-11")),
            ("乌恰县民政局", Some("2024-03-10")),
        ] {
            let document = owed(&store, office, 2024).await;
            let revision = begin(&store, document, "", &content(1, &[])).await.unwrap();
            let mut change = store.change("张会计", 250).await.unwrap();
            change.schedule(document, None, due).await.unwrap();
            change.submit(revision, 1).await.unwrap();
            change.keep().await.unwrap();
            submitted.push(revision);
        }
        let unsound = owed(&store, "乌恰县教育局", 2024).await;
        let held = begin(&store, unsound, "", &content(1, &["合计不等于分项之和"])).await.unwrap();
        let draft = owed(&store, "乌恰县教育局", 2023).await;
        begin(&store, draft, "", &content(1, &[])).await.unwrap();
        let mut change = store.change("管理员", 1).await.unwrap();
        let [all, one, clerk] =
            [("li", None, Duty::Review), ("qian", Some(2), Duty::Review), ("zhang", None, Duty::Prepare)];
        let mut people = Vec::new();
        for (login, office, duty) in [all, one, clerk] {
            let person = change.person(login, login, "hash").await.unwrap();
            change.assign(person, office, duty).await.unwrap();
            people.push(person);
        }
        change.keep().await.unwrap();
        let mut seen = Vec::new();
        for &person in &people {
            let awaiting = store.awaiting(person, 9).await.unwrap();
            seen.push(awaiting.iter().map(|line| line.revision).collect::<Vec<_>>());
        }
        assert_eq!(seen, [vec![submitted[2], submitted[1], submitted[0], held], vec![submitted[1]], vec![]]);
        let first = store.awaiting(people[0], 1).await.unwrap();
        let urgent = Awaiting {
            revision: submitted[2],
            office: "乌恰县民政局".into(),
            year: 2024,
            kind: "budget".into(),
            state: State::Submitted,
            errors: 0,
            warnings: 0,
            due_on: Some("2024-03-10".into()),
            submitted_at: Some(250),
        };
        assert_eq!(first, [urgent]);
        // What was waived keeps a draft from nothing.
        let mut change = store.change("li", 260).await.unwrap();
        let mark = &store.findings(held).await.unwrap()[0].mark;
        change.waive(unsound, mark, "已说明").await.unwrap();
        change.keep().await.unwrap();
        let left = store.awaiting(people[0], 9).await.unwrap();
        assert!(left.iter().all(|line| line.revision != held) && left.len() == 3, "{left:?}");
    });
}

#[test]
fn the_register_tells_who_has_published() {
    on_both("register", |store, _| async move {
        let published = owed(&store, "乌恰县档案馆", 2024).await;
        let pending = owed(&store, "乌恰县图书馆", 2024).await;
        owed(&store, "乌恰县图书馆", 2023).await;
        let mut change = store.change("财政局", 1).await.unwrap();
        change.schedule(pending, Some("2024-02-20"), Some("2024-03-11")).await.unwrap();
        change.keep().await.unwrap();
        let revision = begin(&store, published, "", &content(1, &[])).await.unwrap();
        publish(&store, revision).await;
        let now = 1_711_929_600;
        let query = DuesQuery { year: 2024, kind: "budget".into(), now, ..DuesQuery::default() };
        let dues = store.dues(&query, "", 0, 9).await.unwrap();
        let standing: Vec<_> = dues.iter().map(|due| (due.name.as_str(), due.standing.as_str())).collect();
        assert_eq!(standing, [("乌恰县图书馆", "overdue"), ("乌恰县档案馆", "undated")]);
        assert_eq!(dues[1].state.as_deref(), Some("published"));
        begin(&store, published, "更正", &content(1, &["合计不等于分项之和"])).await.unwrap();
        let corrected = &store.dues(&query, "", 1, 9).await.unwrap()[0];
        assert_eq!((corrected.errors, corrected.published_errors), (1, 0));
        assert!(store.dues(&DuesQuery { region: 99, ..query }, "", 0, 9).await.unwrap().is_empty());
        assert_eq!(store.years().await.unwrap(), [2024, 2023]);
    });
}

#[test]
fn many_writers_leave_one_chain() {
    on_both("writers", |store, address| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        let other = Store::open(&address).await.unwrap();
        let write = |store: Store, number: i64| {
            tokio::spawn(async move {
                let mut change = store.change("李审核", number).await.unwrap();
                change.waive(document, &number.to_string(), "理由").await.unwrap();
                change.keep().await.unwrap();
            })
        };
        let writers: Vec<_> = (0..40)
            .map(|number| write(if number % 2 == 0 { store.clone() } else { other.clone() }, number))
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(store.waivers(document).await.unwrap().len(), 40);
        assert_eq!(store.verify(&SEAL().public()).await.unwrap(), []);
        other.close().await;
    });
}
