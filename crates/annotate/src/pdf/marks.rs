//! The annotations of a document, gathered page by page.

use super::appearance::{EVIDENCE, Shared, ground, room};
use super::page::{Page, Point};
use super::{changed, words};
use crate::{Note, Refused, Weight};
use lopdf::{Dictionary, IncrementalDocument, Object, ObjectId, dictionary};
use mingzhang_model::Bbox;
use std::collections::BTreeMap;

/// What will be drawn.
pub(super) struct Marks<'a> {
    author: &'a str,
    highlights: Vec<(Page, Bbox, Mark)>,
    /// One for every place: a number may be the evidence of several remarks.
    underlines: BTreeMap<(ObjectId, [i32; 4]), Underline>,
    whole: Option<(Page, Mark)>,
}

struct Underline {
    page: Page,
    bbox: Bbox,
    marks: Vec<Mark>,
}

#[derive(Clone)]
struct Mark {
    number: usize,
    weight: Weight,
    title: String,
    text: String,
}

/// Annotations are printed.
const PRINTED: i64 = 4;
/// The size of the note on the whole document and its distance from the edges, in hundredths of a point.
const SHEET: i32 = 1800;
const MARGIN: i32 = 1400;
/// The size of the window that a note opens in.
const WINDOW: [i32; 2] = [22_000, 12_000];

impl<'a> Marks<'a> {
    pub(super) fn new(author: &'a str) -> Self {
        Self { author, highlights: Vec::new(), underlines: BTreeMap::new(), whole: None }
    }

    pub(super) fn highlight(&mut self, note: &Note<'_>, page: Page, bbox: Bbox) {
        let (title, text) = (note.title.clone(), note.text.clone());
        let mark = Mark { number: note.number, weight: note.weight, title, text };
        self.highlights.push((page, bbox, mark));
    }

    pub(super) fn underline(&mut self, note: &Note<'_>, text: &str, page: Page, bbox: Bbox) {
        let (title, text) = (String::new(), text.to_owned());
        let mark = Mark { number: note.number, weight: note.weight, title, text };
        let key = (page.id, [bbox.left, bbox.top, bbox.right, bbox.bottom]);
        let new = || Underline { page, bbox, marks: Vec::new() };
        let marks = &mut self.underlines.entry(key).or_insert_with(new).marks;
        if marks.iter().all(|known| known.number != mark.number) {
            marks.push(mark);
        }
    }

    /// One note for all that concerns the whole document.
    pub(super) fn note_on_whole<'n>(&mut self, notes: impl Iterator<Item = &'n Note<'n>>, page: Page) {
        let notes: Vec<&Note<'_>> = notes.collect();
        let Some(first) = notes.first() else { return };
        let weight = notes.iter().map(|note| note.weight).min().unwrap_or(first.weight);
        let text = notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join("\n\n");
        self.whole = Some((page, Mark { number: first.number, weight, title: first.title.clone(), text }));
    }

    /// Puts them into the update, below and above what annotations the pages have.
    pub(super) fn write(self, copy: &mut IncrementalDocument) -> Result<(), Refused> {
        let shared = Shared::add(&mut copy.new_document);
        let mut added: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
        let mut writer = Writer { copy, shared, author: self.author, added: &mut added };
        for Underline { page, bbox, marks } in self.underlines.into_values() {
            // A place that has a remark of its own is marked already.
            if self.highlights.iter().any(|(on, at, _)| on.id == page.id && *at == bbox) {
                continue;
            }
            writer.underline(page, bbox, &marks);
        }
        // What is drawn last lies on top and is found first: the most certain.
        for (index, (page, bbox, mark)) in self.highlights.iter().enumerate().rev() {
            let here = |other: &&(Page, Bbox, Mark)| other.0.id == page.id && other.1 == *bbox;
            let is_top = !self.highlights[..index].iter().any(|other| here(&other));
            // Colours on top of each other would make another: one ground serves all remarks on a place.
            let all = self.highlights.iter().filter(here).map(|(.., mark)| mark);
            let drawn = if is_top { all.collect() } else { Vec::new() };
            writer.highlight(*page, *bbox, mark, &drawn);
        }
        if let Some((page, mark)) = &self.whole {
            writer.whole(*page, mark);
        }
        for (page, new) in added {
            let mut all = existing(copy, page);
            all.extend(new.into_iter().map(Object::Reference));
            changed(copy, page)?.set("Annots", all);
        }
        Ok(())
    }
}

/// The annotations that a page has.
fn existing(copy: &IncrementalDocument, page: ObjectId) -> Vec<Object> {
    let original = copy.get_prev_documents();
    let annotations = original.get_dictionary(page).and_then(|page| page.get(b"Annots"));
    let annotations = annotations.and_then(|o| original.dereference(o)).and_then(|(_, o)| o.as_array());
    annotations.cloned().unwrap_or_default()
}

