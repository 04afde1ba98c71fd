//! Names for what links lead to: the same in every edition where the document has not changed.

use mingzhang_manuscript::{Block, Manuscript};
use std::collections::HashSet;

/// A name for each block: ASCII letters, digits and `_`, unique, at most 40 of them, as bookmarks of Word need.
pub(crate) fn anchors(manuscript: &Manuscript) -> Vec<String> {
    let mut taken = HashSet::new();
    let named = |(index, block): (usize, &Block)| {
        let name = match block {
            Block::Table(table) => named(&table.key),
            _ => None,
        };
        name.filter(|name| taken.insert(name.clone())).unwrap_or_else(|| format!("block_{index}"))
    };
    manuscript.blocks.iter().enumerate().map(named).collect()
}

fn named(key: &str) -> Option<String> {
    const LONGEST: usize = 32;
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let told = key.contains(|c: char| c.is_ascii_alphanumeric()) && key.len() <= LONGEST;
    told.then(|| format!("table_{}", key.chars().map(plain).collect::<String>()))
}
