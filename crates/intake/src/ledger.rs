//! A ledger: its document is made in every format, and read back as anybody would read it.

use crate::{Taken, document, file, media_type};
use mingzhang_ledger::{Entered, Fault, Spot, check, in_order};
use mingzhang_model::{Text, text};
use mingzhang_press::{File, Format, Pressed, press};
use mingzhang_standard::{Profile, builtin};
use mingzhang_store::{LEDGER, StoredFact, StoredFile, facts};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Why no document is made of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unready {
    /// All that is wrong with the ledger, or that its document lacks, in the order of its sheets.
    Ledger(Vec<Fault>),
    /// Nothing is wrong with it, but the files cannot be made here: there is no font, for instance.
    Files(Text),
}

/// All that keeps a ledger from making a document, in the order of its sheets. `faults` are those that were seen when it was
/// opened.
pub fn faults_of(entered: &Entered, faults: Vec<Fault>) -> Vec<Fault> {
    pressed(entered, faults).err().unwrap_or_default()
}

/// Makes the document of a ledger, called `name`, and audits it. `faults` are those that were seen when it was opened.
///
/// # Errors
/// The ledger is not finished, or its files cannot be made.
pub fn take_ledger(
    name: &str,
    bytes: Vec<u8>,
    entered: &Entered,
    faults: Vec<Fault>,
) -> Result<Taken, Unready> {
    let (pressed, profile) = pressed(entered, faults).map_err(Unready::Ledger)?;
    let made = pressed.document.files(&Format::ALL);
    let made = made.map_err(|unmade| Unready::Files(unmade.message().clone()))?;
    let mut taken = read_back(&made, &pressed, profile).map_err(Unready::Files)?;
    let files = &mut taken.content.files;
    let read: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    files.extend(kept(made, &pressed.document.name).into_iter().filter(|file| !read.contains(&file.name)));
    files.push(file(LEDGER, name, media_type(name), bytes));
    Ok(taken)
}

/// What a ledger prints, and the profile that it follows; else all that is wrong with it.
fn pressed(entered: &Entered, mut faults: Vec<Fault>) -> Result<(Pressed, &'static Profile), Vec<Fault>> {
    let profile = builtin().iter().find(|profile| *profile.id == *entered.ledger.office.profile);
    faults.extend(check(entered, profile));
    // Where there is no such profile, that is among the faults.
    let Some(profile) = profile.filter(|_| faults.is_empty()) else {
        in_order(&mut faults);
        return Err(faults);
    };
    let whole = |message: Text| Fault { spot: Spot::File("账册".to_owned()), message };
    let pressed = press(&entered.ledger, profile);
    pressed.map(|pressed| (pressed, profile)).map_err(|problems| problems.into_iter().map(whole).collect())
}

/// Reads the document as anybody would who downloads it: the pages, where all their amounts are read again; else the text.
fn read_back(made: &[File], pressed: &Pressed, profile: &Profile) -> Result<Taken, Text> {
    let read = |format: Format| {
        let file = made.iter().find(|file| file.format == format);
        file.map(|file| document::taken(&shown(file), file.bytes.clone(), Some(profile)))
    };
    let printed = facts(&pressed.disclosure);
    match read(Format::Pdf) {
        Some(Ok(taken)) if is_same(&taken.content.facts, &printed) => Ok(taken),
        pages => read(Format::Text)
            .or(pages)
            .unwrap_or_else(|| Err(text!("账册没有编成文本", "nothing was made of the ledger"))),
    }
}

/// Whether the same amounts stand at the same places of the tables.
fn is_same(one: &[StoredFact], other: &[StoredFact]) -> bool {
    let place = |fact: &StoredFact| {
        (fact.table_key.clone(), fact.row_key.clone(), fact.column_key.clone(), fact.amount)
    };
    one.iter().map(place).eq(other.iter().map(place))
}

/// The files as they are kept; the parts of the open data in one archive.
fn kept(made: Vec<File>, name: &str) -> Vec<StoredFile> {
    let (data, single): (Vec<File>, Vec<File>) =
        made.into_iter().partition(|file| file.format == Format::Data);
    let stored = |made: File| {
        let name = shown(&made);
        file(role(made.format), &name, media_type(&name), made.bytes)
    };
    let archive = file(role(Format::Data), &format!("{name}-数据.zip"), "application/zip", packed(&data));
    single.into_iter().map(stored).chain([archive]).collect()
}

fn role(format: Format) -> &'static str {
    match format {
        Format::Pdf => "pdf",
        Format::Docx => "docx",
        Format::Xlsx => "xlsx",
        Format::Html => "html",
        Format::Text => "text",
        Format::Json => "json",
        Format::Data => "data",
        Format::Summary => "summary",
    }
}

/// The name of a file, without folders.
fn shown(file: &File) -> String {
    file.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn packed(files: &[File]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        // Writing to memory does not fail.
        let _ = archive.start_file(file.path.to_string_lossy(), SimpleFileOptions::default());
        let _ = archive.write_all(&file.bytes);
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::{SOURCE, is_public, take_in};
    use mingzhang_ledger::{open_directory, write_workbook};
    use mingzhang_store::LEDGER;
    use std::io::{Cursor, Write as _};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// The files of the founding office's ledger.
    fn folder() -> Vec<(String, Vec<u8>)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-ledger");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        files
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, std::fs::read(path).unwrap())
            })
            .collect()
    }

    fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(format!("账册/{name}"), SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_ledger_becomes_a_document_in_every_format() {
        let (entered, _) = open_directory(&folder().into_iter().collect());
        let workbook = write_workbook(&entered.ledger).unwrap();
        for (name, bytes) in [("账册.zip", zip(&folder())), ("账册.xlsx", workbook)] {
            let taken = take_in(name, bytes.clone()).unwrap();
            assert_eq!((taken.office.as_str(), taken.year), ("乌恰县人民政府办公室", Some(2024)));
            assert_eq!(taken.content.quality.errors, 0, "{:?}", taken.content.findings);
            assert!(taken.content.facts.len() > 200);
            let files = &taken.content.files;
            let roles: Vec<&str> =
                files.iter().map(|file| file.role.as_str()).filter(|r| is_public(r)).collect();
            assert_eq!(roles, [SOURCE, "docx", "xlsx", "html", "text", "json", "summary", "summary", "data"]);
            assert!(files.iter().all(|file| !file.bytes.is_empty()));
            assert!(files.iter().any(|file| file.role == LEDGER && file.bytes == bytes));
            // What a number is traced to is a page.
            assert_eq!(files[0].media_type, "application/pdf");
        }
    }

    #[test]
    fn all_that_a_ledger_lacks_is_told_with_its_place() {
        let mut files = folder();
        let (_, bytes) = files.iter_mut().find(|(name, _)| name == "revenue.csv").unwrap();
        *bytes = String::from_utf8(bytes.clone()).unwrap().replacen('.', "元", 1).into_bytes();
        let told = take_in("账册.zip", zip(&files)).unwrap_err();
        let lines: Vec<&str> = told.zh.lines().collect();
        assert_eq!(lines[0], format!("账册有 {} 处需要补正，没有收入：", lines.len() - 1));
        assert!(lines.len() > 1 && lines[1].starts_with("revenue.csv:2:1：“general元own”"), "{}", told.zh);
    }
}
