//! `check --annotate`: copies of the documents with every finding at its place.

use crate::catalogue::title;
use crate::check::{Audited, Checked};
use crate::inputs::Input;
use crate::place;
use crate::trouble::{refusal, trouble};
use mingzhang_annotate::{Evidence, Note, Refused, Weight, Words, annotate};
use mingzhang_audit::{Finding, Related, Severity, rules};
use mingzhang_model::{Lang, Location, Source, Spot, Text, text};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// Where the copies go.
pub(crate) struct Copies {
    /// One for each input, in order.
    paths: Vec<PathBuf>,
    lang: Lang,
}

impl Copies {
    /// A file for a single document; a folder, made if need be, for the copies of several.
    pub(crate) fn new(path: &Path, inputs: &[Input], lang: Lang) -> anyhow::Result<Self> {
        let paths = match inputs {
            [_] if !path.is_dir() => vec![path.to_owned()],
            _ => {
                std::fs::create_dir_all(path).map_err(|error| crate::check::unwritable(path, &error))?;
                in_folder(path, inputs)
            }
        };
        if let Some(own) = paths.iter().find(|path| inputs.iter().any(|input| input.is(path))) {
            return Err(trouble(text!(
                "{0} 正是要核对的文件，批注副本请另取文件名或文件夹。",
                "{0} is one of the files to read; please give the annotated copy another name or folder.",
                own.display().to_string()
            )));
        }
        Ok(Self { paths, lang })
    }

    /// Writes the copy of an input, the `number`th from 1; of a folder that is one disclosure, copies of the files that
    /// have findings. What could not be read has none.
    pub(crate) fn write(&self, number: usize, input: &Input, checked: &Checked) -> Result<(), Text> {
        let (Ok(audited), Some(target)) = (&checked.outcome, self.paths.get(number.saturating_sub(1))) else {
            return Ok(());
        };
        let why =
            |why: Text| text!("{0} 没有批注副本：{1}", "{0} has no annotated copy: {1}", input.name(), why);
        let from = input.path();
        for (file, notes) in self.notes(audited, from) {
            let (from, to) = match file {
                None => (from.to_owned(), target.clone()),
                Some(name) if from.is_dir() => (from.join(name), target.join(name)),
                Some(_) => {
                    return Err(why(text!(
                        "压缩包中的文件不能直接加批注，请先解压成文件夹。",
                        "files in an archive cannot be annotated; please unpack it to a folder first."
                    )));
                }
            };
            self.copy(&from, &to, &notes).map_err(why)?;
        }
        Ok(())
    }

    /// The notes of each file; a single file without findings gets a copy, too.
    fn notes<'a>(&self, audited: &'a Audited, from: &Path) -> BTreeMap<Option<&'a str>, Vec<Note<'a>>> {
        let mut files: BTreeMap<Option<&str>, Vec<Note<'_>>> = BTreeMap::new();
        for (number, finding) in (1..).zip(audited.shown()) {
            let file = audited.source.place(finding.location).file;
            files.entry(file).or_default().push(note(number, finding, audited, self.lang));
        }
        if files.is_empty() && !from.is_dir() {
            files.insert(None, Vec::new());
        }
        files
    }

    fn copy(&self, from: &Path, to: &Path, notes: &[Note<'_>]) -> Result<(), Text> {
        if from.as_os_str() == "-" {
            return Err(text!(
                "标准输入不能加批注，请写明文件。",
                "standard input cannot be annotated; please name a file."
            ));
        }
        if to.exists() && matches!((from.canonicalize(), to.canonicalize()), (Ok(a), Ok(b)) if a == b) {
            return Err(text!("副本不能写在原文件上。", "the copy must not be written over the original."));
        }
        let bytes = std::fs::read(from).map_err(|error| text!("{0}。", "{0}.", refusal(&error)))?;
        let heading = text!("明账核对（{0} 条）", "mingzhang ({0})", notes.len());
        let words = Words { author: "mingzhang 明账", heading: heading.get(self.lang) };
        let copy = annotate(&bytes, notes, words).map_err(Refused::message)?;
        let folder = to.parent().map_or(Ok(()), std::fs::create_dir_all);
        folder.and_then(|()| std::fs::write(to, copy)).map_err(|error| {
            text!("无法写入 {0}：{1}", "cannot write {0}: {1}", to.display().to_string(), refusal(&error))
        })
    }
}

