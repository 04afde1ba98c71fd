//! The files that the arguments name.

use crate::trouble::refusal;
use mingzhang_model::{Text, text};
use mingzhang_read::{Document, Limits, Unreadable};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A folder whose files are one disclosure.
    Bundle(PathBuf),
    /// A folder, or something in it, that gives nothing to read, and why.
    Nothing(PathBuf, Text),
}

/// Why there are no bytes.
pub(crate) enum Closed {
    /// More than the limit; the size, where it is known without reading all of it.
    TooLarge(u64),
    /// Anything else, for the user.
    Because(Text),
}

impl Input {
    /// A path, or `-`.
    pub(crate) fn named(argument: &Path) -> Self {
        if argument.as_os_str() == "-" { Self::Stdin } else { Self::File(argument.to_owned()) }
    }

    /// One document: a file, a folder of files that are one disclosure, or `-`.
    pub(crate) fn one(argument: &Path) -> Self {
        let found = inputs(&[argument.to_owned()], true);
        found.into_iter().next().unwrap_or_else(|| Self::named(argument))
    }

    /// How reports name it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) | Self::Bundle(path) | Self::Nothing(path, _) => path.display().to_string(),
        }
    }

    /// The path whose folder is the first that a configuration is looked for in.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Stdin => Path::new("-"),
            Self::File(path) | Self::Bundle(path) | Self::Nothing(path, _) => path,
        }
    }

    /// Whether it is the file at `path`.
    pub(crate) fn is(&self, path: &Path) -> bool {
        let Self::File(file) = self else { return false };
        file == path
            || path.is_file()
                && matches!((file.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b)
    }

    /// The bytes, if there are no more than `limit`.
    pub(crate) fn bytes(&self, limit: u64) -> Result<Vec<u8>, Closed> {
        let bytes = match self {
            Self::Stdin => bounded(io::stdin().lock(), limit),
            Self::File(path) => file(path, limit),
            Self::Bundle(_) => {
                let why = text!("这是文件夹，不是一个文件。", "this is a folder, not a file.");
                return Err(Closed::Because(why));
            }
            Self::Nothing(_, why) => return Err(Closed::Because(why.clone())),
        };
        let bytes = bytes.map_err(|error| Closed::Because(text!("{0}。", "{0}.", refusal(&error))))?;
        let size = match self {
            Self::File(path) => path.metadata().map_or(0, |m| m.len()),
            Self::Stdin | Self::Bundle(_) | Self::Nothing(..) => 0,
        };
        if bytes.len() as u64 > limit {
            Err(Closed::TooLarge(size.max(bytes.len() as u64)))
        } else {
            Ok(bytes)
        }
    }

    /// The document, if no file of it has more bytes than the limit.
    pub(crate) fn document(&self, limits: Limits) -> Result<Document, Text> {
        self.read(limits, mingzhang_read::document)
    }

    /// The document with every digit that a workbook has, whatever its cells show of them.
    pub(crate) fn exact_document(&self, limits: Limits) -> Result<Document, Text> {
        self.read(limits, mingzhang_read::exact_document)
    }

    fn read(
        &self,
        limits: Limits,
        one: fn(&[u8], Limits) -> Result<Document, Unreadable>,
    ) -> Result<Document, Text> {
        let read = if let Self::Bundle(folder) = self {
            bundle(folder, limits)
        } else {
            let bytes = self.bytes(limits.max_bytes).map_err(|closed| match closed {
                Closed::TooLarge(size) => too_large(size, limits.max_bytes),
                Closed::Because(why) => why,
            })?;
            one(&bytes, limits)
        };
        read.map_err(|unreadable| unreadable.message())
    }
}

/// One mebibyte.
pub(crate) const MEBIBYTE: u64 = 1 << 20;

fn too_large(size: u64, limit: u64) -> Text {
    text!(
        "文件太大（{0} MiB），超过上限 {1} MiB。请拆分文件，或用 --max-size 调高上限。",
        "the file is too large ({0} MiB), above the limit of {1} MiB. Please split it, or raise the limit with --max-size.",
        size.div_ceil(MEBIBYTE),
        limit / MEBIBYTE
    )
}

/// The documents of a folder as one; their names are those they have within the folder.
fn bundle(folder: &Path, limits: Limits) -> Result<Document, Unreadable> {
    let files = documents(folder).into_iter().filter_map(|input| match input {
        Input::File(path) => Some(path),
        _ => None,
    });
    let read = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        (name, file(&path, limits.max_bytes).map_err(|_| Unreadable::Closed))
    };
    mingzhang_read::bundle(files.map(read), limits)
}

fn file(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    bounded(std::fs::File::open(path)?, limit)
}

/// At most one byte more than `limit`, so that too large a file is noticed without being read whole.
fn bounded(source: impl io::Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Files as they are named, folders as the documents in them, in the order of their names, or each folder as one.
pub(crate) fn inputs(arguments: &[PathBuf], bundle: bool) -> Vec<Input> {
    let found = |path: &PathBuf| {
        if !path.is_dir() {
            return vec![Input::named(path)];
        }
        let files = documents(path);
        let one = bundle && files.iter().any(|input| matches!(input, Input::File(_)));
        if one { vec![Input::Bundle(path.clone())] } else { files }
    };
    arguments.iter().flat_map(found).collect()
}

/// What documents are called. In a folder stand many other things, so here, and only here, names decide; a document
/// of a format that is not read is told rather than passed over.
const EXTENSIONS: [&str; 14] =
    ["txt", "pdf", "xlsx", "xlsm", "xls", "et", "docx", "html", "htm", "zip", "doc", "wps", "rtf", "ofd"];

/// Hidden files are passed over, and what a `.ignore` file names; version control has no say.
fn documents(folder: &Path) -> Vec<Input> {
    let mut walk = ignore::WalkBuilder::new(folder);
    walk.git_ignore(false).git_global(false).git_exclude(false).sort_by_file_path(Path::cmp);
    let files: Vec<Input> = walk.build().filter_map(|entry| document(folder, entry)).collect();
    if files.is_empty() {
        let why = text!(
            "文件夹中没有可以读取的文档（PDF、Excel、Word、网页、文本或 zip）。请检查路径。",
            "there are no documents (PDF, Excel, Word, web page, text or zip) in this folder. Please check the path."
        );
        return vec![Input::Nothing(folder.to_owned(), why)];
    }
    files
}

fn document(folder: &Path, entry: Result<ignore::DirEntry, ignore::Error>) -> Option<Input> {
    match entry {
        Err(error) => {
            let why = text!("无法打开：{0}", "cannot be opened: {0}", error.to_string());
            Some(Input::Nothing(folder.to_owned(), why))
        }
        Ok(entry) => {
            let path = entry.path();
            (is_document(path) && path.is_file()).then(|| Input::File(entry.into_path()))
        }
    }
}

/// By its name; what Office keeps beside a file while it is open (`~$预算.xlsx`) is none.
pub(crate) fn is_document(path: &Path) -> bool {
    let known = |extension: &std::ffi::OsStr| EXTENSIONS.iter().any(|e| extension.eq_ignore_ascii_case(e));
    let locked = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    !locked && path.extension().is_some_and(known)
}
