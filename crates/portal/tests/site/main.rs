//! The portal from outside: what citizens find, and what nobody may find.

// Helpers of a test are outside the functions that clippy knows as tests.
#![allow(clippy::unwrap_used)]

mod administrators;
mod citizens;
mod desk;
mod editing;
mod ledgers;
mod oidc;
mod operation;
mod programs;
mod registering;
mod written;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use mingzhang_intake::take_in;
use mingzhang_portal::router;
use mingzhang_store::{Seal, Store, sha256};
use std::path::Path;
use tower::ServiceExt as _;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }
}

/// A portal whose store holds the founding document: published, corrected, and once more as a draft.
async fn portal(name: &str) -> (Router, Store, [i64; 3]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.join("mingzhang.db").display())).await.unwrap();
    let seal = Seal::new(&[7; 32]);
    let mut change = store.change("财政局", 1_710_000_000).await.unwrap();
    let region = change.region("乌恰县", None).await.unwrap();
    let first = take_in("预算公开.txt", sample()).unwrap();
    assert_eq!(
        (first.office.as_str(), first.year, first.kind.as_str()),
        ("乌恰县人民政府办公室", Some(2024), "budget")
    );
    let office = change.office(&first.office, first.level, region, None).await.unwrap();
    let document = change.document(office, 2024, "budget").await.unwrap();
    let corrected = String::from_utf8(sample()).unwrap().replace("突发事件和重大事故", "突发事件和灾害事故");
    assert!(corrected.contains("灾害事故"));
    let corrected = corrected.into_bytes();
    let mut revisions = [0; 3];
    for (at, (reason, bytes)) in
        [("", sample()), ("更正“三公”经费", corrected), ("再次更正，机密", sample())].into_iter().enumerate()
    {
        let taken = take_in("预算公开.txt", bytes).unwrap();
        let revision = change.begin(document, reason, &taken.content).await.unwrap();
        revisions[at] = revision;
        if at == 2 {
            break;
        }
        change.hand_over("李审核");
        for finding in taken.content.findings.iter().filter(|finding| finding.severity == "error") {
            change.waive(document, &finding.mark, "系统导出时没有空表，已另行说明").await.unwrap();
        }
        change.hand_over("财政局");
        change.submit(revision, 1).await.unwrap();
        change.hand_over("李审核");
        change.approve(revision, 2).await.unwrap();
        change.publish(revision, 3, &seal).await.unwrap();
        change.hand_over("财政局");
    }
    change.keep().await.unwrap();
    (router(store.clone(), seal), store, revisions)
}

fn sample() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt")).unwrap()
}

async fn get(portal: &Router, address: &str) -> Answer {
    let asked = Request::get(address).body(Body::empty()).unwrap();
    let answer = portal.clone().oneshot(asked).await.unwrap();
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

/// An address with words as a browser writes them.
fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

#[tokio::test]
async fn a_citizen_finds_an_office_its_document_and_its_files() {
    let (portal, _, [first, second, _]) = portal("citizen").await;
    let home = get(&portal, "/?name=wqx").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.text().contains("<a href=\"/offices/1\">乌恰县人民政府办公室</a>"), "{}", home.text());
    let office = get(&portal, "/offices/1").await;
    assert!(
        office.text().contains("<a href=\"/documents/1\">预算</a>") && office.text().contains("2024-03-10")
    );
    let current = get(&portal, "/documents/1").await;
    assert_eq!(current.headers["location"], format!("/revisions/{second}"));

    let page = get(&portal, &format!("/revisions/{second}")).await;
    for words in [
        "<h1>乌恰县人民政府办公室2024年预算公开</h1>",
        "第 2 版。更正原因：更正“三公”经费",
        "经审核同意保留：系统导出时没有空表，已另行说明",
        "<td class=\"amount\" id=\"n0\"><a href=\"/revisions/2/numbers/0\">2,015.18</a></td>",
        "第 1 版，2024-03-10",
        "<caption>绩效指标</caption>",
        "<th scope=\"col\">上年完成值</th>",
    ] {
        assert!(page.text().contains(words), "{words}");
    }
    let old = get(&portal, &format!("/revisions/{first}")).await;
    assert!(old.text().contains(&format!("<a href=\"/revisions/{second}\">请看现行的一版</a>")));

    let file = get(&portal, &format!("/revisions/{first}/files/{}", encoded("预算公开.txt"))).await;
    assert_eq!(file.bytes, sample());
    assert_eq!(
        file.headers["content-disposition"],
        format!("attachment; filename*=UTF-8''{}.txt", encoded("预算公开"))
    );
    let signed = get(&portal, &format!("/revisions/{first}/manifest.json")).await;
    assert!(signed.text().contains(&sha256(&sample())));
    let table = get(&portal, &format!("/api/v1/revisions/{first}/facts.csv")).await;
    assert!(table.text().contains("income,total,total,,合 计,总计,20151800.00\n"), "{}", table.text());
}

#[tokio::test]
async fn words_are_found_where_they_stand() {
    let (portal, _, [_, second, _]) = portal("words").await;
    let found = get(&portal, &format!("/search?q={}", encoded("高层建筑消防"))).await;
    assert!(found.text().contains(&format!("<a href=\"/revisions/{second}#section-")), "{}", found.text());
    let nothing = get(&portal, &format!("/search?q={}", encoded("<script>alert(1)</script>"))).await;
    assert_eq!(nothing.status, StatusCode::OK);
    assert!(!nothing.text().contains("<script>"));
}

#[tokio::test]
async fn what_is_not_published_is_not_there() {
    let (portal, _, [.., draft]) = portal("draft").await;
    let addresses = [
        format!("/revisions/{draft}"),
        format!("/revisions/{draft}/manifest.json"),
        format!("/revisions/{draft}/files/{}", encoded("预算公开.txt")),
        format!("/revisions/{draft}/files/page.html"),
        format!("/api/v1/revisions/{draft}/facts.json"),
        format!("/api/v1/revisions/{draft}/facts.csv"),
        "/revisions/1/files/page.html".to_owned(),
        "/revisions/1/files/..%2Fmingzhang.db".to_owned(),
        "/revisions/99".to_owned(),
        "/offices/99".to_owned(),
        "/admin".to_owned(),
    ];
    for address in addresses {
        let answer = get(&portal, &address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
    for address in
        ["/", "/offices/1", "/documents/1", "/revisions/1", "/revisions/2", "/api/v1/offices/1/documents"]
    {
        let answer = get(&portal, address).await;
        assert!(!answer.text().contains("机密"), "{address}");
    }
}

#[tokio::test]
async fn every_answer_is_protected() {
    let (portal, ..) = portal("protected").await;
    for address in ["/", "/revisions/1", "/nowhere", "/style.css", "/healthz"] {
        let answer = get(&portal, address).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{address}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{address}");
    }
    assert_eq!(get(&portal, "/offices/x").await.status, StatusCode::BAD_REQUEST);
}
