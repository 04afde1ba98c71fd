//! From a ledger to the files of its document: compiled, audited as a reader would find it, made in every format.
//!
//! Whoever has a ledger presses it here: the command, which writes the files into a folder, and the portal, which keeps
//! them.

mod data;
mod formats;

pub use formats::{File, Format, Unmade};

use mingzhang_audit::{Audit, Settings, audit};
use mingzhang_compile::compile;
use mingzhang_ledger::Ledger;
use mingzhang_manuscript::{Manuscript, Picture};
use mingzhang_model::{Disclosure, Kind, Source, Text};
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_render::{DataFact, DataLine};
use mingzhang_standard::{Profile, builtin};
use std::sync::Arc;

/// A document that was made of a ledger, not yet in any format.
#[derive(Clone, Debug)]
pub struct Document {
    /// What its files are called, without an ending: 乌恰县人民政府办公室2024年预算公开.
    pub name: String,
    manuscript: Manuscript,
    picture: Picture,
    facts: Vec<DataFact>,
    lines: Vec<DataLine>,
}

/// A document with what the audit says of it, and what compiling decided.
#[derive(Debug)]
pub struct Pressed {
    /// The document.
    pub document: Document,
    /// What a reader finds in it.
    pub disclosure: Disclosure,
    /// The lines that places in it count.
    pub source: Arc<Source>,
    /// What the audit says of that.
    pub audit: Audit,
    /// Headings that nothing stands below.
    pub blank: Vec<String>,
    /// Amounts that are not the nearest, so that everything adds up.
    pub moved: usize,
    /// Amounts that are one of the last place or more away.
    pub strained: usize,
}

/// What every page of a draft says.
const DRAFT: &str = "草稿　不得公开";

/// Makes the document of a ledger, and audits it.
///
/// # Errors
/// What the ledger lacks, all of it: reasons for changes, places for money.
pub fn press(ledger: &Ledger, profile: &Profile) -> Result<Pressed, Vec<Text>> {
    let compiled = compile(ledger, profile)?;
    // The audit must not trust the compiler: it reads what was printed, like anybody's document.
    let options = Options { profiles: builtin(), forced: Some(profile), limits: Limits::default() };
    let reading = read_text(mingzhang_render::text(&compiled.manuscript), &options);
    let audit = audit(&reading.disclosure, reading.profile, &Settings::default());
    let document = Document {
        name: name(&compiled.manuscript, profile.kind),
        manuscript: compiled.manuscript,
        picture: compiled.picture,
        facts: data::facts(&reading.disclosure),
        lines: Vec::new(),
    };
    Ok(Pressed {
        document,
        disclosure: reading.disclosure,
        source: reading.source,
        audit,
        blank: compiled.blank,
        moved: compiled.moved,
        strained: compiled.strained,
    })
}

impl Document {
    /// Marks every page as a draft.
    pub fn mark_draft(&mut self) {
        self.manuscript.draft = Some(DRAFT.to_owned());
        self.picture.draft = Some(DRAFT.to_owned());
    }

    /// Adds the lines of the ledger to the open data. Of classified projects they say no more than the tables.
    pub fn open_lines(&mut self, ledger: &Ledger) {
        self.lines = data::lines(ledger);
    }
}

/// The name of the files; what no file system allows in a name becomes a line.
fn name(manuscript: &Manuscript, kind: Kind) -> String {
    let what = match kind {
        Kind::Budget => "预算公开",
        Kind::FinalAccounts => "决算公开",
    };
    let name = format!("{}{}年{what}", manuscript.office, manuscript.year);
    name.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c }).collect()
}
