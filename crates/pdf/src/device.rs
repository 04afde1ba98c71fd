//! Carries out the drawing instructions of a page and keeps its glyphs and straight lines.

use crate::page::{Glyph, Page, Stroke, Turn};
use crate::radicals;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use mingzhang_model::Bbox;

/// What may be drawn in one document, in bytes of drawing instructions: more is no disclosure.
const MOST_DRAWN: usize = 1 << 30;
/// What drawing anything is counted as, at least.
const MARK: usize = 256;

/// And a form, which has to be unpacked each time.
const FORM: usize = 16 << 10;

/// What is still allowed to be drawn in one document.
pub(crate) struct Allowance {
    left: usize,
    form: usize,
}

/// Thrown when the allowance is used up: the interpreter has no other way to be stopped.
pub(crate) struct Exhausted;

impl Allowance {
    /// The allowance of a document whose largest form is so many bytes: forms are drawn as often as a page asks for, and
    /// may draw each other.
    pub(crate) fn new(form: usize) -> Self {
        Self { left: MOST_DRAWN, form: form.max(FORM) }
    }

    fn spend(&mut self, marks: usize) {
        self.spend_bytes(marks.saturating_mul(MARK));
    }

    fn spend_bytes(&mut self, cost: usize) {
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => std::panic::resume_unwind(Box::new(Exhausted)),
        }
    }
}

/// What one page shows.
pub(crate) fn draw<'a>(
    page: &hayro_syntax::page::Page<'a>,
    number: u32,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    allowance: &mut Allowance,
) -> Page {
    let (width, height) = page.render_dimensions();
    let hundredths = Affine::scale(100.0);
    let bounds = hundredths.transform_rect_bbox(Rect::new(0.0, 0.0, width.into(), height.into()));
    let transform = hundredths * page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, bounds, cache, page.xref(), settings.clone());
    let size = rounded(bounds).unwrap_or_default();
    let page_seen = Page { number, width: size.right, height: size.bottom, ..Page::default() };
    let mut collector = Collector { page: page_seen, clips: vec![bounds], pictured: 0, allowance };
    interpret_page(page, &mut context, &mut collector);
    let area = i64::from(size.right).saturating_mul(i64::from(size.bottom)).max(1);
    let covered = collector.pictured.saturating_mul(100) / area;
    Page { pictured: u32::try_from(covered).unwrap_or(u32::MAX), ..collector.page }.upright()
}

