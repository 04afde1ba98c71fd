//! The files that the arguments name.

use anyhow::bail;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// How reports name it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The path that configurations are looked up from.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Stdin => Path::new("."),
            Self::File(path) => path,
        }
    }

    /// The bytes, at most one more than `limit`, so that too large a file is noticed without being read whole.
    pub(crate) fn bytes(&self, limit: u64) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::Stdin => std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)?,
            Self::File(path) => std::fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?,
        };
        Ok(bytes)
    }
}

/// Files as they are named, folders as the text files in them, in the order of their names.
pub(crate) fn inputs(arguments: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    let mut all = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            all.push(Input::Stdin);
        } else if argument.is_dir() {
            let found = text_files(argument)?;
            if found.is_empty() {
                bail!("文件夹 {} 中没有文本文件（.txt）", argument.display());
            }
            all.extend(found);
        } else {
            all.push(Input::File(argument.clone()));
        }
    }
    Ok(all)
}

fn text_files(folder: &Path) -> anyhow::Result<Vec<Input>> {
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).sort_by_file_path(Path::cmp).build() {
        let entry = entry?;
        let is_text = entry.path().extension().is_some_and(|e| e.eq_ignore_ascii_case("txt"));
        if is_text && entry.file_type().is_some_and(|t| t.is_file()) {
            files.push(Input::File(entry.into_path()));
        }
    }
    Ok(files)
}
