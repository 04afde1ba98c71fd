//! The contents page: what the document announces, and where its body begins.

use super::outline::heading_text;
use mingzhang_document::{Block, Document};
use mingzhang_model::{Announced, ContentsEntry, Disclosure, Passage, fold};
use mingzhang_standard::Profile;
use std::collections::HashSet;

/// Where the body begins: index of its first block.
#[derive(Clone, Copy)]
pub(super) struct Body {
    pub start: usize,
}

/// Reads the entries between 目录 and the first heading that comes a second time.
pub(super) fn contents(document: &Document, profile: &Profile, out: &mut Disclosure) -> Body {
    let is_title = |block: &Block| matches!(block, Block::Paragraph(p) if matches!(fold(p.text()).as_str(), "目录" | "目次"));
    let Some(title) = document.blocks.iter().position(is_title) else { return Body { start: 0 } };
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for (index, block) in document.blocks.iter().enumerate().skip(title + 1) {
        let Block::Paragraph(passage) = block else { break };
        let text = fold(passage.text());
        let text = text
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '…' || c == '·')
            .to_owned();
        if text.is_empty() {
            continue;
        }
        if seen.contains(&text) {
            out.contents = entries;
            return Body { start: index };
        }
        entries.push(entry(passage, &text, profile));
        seen.insert(text);
    }
    // Nothing is repeated: there is no telling where the body begins, so all of it is body.
    Body { start: title + 1 }
}

fn entry(passage: &Passage, text: &str, profile: &Profile) -> ContentsEntry {
    let title = heading_text(text);
    // A remark may follow the title: 政府性基金预算支出情况表(空表).
    let without_remark = || title.strip_suffix(')').and_then(|t| t.rsplit_once('(')).map(|(t, _)| t);
    let table = profile.table_titled(title).or_else(|| profile.table_titled(without_remark()?));
    let table = table.map(|t| Announced::Table(t.key.clone()));
    let announces = table.or_else(|| profile.section_titled(text).map(|s| Announced::Section(s.key.clone())));
    ContentsEntry { title: passage.clone(), announces }
}
