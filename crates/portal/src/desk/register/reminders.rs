//! Reminders: as a table, and as letters that are ready to be sent.

use super::{Asked, Choice, days, state};
use crate::App;
use crate::day::day;
use crate::desk::deed::Me;
use crate::desk::places::path;
use crate::desk::refusal::Refusal;
use crate::public::kind_name;
use crate::public::register::standing_name;
use crate::spreadsheet::WORKBOOK;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use mingzhang_roster::{Cell, days_between};
use mingzhang_store::{Contact, Due};
use std::fmt::Write as _;

/// More offices than any bureau reminds at once.
const MOST: i64 = 100_000;

const HEADINGS: [&str; 9] = [
    "单位",
    "地区",
    "公开内容",
    "公开期限",
    "剩余天数（负数为逾期）",
    "公开情况",
    "办理状态",
    "错误",
    "联系人（用户名）",
];

/// Who is reminded, and of what.
struct Reminders {
    what: String,
    today: String,
    lines: Vec<(Due, String, Vec<Contact>)>,
}

impl Reminders {
    async fn of(app: &App, me: &Me, asked: Asked) -> Result<Self, Refusal> {
        let mut choice = Choice::of(&app.store, me, asked).await?;
        // Who has published is not reminded, unless that is what is looked at.
        if choice.only.is_empty() {
            "unpublished".clone_into(&mut choice.only);
        }
        let contacts = app.store.contacts().await?;
        let regions = app.store.regions().await?;
        let dues = app.store.dues(&choice.query, &choice.only, 0, MOST).await?;
        let lines = dues.into_iter().map(|due| {
            let own =
                |contact: &&Contact| contact.office == due.office || Some(contact.office) == due.department;
            let contacts = contacts.iter().filter(own).cloned().collect();
            let place = path(&regions, due.region);
            (due, place, contacts)
        });
        Ok(Self {
            what: format!("{}年{}", choice.query.year, kind_name(&choice.query.kind)),
            today: day(choice.query.now),
            lines: lines.collect(),
        })
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let words = |words: &str| Cell::Words(words.to_owned());
        let row = |(due, place, contacts): &(Due, String, Vec<Contact>)| {
            let left = due.due_on.as_deref().and_then(|due| days_between(&self.today, due));
            let left = left.filter(|_| due.published_at.is_none());
            let people: Vec<String> =
                contacts.iter().map(|contact| format!("{}（{}）", contact.name, contact.login)).collect();
            vec![
                words(&due.name),
                words(place),
                words(&self.what),
                words(due.due_on.as_deref().unwrap_or("未登记")),
                left.map_or(words(""), Cell::Count),
                words(standing_name(&due.standing)),
                words(&state(due)),
                Cell::Count(if due.published_at.is_some() { due.published_errors } else { due.errors }),
                words(&people.join("、")),
            ]
        };
        self.lines.iter().map(row).collect()
    }
}

pub(super) async fn csv(app: State<App>, Query(asked): Query<Asked>, me: Me) -> Result<Response, Refusal> {
    let reminders = Reminders::of(&app, &me, asked).await?;
    let bytes = mingzhang_roster::csv(&HEADINGS, &reminders.rows()).map_err(|why| Refusal::told(why.zh))?;
    Ok(handed_out("reminders.csv", "text/csv; charset=utf-8", bytes))
}

pub(super) async fn xlsx(app: State<App>, Query(asked): Query<Asked>, me: Me) -> Result<Response, Refusal> {
    let reminders = Reminders::of(&app, &me, asked).await?;
    let bytes = mingzhang_roster::workbook("提醒名单", &HEADINGS, &reminders.rows());
    Ok(handed_out("reminders.xlsx", WORKBOOK, bytes.map_err(|why| Refusal::told(why.zh))?))
}

/// A letter to each office, one after the other.
pub(super) async fn letters(
    app: State<App>,
    Query(asked): Query<Asked>,
    me: Me,
) -> Result<Response, Refusal> {
    let reminders = Reminders::of(&app, &me, asked).await?;
    let mut letters = String::from("\u{feff}");
    for (due, ..) in &reminders.lines {
        letters.push_str(&letter(due, &reminders));
    }
    Ok(handed_out("letters.txt", "text/plain; charset=utf-8", letters.into_bytes()))
}

fn letter(due: &Due, Reminders { what, today, .. }: &Reminders) -> String {
    let mut letter = format!("{}：\n", due.name);
    let deadline = match (&due.due_on, days(due, today)) {
        (Some(day), left) if !left.is_empty() => format!("公开期限为{day}，{left}"),
        (Some(day), _) => format!("公开期限为{day}"),
        (None, _) => "公开期限尚未登记".to_owned(),
    };
    let request = match (due.published_at, due.state.as_deref()) {
        (Some(_), _) => {
            format!(
                "已公开的文本中有 {} 处错误，请核实后另出一版更正，并写明更正原因。",
                due.published_errors
            )
        }
        (None, None) => "目前尚未上传公开文本，请尽快上传、核对并提交审核。".to_owned(),
        (None, Some("draft" | "returned")) if due.errors > 0 => {
            format!("目前的文本还有 {} 处错误，请改正后提交审核。", due.errors)
        }
        (None, Some("draft" | "returned")) => "目前的文本尚未提交审核，请尽快提交。".to_owned(),
        (None, Some("approved")) => "文本已经审核通过，请登录后向社会公开。".to_owned(),
        (None, Some(_)) => "文本正在审核，审核通过后请及时公开。".to_owned(),
    };
    // Writing to a string cannot fail.
    let _ = write!(
        letter,
        "　　根据《中华人民共和国预算法》第十四条，部门预算、决算应当在批复后二十日内向社会公开。你单位{what}{deadline}。{request}\n\n　　　　　　　　　　{today}\n\n\n"
    );
    letter
}

pub(super) fn handed_out(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
