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
    let words =
        |passages: &[Passage]| passages.iter().map(|passage| passage.words.clone()).collect::<Vec<_>>();
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
    let diff = TextDiff::configure().timeout(LONGEST).diff_unicode_words(first, second);
    // Paragraphs with little in common are read one after the other.
    if diff.ratio() < 0.4 {
        return vec![Piece::Gone(first.to_owned()), Piece::New(second.to_owned())];
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let words = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(said)))
            | (ChangeTag::Delete, Some(Piece::Gone(said)))
            | (ChangeTag::Insert, Some(Piece::New(said))) => said.push_str(words),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(words.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Gone(words.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::New(words.to_owned())),
        }
    }
    pieces
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
    }
}
