//! Pages, and where a place as it is shown lies in the coordinates of the file.
#![expect(clippy::float_arithmetic, reason = "places on a page, not money")]

use lopdf::{Document, Object, ObjectId};
use mingzhang_model::Bbox;

/// A page with what its display depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Page {
    pub id: ObjectId,
    /// How far it is turned clockwise to be shown: 0, 90, 180 or 270 degrees.
    pub turned: i64,
    /// What is shown of it: left, bottom, right, top.
    shown: [f32; 4],
}

/// A point in the coordinates of the file, in points from the lower left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub x: f32,
    pub y: f32,
}

/// The size of a sheet A4, taken for that of a page that does not state any.
const A4: [f32; 4] = [0.0, 0.0, 595.0, 842.0];
/// How deep a tree of pages may be.
const DEEPEST: usize = 64;

impl Page {
    pub(super) fn of(document: &Document, id: ObjectId) -> Self {
        let media = inherited(document, id, b"MediaBox").and_then(|o| rectangle(document, o)).unwrap_or(A4);
        let crop = inherited(document, id, b"CropBox").and_then(|o| rectangle(document, o));
        let shown = crop.map_or(media, |crop| within(crop, media));
        let turned = inherited(document, id, b"Rotate").and_then(|o| number(document, o)).unwrap_or(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "a multiple of 90")]
        let turned = (turned as i64).rem_euclid(360) / 90 * 90;
        Self { id, turned, shown }
    }

    /// The point of the file that is shown at this distance from the upper left corner, in hundredths of a point.
    pub(super) fn point(&self, from_left: i32, from_top: i32) -> Point {
        let [left, bottom, right, top] = self.shown;
        #[expect(
            clippy::cast_precision_loss,
            reason = "pages are far smaller than 2^24 hundredths of a point"
        )]
        let (x, y) = (from_left as f32 / 100.0, from_top as f32 / 100.0);
        match self.turned {
            90 => Point { x: left + y, y: bottom + x },
            180 => Point { x: right - x, y: bottom + y },
            270 => Point { x: right - y, y: top - x },
            _ => Point { x: left + x, y: top - y },
        }
    }

    /// The corners of a box as it is read: upper left, upper right, lower left, lower right.
    pub(super) fn corners(&self, bbox: Bbox) -> [Point; 4] {
        [(bbox.left, bbox.top), (bbox.right, bbox.top), (bbox.left, bbox.bottom), (bbox.right, bbox.bottom)]
            .map(|(x, y)| self.point(x, y))
    }

    /// The box in the coordinates of the file: left, bottom, right, top.
    pub(super) fn rectangle(&self, bbox: Bbox) -> [f32; 4] {
        let [a, _, _, b] = self.corners(bbox);
        [a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y)]
    }

    /// The width of the page as it is shown, in hundredths of a point.
    pub(super) fn width(&self) -> i32 {
        let [left, bottom, right, top] = self.shown;
        let width = if self.turned % 180 == 0 { right - left } else { top - bottom };
        #[expect(clippy::cast_possible_truncation, reason = "far below 2^31")]
        let width = (width * 100.0) as i32;
        width
    }

    /// Turns what is drawn upright so that it is upright when the page is shown.
    pub(super) fn upright(&self) -> [i64; 6] {
        match self.turned {
            90 => [0, 1, -1, 0, 0, 0],
            180 => [-1, 0, 0, -1, 0, 0],
            270 => [0, -1, 1, 0, 0, 0],
            _ => [1, 0, 0, 1, 0, 0],
        }
    }
}

/// An attribute of a page, or of the nearest node above it that has it.
fn inherited<'a>(document: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(found) = node.get(key) {
            return Some(found);
        }
        node =
            node.get(b"Parent").and_then(|o| document.dereference(o)).and_then(|(_, o)| o.as_dict()).ok()?;
    }
    None
}

fn number(document: &Document, object: &Object) -> Option<f32> {
    document.dereference(object).ok()?.1.as_float().ok()
}

/// Four numbers in any order of corners.
fn rectangle(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let corners = document.dereference(object).ok()?.1.as_array().ok()?;
    let corners: Vec<f32> = corners.iter().filter_map(|o| number(document, o)).collect();
    let [a, b, c, d] = *corners.as_slice() else { return None };
    let [left, bottom, right, top] = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (left < right && bottom < top).then_some([left, bottom, right, top])
}

fn within(crop: [f32; 4], media: [f32; 4]) -> [f32; 4] {
    let common = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
    if common[0] < common[2] && common[1] < common[3] { common } else { media }
}
