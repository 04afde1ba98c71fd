//! Where something stands in the source, kept from the first byte read to the last diagnostic.

use std::ops::Range;

/// A stretch of one line of the source. Lines and columns count from 1, columns in characters.
#[doc(alias = "位置")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Line of the source file.
    pub line: u32,
    /// First character.
    pub column: u32,
    /// One past the last character.
    pub end_column: u32,
}

/// A run of text whose characters remember their place, although it may be joined from several lines.
///
/// A sentence that the source wraps over a page break is one passage; a table cell is one, too.
#[doc(alias = "文字")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    text: String,
    anchors: Vec<Anchor>,
}

/// From byte `byte` of the passage on, the text stands at `line`, `column` of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Anchor {
    byte: usize,
    line: u32,
    column: u32,
    /// Whether the text goes on here without a break: such anchors only save counting from afar.
    runs_on: bool,
}

/// The most bytes that [`Passage::locate`] counts from an anchor, so that a line of any length is read in linear time.
const STRIDE: usize = 2048;

impl Passage {
    /// A passage that begins at the given place.
    pub fn new(text: impl Into<String>, line: u32, column: u32) -> Self {
        let text = text.into();
        let mut anchors = vec![Anchor { byte: 0, line, column, runs_on: false }];
        anchor_strides(&mut anchors, &text);
        Self { text, anchors }
    }

    /// Appends text that continues at another place of the source.
    pub fn join(&mut self, text: &str, line: u32, column: u32) {
        self.anchors.push(Anchor { byte: self.text.len(), line, column, runs_on: false });
        anchor_strides(&mut self.anchors, text);
        self.text.push_str(text);
    }

    /// Appends a whole passage with its places.
    pub fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.anchors.extend(other.anchors.iter().map(|a| Anchor { byte: a.byte + offset, ..*a }));
        self.text.push_str(&other.text);
    }

    /// Takes its place so many lines further down.
    pub fn move_down(&mut self, lines: u32) {
        for anchor in &mut self.anchors {
            anchor.line = anchor.line.saturating_add(lines);
        }
    }

    /// The joined text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The place of the bytes `start..end`; what continues on a later line is cut at the end of its first.
    ///
    /// Offsets outside the text or inside a character are moved to the nearest character before.
    pub fn locate(&self, start: usize, end: usize) -> Location {
        let start = self.text.floor_char_boundary(start.min(self.text.len()));
        let end = self.text.floor_char_boundary(end.min(self.text.len())).max(start);
        let index = self.anchors.partition_point(|a| a.byte <= start).saturating_sub(1);
        let Some(anchor) = self.anchors.get(index).copied() else {
            return Location::default();
        };
        let mut later = self.anchors[index + 1..].iter().take_while(|next| next.byte < end);
        let cut = later.find(|next| !next.runs_on).map_or(end, |next| next.byte);
        let column = anchor.column + chars(&self.text[anchor.byte.min(start)..start]);
        Location { line: anchor.line, column, end_column: column + chars(&self.text[start..cut.max(start)]) }
    }

    /// The place of the whole passage.
    pub fn location(&self) -> Location {
        self.locate(0, self.text.len())
    }

    /// The part `start..end` as a passage of its own, with its places.
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let first = self.locate(start, end);
        let mut anchors = vec![Anchor { byte: 0, line: first.line, column: first.column, runs_on: false }];
        let after = self.anchors.partition_point(|a| a.byte <= start);
        let inside = self.anchors[after..].iter().take_while(|a| a.byte < end);
        anchors.extend(inside.map(|a| Anchor { byte: a.byte - start, ..*a }));
        Self { text: self.text[start..end].to_owned(), anchors }
    }

    /// The bytes that stand at a location, if all of it stands here.
    pub fn stretch(&self, at: Location) -> Option<Range<usize>> {
        let ends = self.anchors.iter().skip(1).map(|a| a.byte).chain([self.text.len()]);
        let mut pieces = self.anchors.iter().zip(ends).filter(|(a, _)| a.line == at.line);
        pieces.find_map(|(anchor, end)| {
            let from = at.column.checked_sub(anchor.column)? as usize;
            let to = at.end_column.checked_sub(anchor.column)? as usize;
            let piece = self.text.get(anchor.byte..end)?;
            let mut bytes = piece.char_indices().map(|(byte, _)| byte).chain([piece.len()]);
            let start = bytes.nth(from)?;
            let end = if to > from { bytes.nth(to - from - 1)? } else { start };
            Some(anchor.byte + start..anchor.byte + end)
        })
    }

    /// The passage with other words in place of some of its bytes; the words after them keep their places.
    pub fn replaced(&self, stretch: Range<usize>, words: &str) -> Self {
        let mut out = self.slice(0, stretch.start);
        let Location { line, column, .. } = self.locate(stretch.start, stretch.end);
        out.join(words, line, column);
        out.append(&self.slice(stretch.end, self.text.len()));
        out
    }

    /// The passage without white space at either end.
    pub fn trimmed(&self) -> Self {
        let end = self.text.trim_end().len();
        let start = end.min(self.text.len() - self.text.trim_start().len());
        self.slice(start, end)
    }
}

