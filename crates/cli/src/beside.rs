//! The documents that a call sets beside those it checks: last year's, the department's.

use crate::check::read;
use crate::inputs::{Input, inputs};
use crate::trouble::unreadable;
use mingzhang_audit::{Beside, Given};
use mingzhang_model::{Disclosure, Kind, Lang, Passage, Source, fold};
use mingzhang_read::Options;
use rayon::prelude::*;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything given with `--previous` and `--department`, read once.
#[derive(Default)]
pub(crate) struct Shelf {
    documents: Vec<Shelved>,
}

/// A document beside those to check.
pub(crate) struct Shelved {
    pub(crate) file: String,
    pub(crate) source: Arc<Source>,
    disclosure: Disclosure,
    given: Given,
    /// Whether it was named itself; what was found in a folder is used only where it fits.
    named: bool,
}

impl Shelf {
    /// Reads what was given.
    ///
    /// # Errors
    /// A file that was named cannot be read.
    pub(crate) fn read(
        previous: &[PathBuf],
        department: Option<&Path>,
        options: &Options<'_>,
        lang: Lang,
    ) -> anyhow::Result<Self> {
        let previous = previous.iter().map(|path| (Given::Previous, path.as_path()));
        let all = previous.chain(department.map(|path| (Given::Department, path)));
        let mut documents = Vec::new();
        for (given, path) in all {
            let named = !path.is_dir() || given == Given::Department;
            let found = inputs(&[path.to_owned()], given == Given::Department);
            let read: Vec<_> = found.par_iter().map(|input| shelved(input, given, named, options)).collect();
            for document in read {
                match document {
                    Ok(document) => documents.push(document),
                    Err(error) if named => return Err(error),
                    Err(error) => {
                        let why = crate::trouble::message(&error, lang);
                        // Nobody reads it if standard error is closed.
                        let _ = writeln!(std::io::stderr(), "mingzhang: {why}");
                    }
                }
            }
        }
        Ok(Self { documents })
    }

    /// What may stand beside a document: what was named, and of a folder what is of the same office.
    pub(crate) fn beside(&self, this: &Disclosure) -> Vec<&Shelved> {
        self.documents.iter().filter(|other| other.named || other.fits(this)).collect()
    }
}

fn shelved(input: &Input, given: Given, named: bool, options: &Options<'_>) -> anyhow::Result<Shelved> {
    let file = input.name();
    match read(input, options) {
        Ok(reading) => {
            Ok(Shelved { file, source: reading.source, disclosure: reading.disclosure, given, named })
        }
        Err(why) => Err(unreadable(&file, &why)),
    }
}

impl Shelved {
    /// The document with what it was given as.
    pub(crate) fn given(&self) -> Beside<'_> {
        Beside { disclosure: &self.disclosure, given: self.given }
    }

    /// Whether it is of the same office and level, and of the year before or the budget of the same.
    fn fits(&self, this: &Disclosure) -> bool {
        let name = |d: &Disclosure| d.unit.as_ref().map(|unit| fold(Passage::text(unit)));
        let same_office = name(this)
            .zip(name(&self.disclosure))
            .is_some_and(|(one, other)| one == other || one.starts_with(&other) || other.starts_with(&one));
        let years = this.year.zip(self.disclosure.year).map(|(here, there)| here - there);
        let due = match (this.kind, self.disclosure.kind) {
            (Some(Kind::FinalAccounts), Some(Kind::Budget)) => Some(0),
            _ => Some(1),
        };
        let department = self.given == Given::Department;
        department || same_office && years == due && self.disclosure.level == this.level
    }
}
