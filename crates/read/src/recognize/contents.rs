//! The contents page: what the document announces, and where its body begins.

use super::outline::{heading_text, table_titled};
use mingzhang_document::{Block, Document};
use mingzhang_model::{Announced, ContentsEntry, Disclosure, Passage, fold};
use mingzhang_standard::Profile;
use std::collections::HashSet;

/// Where the body begins: index of its first block.
#[derive(Clone, Copy)]
pub(super) struct Body {
    pub start: usize,
}

/// Reads the entries between 目录 and the first heading that comes a second time, or else the run of numbered entries.
pub(super) fn contents(document: &Document, profile: &Profile, out: &mut Disclosure) -> Body {
    let is_title = |block: &Block| matches!(block, Block::Paragraph(p) if matches!(fold(p.text()).as_str(), "目录" | "目次"));
    let Some(title) = document.blocks.iter().position(is_title) else { return Body { start: 0 } };
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for (index, block) in document.blocks.iter().enumerate().skip(title + 1) {
        let Block::Paragraph(passage) = block else { break };
        let text = without_leader(&fold(passage.text())).to_owned();
        if text.is_empty() {
            continue;
        }
        // What no contents page lists is of the body.
        if text.ends_with(['。', '；']) {
            break;
        }
        if seen.contains(&text) {
            out.contents = entries;
            return Body { start: index };
        }
        entries.push(entry(passage, &text, profile));
        seen.insert(text);
    }
    // Nothing is repeated to the letter.
    let listed = numbered(&document.blocks[title + 1..]);
    out.contents = listed.iter().map(|(passage, text)| entry(passage, text, profile)).collect();
    // Where there is no telling where the body begins all of it is body.
    Body { start: title + 1 + listed.len() }
}

/// The run of numbered entries at the beginning, if it is long enough to be a contents page.
fn numbered(blocks: &[Block]) -> Vec<(&Passage, String)> {
    const FEWEST: usize = 4;
    let mut entries = Vec::new();
    for block in blocks {
        let Block::Paragraph(passage) = block else { break };
        let text = without_leader(&fold(passage.text())).to_owned();
        if heading_text(&text).len() == text.len() || text.ends_with(['。', '；']) {
            break;
        }
        entries.push((passage, text));
    }
    if entries.len() < FEWEST { Vec::new() } else { entries }
}

/// An entry without the dots and the number of the page.
fn without_leader(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·'))
}

fn entry(passage: &Passage, text: &str, profile: &Profile) -> ContentsEntry {
    // A remark may follow the title: 政府性基金预算支出情况表(空表).
    let without_remark = || text.strip_suffix(')').and_then(|t| t.rsplit_once('(')).map(|(t, _)| t);
    let table = table_titled(profile, text).or_else(|| table_titled(profile, without_remark()?));
    let table = table.map(|t| Announced::Table(t.key.clone()));
    let announces = table.or_else(|| profile.section_titled(text).map(|s| Announced::Section(s.key.clone())));
    ContentsEntry { title: passage.clone(), announces }
}
