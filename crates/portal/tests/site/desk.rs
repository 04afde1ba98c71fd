//! The desk from outside: the whole way of a document through forms and cookies, and what is refused.

use crate::{Answer, encoded, get, sample};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use mingzhang_portal::{hashed, router};
use mingzhang_store::{Duty, Seal, State, Store};
use std::path::Path;
use tower::ServiceExt as _;

pub(crate) const PASSWORD: &str = "一个够长的密码 2024";
pub(crate) const OFFICE: &str = "乌恰县人民政府办公室";

/// Somebody with a browser.
pub(crate) struct Person {
    portal: Router,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

impl Person {
    pub(crate) async fn log_in(portal: &Router, login: &str) -> Self {
        let answer = enter(portal, login, PASSWORD).await;
        assert_eq!(
            (answer.status, answer.headers["location"].as_bytes()),
            (StatusCode::SEE_OTHER, &b"/desk"[..])
        );
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        for habit in ["; Path=/desk;", "; HttpOnly", "; SameSite=Strict"] {
            assert!(cookie.contains(habit), "{cookie}");
        }
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let mut person = Self::with(portal, cookie);
        person.csrf = token(person.get("/desk").await.text());
        person
    }

    /// Somebody whose browser has this cookie.
    pub(crate) fn with(portal: &Router, cookie: String) -> Self {
        Self { portal: portal.clone(), cookie, csrf: String::new() }
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        let asked = Request::get(address).header("cookie", &self.cookie);
        answer(&self.portal, asked.body(Body::empty()).unwrap()).await
    }

