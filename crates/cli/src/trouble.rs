//! A wrong call: what is wrong and the way out, in both languages.

use crate::report::unread;
use mingzhang_model::{Lang, Text, text};
use std::fmt;
use std::io::ErrorKind;

/// An error that is the user's to mend.
#[derive(Debug)]
pub(crate) struct Trouble(pub Text);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.zh)
    }
}

impl std::error::Error for Trouble {}

/// A [`Trouble`] as an error.
pub(crate) fn trouble(text: Text) -> anyhow::Error {
    Trouble(text).into()
}

/// Why the system refused, and the way out where there is one.
pub(crate) fn refusal(error: &std::io::Error) -> Text {
    match error.kind() {
        ErrorKind::NotFound => {
            text!("找不到这个文件或文件夹，请检查路径", "no such file or folder; please check the path")
        }
        ErrorKind::PermissionDenied => {
            text!("没有权限，请检查文件和文件夹的权限", "permission denied; please check the permissions")
        }
        ErrorKind::AlreadyExists => {
            text!(
                "这里已有同名的文件或文件夹，请另写一个名称",
                "a file or folder of this name is there already; please choose another"
            )
        }
        ErrorKind::IsADirectory => {
            text!("这是文件夹，请写明其中的文件", "it is a folder; please name a file in it")
        }
        ErrorKind::NotADirectory => {
            text!(
                "路径中间有一段不是文件夹，请检查路径",
                "a part of the path is no folder; please check the path"
            )
        }
        ErrorKind::StorageFull => text!("磁盘已满", "the disk is full"),
        ErrorKind::InvalidData => text!("不是 UTF-8 文字", "it is not UTF-8 text"),
        _ => Text::same(error),
    }
}

/// A file that cannot be read, and why.
pub(crate) fn unreadable(file: &str, why: &Text) -> anyhow::Error {
    trouble(unread(file, why))
}

/// What to print of an error.
pub(crate) fn message(error: &anyhow::Error, lang: Lang) -> String {
    match error.downcast_ref::<Trouble>() {
        Some(Trouble(text)) => text.get(lang).to_owned(),
        None => format!("{error:#}"),
    }
}

/// `mingzhang … | head` ends quietly.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(ErrorKind::BrokenPipe)
    })
}
