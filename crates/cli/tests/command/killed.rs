//! A portal that is killed at any moment of a publication loses and doubles nothing.

use crate::Folder;
use crate::portal::Portal;
use mingzhang_intake::take_in;
use mingzhang_store::{Seal, State, Store};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// How often it is killed.
const TIMES: i32 = 100;
const OFFICE: &str = "乌恰县档案馆";
const PASSWORD: &str = "a long password 2024";
const DOCUMENT: &str = "乌恰县档案馆2024年单位预算公开\n第一部分 单位概况\n一、主要职能\n收集、整理和保管全县的档案，为社会提供查阅。\n";

#[test]
fn nothing_is_lost_or_doubled_when_the_portal_is_killed() {
    let folder = Folder::new("portal-killed", &[("公开.txt", DOCUMENT.as_bytes())]);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    folder.call("demo 公开.txt --region 乌恰县 --data 门户");
    let address = format!("sqlite:{}", folder.0.join("门户/mingzhang.db").display());
    let store = runtime.block_on(Store::open(&address)).unwrap();
    let revisions = runtime.block_on(approved(&store));
    let session = logged_in(&folder);

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

/// Somebody who has logged in.
struct Session {
    cookie: String,
    csrf: String,
}

/// Logs in as the one who prepares for the office.
fn logged_in(folder: &Folder) -> Session {
    let person = format!("person zhang --duty prepare --office {OFFICE} --password-stdin --data 门户");
    let mut person = folder.command(&person).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    person.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(person.wait().unwrap().success());
    let portal = Portal::start(folder);
    let form = format!("login=zhang&password={}", PASSWORD.replace(' ', "+"));
    let mut stream = asked(&portal, "POST", "/desk/login", "", &form).unwrap();
    let answer = answered(&mut stream);
    let (_, cookie) = answer.split_once("mingzhang_session=").unwrap();
    let cookie = format!("mingzhang_session={}", cookie.split(';').next().unwrap());
    let desk = answered(&mut asked(&portal, "GET", "/desk", &cookie, "").unwrap());
    let (_, csrf) = desk.split_once("name=\"csrf\" value=\"").unwrap();
    Session { cookie, csrf: csrf.split('"').next().unwrap().to_owned() }
}

impl Session {
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
        let form = format!("csrf={}&edition=3", self.csrf);
        asked(portal, "POST", &format!("/desk/revisions/{revision}/publish"), &self.cookie, &form)
    }
}

fn asked(portal: &Portal, method: &str, path: &str, cookie: &str, form: &str) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(&portal.address)?;
    let length = form.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: portal\r\nConnection: close\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    )?;
    Ok(stream)
}

/// What was answered, to its end or until the portal was killed.
fn answered(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
    }
    String::from_utf8(answer).unwrap()
}

fn is_done(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 303")
}
