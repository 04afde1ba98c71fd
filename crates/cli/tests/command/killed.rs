//! A portal that is killed at any moment of a publication loses and doubles nothing.

use crate::Folder;
use crate::portal::Portal;
use crate::session::{Session, answered, asked, logged_in};
use mingzhang_intake::take_in;
use mingzhang_store::{Seal, State, Store};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How often it is killed.
const TIMES: i32 = 100;
const OFFICE: &str = "乌恰县档案馆";
const DOCUMENT: &str = "乌恰县档案馆2024年单位预算公开\n第一部分 单位概况\n一、主要职能\n收集、整理和保管全县的档案，为社会提供查阅。\n";

#[test]
fn nothing_is_lost_or_doubled_when_the_portal_is_killed() {
    let folder = Folder::new("portal-killed", &[("公开.txt", DOCUMENT.as_bytes())]);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    folder.call("demo 公开.txt --region 乌恰县 --data 门户");
    let address = format!("sqlite:{}", folder.0.join("门户/mingzhang.db").display());
    let store = runtime.block_on(Store::open(&address)).unwrap();
    let revisions = runtime.block_on(approved(&store));
    let session = Publisher(logged_in(&folder, OFFICE));

    // How long it takes when nobody kills it.
    let portal = Portal::start(&folder);
    let begun = Instant::now();
    assert!(is_done(&session.publish(&portal, revisions[0]).unwrap()));
    let takes = begun.elapsed();
    drop(portal);

    let (mut cut, mut acknowledged) = (0, 0);
    let mut unfinished: Option<i64> = None;
    for (time, &revision) in (1..).zip(&revisions[1..]) {
        let mut portal = Portal::start(&folder);
        if let Some(before) = unfinished.take() {
            // What was not published can be.
            assert!(is_done(&session.publish(&portal, before).unwrap()), "{before}");
        }
        let is_told = session.publish_and_kill(&mut portal, revision, takes * (time * 37 % 150) / 100);
        let state = runtime.block_on(store.revision(revision)).unwrap().state;
        assert!(matches!(state, State::Published | State::Approved));
        assert!(!is_told || state == State::Published, "{revision} was told to be published, and is lost");
        acknowledged += i32::from(is_told);
        cut += i32::from(state == State::Approved);
        unfinished = (state == State::Approved).then_some(revision);
    }
    if let Some(before) = unfinished {
        assert!(is_done(&session.publish(&Portal::start(&folder), before).unwrap()));
    }
    assert!(cut >= 5 && acknowledged >= 5, "killed too early or too late: {cut} cut, {acknowledged} told");
    runtime.block_on(once_each(&folder, &store, &revisions));
}

/// Approved revisions, one for each time, of documents of their own.
async fn approved(store: &Store) -> Vec<i64> {
    let taken = take_in("公开.txt", DOCUMENT.as_bytes().to_vec()).unwrap();
    let office =
        store.offices(&mingzhang_store::OfficeQuery { most: 1, ..Default::default() }).await.unwrap();
    let mut change = store.change("李审核", 1_710_000_000).await.unwrap();
    change.set_one_person(true, "只有一个人").await.unwrap();
    let mut revisions = Vec::new();
    for year in 1900..=1900 + TIMES {
        let document = change.document(office[0].id, year, "budget").await.unwrap();
        let revision = change.begin(document, "", &taken.content).await.unwrap();
        for finding in taken.content.findings.iter().filter(|finding| finding.severity == "error") {
            change.waive(document, &finding.mark, "已说明").await.unwrap();
        }
        change.submit(revision, 1).await.unwrap();
        change.approve(revision, 2).await.unwrap();
        revisions.push(revision);
    }
    change.keep().await.unwrap();
    revisions
}

/// Every revision is published, said so in the journal, and found by its words once; nothing was altered.
async fn once_each(folder: &Folder, store: &Store, revisions: &[i64]) {
    let events = store.events(0, 10_000).await.unwrap();
    let found = store.search("查阅", None, 1_000).await.unwrap();
    for revision in revisions {
        assert_eq!(store.revision(*revision).await.unwrap().state, State::Published);
        let subject = format!("revision:{revision}");
        let said = events.iter().filter(|event| event.kind == "publish" && event.subject == subject);
        let hits = found.iter().filter(|hit| hit.revision == *revision);
        assert_eq!((said.count(), hits.count()), (1, 1), "{revision}");
    }
    let key = std::fs::read_to_string(folder.0.join("门户/seal.key")).unwrap();
    assert_eq!(store.verify(&Seal::of(&key).unwrap().public()).await.unwrap(), []);
    store.close().await;
}

/// Somebody who publishes.
struct Publisher(Session);

impl Publisher {
    fn publish(&self, portal: &Portal, revision: i64) -> std::io::Result<String> {
        Ok(answered(&mut self.asks(portal, revision)?))
    }

    /// Whether it was told to be published before the portal was killed, some time after it was asked.
    fn publish_and_kill(&self, portal: &mut Portal, revision: i64, after: Duration) -> bool {
        let mut stream = self.asks(portal, revision).unwrap();
        std::thread::sleep(after);
        // Not asked to end, but ended.
        portal.server.kill().unwrap();
        portal.server.wait().unwrap();
        is_done(&answered(&mut stream))
    }

    fn asks(&self, portal: &Portal, revision: i64) -> std::io::Result<TcpStream> {
        let form = format!("csrf={}&edition=3", self.0.csrf);
        asked(portal, "POST", &format!("/desk/revisions/{revision}/publish"), &self.0.cookie, &form)
    }
}

fn is_done(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 303")
}
