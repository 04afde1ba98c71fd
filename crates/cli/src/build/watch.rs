//! `--watch`: builds again whenever the ledger was saved.

use super::build;
use crate::args::BuildArgs;
use crate::ledger::may_be_of_a_ledger;
use crate::trouble::{message, trouble};
use mingzhang_model::{Lang, text};
use notify::{Event, EventKind, RecursiveMode, Watcher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Programs save in several steps: so long after the last of them the ledger is read.
const SETTLED: Duration = Duration::from_millis(300);

/// Builds, waits for the ledger to be saved, and builds again, until the user ends it.
pub(super) fn run(args: &BuildArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let (sender, changes) = channel();
    let unwatchable = |error: notify::Error| {
        trouble(text!(
            "无法监视 {0}：{1}",
            "cannot watch {0}: {1}",
            args.ledger.display().to_string(),
            error.to_string()
        ))
    };
    let mut watcher = notify::recommended_watcher(sender).map_err(unwatchable)?;
    // A workbook is replaced when it is saved, so its folder is watched.
    watcher.watch(&watched(&args.ledger), RecursiveMode::NonRecursive).map_err(unwatchable)?;
    loop {
        // What is wrong with the ledger now may be mended by the next saving.
        if let Err(error) = build(args, lang) {
            writeln!(std::io::stderr(), "mingzhang: {}", message(&error, lang))?;
        }
        let told =
            text!("正在等待账册保存（Ctrl+C 结束）……", "Waiting for the ledger to be saved (Ctrl+C ends) …");
        writeln!(std::io::stderr(), "{}", told.get(lang))?;
        if !saved(&changes, &args.ledger) {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

fn watched(ledger: &Path) -> PathBuf {
    if ledger.is_dir() {
        return ledger.to_owned();
    }
    let folder = ledger.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// Waits until the ledger was saved; false if nobody watches any more.
fn saved(changes: &Receiver<notify::Result<Event>>, ledger: &Path) -> bool {
    loop {
        match changes.recv() {
            Ok(Ok(event)) if is_saving(&event, ledger) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    while changes.recv_timeout(SETTLED).is_ok() {}
    true
}

/// Whether an event is about the ledger: its workbook, or a file of its folder. Reading it is none, nor is what is built,
/// which may lie beside it.
fn is_saving(event: &Event, ledger: &Path) -> bool {
    let is_change = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
    let is_of_ledger = |path: &PathBuf| {
        if ledger.is_dir() { may_be_of_a_ledger(path) } else { path.file_name() == ledger.file_name() }
    };
    is_change && event.paths.iter().any(is_of_ledger)
}
