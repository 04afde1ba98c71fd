//! Writes markup: every element that is opened is closed, every text and attribute is escaped.

use crate::words;

/// Markup being written.
#[derive(Default)]
pub(crate) struct Markup {
    text: String,
}

/// Names and values of attributes.
pub(crate) type Attributes<'a> = [(&'a str, &'a str)];

impl Markup {
    /// Markup that begins with a declaration.
    pub(crate) fn new(declaration: &str) -> Self {
        Self { text: format!("{declaration}\n") }
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// An element with content.
    pub(crate) fn within(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.tag(name, attributes, ">");
        content(self);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An element with nothing but a text.
    pub(crate) fn element(&mut self, name: &str, attributes: &Attributes<'_>, text: &str) {
        self.within(name, attributes, |out| out.words(text));
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.tag(name, attributes, "/>");
    }

    /// Text on one line.
    pub(crate) fn words(&mut self, text: &str) {
        self.escaped(&words::line(text));
    }

    /// A line break in the source, which says nothing.
    pub(crate) fn break_line(&mut self) {
        self.text.push('\n');
    }

    /// What is markup already, or has none.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    fn tag(&mut self, name: &str, attributes: &Attributes<'_>, end: &str) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            self.escaped(&words::line(value));
            self.text.push('"');
        }
        self.text.push_str(end);
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                c => self.text.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let mut out = Markup::default();
        out.element("p", &[("title", "\"a\" & <b>")], "1 < 2 &amp; \u{1}\t</p>");
        assert_eq!(
            out.finish(),
            "<p title=\"&quot;a&quot; &amp; &lt;b&gt;\">1 &lt; 2 &amp;amp;   &lt;/p&gt;</p>"
        );
    }
}