/// Continues the last anchor with one for every stride of `text`, which begins there.
fn anchor_strides(anchors: &mut Vec<Anchor>, text: &str) {
    let mut rest = text;
    while rest.len() > STRIDE
        && let Some(last) = anchors.last().copied()
    {
        let (stride, after) = rest.split_at(rest.floor_char_boundary(STRIDE));
        let column = last.column.saturating_add(chars(stride));
        anchors.push(Anchor { byte: last.byte + stride.len(), column, runs_on: true, ..last });
        rest = after;
    }
}

fn chars(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_lines_keep_their_places() {
        let mut passage = Passage::new("预算数为 542.08 万", 7, 4);
        passage.join("元，比上年", 9, 1);
        let number = passage.text().find("542.08").unwrap();
        assert_eq!(passage.locate(number, number + 6), Location { line: 7, column: 9, end_column: 15 });
        let wrapped = passage.text().find("万元").unwrap();
        assert_eq!(passage.locate(wrapped, wrapped + 6), Location { line: 7, column: 16, end_column: 17 });
        let later = passage.text().find("比上年").unwrap();
        assert_eq!(passage.locate(later, later + 9), Location { line: 9, column: 3, end_column: 6 });
        assert_eq!(
            passage.slice(wrapped, later + 9).locate(6, 9),
            Location { line: 9, column: 2, end_column: 3 }
        );
    }

    #[test]
    fn a_long_line_is_one_stretch() {
        let passage = Passage::new("元".repeat(2000), 3, 5);
        assert_eq!(passage.location(), Location { line: 3, column: 5, end_column: 2005 });
        assert_eq!(passage.locate(3 * 1500, 3 * 1502), Location { line: 3, column: 1505, end_column: 1507 });
        let part = passage.slice(3 * 100, 3 * 1900);
        assert_eq!(part.locate(3 * 1500, 3 * 1501), Location { line: 3, column: 1605, end_column: 1606 });
        assert_eq!(part.location(), Location { line: 3, column: 105, end_column: 1905 });
    }

    #[test]
    fn words_at_a_place_are_replaced() {
        let mut passage = Passage::new("预算数为 542.08 万", 7, 4);
        passage.join("元，比上年", 9, 1);
        let at = Location { line: 7, column: 9, end_column: 15 };
        let stretch = passage.stretch(at).unwrap();
        assert_eq!(&passage.text()[stretch.clone()], "542.08");
        let changed = passage.replaced(stretch, "5420.8");
        assert_eq!(changed.text(), "预算数为 5420.8 万元，比上年");
        let later = changed.text().find("比上年").unwrap();
        assert_eq!(changed.locate(later, later + 9), Location { line: 9, column: 3, end_column: 6 });
        assert_eq!(passage.stretch(Location { line: 8, ..at }), None);
        assert_eq!(passage.stretch(Location { end_column: 40, ..at }), None);
    }

    #[test]
    fn any_offset_is_answered() {
        let passage = Passage::new("万元", 1, 1);
        assert_eq!(passage.locate(1, 99), Location { line: 1, column: 1, end_column: 3 });
        assert_eq!(Passage::default().locate(0, 5), Location::default());
    }
}
