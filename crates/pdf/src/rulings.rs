//! Rulings from strokes: pieces joined, doubles merged, and which of them belong to one table.

use crate::page::Stroke;
use mingzhang_model::Bbox;
use std::collections::BTreeMap;

/// Rulings as near to each other as this are one.
pub(crate) const SNAP: i32 = 220;
/// Pieces of one ruling may leave gaps of this size: dashes do.
const GAP: i32 = 350;
/// A ruling may end this short of the one it meets.
const REACH: i32 = 300;
/// A page with more rulings, counted in pairs that might meet, is a drawing.
const MOST_PAIRS: usize = 20_000_000;

/// The rulings that hang together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub level: Vec<Stroke>,
    pub upright: Vec<Stroke>,
}

impl Frame {
    /// The box around all of them.
    pub(crate) fn bbox(&self) -> Bbox {
        let boxes = self.level.iter().chain(&self.upright).map(|s| {
            if s.level {
                Bbox { left: s.from, top: s.at, right: s.to, bottom: s.at }
            } else {
                Bbox { left: s.at, top: s.from, right: s.at, bottom: s.to }
            }
        });
        boxes.reduce(Bbox::around).unwrap_or_default()
    }
}

/// Joins the strokes of a page into rulings, and parts them into frames.
pub(crate) fn frames(strokes: &[Stroke]) -> Vec<Frame> {
    let (level, upright): (Vec<Stroke>, Vec<Stroke>) = strokes.iter().copied().partition(|s| s.level);
    let (level, upright) = (joined(level), joined(upright));
    let rulings: Vec<Stroke> = level.into_iter().chain(upright).collect();
    let mut groups = Groups::new(rulings.len());
    let (across, down): (Vec<usize>, Vec<usize>) = (0..rulings.len()).partition(|&i| rulings[i].level);
    if across.len().saturating_mul(down.len()) > MOST_PAIRS {
        return Vec::new();
    }
    for &a in &across {
        for &d in &down {
            if meet(rulings[a], rulings[d]) {
                groups.unite(a, d);
            }
        }
    }
    let mut frames: BTreeMap<usize, Frame> = BTreeMap::new();
    for (index, &ruling) in rulings.iter().enumerate() {
        let frame = frames.entry(groups.root(index)).or_default();
        if ruling.level { frame.level.push(ruling) } else { frame.upright.push(ruling) }
    }
    frames.into_values().collect()
}

/// Joins pieces of one direction that lie on one line.
fn joined(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.sort();
    let mut done = Vec::new();
    let mut rest = strokes.as_slice();
    while let Some(first) = rest.first() {
        // Doubled rulings lie near the first of them; a longer chain would pull rows together.
        let near = rest.partition_point(|s| s.at - first.at <= SNAP);
        let (same, after) = rest.split_at(near);
        rest = after;
        let mut pieces = same.to_vec();
        pieces.sort_by_key(|s| (s.from, s.to));
        // Where pieces of several coordinates make one ruling, the longest says where it is.
        let at = same.iter().max_by_key(|s| s.to - s.from).map_or(first.at, |s| s.at);
        let mut whole: Option<Stroke> = None;
        for piece in pieces {
            match &mut whole {
                Some(ruling) if piece.from <= ruling.to + GAP => ruling.to = ruling.to.max(piece.to),
                _ => done.extend(whole.replace(Stroke { at, ..piece })),
            }
        }
        done.extend(whole);
    }
    done
}

fn meet(across: Stroke, down: Stroke) -> bool {
    let within = |at: i32, stroke: Stroke| at >= stroke.from - REACH && at <= stroke.to + REACH;
    within(down.at, across) && within(across.at, down)
}

/// Which of a number of things hang together.
pub(crate) struct Groups(Vec<usize>);

impl Groups {
    pub(crate) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The least of the things that hang together with this one.
    pub(crate) fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    pub(crate) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
