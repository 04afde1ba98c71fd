//! Just enough of XML to find where something is to be inserted, so that all else stays as it was written.

use crate::Refused;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// A document of XML with the places of its elements.
pub(super) struct Xml<'a> {
    pub text: &'a str,
    elements: Vec<Element<'a>>,
}

/// An element.
#[derive(Clone)]
pub(super) struct Element<'a> {
    /// How deep it stands; the root at 0.
    pub depth: usize,
    tag: BytesStart<'a>,
    /// From `<` of its first tag to `>` of its last.
    pub range: Range<usize>,
    /// What stands between its tags; empty and at the end where it has one tag only.
    pub inside: Range<usize>,
}

/// How deep elements may be nested.
const DEEPEST: usize = 256;

impl<'a> Xml<'a> {
    pub(super) fn parse(text: &'a str) -> Result<Self, Refused> {
        let mut reader = Reader::from_str(text);
        let mut elements: Vec<Element<'a>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        loop {
            let before = position(&reader)?;
            let event = reader.read_event().map_err(|_| Refused::Damaged)?;
            let after = position(&reader)?;
            match event {
                Event::Start(tag) => {
                    let element =
                        Element { depth: open.len(), tag, range: before..after, inside: after..after };
                    open.push(elements.len());
                    elements.push(element);
                    if open.len() > DEEPEST {
                        return Err(Refused::Damaged);
                    }
                }
                Event::Empty(tag) => {
                    elements.push(Element {
                        depth: open.len(),
                        tag,
                        range: before..after,
                        inside: after..after,
                    });
                }
                Event::End(_) => {
                    let element =
                        open.pop().and_then(|index| elements.get_mut(index)).ok_or(Refused::Damaged)?;
                    element.inside.end = before;
                    element.range.end = after;
                }
                // An entity of its own making has no place in an office document.
                Event::DocType(_) => return Err(Refused::Damaged),
                Event::Eof => break,
                _ => {}
            }
        }
        if elements.is_empty() || !open.is_empty() {
            Err(Refused::Damaged)
        } else {
            Ok(Self { text, elements })
        }
    }

    pub(super) fn root(&self) -> &Element<'a> {
        // Parsing gives at least one element.
        &self.elements[0]
    }

    /// All elements of this local name, in order.
    pub(super) fn elements(&self, name: &str) -> impl Iterator<Item = &Element<'a>> {
        self.elements.iter().filter(move |element| element.name() == name)
    }

    /// The elements below the root.
    pub(super) fn children(&self) -> impl Iterator<Item = &Element<'a>> {
        self.elements.iter().filter(|element| element.depth == 1)
    }

    /// The first child of the root with this local name.
    pub(super) fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.children().find(|element| element.name() == name)
    }

    /// The text with insertions; `at` counts bytes of the text as it was parsed.
    pub(super) fn inserted(&self, mut insertions: Vec<(usize, String)>) -> String {
        insertions.sort_by_key(|(at, _)| *at);
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for (at, words) in insertions {
            out.push_str(&self.text[done..at]);
            out.push_str(&words);
            done = at;
        }
        out + &self.text[done..]
    }

    /// The text with something more at the end of an element, which may have had nothing in it.
    pub(super) fn appended(&self, element: &Element<'_>, words: &str) -> String {
        if element.inside.end < element.range.end {
            return self.inserted(vec![(element.inside.end, words.to_owned())]);
        }
        let (head, tail) = self.text.split_at(element.range.end);
        let head = head.strip_suffix("/>").unwrap_or(head);
        let name = element.tag.name();
        format!("{head}>{words}</{}>{tail}", name.as_ref())
    }
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, Refused> {
    usize::try_from(reader.buffer_position()).map_err(|_| Refused::Damaged)
}

impl Element<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        self.tag.local_name().into_inner()
    }

    /// The prefix of its name, with the colon.
    pub(super) fn prefix(&self) -> String {
        let name = self.tag.name();
        name.prefix().map(|prefix| format!("{}:", prefix.as_ref())).unwrap_or_default()
    }

    /// An attribute by its local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.attributes().flatten();
        let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
    }
}

/// Words as the text of an element or the value of an attribute; what XML cannot hold is left out.
pub(super) fn escaped(words: &str) -> String {
    let holds =
        |c: &char| matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    let words: String = words.chars().filter(holds).collect();
    quick_xml::escape::escape(words.as_str()).into_owned()
}
