//! Where something stands in the source, kept from the first byte read to the last diagnostic.

/// A stretch of one line of the source. Lines and columns count from 1, columns in characters.
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
}

impl Passage {
    /// A passage that begins at the given place.
    pub fn new(text: impl Into<String>, line: u32, column: u32) -> Self {
        Self { text: text.into(), anchors: vec![Anchor { byte: 0, line, column }] }
    }

    /// Appends text that continues at another place of the source.
    pub fn join(&mut self, text: &str, line: u32, column: u32) {
        self.anchors.push(Anchor { byte: self.text.len(), line, column });
        self.text.push_str(text);
    }

    /// Appends a whole passage with its places.
    pub fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.anchors.extend(other.anchors.iter().map(|a| Anchor { byte: a.byte + offset, ..*a }));
        self.text.push_str(&other.text);
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
        let cut = self.anchors.get(index + 1).map_or(end, |next| next.byte.min(end));
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
        let mut part = Self::new(&self.text[start..end], first.line, first.column);
        let inside = self.anchors.iter().filter(|a| a.byte > start && a.byte < end);
        part.anchors.extend(inside.map(|a| Anchor { byte: a.byte - start, ..*a }));
        part
    }

    /// The passage without white space at either end.
    pub fn trimmed(&self) -> Self {
        let end = self.text.trim_end().len();
        let start = end.min(self.text.len() - self.text.trim_start().len());
        self.slice(start, end)
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
    fn any_offset_is_answered() {
        let passage = Passage::new("万元", 1, 1);
        assert_eq!(passage.locate(1, 99), Location { line: 1, column: 1, end_column: 3 });
        assert_eq!(Passage::default().locate(0, 5), Location::default());
    }
}
