//! Which lines of print make one paragraph: where they begin and end on the page tells most of it, their words the rest.

use crate::flow::{Flow, Item};
use crate::lines::Line;
use mingzhang_document::prose;

/// The margins of the text of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Margins {
    pub left: i32,
    pub right: i32,
}

impl Margins {
    /// The margins that the longer lines keep, `None` if there are none.
    pub(crate) fn of(flow: &Flow) -> Option<Self> {
        const LONG: usize = 15;
        let lines = flow.items.iter().filter_map(|item| match item {
            Item::Line(line) if line.characters.len() > LONG => Some(line),
            _ => None,
        });
        lines.map(|line| Self { left: line.bbox.left, right: line.bbox.right }).reduce(Self::around)
    }

    /// The margins that hold both.
    pub(crate) fn around(self, other: Self) -> Self {
        Self { left: self.left.min(other.left), right: self.right.max(other.right) }
    }
}

/// A line with what its place on the page says.
#[derive(Clone, Debug)]
pub(crate) struct Placed<'a> {
    pub line: &'a Line,
    pub text: String,
    pub page: u32,
    pub margins: Margins,
}

/// The lines of a paragraph that may still go on.
#[derive(Clone, Debug)]
pub(crate) struct Open<'a> {
    first: Placed<'a>,
    second: Option<i32>,
    last: Placed<'a>,
}

impl<'a> Open<'a> {
    pub(crate) fn new(first: Placed<'a>) -> Self {
        Self { last: first.clone(), second: None, first }
    }

    pub(crate) fn push(&mut self, next: Placed<'a>) {
        self.second.get_or_insert(next.indent());
        self.last = next;
    }

    /// Whether a line goes on with this paragraph.
    pub(crate) fn continues(&self, next: &Placed<'_>) -> bool {
        let (last, em) = (&self.last, next.line.size);
        let apart = next.page == last.page && next.line.bbox.bottom - last.line.bbox.bottom > em * 33 / 10;
        let beside = next.page == last.page && next.line.bbox.top < last.line.bbox.bottom - em / 2;
        let sizes = (em.min(last.line.size), em.max(last.line.size));
        let contents = prose::of_contents(&last.text) || prose::is_contents_heading(&next.text);
        if apart || beside || contents || sizes.0 * 5 < sizes.1 * 4 {
            return false;
        }
        let words = || prose::continues(&self.first.text, &last.text, &next.text);
        // Relative to the first line, so that margins of their own do not matter to parts of a page.
        let (first, indent) = (self.first.indent(), next.indent());
        let same = |a: i32, b: i32| (a - b).abs() * 10 <= em * 4;
        let full = last.is_full_before(next);
        let begins = prose::begins_something(&next.text);
        // Where hardly anything stands beside a table its title makes the margins, and lines are centred on it, not between. A document is
        // signed at the right margin, with the day below the office.
        if (begins && self.first.is_over(next)) || prose::is_day(&next.text) {
            return false;
        }
        let centred = self.first.is_centred() && next.is_centred();
        if centred && next.indent() > em * 3 {
            return words() || (full && !begins);
        }
        if same(indent, first) {
            let begun_indented = match self.second {
                Some(second) => !same(second, first),
                None => first * 10 > em * 12,
            };
            // Where no paragraph is indented a full line goes on, unless its sentence is over.
            return !begun_indented && full && !begins && !last.text.ends_with(['。', '；', '！', '？']);
        }
        if indent < first && first - indent <= em * 5 {
            let ended = prose::ends_sentence(&last.text);
            return if full {
                !(ended && begins)
            } else {
                last.is_long() && !begins && !last.text.ends_with('。')
            };
        }
        if indent < first {
            return false;
        }
        match self.second {
            Some(second) => same(indent, second) && (full || words()),
            None => full && words(),
        }
    }
}

impl Placed<'_> {
    fn indent(&self) -> i32 {
        self.line.bbox.left - self.margins.left
    }

    /// Whether what `next` begins with would not have found room on this line.
    fn is_full_before(&self, next: &Placed<'_>) -> bool {
        let em = next.line.size;
        self.line.bbox.right + first_word(next.line) + em / 2 > self.margins.right
    }

    /// Whether it goes most of the way to the right margin. A word processor leaves more room than it need.
    fn is_long(&self) -> bool {
        let measure = self.margins.right - self.margins.left;
        (self.margins.right - self.line.bbox.right) * 5 < measure
    }

    /// Whether both have one middle.
    fn is_over(&self, next: &Placed<'_>) -> bool {
        let middle = |line: &Line| i32::midpoint(line.bbox.left, line.bbox.right);
        (middle(self.line) - middle(next.line)).abs() * 2 < next.line.size
    }

    fn is_centred(&self) -> bool {
        let (left, right) = (self.indent(), self.margins.right - self.line.bbox.right);
        (left - right).abs() < self.line.size * 2
    }
}

/// The width of what must not be cut at the beginning of a line: a number, a word, or one character with the marks that
/// cannot begin a line.
fn first_word(line: &Line) -> i32 {
    let solid = |c: char| c.is_ascii_alphanumeric() || ",.%".contains(c);
    let closing = |c: char| "，。、；：）”》！？,.;:)%".contains(c);
    let mut characters = line.characters.iter();
    let Some(&(first, start)) = characters.next() else { return 0 };
    let rest = characters.take_while(|(c, _)| closing(*c) || (solid(first) && solid(*c)));
    rest.last().map_or(start.right, |(_, end)| end.right) - start.left
}
