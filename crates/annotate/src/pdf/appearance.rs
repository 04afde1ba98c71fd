//! How marks look, drawn so that every reader and printer shows the same.
#![expect(clippy::float_arithmetic, reason = "places on a page, not money")]

use super::page::Page;
use crate::Weight;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::fmt::Write as _;

/// Red, green and blue, each from 0 to 1.
pub(super) type Color = [f32; 3];

/// The ground of a highlight: light, so that what is below stays legible.
pub(super) fn ground(weight: Weight) -> Color {
    match weight {
        Weight::Error => [1.0, 0.72, 0.70],
        Weight::Warning => [1.0, 0.87, 0.55],
        Weight::Info => [0.75, 0.88, 1.0],
    }
}

/// The colour of its number.
pub(super) fn ink(weight: Weight) -> Color {
    match weight {
        Weight::Error => [0.75, 0.0, 0.0],
        Weight::Warning => [0.70, 0.38, 0.0],
        Weight::Info => [0.0, 0.35, 0.70],
    }
}

/// The line under evidence.
pub(super) const EVIDENCE: Color = [0.45, 0.60, 0.78];

/// Size of the numbers, in points.
const NUMBER: f32 = 6.5;
/// Width of a digit of Helvetica-Bold, as a part of its size.
const DIGIT: f32 = 0.556;

/// The room that a number takes to the right of its mark, and above it.
pub(super) fn room(label: &str) -> (f32, f32) {
    // A label has a few digits.
    let digits = f32::from(u8::try_from(label.len()).unwrap_or(u8::MAX));
    if digits == 0.0 { (0.0, 0.0) } else { (digits * NUMBER * DIGIT + 1.5, 2.5) }
}

/// Objects that all marks of a document share.
pub(super) struct Shared {
    multiply: ObjectId,
    font: ObjectId,
}

impl Shared {
    pub(super) fn add(document: &mut Document) -> Self {
        let multiply = dictionary! { "Type" => "ExtGState", "BM" => "Multiply" };
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold" };
        Self { multiply: document.add_object(multiply), font: document.add_object(font) }
    }

    /// A ground of `width` by `height` points, with a number at its upper right corner; without a weight nothing.
    pub(super) fn highlight(
        &self,
        document: &mut Document,
        page: &Page,
        [width, height]: [f32; 2],
        weight: Option<Weight>,
        label: &str,
    ) -> ObjectId {
        let Some(weight) = weight else {
            return self.drawing(document, page, [width, height], String::new(), EVIDENCE, "");
        };
        let [r, g, b] = ground(weight);
        let ground = format!("/M gs {r} {g} {b} rg 0 0 {width:.2} {height:.2} re f\n");
        self.drawing(document, page, [width, height], ground, ink(weight), label)
    }

    /// A line under `width` points of words that are `height` points high.
    pub(super) fn underline(
        &self,
        document: &mut Document,
        page: &Page,
        [width, height]: [f32; 2],
        label: &str,
    ) -> ObjectId {
        let [r, g, b] = EVIDENCE;
        let line = format!("{r} {g} {b} RG 0.9 w 0 0.45 m {width:.2} 0.45 l S\n");
        self.drawing(document, page, [width, height], line, EVIDENCE, label)
    }

    /// A sheet of paper with lines on it.
    pub(super) fn sheet(&self, document: &mut Document, page: &Page, size: f32) -> ObjectId {
        let mut drawing =
            format!("1 0.93 0.55 rg 0.6 0.5 0.1 RG 0.8 w 0.4 0.4 {0:.2} {0:.2} re B\n", size - 0.8);
        for line in 1_u8..=3 {
            let y = size * f32::from(line) / 4.0;
            // Writing to a string does not fail.
            let _ = writeln!(drawing, "3 {y:.2} m {:.2} {y:.2} l S", size - 3.0);
        }
        self.drawing(document, page, [size, size], drawing, [0.0; 3], "")
    }

    fn drawing(
        &self,
        document: &mut Document,
        page: &Page,
        [width, height]: [f32; 2],
        mut content: String,
        ink: Color,
        label: &str,
    ) -> ObjectId {
        let (right, above) = room(label);
        if !label.is_empty() {
            let [r, g, b] = ink;
            let (from_left, up) = (width + 0.8, height + above - NUMBER * 0.75);
            let _ = writeln!(
                content,
                "BT /H {NUMBER} Tf {r} {g} {b} rg {from_left:.2} {up:.2} Td ({label}) Tj ET"
            );
        }
        let bounds: Vec<Object> =
            [0.0, 0.0, width + right, height + above].into_iter().map(Object::Real).collect();
        let upright: Vec<Object> = page.upright().into_iter().map(Object::Integer).collect();
        let mut resources = Dictionary::new();
        resources.set("ExtGState", dictionary! { "M" => self.multiply });
        resources.set("Font", dictionary! { "H" => self.font });
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => bounds, "Matrix" => upright, "Resources" => resources
        };
        document.add_object(Stream::new(form, content.into_bytes()))
    }
}
