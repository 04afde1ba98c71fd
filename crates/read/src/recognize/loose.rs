//! The amounts and percentages that nothing gave a meaning: seen, but not read.

use super::narrative::numbers::numbers;
use mingzhang_model::{Disclosure, Figure, Folded, Origin, Passage, Unit};
use std::collections::HashSet;

/// Adds a figure for each of them, so that coverage tells the truth.
pub(super) fn loose(out: &mut Disclosure) {
    let read: HashSet<(u32, u32)> =
        out.figures.iter().map(|f| (f.location.line, f.location.column)).collect();
    let found: Vec<Figure> = out.passages.iter().flat_map(|p| in_passage(p, &read)).collect();
    out.figures.extend(found);
}

fn in_passage(passage: &Passage, read: &HashSet<(u32, u32)>) -> Vec<Figure> {
    if !passage.text().contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        return Vec::new();
    }
    let folded = Folded::of(passage.text());
    let figure = |number: super::narrative::numbers::Number| {
        let amount = number.unit != Unit::Count || number.numeral.decimals() > 0;
        let (start, end) = folded.original_range(passage.text(), number.start, number.end);
        let location = passage.locate(start, end);
        let new = amount && !read.contains(&(location.line, location.column));
        new.then(|| Figure::new(number.numeral, number.unit, location, Origin::Loose)).flatten()
    };
    numbers(folded.text()).into_iter().filter_map(figure).collect()
}
