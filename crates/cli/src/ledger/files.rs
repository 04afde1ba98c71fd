//! The files of ledgers: a workbook, or the TOML and CSV files of a folder.

use super::exists;
use crate::check::unwritable;
use crate::inputs::{Closed, Input, MEBIBYTE};
use crate::trouble::{trouble, unreadable};
use mingzhang_ledger::{
    Entered, Fault, Files, Ledger, Spot, open_directory, open_workbook, write_directory, write_workbook,
};
use mingzhang_model::{Text, text};
use std::path::{Path, PathBuf};

/// No ledger is larger; what is, is something else.
const MOST: u64 = 64 * MEBIBYTE;

/// Reads a ledger, whichever form it has: what could be taken of it, and all that is wrong with its values.
///
/// # Errors
/// There is no such file, or it may not be read.
pub(crate) fn load(path: &Path) -> anyhow::Result<(Entered, Vec<Fault>)> {
    if path.is_dir() {
        return Ok(open_directory(&folder(path)?));
    }
    Ok(open_workbook(&name(path), &bytes(path)?))
}

/// The files of a folder that may be of a ledger: others, such as a note to the reader, may lie beside them.
fn folder(path: &Path) -> anyhow::Result<Files> {
    let unreadable =
        |error: std::io::Error| unreadable(&path.display().to_string(), &crate::trouble::refusal(&error));
    let mut files = Files::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?.path();
        if may_be_of_a_ledger(&entry) && entry.is_file() {
            files.insert(name(&entry), bytes(&entry)?);
        }
    }
    Ok(files)
}

/// Whether a file of a ledger's folder is read by its name: data, and none that editors keep for themselves.
pub(crate) fn may_be_of_a_ledger(path: &Path) -> bool {
    let ending = path.extension();
    let is_data = ending.is_some_and(|e| e.eq_ignore_ascii_case("csv") || e.eq_ignore_ascii_case("toml"));
    is_data && !name(path).starts_with('.')
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    Input::File(path.to_owned()).bytes(MOST).map_err(|closed| match closed {
        Closed::TooLarge(size) => {
            let why =
                text!("太大（{0} MiB），不像账册", "{0} MiB is too large for a ledger", size / MEBIBYTE);
            unreadable(&path.display().to_string(), &why)
        }
        Closed::Because(why) => unreadable(&path.display().to_string(), &why),
    })
}

/// Writes a ledger: as a workbook where the name says so, as a folder else.
///
/// # Errors
/// It cannot be written, or something is there already and `force` does not say to overwrite it.
pub(crate) fn save(path: &Path, ledger: &Ledger, force: bool) -> anyhow::Result<()> {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        if path.exists() && !force {
            return Err(exists(path));
        }
        let bytes = write_workbook(ledger).map_err(trouble)?;
        return std::fs::write(path, bytes).map_err(|error| unwritable(path, &error));
    }
    let files = write_directory(ledger);
    let there = |name: &String| path.join(name).exists();
    if path.is_file() || (!force && files.keys().any(there)) {
        return Err(exists(path));
    }
    std::fs::create_dir_all(path).map_err(|error| unwritable(path, &error))?;
    for (name, bytes) in files {
        let file = path.join(name);
        std::fs::write(&file, bytes).map_err(|error| unwritable(&file, &error))?;
    }
    Ok(())
}

/// A fault with the place where its owner finds it: `账册/revenue.csv:3:2`, `账册.xlsx 收入明细!B3`.
pub(super) fn told(ledger: &Path, fault: &Fault) -> Text {
    let place = match &fault.spot {
        Spot::File(_) if !ledger.is_dir() => ledger.display().to_string(),
        Spot::File(_) | Spot::Line(..) => {
            PathBuf::from(ledger).join(fault.spot.to_string()).display().to_string()
        }
        Spot::Sheet(_) | Spot::Cell(..) => format!("{} {}", ledger.display(), fault.spot),
    };
    text!("{0}：{1}", "{0}: {1}", place, &fault.message)
}
