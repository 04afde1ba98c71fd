//! The words of the comments of a sheet.

use super::Cell;
use super::xml::{Element, Xml, escaped};
use crate::Refused;
use std::fmt::Write as _;

/// What is to be said at a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comment {
    pub cell: Cell,
    pub text: String,
}

const NONE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors></authors>\
    <commentList></commentList></comments>";

/// The part with the comments, and those among them whose cells had none before.
pub(super) fn added<'a>(
    before: Option<&str>,
    comments: &'a [Comment],
    author: &str,
) -> Result<(String, Vec<&'a Comment>), Refused> {
    let xml = Xml::parse(before.unwrap_or(NONE))?;
    let number = xml.elements("author").count();
    let prefix = xml.root().prefix();
    let (mut fresh, mut insertions, mut new) = (Vec::new(), Vec::new(), String::new());
    for comment in comments {
        if let Some(text) = existing(&xml, comment.cell) {
            insertions.extend(continued(&xml, text, &prefix, &comment.text));
            continue;
        }
        let (run, cell) = (run(&prefix, &comment.text), comment.cell.name());
        // Writing to a string does not fail.
        let _ = write!(
            new,
            "<{prefix}comment ref=\"{cell}\" authorId=\"{number}\"><{prefix}text>{run}</{prefix}text></{prefix}comment>"
        );
        fresh.push(comment);
    }
    let with_runs = xml.inserted(insertions);
    if fresh.is_empty() {
        return Ok((with_runs, fresh));
    }
    let with_comments = appended(&with_runs, "commentList", &new)?;
    let author = format!("<{prefix}author>{}</{prefix}author>", escaped(author));
    Ok((appended(&with_comments, "authors", &author)?, fresh))
}

fn appended(text: &str, child: &str, words: &str) -> Result<String, Refused> {
    let xml = Xml::parse(text)?;
    let child = xml.child(child).ok_or(Refused::Damaged)?;
    Ok(xml.appended(child, words))
}

/// The words of the comment that a cell has.
fn existing<'x, 'a>(xml: &'x Xml<'a>, cell: Cell) -> Option<&'x Element<'a>> {
    let of =
        |e: &&Element<'_>| e.attribute("ref").is_some_and(|name| name.eq_ignore_ascii_case(&cell.name()));
    let comment = xml.elements("comment").find(of)?;
    xml.elements("text").find(|text| within(text, comment))
}

fn within(inner: &Element<'_>, outer: &Element<'_>) -> bool {
    outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
}

/// A comment goes on after what its author wrote. Bare words become a run, so that another may follow.
fn continued(xml: &Xml<'_>, text: &Element<'_>, prefix: &str, more: &str) -> Vec<(usize, String)> {
    let is_bare = |e: &&Element<'_>| within(e, text) && e.depth == text.depth + 1;
    let mut insertions = Vec::new();
    for bare in xml.elements("t").filter(is_bare) {
        insertions.push((bare.range.start, format!("<{prefix}r>")));
        insertions.push((bare.range.end, format!("</{prefix}r>")));
    }
    insertions.push((text.inside.end, run(prefix, &format!("\n\n{more}"))));
    insertions
}

fn run(prefix: &str, words: &str) -> String {
    let words = escaped(words);
    format!(
        "<{prefix}r><{prefix}rPr><{prefix}sz val=\"9\"/></{prefix}rPr><{prefix}t xml:space=\"preserve\">{words}</{prefix}t></{prefix}r>"
    )
}
