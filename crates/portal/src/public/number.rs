//! A number of a table: where it comes from, and what ties it.

use super::Published;
use super::difference::title;
use crate::App;
use crate::error::Failure;
use crate::intake::said_place;
use crate::money::wan;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use mingzhang_audit::{Settings, Verdict, ties_around};
use mingzhang_model::{Disclosure, FigureId};
use mingzhang_read::{Limits, Options, Reading, read};
use mingzhang_standard::builtin;
use mingzhang_store::{StoredFact, StoredFile, facts};
use std::collections::BTreeMap;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Files that are read again at one time: questions of many must not keep pages from being answered.
static READERS: Semaphore = Semaphore::const_new(2);

#[derive(Template)]
#[template(path = "number.html")]
struct Page {
    title: String,
    revision: i64,
    number: usize,
    table: String,
    fact: StoredFact,
    amount: String,
    /// Name of the file that was handed in.
    source: String,
    /// What reading the file again tells; nothing if the number is not found there.
    traced: Option<Traced>,
}

/// What a file tells about a number.
struct Traced {
    place: String,
    ties: Vec<Tie>,
}

/// An equation around it.
struct Tie {
    rule: &'static str,
    statement: String,
    verdict: &'static str,
    is_broken: bool,
    terms: Vec<Term>,
}

/// A number of the equation.
struct Term {
    name: String,
    amount: String,
    /// Which fact it is, if it is another of the tables.
    fact: Option<usize>,
}

pub(crate) async fn page(
    app: State<App>,
    Path((id, number)): Path<(i64, usize)>,
) -> Result<Html<String>, Failure> {
    let published = Published::of(&app.store, id).await?;
    let known = app.store.facts(id).await?;
    let fact = known.get(number).cloned().ok_or(Failure::Nothing)?;
    let file = app.store.files(id, "source").await?.into_iter().next();
    let source = file.as_ref().map(|file| file.name.clone()).unwrap_or_default();
    let failed = |error: &dyn std::error::Error| Failure::Ours(error.to_string());
    let reader = READERS.acquire().await.map_err(|error| failed(&error))?;
    let traced = spawn_blocking(move || file.and_then(|file| trace(&file, &known, number)));
    let traced = traced.await.map_err(|error| failed(&error))?;
    drop(reader);
    let page = Page {
        title: published.title(),
        revision: id,
        number,
        table: title(published.revision.profile.as_deref(), &fact.table_key),
        amount: wan(fact.amount),
        fact,
        source,
        traced,
    };
    Ok(Html(page.render()?))
}

/// Looks a number up in the file. If what is read now is not what was published, nothing is told rather than something wrong.
fn trace(file: &StoredFile, known: &[StoredFact], number: usize) -> Option<Traced> {
    let options = Options { profiles: builtin(), forced: None, limits: Limits::default() };
    let Reading { disclosure, profile, source, .. } = read(&file.bytes, &options).ok()?;
    if facts(&disclosure) != known {
        return None;
    }
    let by_figure: BTreeMap<FigureId, usize> =
        disclosure.facts().enumerate().map(|(at, fact)| (fact.figure, at)).collect();
    let figure = disclosure.facts().nth(number)?.figure;
    let ties = ties_around(&disclosure, profile, &Settings::default(), figure).into_iter().map(|tied| Tie {
        rule: tied.rule,
        statement: tied.statement.zh.clone(),
        verdict: match tied.verdict {
            Verdict::Holds => "成立",
            Verdict::Rounding => "只差四舍五入",
            Verdict::Broken => "不成立",
        },
        is_broken: tied.verdict == Verdict::Broken,
        terms: tied.figures.iter().map(|&term| shown(&disclosure, &by_figure, term, figure)).collect(),
    });
    Some(Traced {
        place: said_place(&source.place(disclosure.figure(figure).location)),
        ties: ties.collect(),
    })
}

fn shown(disclosure: &Disclosure, facts: &BTreeMap<FigureId, usize>, term: FigureId, own: FigureId) -> Term {
    Term {
        name: disclosure.describe(term).zh,
        amount: disclosure.figure(term).with_unit(),
        fact: facts.get(&term).copied().filter(|_| term != own),
    }
}
