//! Runs of digits in the text that may be numbers of persons.

use crate::rule::Context;
use mingzhang_model::Location;
use std::ops::Range;

/// Every maximal run of digits (with a final X, as identity cards have) of at least `least` characters; groups with
/// blanks between them (138 0000 0000) are one run, written without the blanks, and each of them is one, too, for they
/// may be several numbers in a row.
pub(super) fn runs(context: &Context<'_>, least: usize) -> Vec<(String, Location)> {
    let mut found = Vec::new();
    for (passage, folded) in context.words().passages_with_long_numbers() {
        let text = folded.text();
        let mut at = 0;
        while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
            let start = at + offset;
            let digits = text[start..]
                .find(|c: char| !c.is_ascii_digit() && c != ' ')
                .map_or(text.len(), |o| start + o);
            let end = if text[digits..].starts_with(['X', 'x']) { digits + 1 } else { digits };
            // 1.38e10 is an amount, A13800000000 an identifier of something else.
            let joined = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || ".,-".contains(c));
            let continued =
                text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || ".元万亿".contains(c));
            if !joined && !continued {
                let numbers =
                    numbers(&text[start..end]).into_iter().filter(|(_, number)| number.len() >= least);
                found.extend(numbers.map(|(range, number)| {
                    let (start, end) = (start + range.start, start + range.end);
                    let (from, to) = folded.original_range(passage.text(), start, end);
                    (number, passage.locate(from, to))
                }));
            }
            at = end.max(start + 1);
        }
    }
    found
}

/// A run without its blanks, and its groups if there are several, each with its place in the run.
fn numbers(run: &str) -> Vec<(Range<usize>, String)> {
    let mut numbers = vec![(0..run.len(), run.replace(' ', ""))];
    let mut start = 0;
    for group in run.split(' ').filter(|_| run.contains(' ')) {
        numbers.push((start..start + group.len(), group.to_owned()));
        start += group.len() + 1;
    }
    numbers
}

/// The first and last digits, the rest hidden.
pub(super) fn masked(number: &str) -> String {
    let hidden = number.len().saturating_sub(7);
    let (head, tail) = (number.get(..3).unwrap_or(""), number.get(3 + hidden..).unwrap_or(""));
    format!("{head}{}{tail}", "*".repeat(hidden))
}