struct Collector<'w> {
    page: Page,
    /// What may be seen: the page, and what each open clip leaves of it.
    clips: Vec<Rect>,
    /// Square hundredths of a point under pictures.
    pictured: i64,
    allowance: &'w mut Allowance,
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.allowance.spend(1 + path.elements().len());
        if invisible(&props.paint) {
            return;
        }
        let outlines = outlines(path, props.transform);
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            for outline in &outlines {
                self.fill(outline);
            }
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            for outline in &outlines {
                self.stroke(outline);
            }
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.allowance.spend(1 + run.glyphs().len());
        for positioned in run.glyphs() {
            let glyph: &Drawn<'a> = positioned;
            let advance = match glyph {
                Drawn::Outline(outline) => outline.advance_width(),
                Drawn::Type3(type3) => type3.advance_width(),
            };
            let transform = props.transform * positioned.transform();
            self.glyph(glyph.as_unicode(), advance.unwrap_or(1000.0).into(), transform);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.allowance.spend(1);
        let size = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        if let Some(seen) = rounded(props.transform.transform_rect_bbox(size).intersect(self.seen())) {
            self.pictured = self.pictured.saturating_add(area(seen));
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        // A form begins with this, and nothing else tells that it does.
        self.allowance.spend(1 + clip.path.elements().len());
        self.allowance.spend_bytes(self.allowance.form);
        self.clips.push(self.seen().intersect(clip.path.bounding_box()));
    }

    fn push_clip_rect(&mut self, clip: &Rect) {
        self.allowance.spend(1);
        self.clips.push(self.seen().intersect(*clip));
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.allowance.spend(1);
    }

    fn pop_clip(&mut self) {
        // The page itself stays.
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn pop_transparency_group(&mut self) {}
}

impl Collector<'_> {
    fn glyph(&mut self, text: Option<BfString>, advance: f64, transform: Affine) {
        let Some((bbox, size, turn)) = em_box(advance, transform).filter(|(em, ..)| self.shows(*em)) else {
            return;
        };
        let text = match text {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let shown: Vec<char> = text.chars().filter_map(radicals::legible).collect();
        if shown.is_empty() && !text.chars().any(char::is_control) {
            self.page.unknown += 1;
        }
        // A ligature is as many characters, each with its share of the width.
        let count = i32::try_from(shown.len()).unwrap_or(1).max(1);
        for (index, character) in (0..count).zip(shown) {
            let share = |at: i32| bbox.left + (bbox.right - bbox.left) / count * at;
            let bbox =
                if count == 1 { bbox } else { Bbox { left: share(index), right: share(index + 1), ..bbox } };
            self.page.glyphs.push(Glyph { character, bbox, size, turn });
        }
    }

    fn seen(&self) -> Rect {
        self.clips.last().copied().unwrap_or_default()
    }

    /// The part of a line or box that can be seen.
    fn clipped(&self, bbox: Bbox) -> Option<Bbox> {
        let seen = rounded(self.seen())?;
        let part = Bbox {
            left: bbox.left.max(seen.left),
            top: bbox.top.max(seen.top),
            right: bbox.right.min(seen.right),
            bottom: bbox.bottom.min(seen.bottom),
        };
        (part.left <= part.right && part.top <= part.bottom).then_some(part)
    }

    /// Whether a glyph can be recognized: some programs draw a tall cell again on the next page and show another part.
    fn shows(&self, bbox: Bbox) -> bool {
        /// The least part that must be seen, as one of so many.
        const PART: i64 = 4;
        self.clipped(bbox).is_some_and(|part| area(part) * PART >= area(bbox))
    }

    fn fill(&mut self, outline: &Outline) {
        /// A box as thin as this is a line.
        const THIN: i32 = 300;
        let Some(bbox) = outline.bbox().and_then(|bbox| self.clipped(bbox)) else { return };
        let (width, height) = (bbox.right - bbox.left, bbox.bottom - bbox.top);
        if !outline.is_box() {
            self.page.shapes += 1;
        } else if height <= THIN && width > height {
            self.page.strokes.push(Stroke::of(bbox, true));
        } else if width <= THIN && height > width {
            self.page.strokes.push(Stroke::of(bbox, false));
        }
    }

    fn stroke(&mut self, outline: &Outline) {
        /// As far as this may a line be off its axis.
        const SLANT: i32 = 60;
        for (from, to) in outline.segments() {
            let bbox = rounded(Rect::from_points(from, to)).and_then(|bbox| self.clipped(bbox));
            let Some(bbox) = bbox else { continue };
            let (width, height) = (bbox.right - bbox.left, bbox.bottom - bbox.top);
            if (width <= SLANT || height <= SLANT) && width.max(height) > SLANT {
                self.page.strokes.push(Stroke::of(bbox, width > height));
            }
        }
    }
}

/// The corners of one part of a path.
struct Outline {
    corners: Vec<Point>,
    closed: bool,
    curved: bool,
}

/// The parts of a path on the page.
fn outlines(path: &BezPath, transform: Affine) -> Vec<Outline> {
    let mut outlines: Vec<Outline> = Vec::new();
    for element in path.elements() {
        match (element, outlines.last_mut()) {
            (PathEl::MoveTo(point), _) => {
                outlines.push(Outline { corners: vec![transform * *point], closed: false, curved: false });
            }
            (PathEl::LineTo(point), Some(outline)) => outline.corners.push(transform * *point),
            (PathEl::QuadTo(_, end) | PathEl::CurveTo(_, _, end), Some(outline)) => {
                outline.corners.push(transform * *end);
                outline.curved = true;
            }
            (PathEl::ClosePath, Some(outline)) => outline.closed = true,
            (_, None) => {}
        }
    }
    outlines
}

impl Outline {
    fn segments(&self) -> impl Iterator<Item = (Point, Point)> {
        let straight = if self.curved { &[] } else { self.corners.as_slice() };
        let ends = straight.first().copied().filter(|_| self.closed);
        straight.iter().copied().zip(straight.iter().skip(1).copied().chain(ends))
    }

    fn bbox(&self) -> Option<Bbox> {
        let path: BezPath = self
            .corners
            .iter()
            .enumerate()
            .map(|(at, &point)| if at == 0 { PathEl::MoveTo(point) } else { PathEl::LineTo(point) })
            .collect();
        rounded(path.bounding_box())
    }

    /// Whether all its sides run along the axes and there are four of them.
    fn is_box(&self) -> bool {
        /// What rounding may do to a side.
        const OFF: i32 = 20;
        let along = |(from, to)| {
            rounded(Rect::from_points(from, to))
                .is_some_and(|side| side.right - side.left <= OFF || side.bottom - side.top <= OFF)
        };
        !self.curved && (2..=5).contains(&self.corners.len()) && self.segments().all(along)
    }
}

/// The box of a glyph, the size of its font, and which way it reads; none if it has no size or stands askew, as
/// watermarks do.
fn em_box(advance: f64, transform: Affine) -> Option<(Bbox, i32, Turn)> {
    /// Where the em stands on the base line, in thousandths.
    const ASCENT: f64 = 880.0;
    const DESCENT: f64 = -120.0;
    let bbox = rounded(transform.transform_rect_bbox(Rect::new(0.0, DESCENT, advance, ASCENT)))?;
    let origin = point(transform * Point::ORIGIN)?;
    let right = point(transform * Point::new(1000.0, 0.0))?;
    let up = point(transform * Point::new(0.0, 1000.0))?;
    let along = (right.0 - origin.0, right.1 - origin.1);
    let size = (up.0 - origin.0).abs().max((up.1 - origin.1).abs());
    let askew = along.0.abs().min(along.1.abs()).saturating_mul(4) > along.0.abs().max(along.1.abs());
    let turn = match along {
        (x, y) if x.abs() >= y.abs() && x >= 0 => Turn::None,
        (x, y) if x.abs() >= y.abs() => Turn::Half,
        (_, y) if y > 0 => Turn::Right,
        _ => Turn::Left,
    };
    (size > 0 && !askew).then_some((bbox, size, turn))
}

/// Nothing on a page is farther out than this.
const FARTHEST: f64 = 10_000_000.0;

/// A rectangle in whole hundredths; none if it is not finite or far beyond any page.
fn rounded(rect: Rect) -> Option<Bbox> {
    let (left, top) = point(Point::new(rect.x0, rect.y0))?;
    let (right, bottom) = point(Point::new(rect.x1, rect.y1))?;
    Some(Bbox { left, top, right, bottom })
}

#[expect(clippy::cast_possible_truncation, reason = "what is finite and near the page fits")]
fn point(point: Point) -> Option<(i32, i32)> {
    let near = point.is_finite() && point.x.abs() < FARTHEST && point.y.abs() < FARTHEST;
    near.then(|| (point.x.round() as i32, point.y.round() as i32))
}

fn area(bbox: Bbox) -> i64 {
    i64::from(bbox.right - bbox.left) * i64::from(bbox.bottom - bbox.top)
}

/// White on white, or wholly transparent.
fn invisible(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            alpha == 0 || red.min(green).min(blue) > 250
        }
        Paint::Pattern(_) => false,
    }
}
