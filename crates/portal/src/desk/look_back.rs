//! What administrators look back on: the journal, and the attempts to log in.

use super::deed::Me;
use super::people::duty_name;
use super::refusal::Refusal;
use crate::App;
use crate::day::minute;
use crate::public::kind_name;
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use mingzhang_store::{Event, EventQuery};
use serde::Deserialize;

/// Lines on a page.
const MOST: usize = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/desk/journal", get(journal)).route("/desk/logins", get(logins))
}

#[derive(Deserialize)]
struct Asked {
    /// The subject of events, the login of attempts.
    #[serde(default)]
    about: String,
    #[serde(default)]
    before: String,
}

impl Asked {
    fn before(&self) -> i64 {
        self.before.parse().unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "desk/journal.html")]
struct JournalPage {
    me: Me,
    about: String,
    lines: Vec<Line>,
    /// The last number, if there are more.
    next: i64,
}

struct Line {
    number: i64,
    when: String,
    actor: String,
    what: String,
    /// 单位 12
    subject: String,
    /// office:12
    key: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "desk/logins.html")]
struct LoginPage {
    me: Me,
    about: String,
    lines: Vec<Attempted>,
    next: i64,
}

struct Attempted {
    when: String,
    login: String,
    address: String,
    is_ok: bool,
    result: &'static str,
}

async fn journal(app: State<App>, Query(asked): Query<Asked>, me: Me) -> Result<Html<String>, Refusal> {
    me.if_administers()?;
    let query = EventQuery {
        administrator: me.id,
        subject: asked.about.clone(),
        before: asked.before(),
        most: i64::try_from(MOST + 1).unwrap_or(i64::MAX),
    };
    let mut events = app.store.look_back(&query).await?;
    let is_more = events.len() > MOST;
    events.truncate(MOST);
    let next = events.last().filter(|_| is_more).map_or(0, |event| event.number);
    let page = JournalPage { lines: events.into_iter().map(line).collect(), next, about: asked.about, me };
    Ok(Html(page.render()?))
}

async fn logins(app: State<App>, Query(asked): Query<Asked>, me: Me) -> Result<Html<String>, Refusal> {
    me.if_administers()?;
    let most = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let mut attempts = app.store.attempts(me.id, &asked.about, asked.before(), most).await?;
    let is_more = attempts.len() > MOST;
    attempts.truncate(MOST);
    let next = attempts.last().filter(|_| is_more).map_or(0, |attempt| attempt.id);
    let lines = attempts.into_iter().map(|attempt| Attempted {
        when: minute(attempt.at),
        login: attempt.login,
        address: attempt.address,
        is_ok: matches!(attempt.outcome.as_str(), "ok" | "oidc-ok"),
        result: result(&attempt.outcome),
    });
    Ok(Html(LoginPage { lines: lines.collect(), next, about: asked.about, me }.render()?))
}

/// What came of an attempt to log in, in words.
fn result(outcome: &str) -> &'static str {
    match outcome {
        "ok" => "成功",
        "oidc-ok" => "成功（统一身份认证）",
        "oidc-unreachable" => "失败（统一身份认证连接不上）",
        "oidc-foreign" => "失败（统一身份认证：过期、重复或不是同一浏览器）",
        "oidc-declined" => "失败（统一身份认证没有完成）",
        "oidc-untrue" => "失败（统一身份认证的证明核对不上）",
        "oidc-unknown" => "失败（统一身份认证通过，本系统没有登记或已停用）",
        _ => "失败",
    }
}

fn line(event: Event) -> Line {
    let (kind, number) = event.subject.split_once(':').unwrap_or((&event.subject, ""));
    let subject = match kind {
        "office" => "单位",
        "region" => "地区",
        "document" => "公开文本",
        "revision" => "文本版次",
        "person" => "人员",
        "setting" => "设置",
        other => other,
    };
    Line {
        number: event.number,
        when: minute(event.at),
        what: event_name(&event.kind).to_owned(),
        subject: format!("{subject} {number}"),
        detail: detail(&event),
        actor: event.actor,
        key: event.subject,
    }
}

/// What else there is to know, in words: a duty is not told by its key, nor a file by its whole digest.
fn detail(event: &Event) -> String {
    let words: Vec<&str> = event.detail.split(' ').collect();
    match (event.kind.as_str(), words.as_slice()) {
        ("assign" | "release", [duty, "0"]) => format!("{}：全部单位", duty_name(duty)),
        ("assign" | "release", [duty, office]) => format!("{}：单位 {office}", duty_name(duty)),
        ("set", ["yes", reason @ ..]) => format!("允许一人兼办，理由：{}", reason.join(" ")),
        ("set", ["no", reason @ ..]) => format!("不许一人兼办，理由：{}", reason.join(" ")),
        ("owe", [office, year, kind, ..]) => format!("单位 {office}，{year}年{}", kind_name(kind)),
        ("schedule", [approved, due]) => format!("批复 {approved}，期限 {due}"),
        ("place", [place]) if *place == "-" => "没有上级".to_owned(),
        ("place", [place]) => place.replace("office:", "归口单位 ").replace("region:", "上级地区 "),
        _ => words.iter().map(|word| shortened(word)).collect::<Vec<_>>().join(" "),
    }
}

/// The beginning of a digest; other words as they are.
fn shortened(word: &str) -> String {
    let is_digest = word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_digest { format!("摘要 {}…", &word[..12]) } else { word.to_owned() }
}

fn event_name(kind: &str) -> &str {
    match kind {
        "owe" => "列入应公开",
        "begin" => "新建一版",
        "save" => "保存",
        "submitted" => "提交审核",
        "returned" => "退回",
        "approved" => "审核通过",
        "publish" => "公开",
        "remark" => "提出意见",
        "waive" => "同意保留问题",
        "person" => "登记人员",
        "admit" => "恢复登录",
        "dismiss" => "停用",
        "assign" => "授予职责",
        "release" => "免去职责",
        "register" => "登记",
        "schedule" => "登记期限",
        "rename" => "改名",
        "place" => "调整归属",
        "set" => "更改设置",
        "give-password" => "重置密码",
        "choose-password" => "本人改密码",
        "import" => "导入名册",
        other => other,
    }
}
