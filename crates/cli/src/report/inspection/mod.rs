//! The finance bureau's inspection sheet (公开情况检查表): one for each document, and a summary of a batch.

mod regions;
mod rows;
mod sheet;
mod summary;

use super::{Report, Style};
use crate::check::{Audited, Checked};
use mingzhang_model::{Kind, Level, Passage, Text, text};
use rows::{Met, Row};
use rust_xlsxwriter::Workbook;
use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

pub(crate) struct Inspection {
    out: Box<dyn Write>,
    style: Style,
    documents: Vec<Part>,
}

/// A document, or why there is none.
pub(crate) struct Part {
    file: String,
    sheet: Result<Filled, Text>,
}

/// A sheet that is filled in.
struct Filled {
    /// The office, or the name of the file where the document does not name it.
    office: String,
    year: Option<i32>,
    /// 单位预算
    kind: Text,
    rows: Vec<Row>,
    foot: Vec<Text>,
}

impl Filled {
    fn of(file: &str, audited: &Audited) -> Self {
        let disclosure = &audited.disclosure;
        let office =
            disclosure.unit.as_ref().map(Passage::text).map(str::trim).filter(|name| !name.is_empty());
        Self {
            office: office.map_or_else(|| stem(file), str::to_owned),
            year: disclosure.year,
            kind: kind(disclosure.kind, disclosure.level),
            rows: rows::rows(audited),
            foot: rows::foot(audited),
        }
    }

    /// Whether it was published in time, if the sheet asks.
    fn timely(&self) -> Option<Met> {
        self.rows.iter().find(|row| row.on_time).map(|row| row.met)
    }

    fn count(&self, met: Met) -> usize {
        self.rows.iter().filter(|row| row.met == met).count()
    }
}

/// The name of a file without its folders and its extension.
fn stem(file: &str) -> String {
    Path::new(file).file_stem().map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn kind(kind: Option<Kind>, level: Option<Level>) -> Text {
    let level = match level {
        Some(Level::Unit) => text!("单位", "unit "),
        Some(Level::Department) => text!("部门", "department "),
        None => Text::default(),
    };
    match kind {
        Some(Kind::Budget) => text!("{0}预算", "{0}budget", level),
        Some(Kind::FinalAccounts) => text!("{0}决算", "{0}final accounts", level),
        None => text!("预决算", "budget or final accounts"),
    }
}

impl Inspection {
    pub(crate) fn new(out: Box<dyn Write>, style: Style) -> Self {
        Self { out, style, documents: Vec::new() }
    }
}

impl Report for Inspection {
    type Part = Part;

    fn part(checked: &Checked, _: usize, _: Style) -> anyhow::Result<Part> {
        let sheet = match &checked.outcome {
            Ok(audited) => Ok(Filled::of(&checked.file, audited)),
            Err(why) => Err(why.clone()),
        };
        Ok(Part { file: checked.file.clone(), sheet })
    }

    fn add(&mut self, part: Part) -> anyhow::Result<()> {
        self.documents.push(part);
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        let lang = self.style.lang;
        let mut book = Workbook::new();
        let summary = text!("汇总", "Summary");
        let mut taken = HashSet::from([summary.get(lang).to_lowercase()]);
        let named: Vec<(Option<String>, &Part)> = self
            .documents
            .iter()
            .map(|part| (part.sheet.as_ref().ok().map(|filled| sheet_name(&filled.office, &mut taken)), part))
            .collect();
        if named.len() != 1 || named.iter().any(|(name, _)| name.is_none()) {
            summary::write(book.add_worksheet().set_name(summary.get(lang))?, &named, lang)?;
        }
        for (name, part) in &named {
            if let (Some(name), Ok(filled)) = (name, &part.sheet) {
                sheet::write(book.add_worksheet().set_name(name)?, &part.file, filled, lang)?;
            }
        }
        self.out.write_all(&book.save_to_buffer()?)?;
        Ok(self.out.flush()?)
    }
}

/// The most characters of a sheet's name, in UTF-16 units.
const LONGEST_NAME: usize = 31;

/// A name that a workbook takes and that no sheet has yet: the office, cut short, with a number where it is not the first.
fn sheet_name(office: &str, taken: &mut HashSet<String>) -> String {
    let allowed: String = office.chars().filter(|c| !c.is_control() && !"[]:*?/\\'".contains(*c)).collect();
    let base = if allowed.trim().is_empty() { "检查表" } else { allowed.trim() };
    let mut number = 1_usize;
    loop {
        let suffix = if number == 1 { String::new() } else { format!("({number})") };
        let name = shortened(base, LONGEST_NAME - suffix.len()).to_owned() + &suffix;
        // A workbook does not tell capitals from small letters, and keeps this name for itself.
        if !name.eq_ignore_ascii_case("history") && taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

fn shortened(words: &str, longest: usize) -> &str {
    let mut units = 0;
    let end = words.find(|c: char| {
        units += c.len_utf16();
        units > longest
    });
    end.map_or(words, |end| words[..end].trim_end())
}

/// What a workbook shows of a cell that is wrapped: lines of words in a column so many half-width characters wide.
fn lines(words: &str, width: usize) -> usize {
    let options = textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation);
    words.lines().map(|line| textwrap::wrap(line, &options).len().max(1)).sum::<usize>().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_of_their_own() {
        let mut taken = HashSet::from(["汇总".to_owned()]);
        let mut name = |office: &str| sheet_name(office, &mut taken);
        assert_eq!(name("某区民政局"), "某区民政局");
        assert_eq!(name("某区民政局"), "某区民政局(2)");
        assert_eq!(name("汇总"), "汇总(2)");
        assert_eq!(name("a/b: [c]?"), "ab c");
        assert_eq!(name("''"), "检查表");
        assert_eq!(name("History"), "History(2)");
        let long = "某".repeat(40);
        assert_eq!(name(&long).chars().count(), 31);
        assert!(name(&long).ends_with("某(2)"));
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(lines("一二三四五六七八九十", 10), 2);
        assert_eq!(lines("一\n\n二", 10), 3);
        assert_eq!(lines("", 10), 1);
    }
}
