//! All words of a document in one spelling, laid end to end, so that a pattern is looked for once and not in every cell.

use mingzhang_model::{Folded, Location, Passage};
use regex::Regex;
use std::cell::OnceCell;
use std::ops::Range;

/// The passages of a document, folded.
///
/// In [`Words::find`] and [`Words::passages_with`] passages are lines: `^` and `$` need `(?m)`, and what may stand
/// between two words must not be a line end.
pub(crate) struct Words<'a> {
    passages: &'a [Passage],
    folded: Vec<Folded>,
    /// The folded texts, one per line.
    joined: String,
    /// Where each begins in `joined`.
    starts: Vec<usize>,
    /// The passages with a number of at least [`LONG`] digits; most have none.
    with_long_numbers: OnceCell<Vec<usize>>,
}

/// The digits, blanks between them included, of a number that may be somebody's.
const LONG: usize = 10;

/// What a pattern found.
pub(crate) struct Found<'w> {
    pub(crate) passage: &'w Passage,
    pub(crate) folded: &'w Folded,
    /// The bytes of the folded text.
    pub(crate) range: Range<usize>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(passages: &'a [Passage]) -> Self {
        let folded: Vec<Folded> = passages.iter().map(|p| Folded::of(p.text())).collect();
        let mut joined = String::with_capacity(folded.iter().map(|f| f.text().len() + 1).sum());
        let mut starts = Vec::with_capacity(folded.len());
        for text in &folded {
            starts.push(joined.len());
            joined.push_str(text.text());
            joined.push('\n');
        }
        Self { passages, folded, joined, starts, with_long_numbers: OnceCell::new() }
    }

    /// Every passage with its folded text.
    pub(crate) fn passages(&self) -> impl Iterator<Item = (&'a Passage, &Folded)> {
        self.passages.iter().zip(&self.folded)
    }

    /// The passage of this index with its folded text.
    pub(crate) fn passage(&self, index: usize) -> Option<(&'a Passage, &Folded)> {
        Some((self.passages.get(index)?, self.folded.get(index)?))
    }

    /// How many passages there are.
    pub(crate) fn len(&self) -> usize {
        self.passages.len()
    }

    /// Every place where the pattern matches: that of its first group, if it has one.
    pub(crate) fn find<'w>(&'w self, pattern: &'w Regex) -> Box<dyn Iterator<Item = Found<'w>> + 'w> {
        if pattern.captures_len() == 1 {
            return Box::new(pattern.find_iter(&self.joined).map(|found| self.found(found.range())));
        }
        let group = |captures: regex::Captures<'_>| Some(captures.get(1).or(captures.get(0))?.range());
        Box::new(pattern.captures_iter(&self.joined).filter_map(group).map(|range| self.found(range)))
    }

    /// The passages in which the pattern matches.
    pub(crate) fn passages_with<'w>(
        &'w self,
        pattern: &Regex,
    ) -> impl Iterator<Item = (&'a Passage, &'w Folded)> + use<'w, 'a> {
        let mut indexes: Vec<usize> =
            pattern.find_iter(&self.joined).map(|found| self.index(found.start())).collect();
        indexes.dedup();
        indexes.into_iter().filter_map(|index| self.passage(index))
    }

    /// The passages with a number that may be somebody's.
    pub(crate) fn passages_with_long_numbers(&self) -> impl Iterator<Item = (&'a Passage, &Folded)> {
        let long = |&index: &usize| {
            let mut run = 0;
            self.folded[index].text().bytes().any(|byte| {
                run = if byte.is_ascii_digit() || (byte == b' ' && run > 0) { run + 1 } else { 0 };
                run >= LONG
            })
        };
        let indexes = self.with_long_numbers.get_or_init(|| (0..self.len()).filter(long).collect());
        indexes.iter().filter_map(|&index| self.passage(index))
    }

    fn index(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    fn found(&self, range: Range<usize>) -> Found<'_> {
        let index = self.index(range.start);
        let (passage, folded) = (&self.passages[index], &self.folded[index]);
        let inside = |at: usize| (at - self.starts[index]).min(folded.text().len());
        Found { passage, folded, range: inside(range.start)..inside(range.end) }
    }
}

impl Found<'_> {
    /// The words found, folded.
    pub(crate) fn text(&self) -> &str {
        &self.folded.text()[self.range.clone()]
    }

    /// The words as printed, with their place.
    pub(crate) fn printed(&self) -> Passage {
        let (from, to) = self.original();
        self.passage.slice(from, to)
    }

    pub(crate) fn location(&self) -> Location {
        let (from, to) = self.original();
        self.passage.locate(from, to)
    }

    fn original(&self) -> (usize, usize) {
        self.folded.original_range(self.passage.text(), self.range.start, self.range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_found_in_its_passage() {
        let passages = ["收 入 总 计", "", "电话 138 0000 0000", "138"].map(|t| Passage::new(t, 1, 1));
        let words = Words::of(&passages);
        let found: Vec<String> = words
            .find(&Regex::new("总计|[0-9 ]{5,}").unwrap())
            .map(|f| f.printed().text().to_owned())
            .collect();
        assert_eq!(found, ["总 计", "138 0000 0000"]);
        let lines = Regex::new("(?m)^(?:[0-9]+)$").unwrap();
        let whole: Vec<&str> = words.passages_with(&lines).map(|(p, _)| p.text()).collect();
        assert_eq!(whole, ["138"]);
        let group = Regex::new("电话([0-9]+)").unwrap();
        assert_eq!(words.find(&group).map(|f| f.text().to_owned()).collect::<Vec<_>>(), ["138"]);
    }
}