struct Writer<'a> {
    copy: &'a mut IncrementalDocument,
    shared: Shared,
    author: &'a str,
    added: &'a mut BTreeMap<ObjectId, Vec<ObjectId>>,
}

impl Writer<'_> {
    /// Highlights a place; the look is that of all remarks on it, or none where another's lies on top.
    fn highlight(&mut self, page: Page, bbox: Bbox, mark: &Mark, drawn: &[&Mark]) {
        let label = label(drawn.iter().copied());
        let weight = drawn.iter().map(|mark| mark.weight).min();
        let look = self.shared.highlight(&mut self.copy.new_document, &page, size(bbox), weight, &label);
        let mut annotation = self.annotation("Highlight", &page, bbox, &label, look);
        annotation.set("QuadPoints", quad(page.corners(bbox)));
        annotation.set("C", numbers(ground(mark.weight)));
        self.with_window(annotation, &page, bbox, mark);
    }

    fn underline(&mut self, page: Page, bbox: Bbox, marks: &[Mark]) {
        let label = label(marks);
        let look = self.shared.underline(&mut self.copy.new_document, &page, size(bbox), &label);
        let mut annotation = self.annotation("Underline", &page, bbox, &label, look);
        let text = marks.iter().map(|mark| mark.text.as_str()).collect::<Vec<_>>().join("\n");
        annotation.set("QuadPoints", quad(page.corners(bbox)));
        annotation.set("C", numbers(EVIDENCE));
        annotation.set("Contents", words(&text));
        let id = self.copy.new_document.add_object(annotation);
        self.added.entry(page.id).or_default().push(id);
    }

    fn whole(&mut self, page: Page, mark: &Mark) {
        let bbox = Bbox { left: MARGIN, top: MARGIN, right: MARGIN + SHEET, bottom: MARGIN + SHEET };
        let [side, _] = size(bbox);
        let look = self.shared.sheet(&mut self.copy.new_document, &page, side);
        let mut annotation = self.annotation("Text", &page, bbox, "", look);
        annotation.set("Name", "Note");
        annotation.set("C", numbers(ground(mark.weight)));
        self.with_window(annotation, &page, bbox, mark);
    }

    fn annotation(&self, kind: &str, page: &Page, bbox: Bbox, label: &str, look: ObjectId) -> Dictionary {
        let (right, above) = room(label);
        let around =
            Bbox { right: bbox.right + hundredths(right), top: bbox.top - hundredths(above), ..bbox };
        dictionary! {
            "Type" => "Annot",
            "Subtype" => kind,
            "Rect" => numbers(page.rectangle(around)),
            "P" => page.id,
            "F" => PRINTED,
            "T" => words(self.author),
            "AP" => dictionary! { "N" => look },
        }
    }

    /// Adds an annotation with its words and the window that they open in.
    fn with_window(&mut self, mut annotation: Dictionary, page: &Page, bbox: Bbox, mark: &Mark) {
        annotation.set("Contents", words(&mark.text));
        annotation.set("Subj", words(&mark.title));
        annotation.set("NM", words(&format!("mingzhang-{}", mark.number)));
        let [id, window] = [(); 2].map(|()| self.copy.new_document.new_object_id());
        annotation.set("Popup", window);
        let left = (bbox.right + MARGIN).min(page.width() - WINDOW[0]).max(0);
        let place = Bbox { left, top: bbox.bottom, right: left + WINDOW[0], bottom: bbox.bottom + WINDOW[1] };
        let popup = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Popup",
            "Rect" => numbers(page.rectangle(place)),
            "Parent" => id,
            "P" => page.id,
            "Open" => false,
        };
        self.copy.new_document.set_object(id, annotation);
        self.copy.new_document.set_object(window, popup);
        self.added.entry(page.id).or_default().extend([id, window]);
    }
}

/// The numbers of the first remarks on a place.
fn label<'m>(marks: impl IntoIterator<Item = &'m Mark>) -> String {
    marks.into_iter().take(3).map(|mark| mark.number.to_string()).collect::<Vec<_>>().join(",")
}

fn quad(corners: [Point; 4]) -> Vec<Object> {
    corners.into_iter().flat_map(|point| [Object::Real(point.x), Object::Real(point.y)]).collect()
}

fn numbers<const N: usize>(numbers: [f32; N]) -> Vec<Object> {
    numbers.into_iter().map(Object::Real).collect()
}

/// Width and height in points.
fn size(bbox: Bbox) -> [f32; 2] {
    #![expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a place on a page, not money")]
    [(bbox.right - bbox.left) as f32 / 100.0, (bbox.bottom - bbox.top) as f32 / 100.0]
}

fn hundredths(points: f32) -> i32 {
    #![expect(
        clippy::float_arithmetic,
        clippy::cast_possible_truncation,
        reason = "a place on a page, not money"
    )]
    (points * 100.0) as i32
}
