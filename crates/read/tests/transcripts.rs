//! The readers against transcripts made by hand, cell by cell and paragraph by paragraph; see `transcripts/README.md`.

#![expect(clippy::unwrap_used, reason = "these are the helpers of tests")]

use mingzhang_model::{Passage, Spot};
use mingzhang_read::{Block, Document, Limits};
use std::fs;
use std::path::{Path, PathBuf};

/// How many of how many were read as they stand in the transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Score {
    right: usize,
    all: usize,
}

impl Score {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }
}

/// The rows that stand on a page, wholly blank ones left out, white space taken away.
fn rows(document: &Document, page: u32) -> Vec<Vec<String>> {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    let rows = grids
        .flat_map(|grid| &grid.rows)
        .filter(|row| row.first().is_some_and(|cell| page_of(document, cell, 0) == page));
    without_blanks(rows.map(|row| row.iter().map(|cell| plain(cell.text())).collect()).collect())
}

/// The paragraphs of a page; of one that goes on over pages only the part on this.
fn paragraphs(document: &Document, page: u32) -> Vec<String> {
    let passages = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(passage) => Some(passage),
        Block::Table(_) => None,
    });
    let part = |passage: &Passage| {
        let here = passage.text().char_indices().filter(|&(at, _)| page_of(document, passage, at) == page);
        plain(&here.map(|(_, c)| c).collect::<String>())
    };
    passages.map(part).filter(|text| !text.is_empty()).collect()
}

fn page_of(document: &Document, passage: &Passage, at: usize) -> u32 {
    match document.source.place(passage.locate(at, at)).spot {
        Spot::Page { page, .. } => page,
        _ => 0,
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn without_blanks(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect()
}

/// The transcripts of a document: the kind, the page, the text.
fn transcripts(folder: &Path) -> Vec<(String, u32, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let named = files.iter().filter_map(|path| {
        let (kind, page) = path.file_stem()?.to_str()?.split_once('-')?;
        Some((kind.to_owned(), page.parse().ok()?, fs::read_to_string(path).unwrap()))
    });
    named.collect()
}

/// Compares a document with its transcripts; tells what differs.
fn compare(name: &str) -> (Score, Score, Vec<String>) {
    let bytes = mingzhang_testkit::sample(&format!("{name}.pdf"));
    let document = mingzhang_read::document(&bytes, Limits::default()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts").join(name);
    let (mut cells, mut prose, mut told) = (Score::default(), Score::default(), Vec::new());
    for (kind, page, text) in transcripts(&folder) {
        if kind == "page" {
            let lines = text.lines().skip(1).map(|line| line.split('\t').map(plain).collect());
            let expected = without_blanks(lines.collect());
            let read = rows(&document, page);
            for (at, row) in expected.iter().enumerate() {
                // A row with a cell too many has none of them in its place.
                let same = read.get(at).filter(|own| own.len() == row.len());
                for (column, cell) in row.iter().enumerate() {
                    cells.add(same.is_some_and(|own| own[column] == *cell));
                }
                if read.get(at) != Some(row) {
                    told.push(format!("page {page}: {row:?}\n   read: {:?}", read.get(at)));
                }
            }
            if read.len() > expected.len() {
                told.push(format!("page {page}: rows too many: {:?}", &read[expected.len()..]));
            }
        } else {
            let read = paragraphs(&document, page);
            for paragraph in text.lines().map(plain).filter(|line| !line.is_empty()) {
                prose.add(read.contains(&paragraph));
                if !read.contains(&paragraph) {
                    told.push(format!("page {page}: {paragraph}"));
                }
            }
        }
    }
    (cells, prose, told)
}

#[test]
fn the_readers_read_what_stands_on_the_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| !name.ends_with("template"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 8);
    for name in names {
        let (cells, prose, told) = compare(&name);
        println!("{name}: cells {}/{}, paragraphs {}/{}", cells.right, cells.all, prose.right, prose.all);
        assert!(told.is_empty(), "{name}:\n{}", told.join("\n"));
    }
}
