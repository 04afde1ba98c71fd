//! The XML of Office documents, walked from element to element.

use crate::bounds::DEPTH;
use mingzhang_document::Unreadable;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A walk through a part of a document. Whoever is given a child walks it to its end before asking for the next.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    format: &'static str,
}

/// The beginning of an element.
pub(crate) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without the name space: Office uses few, and writers abbreviate them as they like.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without the name space.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|a| a.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// The value of an attribute that is a number.
    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
    }
}

impl<'a> Xml<'a> {
    /// Walks the text of a part.
    pub(crate) fn new(text: &'a str, format: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, format }
    }

    /// Enters the outermost element.
    pub(crate) fn root(&mut self) -> Result<Element<'a>, Unreadable> {
        self.child()?.ok_or(Unreadable::Damaged { format: self.format })
    }

    /// The next element within the one that is open, or `None` at its end.
    pub(crate) fn child(&mut self) -> Result<Option<Element<'a>>, Unreadable> {
        loop {
            match self.event()? {
                Event::Start(element) => return Ok(Some(Element(element))),
                Event::End(_) | Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Passes over what is left of the open element.
    pub(crate) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.event()?;
        }
        Ok(())
    }

    /// All text of the open element, to its end.
    pub(crate) fn text(&mut self) -> Result<String, Unreadable> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.event()? {
                Event::Text(words) => text.push_str(&words.xml10_content()),
                Event::CData(words) => text.push_str(&words.xml10_content()),
                Event::GeneralRef(name) => text.push(self.character(&name)?),
                _ => {}
            }
        }
        Ok(text)
    }

    /// A character written by name or number. Office documents define no names of their own: where one is used, it
    /// is made to swell.
    fn character(&self, name: &quick_xml::events::BytesRef<'_>) -> Result<char, Unreadable> {
        let named = match &**name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.resolve_char_ref().ok().flatten(),
        };
        named.ok_or(Unreadable::Damaged { format: self.format })
    }

    fn event(&mut self) -> Result<Event<'a>, Unreadable> {
        let damaged = Unreadable::Damaged { format: self.format };
        let excessive = Unreadable::Excessive { format: self.format };
        let event = self.reader.read_event().map_err(|_| damaged.clone())?;
        match &event {
            Event::Start(_) if self.depth == DEPTH => return Err(excessive),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(damaged),
            // No Office document has one; it is where names that swell are defined.
            Event::DocType(_) => return Err(excessive),
            _ => {}
        }
        Ok(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> Result<String, Unreadable> {
        let mut walk = Xml::new(xml, "Word");
        walk.root()?;
        walk.text()
    }

    #[test]
    fn elements_are_walked_one_in_the_other() {
        let mut xml = Xml::new("<w:a><b><c/>x</b><d x:id='7 &lt; 8'/></w:a>", "Word");
        assert_eq!(xml.root().unwrap().name(), "a");
        assert_eq!(xml.child().unwrap().unwrap().name(), "b");
        xml.skip().unwrap();
        let d = xml.child().unwrap().unwrap();
        assert_eq!((d.name(), d.attribute("id").as_deref()), ("d", Some("7 < 8")));
        assert!(xml.child().unwrap().is_none());
        assert!(xml.child().unwrap().is_none());
    }

    #[test]
    fn text_has_its_references_resolved() {
        assert_eq!(text("<a>1 &lt; <b>2</b>&#x4E07;<![CDATA[&]]></a>").unwrap(), "1 < 2万&");
    }

    #[test]
    fn what_swells_or_nests_without_end_is_refused() {
        let excessive = Err(Unreadable::Excessive { format: "Word" });
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>";
        assert_eq!(text(bomb), excessive);
        assert_eq!(text(&"<a>".repeat(100_000)), excessive);
        let damaged = Err(Unreadable::Damaged { format: "Word" });
        assert_eq!(text("<a>&y;</a>"), damaged);
        assert_eq!(text("<a><b>"), damaged);
        assert_eq!(text("<a></b>"), damaged);
        assert_eq!(text(""), damaged);
    }
}
