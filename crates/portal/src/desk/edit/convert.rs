//! A document becomes the ledger that it could have come from, and is made anew of it.

use super::{conflict, if_editable};
use crate::App;
use crate::day::now;
use crate::desk::case::Case;
use crate::desk::deed::Answers;
use crate::desk::refusal::Refusal;
use crate::desk::upload::is_still;
use crate::spreadsheet::WORKBOOK;
use axum::extract::{Path, State};
use axum::response::Redirect;
use mingzhang_intake::{SOURCE, Unready, ledger_of, take_ledger};
use mingzhang_ledger::{Entered, Fault, Ledger, open_directory, write_directory, write_workbook};
use mingzhang_model::Text;

/// The workbook of a ledger that is kept here.
pub(super) const NAME: &str = "账册.xlsx";
/// Decisions that are told.
const MOST: usize = 40;

pub(super) async fn convert(
    app: State<App>,
    Path(id): Path<i64>,
    answers: Answers,
) -> Result<Redirect, Refusal> {
    let case = if_editable(Case::of(&app, &answers.me, id).await?)?;
    if case.revision.edition != answers.number("edition") {
        return Err(conflict(&app, id).await?);
    }
    let source = app.store.file_in(id, SOURCE).await?.ok_or_else(|| Refusal::told("这一版没有文件。"))?;
    let extracted = app.work.run(move || ledger_of(&source.name, &source.bytes)).await?;
    keep(&app, &answers, &case, extracted.ledger).await?;
    let decided: Vec<String> =
        extracted.gaps.into_iter().take(MOST).map(|gap| format!("· {}", gap.zh)).collect();
    let told = match decided.len() {
        0 => "已转为账册。".to_owned(),
        _ => format!("已转为账册。以下是文本没有写明、转换时推定的，请核对：\n{}", decided.join("\n")),
    };
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    change.remark(id, "", &told).await?;
    change.keep().await?;
    Ok(Redirect::to(&format!("/desk/revisions/{id}/ledger")))
}

/// Saves a ledger with the document that it makes; one that makes none yet is kept beside what the revision was before.
pub(super) async fn keep(app: &App, answers: &Answers, case: &Case, ledger: Ledger) -> Result<(), Refusal> {
    let (id, edition) = (case.revision.id, case.revision.edition);
    let made = app.work.run(move || made(&ledger)).await?;
    let mut change = app.store.change(&answers.me.actor(), now()).await?;
    match made {
        Made::Document(taken) => {
            is_still(&taken, case)?;
            change.save(id, edition, &taken.content).await?;
        }
        Made::Ledger(bytes) => {
            change.keep_unfinished(id, edition, NAME, WORKBOOK, bytes).await?;
        }
    }
    Ok(change.keep().await?)
}

/// What a ledger makes.
enum Made {
    Document(Box<mingzhang_intake::Taken>),
    /// Nothing yet: its workbook.
    Ledger(Vec<u8>),
}

fn made(ledger: &Ledger) -> Result<Made, Text> {
    let bytes = write_workbook(ledger)?;
    let (entered, faults) = placed(ledger);
    match take_ledger(NAME, bytes.clone(), &entered, faults) {
        Ok(taken) => Ok(Made::Document(Box::new(taken))),
        Err(Unready::Ledger(_)) => Ok(Made::Ledger(bytes)),
        Err(Unready::Files(why)) => Err(why),
    }
}

/// A ledger with its places, which are those of the folder, and what is wrong with single values.
pub(super) fn placed(ledger: &Ledger) -> (Entered, Vec<Fault>) {
    open_directory(&write_directory(ledger))
}