    /// Sends a form with the token.
    pub(crate) async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let fields: Vec<(&str, &str)> =
            [("csrf", self.csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
        answer(&self.portal, form(address, &self.cookie, &fields)).await
    }

    /// Hands in a file with the token.
    pub(crate) async fn upload(&self, address: &str, fields: &[(&str, &str)], bytes: &[u8]) -> Answer {
        self.upload_as("预算公开.txt", address, fields, bytes).await
    }

    /// Hands in a file of this name.
    pub(crate) async fn upload_as(
        &self,
        name: &str,
        address: &str,
        fields: &[(&str, &str)],
        bytes: &[u8],
    ) -> Answer {
        let fields: Vec<(&str, &str)> =
            [("csrf", self.csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
        answer(&self.portal, multipart(name, address, &self.cookie, &fields, bytes)).await
    }
}

/// The token of the forms of a page.
pub(crate) fn token(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
    let token = rest.split('"').next().unwrap();
    assert_eq!(token.len(), 64);
    token.to_owned()
}

pub(crate) fn form(address: &str, cookie: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let asked = Request::post(address).header("content-type", "application/x-www-form-urlencoded");
    asked.header("cookie", cookie).body(Body::from(fields.join("&"))).unwrap()
}

pub(crate) fn multipart(
    name: &str,
    address: &str,
    cookie: &str,
    fields: &[(&str, &str)],
    bytes: &[u8],
) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--BOUNDARY\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let head =
        format!("--BOUNDARY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend(head.as_bytes());
    body.extend(bytes);
    body.extend(b"\r\n--BOUNDARY--\r\n");
    let asked = Request::post(address).header("content-type", "multipart/form-data; boundary=BOUNDARY");
    asked.header("cookie", cookie).body(Body::from(body)).unwrap()
}

pub(crate) async fn answer(portal: &Router, asked: Request<Body>) -> Answer {
    let (parts, body) = portal.clone().oneshot(asked).await.unwrap().into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

pub(crate) async fn enter(portal: &Router, login: &str, password: &str) -> Answer {
    answer(portal, form("/desk/login", "", &[("login", login), ("password", password)])).await
}

/// A portal with two offices and four people; nothing is handed in yet.
pub(crate) async fn desk(name: &str) -> (Router, Store) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("desk-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.join("mingzhang.db").display())).await.unwrap();
    let mut change = store.change("管理员", 1_710_000_000).await.unwrap();
    let region = change.region("乌恰县", None).await.unwrap();
    let office = change.office(OFFICE, mingzhang_model::Level::Unit, region, None).await.unwrap();
    let other = change.office("乌恰县档案馆", mingzhang_model::Level::Unit, region, None).await.unwrap();
    let password = hashed(PASSWORD).unwrap();
    for (login, name, office, duty) in [
        ("zhang", "张会计", Some(office), Duty::Prepare),
        ("wang", "王会计", Some(office), Duty::Prepare),
        ("zhao", "赵会计", Some(other), Duty::Prepare),
        ("li", "李审核", None, Duty::Review),
        ("boss", "陈管理", None, Duty::Administer),
    ] {
        let person = change.person(login, name, &password).await.unwrap();
        change.assign(person, office, duty).await.unwrap();
    }
    change.keep().await.unwrap();
    (router(store.clone(), Seal::new(&[7; 32])), store)
}

/// Hands in the founding document, and gives the person who did.
pub(crate) async fn handed_in(portal: &Router) -> Person {
    let zhang = Person::log_in(portal, "zhang").await;
    let begun = zhang.upload("/desk/offices/1/upload", &[("reason", "")], &sample()).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    assert_eq!(begun.headers["location"], "/desk/revisions/1");
    zhang
}

/// Lets every error of a revision pass.
pub(crate) async fn waive_errors(store: &Store, li: &Person, revision: i64) {
    for finding in store.findings(revision).await.unwrap().iter().filter(|f| f.severity == "error") {
        let fields = [("mark", finding.mark.as_str()), ("words", "系统导出时没有空表，已另行说明")];
        let waived = li.post(&format!("/desk/revisions/{revision}/waive"), &fields).await;
        assert_eq!(waived.status, StatusCode::SEE_OTHER, "{}", waived.text());
    }
}

#[tokio::test]
async fn a_document_goes_the_whole_way() {
    let (portal, store) = desk("way").await;
    let zhang = handed_in(&portal).await;
    assert!(zhang.get("/desk").await.text().contains("<a href=\"/desk/offices/1\">乌恰县人民政府办公室</a>"));
    assert!(zhang.get("/desk/offices/1").await.text().contains("第 1 版，编制中"));
    let draft = zhang.get("/desk/revisions/1").await;
    for words in ["<h1>乌恰县人民政府办公室2024年预算</h1>", "2,015.18", "class=\"error\"", "提交审核"]
    {
        assert!(draft.text().contains(words), "{words}");
    }
    assert!(!draft.text().contains("审核通过"));
    assert_eq!(draft.headers["cache-control"], "no-store");
    let source = zhang.get(&format!("/desk/revisions/1/files/{}", encoded("预算公开.txt"))).await;
    assert_eq!(source.bytes, sample());

    // Errors keep it from being submitted, until the reviewer lets them pass.
    let early = zhang.post("/desk/revisions/1/submit", &[("edition", "1")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains("不能提交"), "{}", early.text());
    let li = Person::log_in(&portal, "li").await;
    let held = li.get("/desk").await;
    assert!(held.text().contains("没有等待审核的文本") && held.text().contains("有错误、尚不能提交"));
    let silent = li.post("/desk/revisions/1/waive", &[("mark", "x"), ("words", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    waive_errors(&store, &li, 1).await;
    assert!(!li.get("/desk").await.text().contains("尚不能提交"));
    let submitted = zhang.post("/desk/revisions/1/submit", &[("edition", "1")]).await;
    assert_eq!(submitted.status, StatusCode::SEE_OTHER, "{}", submitted.text());
    assert!(
        li.get("/desk")
            .await
            .text()
            .contains("<a href=\"/desk/revisions/1\">乌恰县人民政府办公室2024年预算</a>")
    );

    // It comes back with a reason, is handed in again, and is approved.
    let returned = li.post("/desk/revisions/1/return", &[("edition", "2"), ("words", "请补充说明")]).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER, "{}", returned.text());
    let mark = store.findings(1).await.unwrap()[0].mark.clone();
    li.post("/desk/revisions/1/remark", &[("mark", &mark), ("words", "这里请看一下<b>")]).await;
    let read = zhang.get("/desk/revisions/1").await;
    for words in ["退回：请补充说明", "李审核（li）", "这里请看一下&#60;b&#62;", "已退回", "经审核同意保留："]
    {
        assert!(read.text().contains(words), "{words}");
    }
    let again = zhang.upload("/desk/revisions/1/upload", &[("edition", "3")], &sample()).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    for (person, step, edition) in [(&zhang, "submit", "4"), (&li, "approve", "5"), (&zhang, "publish", "6")]
    {
        let done = person.post(&format!("/desk/revisions/1/{step}"), &[("edition", edition)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{step}: {}", done.text());
    }

    // Citizens read it, find it by its words, and nothing of it can be altered unnoticed.
    let public = get(&portal, "/revisions/1").await;
    assert!(public.text().contains("经审核同意保留：系统导出时没有空表，已另行说明"));
    let found = get(&portal, &format!("/search?q={}", encoded("高层建筑消防"))).await;
    assert!(found.text().contains("/revisions/1#section-"));
    assert_eq!(store.verify(&Seal::new(&[7; 32]).public()).await.unwrap(), []);
    for step in ["submit", "publish", "upload", "remark"] {
        let late =
            zhang.post(&format!("/desk/revisions/1/{step}"), &[("edition", "7"), ("words", "x")]).await;
        assert!(late.status.is_client_error(), "{step}");
    }
    // A correction needs a reason.
    let silent = zhang.upload("/desk/offices/1/upload", &[("reason", " ")], &sample()).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let corrected = zhang.upload("/desk/offices/1/upload", &[("reason", "更正")], &sample()).await;
    assert_eq!(corrected.headers["location"], "/desk/revisions/2");
}

#[tokio::test]
async fn the_second_of_two_is_told() {
    let (portal, store) = desk("two").await;
    let zhang = handed_in(&portal).await;
    let wang = Person::log_in(&portal, "wang").await;
    let before = store.revision(1).await.unwrap();
    let begun = wang.upload("/desk/offices/1/upload", &[], &sample()).await;
    assert_eq!(begun.status, StatusCode::CONFLICT);
    assert!(begun.text().contains("2024年预算已有一版正在办理"), "{}", begun.text());
    let first = wang.upload("/desk/revisions/1/upload", &[("edition", "1")], &sample()).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = zhang.upload("/desk/revisions/1/upload", &[("edition", "1")], &sample()).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text().contains("办理过这一版"), "{}", second.text());
    let after = store.revision(1).await.unwrap();
    assert_eq!((before.edition, after.edition, after.state), (1, 2, State::Draft));
}

#[tokio::test]
async fn who_may_not_is_refused_and_nothing_changes() {
    let (portal, store) = desk("refused").await;
    let zhang = handed_in(&portal).await;
    let (zhao, li) = (Person::log_in(&portal, "zhao").await, Person::log_in(&portal, "li").await);
    let mark = store.findings(1).await.unwrap()[0].mark.clone();
    let before = (store.events(0, 1_000).await.unwrap(), store.revision(1).await.unwrap());
    let fields = [("edition", "1"), ("mark", mark.as_str()), ("words", "因为")];
    let steps = ["submit", "remark", "waive", "return", "approve", "publish"];
    let with = |token: &'static str| [("csrf", token), ("edition", "1"), ("mark", "x"), ("words", "因为")];
    for step in steps {
        let address = format!("/desk/revisions/1/{step}");
        // Of another office; without a session; without the token of the session; sent by another site.
        let mut refused = vec![
            zhao.post(&address, &fields).await,
            answer(&portal, form(&address, "", &fields)).await,
            answer(&portal, form(&address, &zhang.cookie, &fields)).await,
            answer(&portal, form(&address, &li.cookie, &with("0000"))).await,
            answer(&portal, form(&address, &zhang.cookie, &[("csrf", &zhao.csrf), ("edition", "1")])).await,
        ];
        let person = if matches!(step, "submit" | "publish") { &li } else { &zhang };
        if step != "remark" {
            refused.push(person.post(&address, &fields).await);
        }
        let mut foreign = form(&address, &li.cookie, &[("csrf", &li.csrf), ("words", "因为")]);
        foreign.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
        refused.push(answer(&portal, foreign).await);
        for (at, refusal) in refused.iter().enumerate() {
            assert_eq!(refusal.status, StatusCode::FORBIDDEN, "{step} {at}");
        }
    }
    for address in ["/desk/revisions/1/upload", "/desk/offices/1/upload"] {
        for refusal in [
            zhao.upload(address, &[("edition", "1")], &sample()).await,
            li.upload(address, &[("edition", "1")], &sample()).await,
            answer(&portal, multipart("预算公开.txt", address, "", &[("edition", "1")], &sample())).await,
            answer(&portal, multipart("预算公开.txt", address, &zhang.cookie, &[], &sample())).await,
            answer(
                &portal,
                multipart("预算公开.txt", address, &zhang.cookie, &[("csrf", &li.csrf)], &sample()),
            )
            .await,
        ] {
            assert_eq!(refusal.status, StatusCode::FORBIDDEN, "{address}");
        }
    }
    assert_eq!((store.events(0, 1_000).await.unwrap(), store.revision(1).await.unwrap()), before);
    assert!(store.waivers(1).await.unwrap().is_empty() && store.remarks(1).await.unwrap().is_empty());
}

#[tokio::test]
async fn drafts_are_for_those_who_work_on_them() {
    let (portal, _) = desk("hidden").await;
    let zhang = handed_in(&portal).await;
    let zhao = Person::log_in(&portal, "zhao").await;
    let file = format!("/desk/revisions/1/files/{}", encoded("预算公开.txt"));
    for address in ["/desk", "/desk/offices/1", "/desk/revisions/1", &file] {
        for cookie in ["", "mingzhang_session=", "mingzhang_session=0000"] {
            let asked = Request::get(address).header("cookie", cookie).body(Body::empty()).unwrap();
            let stranger = answer(&portal, asked).await;
            assert_eq!(stranger.status, StatusCode::SEE_OTHER, "{address}");
            assert_eq!(
                (stranger.headers["location"].as_bytes(), stranger.bytes.len()),
                (&b"/desk/login"[..], 0)
            );
        }
        if address != "/desk" {
            assert_eq!(zhao.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
        }
        assert_eq!(zhang.get(address).await.status, StatusCode::OK, "{address}");
    }
    assert!(!zhao.get("/desk").await.text().contains(OFFICE));
    for address in ["/revisions/1", "/api/v1/revisions/1/facts.json", "/documents/1"] {
        assert_eq!(get(&portal, address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    // After logging out the cookie opens nothing.
    assert_eq!(zhang.post("/desk/logout", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(zhang.get("/desk/revisions/1").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn passwords_are_not_guessed() {
    let (portal, store) = desk("guessed").await;
    for login in ["zhang", "nobody"] {
        let wrong = enter(&portal, login, "一个够长的密码 2023").await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        assert!(wrong.text().contains("用户名或密码不对") && !wrong.headers.contains_key("set-cookie"));
    }
    for _ in 0..9 {
        enter(&portal, "zhang", "猜").await;
    }
    let locked = enter(&portal, "zhang", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!locked.headers.contains_key("set-cookie"));
    let mut change = store.change("管理员", 1_710_000_000).await.unwrap();
    let li = store.person("li").await.unwrap().unwrap().id;
    change.set_active(li, false).await.unwrap();
    change.keep().await.unwrap();
    assert!(!enter(&portal, "li", PASSWORD).await.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn what_cannot_be_taken_in_is_told() {
    let (portal, store) = desk("unread").await;
    let zhao = Person::log_in(&portal, "zhao").await;
    for (bytes, told) in [
        (&b""[..], "请先选择文件"),
        (&b"\x7fELF\x02\x01\x01\x00\x00\x00"[..], "无法读取"),
        (&sample(), "文件中的单位是“乌恰县人民政府办公室”，不是“乌恰县档案馆”"),
    ] {
        let refused = zhao.upload("/desk/offices/2/upload", &[], bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(refused.text().contains(told), "{told}: {}", refused.text());
    }
    assert!(store.documents(2).await.unwrap().is_empty());
    let named = zhao.upload("/desk/offices/2/upload", &[("any_name", "1")], &sample()).await;
    assert_eq!(named.headers["location"], "/desk/revisions/1");
    let large = zhao.upload("/desk/revisions/1/upload", &[("edition", "1")], &vec![b' '; 65 << 20]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.text().contains("64 MiB"), "{}", large.text());
}
