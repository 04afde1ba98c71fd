//! A wrong call: what is wrong and the way out, in both languages.

use mingzhang_model::{Lang, Text};
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
