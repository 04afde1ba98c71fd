//! Sentences that only one of two versions of a document has.

use mingzhang_model::{Disclosure, Passage, fold};
use std::collections::HashMap;

/// The changed sentences, in the order of each document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// Only in the first version.
    pub removed: Vec<Passage>,
    /// Only in the second.
    pub added: Vec<Passage>,
}

impl Passages {
    /// Whether both versions say the same.
    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty()
    }
}

/// The shortest passage without punctuation that is taken for a sentence, in characters: shorter ones are cells.
const SENTENCE: usize = 16;

/// Compares the sentences of two versions. One that stands elsewhere has not changed; numbers of tables are compared as
/// numbers.
pub(crate) fn passages(first: &Disclosure, second: &Disclosure) -> Passages {
    Passages { removed: lacking(second, first), added: lacking(first, second) }
}

/// The sentences of `of` that `other` has not, or has fewer times.
fn lacking(other: &Disclosure, of: &Disclosure) -> Vec<Passage> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in other.passages.iter().filter_map(sentence) {
        *counts.entry(text).or_default() += 1;
    }
    let mut is_lacking = |passage: &&Passage| {
        let Some(text) = sentence(passage) else { return false };
        match counts.get_mut(&text) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        }
    };
    of.passages.iter().filter(|passage| is_lacking(passage)).cloned().collect()
}

fn sentence(passage: &Passage) -> Option<String> {
    let text = fold(passage.text());
    (text.contains(['。', '；', '：', '，']) || text.chars().count() >= SENTENCE).then_some(text)
}
