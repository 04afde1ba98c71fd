//! How wide the columns of a table are, how large its letters, and how large its page, so that no amount wraps.

use crate::fonts::{Ruler, Rulers};
use crate::rows;
use mingzhang_manuscript::{Cell, RowKind, Table};
use serde::Serialize;

/// A sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Paper {
    /// A4, upright.
    Upright,
    /// A4, lying.
    Lying,
    /// A3, lying: for what is too wide for A4.
    Large,
}

impl Paper {
    /// How much of its width is printed on, in thousandths of a point; the template has the same margins.
    fn width(self) -> u32 {
        match self {
            Self::Upright => 595_276 - 2 * 62_000,
            Self::Lying => 841_890 - 2 * 51_000,
            Self::Large => 1_190_551 - 2 * 51_000,
        }
    }

    /// How much of its height is printed on, likewise.
    pub(crate) fn height(self) -> u32 {
        match self {
            Self::Upright => 841_890 - 72_000 - 66_000,
            Self::Lying => 595_276 - 62_000 - 56_000,
            Self::Large => 841_890 - 62_000 - 56_000,
        }
    }
}

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    pub(crate) paper: Paper,
    /// The size of its letters, in tenths of a point.
    pub(crate) size: u32,
    /// The widths of its columns, in thousandths of a point.
    pub(crate) widths: Vec<u32>,
    /// What a cell keeps free above and below, in thousandths of the size of its letters.
    pub(crate) leading: u32,
    /// Whether it is short enough to stand on one page.
    pub(crate) is_short: bool,
}

/// The sizes of letters in a table, in tenths of a point: the largest; what columns are narrowed for; what a table is
/// kept on one page for; the smallest on A4, that amounts are kept whole for; the smallest of all.
const LARGEST: u32 = 105;
const LEGIBLE: u32 = 85;
const CLOSE: u32 = 75;
const SMALL: u32 = 65;
const SMALLEST: u32 = 20;

/// A text up to the first likes to stand on one line, and none likes a line longer than the second; in thousandths of
/// the size of its letters.
const ONE_LINE: u32 = 16_000;
const LONGEST_LINE: u32 = 24_000;

/// A heading up to this likes to stand on one line.
const SHORT_HEADING: u32 = 4_000;

/// What a cell keeps free on its left and right together, in thousandths of the size of its letters.
pub(crate) const PADDING: u32 = 700;

/// What a cell keeps free above and below, likewise: what looks best, and less for a table that nearly fits a page; and
/// how much smaller the letters of such a table may be.
const LEADINGS: [u32; 3] = [500, 400, 300];
const SMALLER: u32 = 10;

/// Chooses paper, size and widths for a table with so many headings right above it.
pub(crate) fn fit(table: &Table, headings: u32, rulers: &Rulers) -> Fit {
    let spans = spans(table, rulers);
    let papers: &[Paper] = if table.landscape {
        &[Paper::Lying, Paper::Large]
    } else {
        &[Paper::Upright, Paper::Lying, Paper::Large]
    };
    let natural = spans.iter().map(|span| span.natural).sum::<u32>().max(1);
    for &paper in papers {
        let (legible, smallest) = if paper == Paper::Large { (SMALL, SMALLEST) } else { (LEGIBLE, SMALL) };
        let natural = u32::try_from(u64::from(paper.width()) * 10 / u64::from(natural)).unwrap_or(LARGEST);
        let largest = natural.clamp(legible, LARGEST);
        let fitting =
            (smallest..=largest).rev().find_map(|size| Some((size, widths(table, &spans, paper, size)?)));
        if let Some((size, widths)) = fitting {
            let fit = Fit { paper, size, widths, leading: LEADINGS[0], is_short: false };
            return squeezed(table, headings, &spans, fit, rulers);
        }
    }
    let even = Paper::Large.width() / u32::try_from(table.columns.len().max(1)).unwrap_or(1);
    let widths = vec![even; table.columns.len()];
    Fit { paper: Paper::Large, size: SMALLEST, widths, leading: LEADINGS[0], is_short: false }
}

/// A table that is a little too long for a page is set closer, then smaller, so that no row is left for the next one.
fn squeezed(table: &Table, headings: u32, spans: &[Span], fit: Fit, rulers: &Rulers) -> Fit {
    let smallest = CLOSE.max(fit.size.saturating_sub(SMALLER)).min(fit.size);
    let sizes = (smallest..=fit.size).rev().step_by(5);
    let tried = sizes.flat_map(|size| LEADINGS.map(|leading| (size, leading)));
    for (size, leading) in tried {
        let Some(widths) = widths(table, spans, fit.paper, size) else { continue };
        let tried = Fit { size, leading, widths, is_short: true, ..fit.clone() };
        if rows::height(table, headings, &tried, rulers) <= fit.paper.height() {
            return tried;
        }
    }
    fit
}

