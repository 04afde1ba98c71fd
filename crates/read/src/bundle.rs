//! A bundle: several files that are one disclosure.
//!
//! The file with the contents page comes first, for there begins what the others are parts of; then prose, then
//! tables; files of a kind follow each other as a person would sort their names.

use crate::format;
use mingzhang_document::{Block, Document, Foreign, Limits, Unreadable};
use mingzhang_model::{Location, Source, Unseen, fold};
use mingzhang_office::Archive;
use std::cmp::Ordering;
use std::sync::Arc;

/// The files of an archive as one document.
pub(crate) fn archive(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    let mut archive = Archive::open(bytes)?;
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    let files = (0..).zip(names).map(|(at, name)| (name, archive.unpack(at)));
    bundle(files, limits)
}

/// Files as one document; it tells which of them were not read.
pub(crate) fn bundle(
    files: impl Iterator<Item = (String, Result<Vec<u8>, Unreadable>)>,
    limits: Limits,
) -> Result<Document, Unreadable> {
    let mut read = Vec::new();
    let mut trouble = Vec::new();
    for (name, bytes) in files {
        match bytes.and_then(|bytes| file(&bytes, limits)) {
            Ok(document) => read.push((rank(&document), name, document)),
            Err(why) => trouble.push((name, why)),
        }
    }
    if read.is_empty() {
        return Err(trouble.into_iter().next().map_or(Unreadable::Empty, |(_, why)| why));
    }
    read.sort_by(|(rank, name, _), (other_rank, other, _)| {
        rank.cmp(other_rank).then_with(|| natural(name, other))
    });
    trouble.sort_by(|(name, _), (other, _)| natural(name, other));
    let mut bundle = Document::default();
    for (_, name, document) in read {
        bundle.append(&name, document);
    }
    for (name, why) in trouble {
        bundle.append(&name, unread(&name, &why));
    }
    Ok(bundle)
}

/// One file. An archive within an archive is left alone: they could be packed into each other without end.
fn file(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    if format::is_archive(bytes)? {
        return Err(Unreadable::Foreign(Foreign::NestedZip));
    }
    format::document(bytes, limits)
}

/// In place of a file that was not read: an empty line that can be pointed at.
fn unread(name: &str, why: &Unreadable) -> Document {
    let mut source = Source::default();
    let at = Location { line: source.paragraph(""), column: 1, end_column: 1 };
    Document {
        blocks: Vec::new(),
        source: Arc::new(source),
        unseen: vec![Unseen::File(name.into(), why.message(), at)],
    }
}

/// Which files come first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Contents,
    Prose,
    Tables,
}

fn rank(document: &Document) -> Rank {
    /// A contents page stands near the beginning.
    const NEAR: usize = 60;
    let contents = |block: &Block| matches!(block, Block::Paragraph(passage) if matches!(&*fold(passage.text()), "目录" | "目次"));
    let (mut paragraphs, mut rows) = (0, 0);
    for block in &document.blocks {
        match block {
            Block::Paragraph(_) => paragraphs += 1,
            Block::Table(grid) => rows += grid.rows.len(),
        }
    }
    match () {
        () if document.blocks.iter().take(NEAR).any(contents) => Rank::Contents,
        () if paragraphs > rows => Rank::Prose,
        () => Rank::Tables,
    }
}

/// Names as a person sorts them: `表2` before `表10`.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let (number, than) = (digits(left), digits(right));
        let order = if number.is_empty() || than.is_empty() {
            let (mut rest, mut rest_of_other) = (left.chars(), right.chars());
            let order = rest.next().cmp(&rest_of_other.next());
            if left.is_empty() || right.is_empty() {
                return order.then_with(|| one.cmp(other));
            }
            (left, right) = (rest.as_str(), rest_of_other.as_str());
            order
        } else {
            (left, right) = (&left[number.len()..], &right[than.len()..]);
            let (number, than) = (number.trim_start_matches('0'), than.trim_start_matches('0'));
            number.len().cmp(&than.len()).then_with(|| number.cmp(than))
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_a_person_sorts_them() {
        let mut names = ["表10.xlsx", "表2.xlsx", "表02.xlsx", "表", "a1b2", "a1b10", "说明.docx"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["a1b2", "a1b10", "表", "表02.xlsx", "表2.xlsx", "表10.xlsx", "说明.docx"]);
    }

    #[test]
    fn the_contents_come_first_and_what_is_not_read_is_told() {
        let files: [(&str, &[u8]); 4] = [
            ("1表.txt", "项目\t数\n合计\t5.00\n".as_bytes()),
            ("2说明.txt", "一、说明\n预算数为5.00万元。\n".as_bytes()),
            ("3封面.txt", "某局预算\n目 录\n一、说明\n".as_bytes()),
            ("0章.png", b"\x89PNG\r\n"),
        ];
        let files = files.into_iter().map(|(name, bytes)| (name.to_owned(), Ok(bytes.to_vec())));
        let document = bundle(files, Limits::default()).unwrap();
        let file = |at: Location| document.source.place(at).file.unwrap_or_default().to_owned();
        let mut order: Vec<String> = document.passages().map(|p| file(p.location())).collect();
        order.dedup();
        assert_eq!(order, ["3封面.txt", "2说明.txt", "1表.txt"]);
        let [Unseen::File(name, why, at)] = document.unseen.as_slice() else {
            panic!("{:?}", document.unseen)
        };
        assert_eq!((&**name, why, &*file(*at)), ("0章.png", &Foreign::Picture.message(), "0章.png"));
    }
}
