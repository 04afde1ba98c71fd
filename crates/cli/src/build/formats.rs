//! The files of a document: each format made in memory, all written together.

use crate::args::BuildFormat;
use crate::check::unwritable;
use crate::trouble::trouble;
use mingzhang_manuscript::{Manuscript, Picture};
use mingzhang_render::{DataFact, DataLine};
use mingzhang_typeset::{self as typeset, Fonts};
use rayon::prelude::*;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A document with what its formats are made of.
pub(super) struct Document {
    /// What its files are called, without an ending.
    pub name: String,
    pub manuscript: Manuscript,
    pub facts: Vec<DataFact>,
    pub lines: Vec<DataLine>,
    pub picture: Picture,
}

/// A file about to be written.
pub(super) struct File {
    /// Its path in the folder of the document.
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// The files of these formats, in their order.
///
/// # Errors
/// A format cannot be made.
pub(super) fn files(document: &Document, formats: &[BuildFormat]) -> anyhow::Result<Vec<File>> {
    let made: anyhow::Result<Vec<Vec<File>>> =
        formats.par_iter().map(|format| document.file(*format)).collect();
    Ok(made?.into_iter().flatten().collect())
}

impl Document {
    fn file(&self, format: BuildFormat) -> anyhow::Result<Vec<File>> {
        let Self { manuscript, facts, lines, picture, .. } = self;
        let one = |ending: &str, bytes: Vec<u8>| {
            vec![File { path: PathBuf::from(format!("{}.{ending}", self.name)), bytes }]
        };
        Ok(match format {
            BuildFormat::Pdf => {
                one("pdf", typeset::pdf(manuscript, fonts()?).map_err(|error| unprinted(&error))?)
            }
            BuildFormat::Docx => one("docx", mingzhang_render::docx(manuscript)?),
            BuildFormat::Xlsx => one("xlsx", mingzhang_render::xlsx(manuscript)?),
            BuildFormat::Html => one("html", mingzhang_render::html(manuscript).into_bytes()),
            BuildFormat::Text => one("txt", mingzhang_render::text(manuscript).into_bytes()),
            BuildFormat::Json => one("json", mingzhang_render::json(manuscript, facts)?.into_bytes()),
            BuildFormat::Data => {
                let files = mingzhang_render::data_package(manuscript, facts, lines)?;
                let folder = PathBuf::from(format!("{}-数据", self.name));
                let file = |file: mingzhang_render::File| File {
                    path: folder.join(file.path),
                    bytes: file.content.into_bytes(),
                };
                files.into_iter().map(file).collect()
            }
            BuildFormat::Summary => {
                let summary = typeset::summary(picture, fonts()?).map_err(|error| unprinted(&error))?;
                let named = |ending: &str| PathBuf::from(format!("{}-一图读懂.{ending}", self.name));
                vec![
                    File { path: named("pdf"), bytes: summary.pdf },
                    File { path: named("svg"), bytes: summary.svg.into_bytes() },
                ]
            }
        })
    }
}

/// The fonts of this machine, loaded once.
fn fonts() -> anyhow::Result<&'static Fonts> {
    static FONTS: LazyLock<Result<Fonts, typeset::Error>> =
        LazyLock::new(|| Fonts::load(&Fonts::folders(std::env::var_os("MINGZHANG_FONTS").as_deref())));
    FONTS.as_ref().map_err(unprinted)
}

fn unprinted(error: &typeset::Error) -> anyhow::Error {
    trouble(error.message())
}

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