/// The widths of the columns at a size of letters; None if an amount would wrap.
fn widths(table: &Table, spans: &[Span], paper: Paper, size: u32) -> Option<Vec<u32>> {
    let scaled = |length: u32| length * size / 10 + 1;
    let spans: Vec<Span> =
        spans.iter().map(|span| Span { least: scaled(span.least), natural: scaled(span.natural) }).collect();
    let wished: Vec<u32> = table.columns.iter().map(|column| column.width.max(1)).collect();
    share(&spans, &wished, paper.width())
}

/// How wide a column must be so that no number wraps, and how wide it likes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    least: u32,
    natural: u32,
}

/// Shares a width: everyone gets the least he needs, then what he likes; what is left goes as the table's author wishes.
fn share(spans: &[Span], wished: &[u32], width: u32) -> Option<Vec<u32>> {
    let least: u32 = spans.iter().map(|span| span.least).sum();
    let left = width.checked_sub(least)?;
    let liked: u32 = spans.iter().map(|span| span.natural - span.least).sum();
    let in_proportion = |part: u32, whole: u32, of: u32| {
        u32::try_from(u64::from(of) * u64::from(part) / u64::from(whole.max(1))).unwrap_or(0)
    };
    let given = left.min(liked);
    let all_wished: u32 = wished.iter().sum();
    let shares = spans.iter().zip(wished).map(|(span, &wish)| {
        span.least
            + in_proportion(span.natural - span.least, liked, given)
            + in_proportion(wish, all_wished, left - given)
    });
    Some(shares.collect())
}

/// What the columns need, in thousandths of the size of the letters.
fn spans(table: &Table, rulers: &Rulers) -> Vec<Span> {
    let bare = PADDING + 1000;
    let mut spans = vec![Span { least: bare, natural: bare }; table.columns.len()];
    let cells = || {
        table.rows.iter().flat_map(|row| {
            let ruler = if row.kind == RowKind::Body { &rulers.song } else { &rulers.hei };
            row.cells.iter().map(move |cell| (cell, span(cell, row.kind, ruler)))
        })
    };
    for (cell, needed) in cells().filter(|(cell, _)| cell.width <= 1) {
        if let Some(span) = spans.get_mut(cell.column) {
            span.least = span.least.max(needed.least);
            span.natural = span.natural.max(needed.natural);
        }
    }
    for (cell, needed) in cells().filter(|(cell, _)| cell.width > 1) {
        widen(&mut spans, cell, needed);
    }
    spans
}

/// What the text of a cell needs. Headings like three lines, and long texts two or more.
fn span(cell: &Cell, row: RowKind, ruler: &Ruler) -> Span {
    let least = longest_run(&cell.text, ruler);
    let whole: u32 = cell.text.chars().map(|character| ruler.advance(character)).sum();
    let natural = match row {
        RowKind::Header => (whole.div_ceil(3000) * 1000).max(whole.min(SHORT_HEADING)),
        RowKind::Body | RowKind::Total => whole.min(ONE_LINE.max(whole / 2).min(LONGEST_LINE)),
    };
    Span { least: PADDING + least, natural: PADDING + natural.max(least) }
}

/// Widens the columns under a merged cell evenly until it has what it needs.
fn widen(spans: &mut [Span], cell: &Cell, needed: Span) {
    let end = spans.len().min(cell.column + cell.width);
    let Some(columns) = spans.get_mut(cell.column..end) else { return };
    let count = u32::try_from(columns.len().max(1)).unwrap_or(1);
    let lacking = |needed: u32, has: u32| needed.saturating_sub(has).div_ceil(count);
    let least = lacking(needed.least, columns.iter().map(|span| span.least).sum());
    for span in columns.iter_mut() {
        span.least += least;
    }
    let natural = lacking(needed.natural, columns.iter().map(|span| span.natural).sum());
    for span in columns.iter_mut() {
        span.natural = (span.natural + natural).max(span.least);
    }
}

/// The width of the longest piece that must not be broken over lines: a number, a word, a character.
fn longest_run(text: &str, ruler: &Ruler) -> u32 {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        if character.is_whitespace() {
            run = 0;
            continue;
        }
        let advance = ruler.advance(character);
        run = if character.is_ascii() { run + advance } else { 0 };
        longest = longest.max(run).max(advance);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_has_the_least_first_then_what_he_likes_then_what_the_author_wishes() {
        let spans = [Span { least: 10, natural: 20 }, Span { least: 10, natural: 40 }];
        assert_eq!(share(&spans, &[1, 3], 19), None);
        assert_eq!(share(&spans, &[1, 3], 20), Some(vec![10, 10]));
        assert_eq!(share(&spans, &[1, 3], 40), Some(vec![15, 25]));
        assert_eq!(share(&spans, &[1, 3], 100), Some(vec![30, 70]));
    }
}
