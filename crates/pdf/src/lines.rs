//! Lines of print from glyphs, in whatever order they were drawn.

use crate::page::{Glyph, Turn};
use mingzhang_model::Bbox;

/// Characters from left to right, each with its box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Never empty; blanks only between two others.
    pub characters: Vec<(char, Bbox)>,
    pub bbox: Bbox,
    /// Size of its largest font.
    pub size: i32,
}

impl Line {
    /// The characters as text.
    pub(crate) fn text(&self) -> String {
        self.characters.iter().map(|(c, _)| c).collect()
    }

    /// The texts that wide gaps part.
    pub(crate) fn parts(&self) -> Vec<Self> {
        self.parted_at(self.size)
    }

    /// The texts that gaps of more than a width part.
    pub(crate) fn parted_at(&self, width: i32) -> Vec<Self> {
        let parts = self.characters.split(|&(c, bbox)| c == ' ' && bbox.right - bbox.left > width);
        parts.filter_map(|part| Self::of(part.to_vec(), self.size)).collect()
    }

    /// Sets another text behind this one.
    pub(crate) fn append(&mut self, other: &Self) {
        let gap = Bbox { left: self.bbox.right, right: other.bbox.left.max(self.bbox.right), ..self.bbox };
        self.characters.push((' ', gap));
        self.characters.extend(&other.characters);
        self.bbox = self.bbox.around(other.bbox);
    }

    fn of(characters: Vec<(char, Bbox)>, size: i32) -> Option<Self> {
        let bbox = characters.iter().map(|&(_, bbox)| bbox).reduce(Bbox::around)?;
        Some(Self { characters, bbox, size })
    }
}

/// The lines that the glyphs make, from top to bottom.
pub(crate) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    // The whole order is settled here, so that the order of drawing cannot show.
    glyphs.sort_by_key(|g| (g.bbox.bottom, g.bbox.left, g.character, g.bbox.right, g.bbox.top));
    let mut lines = Vec::new();
    let mut open: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        if open.last().is_some_and(|last| !level(*last, glyph)) {
            lines.extend(line(std::mem::take(&mut open)));
        }
        open.push(glyph);
    }
    lines.extend(line(open));
    lines
}

/// Whether two glyphs stand on one line: their feet do, give or take a part of the smaller.
fn level(a: Glyph, b: Glyph) -> bool {
    (b.bbox.bottom - a.bbox.bottom) * 10 <= a.size.min(b.size) * 3
}

fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by_key(|g| (g.bbox.left, g.bbox.right, g.character, g.bbox.bottom));
    let mut characters: Vec<(char, Bbox)> = Vec::with_capacity(glyphs.len());
    let mut size = 0;
    let mut spaced = false;
    for glyph in glyphs {
        if glyph.character.is_whitespace() {
            spaced = true;
            continue;
        }
        if characters.iter().rev().take(4).any(|&(c, bbox)| c == glyph.character && doubled(bbox, glyph)) {
            continue;
        }
        if let Some(&(last, before)) = characters.last()
            && blank_between(last, before, glyph, spaced)
        {
            let gap = Bbox { left: before.right, right: glyph.bbox.left.max(before.right), ..before };
            characters.push((' ', gap));
        }
        spaced = false;
        size = size.max(glyph.size);
        characters.push((glyph.character, glyph.bbox));
    }
    Line::of(characters, size)
}

/// Whether a glyph is the one before it, drawn again a little aside to look bold.
fn doubled(first: Bbox, again: Glyph) -> bool {
    let (width, height) = (first.right - first.left, first.bottom - first.top);
    (again.bbox.left - first.left).abs() * 5 < width * 2
        && (again.bbox.bottom - first.bottom).abs() * 5 < height * 2
}

/// Chinese is set without blanks, so that only a wide gap is one; between letters and digits a narrow one is, too, if
/// the file has a blank there.
fn blank_between(last: char, before: Bbox, glyph: Glyph, spaced: bool) -> bool {
    if glyph.turn != Turn::None {
        return false;
    }
    let gap = glyph.bbox.left - before.right;
    let latin = last.is_ascii_alphanumeric() && glyph.character.is_ascii_alphanumeric();
    gap * 10 > glyph.size * 8 || (spaced && latin && gap * 10 > glyph.size)
}
