//! A file that an office hands in becomes what the store keeps: read, audited, laid out as a page, every number traced to where
//! it stands and what ties it. Of a ledger the document is made first, in every format. Nobody has to read the file again to
//! answer for it.

mod document;
mod apart;
mod leaf;
mod ledger;
mod rewrite;
mod spots;
mod trace;

pub use apart::{answer, answered, hand_over};
pub use leaf::{linked, linked_where};
pub use ledger::{Unready, faults_of, take_ledger};
pub use rewrite::{Rewrite, ledger_of, lines_of, parted, rewritten};
pub use spots::{At, Found, Spots};
pub use trace::{Numbered, Trace, TracedFigure, TracedTie};

use mingzhang_ledger::{Fault, Spot, open_file};
use mingzhang_model::{Level, Text, text};
use mingzhang_store::{Content, LEDGER, StoredFile, UNFINISHED};
use serde::{Deserialize, Serialize};

/// What a file turned out to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Taken {
    /// What the store keeps of it.
    pub content: Content,
    /// The office that it names; empty if it names none.
    pub office: String,
    /// Unit or department.
    pub level: Level,
    /// The year, if it tells.
    pub year: Option<i32>,
    /// `budget` or `final-accounts`.
    pub kind: String,
}

/// The role of the document itself: what was handed in, or what was made of a ledger. Places are told in it.
pub const SOURCE: &str = "source";
/// The role of the part of a page that shows a document.
pub const PAGE: &str = "page";
/// The role of what is known of every number ([`Trace`]).
pub const TRACE: &str = "trace";
/// The role of where everything stands ([`Spots`]).
pub const SPOTS: &str = "spots";

/// Whether those who work on a document may have a file in this role: what pages are made of is nobody's to download.
pub fn is_handed_out(role: &str) -> bool {
    role != PAGE && role != TRACE && role != SPOTS
}

/// Whether everyone may have a file in this role, once it is published. A ledger says more than its document.
pub fn is_public(role: &str) -> bool {
    is_handed_out(role) && role != LEDGER && role != UNFINISHED
}

/// Reads and audits a file that was handed in: a finished document, or the ledger that one is to be made of.
///
/// # Errors
/// It cannot be read, or the ledger is not finished; why, and the way out, one thing a line.
pub fn take_in(name: &str, bytes: Vec<u8>) -> Result<Taken, Text> {
    match open_file(name, &bytes) {
        Some((entered, faults)) => take_ledger(name, bytes, &entered, faults).map_err(|why| match why {
            Unready::Ledger(faults) => told(&faults),
            Unready::Files(message) => told(&[Fault { spot: Spot::File(name.to_owned()), message }]),
        }),
        None => document::taken(name, bytes, None),
    }
}

/// More faults of a ledger are not told at once.
const MOST_TOLD: usize = 50;

/// All that is wrong with a ledger, one thing a line.
fn told(faults: &[Fault]) -> Text {
    let mut told = text!(
        "账册有 {0} 处需要补正，没有收入：",
        "the ledger has {0} things to complete or correct, and was not taken in:",
        faults.len()
    );
    for Fault { spot, message } in faults.iter().take(MOST_TOLD) {
        let spot = spot.to_string();
        told = text!("{0}\n{1}：{2}", "{0}\n{1}: {2}", told, spot, message);
    }
    if faults.len() > MOST_TOLD {
        told = text!("{0}\n……", "{0}\n…", told);
    }
    told
}

/// A file to be kept.
fn file(role: &str, name: &str, media_type: &str, bytes: Vec<u8>) -> StoredFile {
    StoredFile { role: role.into(), name: name.into(), media_type: media_type.into(), bytes }
}

/// The media type of a file by the ending of its name.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().map(str::to_lowercase).as_deref() {
        Some("pdf") => "application/pdf",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("xls") => "application/vnd.ms-excel",
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
