//! What is drawn on a page: glyphs and straight lines, in hundredths of a point as a reader sees the page.

use mingzhang_model::Bbox;

/// A page after its drawing instructions have been carried out, turned so that most of its text runs to the right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its number, from 1.
    pub number: u32,
    /// Size of the page as it is displayed.
    pub width: i32,
    pub height: i32,
    /// By how many quarters, clockwise, most text is turned on the displayed page.
    pub turn: Turn,
    pub glyphs: Vec<Glyph>,
    pub strokes: Vec<Stroke>,
    /// Glyphs for which the file has no character.
    pub unknown: usize,
    /// How much of the page pictures cover, in percent; they may lie over each other.
    pub pictured: u32,
    /// Filled shapes that are neither boxes nor lines: text that was turned into outlines has hundreds.
    pub shapes: usize,
}

/// A character with its box: as wide as it advances, one em high.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub character: char,
    pub bbox: Bbox,
    /// Size of its font.
    pub size: i32,
    pub turn: Turn,
}

/// A straight line along one axis, however it was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stroke {
    /// Whether it runs across the page.
    pub level: bool,
    /// The coordinate that all its points share: of its middle, if it is thick.
    pub at: i32,
    pub from: i32,
    pub to: i32,
}

/// Quarters of a turn, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    #[default]
    None,
    Right,
    Half,
    Left,
}

impl Page {
    /// Turns the page by what most of its glyphs ask for.
    pub(crate) fn upright(mut self) -> Self {
        let count = |turn| self.glyphs.iter().filter(|glyph| glyph.turn == turn).count();
        let turns = [Turn::None, Turn::Right, Turn::Half, Turn::Left];
        // Of equals the last would win, and no turn should.
        let turn = turns.into_iter().rev().max_by_key(|&turn| count(turn)).unwrap_or_default();
        if turn == Turn::None {
            return self;
        }
        let (width, height) = (self.width, self.height);
        let place = |bbox: Bbox| match turn {
            Turn::None => bbox,
            Turn::Right => Bbox {
                left: bbox.top,
                top: width - bbox.right,
                right: bbox.bottom,
                bottom: width - bbox.left,
            },
            Turn::Half => Bbox {
                left: width - bbox.right,
                top: height - bbox.bottom,
                right: width - bbox.left,
                bottom: height - bbox.top,
            },
            Turn::Left => Bbox {
                left: height - bbox.bottom,
                top: bbox.left,
                right: height - bbox.top,
                bottom: bbox.right,
            },
        };
        for glyph in &mut self.glyphs {
            glyph.bbox = place(glyph.bbox);
            glyph.turn = glyph.turn.less(turn);
        }
        for stroke in &mut self.strokes {
            *stroke = Stroke::of(place(stroke.bbox()), stroke.level == (turn == Turn::Half));
        }
        self.turn = turn;
        self
    }

    /// Where a box of the upright page is on the displayed one.
    pub(crate) fn displayed(&self, bbox: Bbox) -> Bbox {
        let (width, height) = (self.width, self.height);
        match self.turn {
            Turn::None => bbox,
            Turn::Right => Bbox {
                left: width - bbox.bottom,
                top: bbox.left,
                right: width - bbox.top,
                bottom: bbox.right,
            },
            Turn::Half => Bbox {
                left: width - bbox.right,
                top: height - bbox.bottom,
                right: width - bbox.left,
                bottom: height - bbox.top,
            },
            Turn::Left => Bbox {
                left: bbox.top,
                top: height - bbox.right,
                right: bbox.bottom,
                bottom: height - bbox.left,
            },
        }
    }

    /// Whether the page shows a picture, or outlines of glyphs, and next to no text.
    pub(crate) fn is_picture(&self) -> bool {
        /// A page number and a line of a scanner.
        const NEXT_TO_NOTHING: usize = 40;
        const SHOWS_A_PICTURE: u32 = 30;
        const OUTLINED: usize = 150;
        let drawn = self.pictured >= SHOWS_A_PICTURE || self.shapes >= OUTLINED;
        !self.is_unmapped() && self.shown() <= NEXT_TO_NOTHING && drawn
    }

    /// Whether most glyphs are of fonts that do not tell which characters they are: what the others say is in shreds.
    pub(crate) fn is_unmapped(&self) -> bool {
        self.unknown > self.shown()
    }

    fn shown(&self) -> usize {
        self.glyphs.iter().filter(|glyph| !glyph.character.is_whitespace()).count()
    }

    /// The height of the upright page.
    pub(crate) fn upright_height(&self) -> i32 {
        if matches!(self.turn, Turn::None | Turn::Half) { self.height } else { self.width }
    }
}

impl Turn {
    fn quarters(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Right => 1,
            Self::Half => 2,
            Self::Left => 3,
        }
    }

    /// What is left of this turn when the page is turned back by another.
    fn less(self, other: Self) -> Self {
        match (self.quarters() + 4 - other.quarters()) % 4 {
            0 => Self::None,
            1 => Self::Right,
            2 => Self::Half,
            _ => Self::Left,
        }
    }
}

impl Stroke {
    /// The line that a thin box makes.
    pub(crate) fn of(bbox: Bbox, level: bool) -> Self {
        if level {
            Self { level, at: i32::midpoint(bbox.top, bbox.bottom), from: bbox.left, to: bbox.right }
        } else {
            Self { level, at: i32::midpoint(bbox.left, bbox.right), from: bbox.top, to: bbox.bottom }
        }
    }

    fn bbox(self) -> Bbox {
        if self.level {
            Bbox { left: self.from, top: self.at, right: self.to, bottom: self.at }
        } else {
            Bbox { left: self.at, top: self.from, right: self.at, bottom: self.to }
        }
    }
}