/// The names of the inputs in the folder; of equal names the later ones are numbered.
fn in_folder(folder: &Path, inputs: &[Input]) -> Vec<PathBuf> {
    let mut taken = HashSet::new();
    let unique = |input: &Input| {
        let path = input.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let end = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
        let names = (1_usize..).map(|number| match number {
            1 => format!("{stem}{end}"),
            _ => format!("{stem}({number}){end}"),
        });
        let mut free = names.skip_while(|name| taken.contains(&name.to_lowercase()));
        let name = free.next().unwrap_or_default();
        taken.insert(name.to_lowercase());
        folder.join(name)
    };
    inputs.iter().map(unique).collect()
}

/// Pieces of evidence that are underlined, and that the note tells.
const MOST: usize = 12;
const FEW: usize = 6;

fn note<'a>(number: usize, finding: &Finding, audited: &'a Audited, lang: Lang) -> Note<'a> {
    let source = &*audited.source;
    let file = source.place(finding.location).file;
    let in_it = |piece: &&Related| {
        piece.document.is_none() && is_words(piece.location) && source.place(piece.location).file == file
    };
    let evidence = finding.related.iter().filter(in_it).take(MOST).map(|piece| {
        let text = text!("第 {0} 条的对照：{1}", "evidence of {0}: {1}", number, &piece.message);
        Evidence { spot: spot(source, piece.location), text: text.get(lang).to_owned() }
    });
    Note {
        number,
        weight: match finding.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
            Severity::Info => Weight::Info,
        },
        spot: is_words(finding.location).then(|| spot(source, finding.location)),
        title: bookmark(number, finding, source, lang),
        text: words(number, finding, audited, lang),
        evidence: evidence.collect(),
    }
}

/// Whether a location names words; what concerns the whole document has none.
fn is_words(at: Location) -> bool {
    at.end_column > at.column
}

fn spot(source: &Source, at: Location) -> Spot<'_> {
    source.place(at).spot
}

/// The most characters of a bookmark.
const LONGEST: usize = 70;

fn bookmark(number: usize, finding: &Finding, source: &Source, lang: Lang) -> String {
    let place = place::in_words(source, finding.location);
    let line = text!(
        "{0} {1} {2}：{3}",
        "{0} {1}, {2}: {3}",
        number,
        finding.severity.word(),
        place,
        &finding.message
    );
    let line = line.get(lang);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// All that is to be said: the rule, the sentence, the right value, the evidence with its places.
fn words(number: usize, finding: &Finding, audited: &Audited, lang: Lang) -> String {
    let rule = rules().find(|rule| rule.code == finding.rule).map(title).unwrap_or_default();
    let mut lines = vec![
        text!("{0}. {1} {2} {3}", "{0}. {1} {2} {3}", number, finding.severity.word(), finding.rule, rule),
        finding.message.clone(),
    ];
    lines.extend(finding.expected.as_ref().map(|value| text!("应为：{0}", "Should be: {0}", value)));
    lines.extend(finding.related.iter().take(FEW).map(|piece| {
        text!("对照 {0}：{1}", "Evidence, {0}: {1}", place::of_evidence(audited, piece), &piece.message)
    }));
    let more = finding.related.len().saturating_sub(FEW);
    lines.extend((more > 0).then(|| text!("另有 {0} 处", "And {0} more", more)));
    lines.iter().map(|line| line.get(lang)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_in_a_folder_have_names_of_their_own() {
        let inputs = ["a/预算.pdf", "b/预算.PDF", "b/预算.pdf"].map(|path| Input::File(path.into()));
        let names = in_folder(Path::new("out"), &inputs);
        assert_eq!(names, ["out/预算.pdf", "out/预算(2).PDF", "out/预算(3).pdf"].map(PathBuf::from));
    }
}
