//! The files of a document are written all together.

use crate::check::unwritable;
use mingzhang_press::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Writes all files, or none: they take their places only when all of them are complete, so that nobody ever reads half of
/// one, nor one of this ledger beside one of the last.
///
/// # Errors
/// A folder or file cannot be written.
pub(super) fn write(folder: &Path, files: &[File]) -> anyhow::Result<()> {
    let places: Vec<Place> = files.iter().map(|file| Place::of(folder, file)).collect();
    let written = places.iter().zip(files).try_for_each(|(place, file)| place.write(&file.bytes));
    let written = written.and_then(|()| places.iter().try_for_each(Place::take));
    if written.is_err() {
        for place in &places {
            // Most of them are not there; and where nothing can be written, nothing can be removed.
            let _ = std::fs::remove_file(&place.unfinished);
        }
    }
    written
}

/// Where a file goes, and where it lies until all are complete.
struct Place {
    path: PathBuf,
    unfinished: PathBuf,
}

impl Place {
    fn of(folder: &Path, file: &File) -> Self {
        let path = folder.join(&file.path);
        let name = format!(".{}.part", path.file_name().unwrap_or_default().display());
        Self { unfinished: path.with_file_name(name), path }
    }

    fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        if let Some(parent) = self.path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        }
        if self.path.is_dir() {
            return Err(unwritable(&self.path, &ErrorKind::AlreadyExists.into()));
        }
        std::fs::write(&self.unfinished, bytes).map_err(|error| unwritable(&self.path, &error))
    }

    fn take(&self) -> anyhow::Result<()> {
        std::fs::rename(&self.unfinished, &self.path).map_err(|error| unwritable(&self.path, &error))
    }
}
