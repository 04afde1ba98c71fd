//! A text is changed where it stands: a number, with the value that the equations suggest, or the lines of a paragraph.

use super::{if_editable, saved_between};
use crate::App;
use crate::day::now;
use crate::desk::case::Case;
use crate::desk::deed::{Answers, Me};
use crate::desk::refusal::Refusal;
use crate::desk::upload::is_still;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use mingzhang_intake::{At, Rewrite, SOURCE, SPOTS, Spots, lines_of, parted, rewritten};
use mingzhang_store::StoredFile;
use serde::Deserialize;

/// What is to be changed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// An amount of the tables, by its number among them.
    number: String,
    /// What a finding is about, by its mark.
    mark: String,
    /// A paragraph, by its section and its number there.
    section: String,
    paragraph: String,
}

#[derive(Template)]
#[template(path = "desk/text.html")]
struct Page {
    me: Me,
    id: i64,
    title: String,
    edition: i64,
    asked: Asked,
    /// What somebody else did in between; empty if nobody did.
    told: String,
    /// The number or words: the line around it, what stands there, what is suggested, what was typed.
    words: Option<Words>,
    first: u32,
    last: u32,
    /// The lines as they are, and as they were typed.
    lines: String,
    typed: String,
}

struct Words {
    before: String,
    there: String,
    after: String,
    expected: String,
    typed: String,
}

/// The place that is to be changed.
struct Target {
    at: Option<At>,
    expected: String,
    first: u32,
    last: u32,
    anchor: String,
}

pub(super) async fn page(
    app: State<App>,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
    me: Me,
) -> Result<Html<String>, Refusal> {
    let case = if_editable(Case::of(&app, &me, id).await?)?;
    let (source, spots) = text(&app, id).await?;
    let target = target(&spots, &asked)?;
    Ok(Html(shown(&case, me, asked, &source, &target)?.render()?))
}

/// Saves the text with the change in it, if nobody saved since.
pub(super) async fn change(
    app: State<App>,
    Path(id): Path<i64>,
    answers: Answers,
) -> Result<Response, Refusal> {
    let case = if_editable(Case::of(&app, &answers.me, id).await?)?;
    let said = |name: &str| answers.get(name).to_owned();
    let asked = Asked {
        number: said("number"),
        mark: said("mark"),
        section: said("section"),
        paragraph: said("paragraph"),
    };
    let (source, spots) = text(&app, id).await?;
    let target = target(&spots, &asked)?;
    let is_words = answers.get("what") == "words";
    if case.revision.edition != answers.number("edition") {
        let mut page = shown(&case, answers.me.clone(), asked, &source, &target)?;
        page.told = saved_between(&app, id).await?;
        match page.words.as_mut().filter(|_| is_words) {
            Some(words) => words.typed = said("new"),
            None => answers.exact("new").clone_into(&mut page.typed),
        }
        return Ok((StatusCode::CONFLICT, Html(page.render()?)).into_response());
    }
    let change = match target.at.filter(|_| is_words) {
        Some(at) => Rewrite::Words(at, said("new")),
        None => Rewrite::Lines(target.first, target.last, answers.exact("new").to_owned()),
    };
    let StoredFile { name, bytes, .. } = source;
    let bytes = rewritten(&name, &bytes, &change).map_err(|why| Refusal::told(why.zh))?;
    let taken = app.work.take(name, bytes).await?;
    is_still(&taken, &case)?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.save(id, case.revision.edition, &taken.content).await?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/revisions/{id}#{}", target.anchor)).into_response())
}

/// The text of a revision and where everything stands in it.
async fn text(app: &App, id: i64) -> Result<(StoredFile, Spots), Refusal> {
    let spots = app.store.file_in(id, SPOTS).await?;
    let spots: Spots = spots.and_then(|file| serde_json::from_slice(&file.bytes).ok()).unwrap_or_default();
    match app.store.file_in(id, SOURCE).await?.filter(|_| spots.is_text) {
        Some(source) => Ok((source, spots)),
        None => Err(Refusal::told(
            "这份文件不是纯文本，不能在这里直接改。可以先转为账册再改，或者在原文件中改正后重新上传。",
        )),
    }
}

fn target(spots: &Spots, asked: &Asked) -> Result<Target, Refusal> {
    found(spots, asked).ok_or_else(|| Refusal::told("要改的地方已经不在文本中了，请回到这一版重新打开。"))
}

fn found(spots: &Spots, asked: &Asked) -> Option<Target> {
    if let Ok(number) = asked.number.parse::<usize>() {
        let at = *spots.numbers.get(number)?;
        let suggested = spots.findings.iter().find(|found| found.at == at && !found.expected.is_empty());
        let expected = suggested.map(|found| found.expected.clone()).unwrap_or_default();
        let anchor = format!("n{number}");
        return Some(Target { at: Some(at), expected, first: at.line, last: at.line, anchor });
    }
    if let (Ok(section), Ok(paragraph)) = (asked.section.parse::<usize>(), asked.paragraph.parse::<usize>()) {
        let (first, last) = *spots.paragraphs.get(section)?.get(paragraph)?;
        let anchor = format!("section-{section}");
        return Some(Target { at: None, expected: String::new(), first, last, anchor });
    }
    let found = spots.findings.iter().find(|found| found.mark == asked.mark)?;
    let holds = |&&(first, last): &&(u32, u32)| (first..=last).contains(&found.at.line);
    let around = spots.paragraphs.iter().flatten().find(holds);
    let (first, last) = around.copied().unwrap_or((found.at.line, found.at.line));
    Some(Target {
        at: Some(found.at).filter(|at| at.end > at.column),
        expected: found.expected.clone(),
        first,
        last,
        anchor: found.anchor.clone(),
    })
}

fn shown(case: &Case, me: Me, asked: Asked, source: &StoredFile, target: &Target) -> Result<Page, Refusal> {
    let lines = lines_of(&source.name, &source.bytes).map_err(|why| Refusal::told(why.zh))?;
    let range = (target.first as usize).saturating_sub(1)..(target.last as usize).min(lines.len());
    let there = lines.get(range).unwrap_or_default().join("\n");
    let words = target.at.and_then(|at| {
        let line = lines.get((at.line as usize).checked_sub(1)?)?;
        let (before, there, after) = parted(line, at);
        let typed = if target.expected.is_empty() { there } else { &target.expected };
        Some(Words {
            before: before.to_owned(),
            there: there.to_owned(),
            after: after.to_owned(),
            expected: target.expected.clone(),
            typed: typed.to_owned(),
        })
    });
    Ok(Page {
        me,
        id: case.revision.id,
        title: case.title(),
        edition: case.revision.edition,
        asked,
        told: String::new(),
        words,
        first: target.first,
        last: target.last,
        typed: there.clone(),
        lines: there,
    })
}
