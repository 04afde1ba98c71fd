//! `mingzhang register`: who owes the public what, imported from a table.

use crate::args::{RegisterAction, RegisterArgs};
use crate::check::unwritable;
use crate::ledger::say;
use crate::serve::{opened, unstored};
use crate::trouble::{refusal, trouble, unreadable};
use mingzhang_model::{Lang, Text, text};
use mingzhang_portal::{enrolled, now};
use mingzhang_roster::Problem;
use mingzhang_store::{Enrolled, Enrolment};
use std::io::Write as _;
use std::process::ExitCode;
use tokio::runtime::Runtime;

/// Lines of the table are wrong.
const WRONG: u8 = 1;

/// Runs `register`.
pub(crate) fn run(args: &RegisterArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    match args.action {
        RegisterAction::Template => {
            let bytes = mingzhang_roster::template().map_err(trouble)?;
            std::fs::write(&args.file, bytes).map_err(|error| unwritable(&args.file, &error))?;
            Ok(ExitCode::SUCCESS)
        }
        RegisterAction::Import => import(args, lang),
    }
}

fn import(args: &RegisterArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let shown = args.file.display().to_string();
    let bytes = std::fs::read(&args.file).map_err(|error| unreadable(&shown, &refusal(&error)))?;
    let roster = mingzhang_roster::open(&bytes).map_err(|why| unreadable(&shown, &why))?;
    let lines: Vec<Enrolled> = roster.entries.iter().map(enrolled).collect();
    let source = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut problems = roster.problems;
    let enrolment = Runtime::new()?.block_on(async {
        let (store, _) = opened(&args.store).await?;
        let mut change = store.change("管理员", now()).await.map_err(unstored)?;
        let enrolment = change.enroll(&lines, &source).await.map_err(unstored)?;
        if problems.is_empty() && enrolment.problems.is_empty() && !args.dry_run {
            change.keep().await.map_err(unstored)?;
        } else {
            drop(change);
        }
        store.close().await;
        Ok::<_, anyhow::Error>(enrolment)
    })?;
    problems.extend(enrolment.problems.iter().map(|(at, message)| {
        let row = roster.entries[*at].row;
        Problem { row, place: row.to_string(), message: message.clone() }
    }));
    problems.sort_by_key(|problem| problem.row);
    for problem in &problems {
        let told = text!("{0} {1}：{2}", "{0} {1}: {2}", &shown, &problem.place, &problem.message);
        writeln!(std::io::stderr(), "{}", told.get(lang))?;
    }
    if problems.is_empty() {
        say(&told(&enrolment, args.dry_run), lang)?;
        return Ok(ExitCode::SUCCESS);
    }
    say(
        &text!("有 {0} 个问题，没有登记。", "{0} problems; nothing was put on record.", problems.len()),
        lang,
    )?;
    Ok(ExitCode::from(WRONG))
}

fn told(done: &Enrolment, is_dry: bool) -> Text {
    let told = text!(
        "新增地区 {0} 个、单位 {1} 家，调整归口 {2} 家，新增应公开 {3} 项，更改期限 {4} 项，没有变化 {5} 行。",
        "{0} regions and {1} offices are new, {2} units moved, {3} documents are newly owed, {4} deadlines changed, {5} rows change nothing.",
        done.regions,
        done.offices.len(),
        done.moved.len(),
        done.documents,
        done.scheduled,
        done.unchanged
    );
    if is_dry { text!("{0}（只检查，没有登记）", "{0} (checked only)", told) } else { told }
}
