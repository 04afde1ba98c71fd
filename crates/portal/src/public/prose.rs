//! What changed in the words of a document: paragraph by paragraph, and within a paragraph word by word.

use mingzhang_store::Passage;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use std::time::Duration;

/// How long the words of one paragraph are compared: after it, what is found is told, though less of it might do.
const LONGEST: Duration = Duration::from_millis(50);

/// A paragraph that is not the same in both revisions.
pub(super) struct Changed {
    /// Where it stands on the page of the second revision, or of the first if it is only there.
    pub(super) place: String,
    /// Whether that is the second.
    pub(super) is_second: bool,
    pub(super) pieces: Vec<Piece>,
}

/// Some words: of both, of the first alone, of the second alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Same(String),
    Gone(String),
    New(String),
}

/// The paragraphs that differ, in the order of the second revision.
pub(super) fn changes(first: &[Passage], second: &[Passage]) -> Vec<Changed> {
    fn words(passages: &[Passage]) -> Vec<&str> {
        passages.iter().map(|passage| passage.words.as_str()).collect()
    }
    let mut changes = Vec::new();
    for change in capture_diff_slices(Algorithm::Patience, &words(first), &words(second)) {
        if let DiffOp::Equal { .. } = change {
            continue;
        }
        let (gone, new) = (&first[change.old_range()], &second[change.new_range()]);
        // Those that stand in each other's place are compared, the rest are gone or new.
        let both = gone.len().min(new.len());
        changes.extend(gone.iter().zip(new).map(|(gone, new)| Changed {
            place: new.place.clone(),
            is_second: true,
            pieces: pieces(&gone.words, &new.words),
        }));
        changes.extend(gone[both..].iter().map(|gone| Changed {
            place: gone.place.clone(),
            is_second: false,
            pieces: vec![Piece::Gone(gone.words.clone())],
        }));
        changes.extend(new[both..].iter().map(|new| Changed {
            place: new.place.clone(),
            is_second: true,
            pieces: vec![Piece::New(new.words.clone())],
        }));
    }
    changes
}

fn pieces(first: &str, second: &str) -> Vec<Piece> {
    // Most of a paragraph is the same in the next year, but for its numbers.
    let before = shared(first, second);
    let (one, other) = (&first[before..], &second[before..]);
    let after = shared_end(one, other);
    let (one, other) = (&one[..one.len() - after], &other[..other.len() - after]);
    let mut pieces = Pieces::default();
    pieces.add(ChangeTag::Equal, &first[..before]);
    for change in TextDiff::configure().timeout(LONGEST).diff_unicode_words(one, other).iter_all_changes() {
        pieces.add(change.tag(), change.value());
    }
    pieces.add(ChangeTag::Equal, &second[second.len() - after..]);
    // Paragraphs with little in common are read one after the other.
    if pieces.same * 5 < first.len() + second.len() {
        return vec![Piece::Gone(first.to_owned()), Piece::New(second.to_owned())];
    }
    pieces.all
}

/// Pieces that are put together.
#[derive(Default)]
struct Pieces {
    all: Vec<Piece>,
    /// Bytes that are the same.
    same: usize,
}

impl Pieces {
    fn add(&mut self, tag: ChangeTag, words: &str) {
        if words.is_empty() {
            return;
        }
        if tag == ChangeTag::Equal {
            self.same += words.len();
        }
        match (tag, self.all.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(said)))
            | (ChangeTag::Delete, Some(Piece::Gone(said)))
            | (ChangeTag::Insert, Some(Piece::New(said))) => said.push_str(words),
            (ChangeTag::Equal, _) => self.all.push(Piece::Same(words.to_owned())),
            (ChangeTag::Delete, _) => self.all.push(Piece::Gone(words.to_owned())),
            (ChangeTag::Insert, _) => self.all.push(Piece::New(words.to_owned())),
        }
    }
}

/// How many bytes two texts begin alike, without a part of a number or a Latin word.
fn shared(first: &str, second: &str) -> usize {
    let alike = first.chars().zip(second.chars()).take_while(|(one, other)| one == other);
    let alike = &first[..alike.map(|(one, _)| one.len_utf8()).sum()];
    alike.trim_end_matches(is_joined).len()
}

/// The same of their ends.
fn shared_end(first: &str, second: &str) -> usize {
    let alike = first.chars().rev().zip(second.chars().rev()).take_while(|(one, other)| one == other);
    let alike: usize = alike.map(|(one, _)| one.len_utf8()).sum();
    first[first.len() - alike..].trim_start_matches(is_joined).len()
}

/// Whether a character makes one word with its neighbours.
fn is_joined(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_are_told_where_they_stand() {
        let passages = |words: &[&str]| -> Vec<Passage> {
            let passage = |(at, words): (usize, &&str)| Passage {
                place: format!("section-{at}"),
                words: (*words).into(),
            };
            words.iter().enumerate().map(passage).collect()
        };
        let first = passages(&["一、总体情况", "收入 2,015.18 万元，比上年增加。", "无变化。", "此段删去。"]);
        let second = passages(&["一、总体情况", "收入 2,315.18 万元，比上年增加。", "无变化。"]);
        let told: Vec<String> = changes(&first, &second)
            .iter()
            .map(|change| {
                let pieces = change.pieces.iter().map(|piece| match piece {
                    Piece::Same(words) => words.clone(),
                    Piece::Gone(words) => format!("[-{words}]"),
                    Piece::New(words) => format!("[+{words}]"),
                });
                format!("{} {}", change.place, pieces.collect::<String>())
            })
            .collect();
        assert_eq!(
            told,
            ["section-1 收入 [-2,015.18][+2,315.18] 万元，比上年增加。", "section-3 [-此段删去。]"]
        );
        assert!(changes(&first, &first).is_empty());
        assert_eq!(pieces("甲乙丙", "子丑寅").len(), 2);
        let gone = |words: &str| Piece::Gone(words.to_owned());
        let same = |words: &str| Piece::Same(words.to_owned());
        assert_eq!(pieces("支出甲和甲", "支出甲"), [same("支出甲"), gone("和甲")]);
    }
}
