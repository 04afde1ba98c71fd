//! Findings beside the document: each leads to its number or paragraph, and back; what can be changed in place leads there.

use mingzhang_intake::{Found, Spots, linked_where};

/// Where the findings of a page stand, in their order.
pub(super) struct Beside {
    spots: Spots,
    revision: i64,
    /// Whether the text can be changed in place by who looks.
    changes: bool,
}

impl Beside {
    /// `file` is what is kept of where everything stands; of what was taken in before that was kept, nothing is known.
    pub(super) fn new(file: Option<&[u8]>, revision: i64, may_edit: bool) -> Self {
        let spots: Spots = file.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
        Self { changes: may_edit && spots.is_text, revision, spots }
    }

    /// Whether the document is text.
    pub(super) fn is_text(&self) -> bool {
        self.spots.is_text
    }

    fn found(&self, mark: &str) -> Option<&Found> {
        self.spots.findings.iter().find(|found| found.mark == mark)
    }

    /// The part of the page that a finding is about; empty if none shows it.
    pub(super) fn anchor(&self, mark: &str) -> String {
        self.found(mark).map(|found| found.anchor.clone()).unwrap_or_default()
    }

    /// Where a finding can be mended; empty if it cannot in place.
    pub(super) fn mend(&self, mark: &str) -> String {
        let known = self.found(mark).filter(|found| self.changes && found.at.line > 0);
        known.map(|_| format!("/desk/revisions/{}/text?mark={mark}", self.revision)).unwrap_or_default()
    }

    /// The value that would mend a finding; empty if it is not known.
    pub(super) fn expected(&self, mark: &str) -> String {
        self.found(mark).map(|found| found.expected.clone()).unwrap_or_default()
    }

    /// The document with its links to findings and to where it is changed. `marks` are the findings in the order of the page.
    pub(super) fn leaf(&self, leaf: &str, marks: &[String]) -> String {
        let finding =
            |anchor: &str| marks.iter().position(|mark| self.anchor(mark) == anchor).map(|at| at + 1);
        let linked = linked_where(leaf, |fact| match finding(&format!("n{fact}")) {
            Some(finding) => Some(format!("#f{finding}")),
            None => self.changes.then(|| format!("/desk/revisions/{}/text?number={fact}", self.revision)),
        });
        let mut parts = linked.split(SECTION);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            whole.push_str(SECTION);
            let Some((number, rest)) = part.split_once("\">") else {
                whole.push_str(part);
                continue;
            };
            whole.extend([number, "\">"]);
            if let Some(finding) = finding(&format!("section-{number}")) {
                let number = finding.to_string();
                whole.extend(["<p class=\"place\"><a href=\"#f", &number, "\">见问题 ", &number, "</a></p>"]);
            }
            let (section, after) = rest.split_once("</section>").unwrap_or((rest, ""));
            let known = number.parse().ok().and_then(|number: usize| self.spots.paragraphs.get(number));
            whole.push_str(&self.paragraphs(section, number, known.map_or(0, Vec::len)));
            whole.extend(["</section>", after]);
        }
        whole
    }

    /// A section, each of its paragraphs with where it is changed.
    fn paragraphs(&self, section: &str, number: &str, count: usize) -> String {
        if !self.changes {
            return section.to_owned();
        }
        let mut parts = section.split("</p>").enumerate().peekable();
        let mut whole = String::new();
        while let Some((at, part)) = parts.next() {
            whole.push_str(part);
            if parts.peek().is_none() {
                break;
            }
            if at < count {
                let address =
                    format!("/desk/revisions/{}/text?section={number}&amp;paragraph={at}", self.revision);
                whole.extend([" <a class=\"edit\" href=\"", &address, "\">改这一段</a>"]);
            }
            whole.push_str("</p>");
        }
        whole
    }
}

/// How a section of the prose begins, before its number.
const SECTION: &str = "<section id=\"section-";

#[cfg(test)]
mod tests {
    use super::Beside;
    use mingzhang_intake::{At, Found, Spots};

    #[test]
    fn findings_and_places_lead_to_each_other() {
        let found = |mark: &str, anchor: &str| Found {
            mark: mark.into(),
            at: At { line: 1, column: 1, end: 2 },
            anchor: anchor.into(),
            expected: "5.00".into(),
        };
        let spots = Spots {
            is_text: true,
            findings: vec![found("a", "n1"), found("b", "section-0"), found("c", "")],
            numbers: Vec::new(),
            paragraphs: vec![vec![(3, 4), (5, 5)]],
        };
        let file = serde_json::to_vec(&spots).unwrap();
        let leaf = "<td class=\"amount\" id=\"n0\">1</td><td class=\"amount\" id=\"n1\">2</td>\
            <section id=\"section-0\">\n<h2>一</h2>\n<p>甲</p>\n<p>乙</p>\n</section>完";
        let marks = ["a", "b", "c"].map(str::to_owned);
        let beside = Beside::new(Some(&file), 7, true);
        assert_eq!(
            (beside.anchor("a"), beside.mend("c")),
            ("n1".into(), "/desk/revisions/7/text?mark=c".into())
        );
        assert_eq!(
            beside.leaf(leaf, &marks),
            "<td class=\"amount\" id=\"n0\"><a href=\"/desk/revisions/7/text?number=0\">1</a></td>\
             <td class=\"amount\" id=\"n1\"><a href=\"#f1\">2</a></td>\
             <section id=\"section-0\"><p class=\"place\"><a href=\"#f2\">见问题 2</a></p>\n<h2>一</h2>\n\
             <p>甲 <a class=\"edit\" href=\"/desk/revisions/7/text?section=0&amp;paragraph=0\">改这一段</a></p>\n\
             <p>乙 <a class=\"edit\" href=\"/desk/revisions/7/text?section=0&amp;paragraph=1\">改这一段</a></p>\n\
             </section>完"
        );
        let read = Beside::new(Some(&file), 7, false);
        assert_eq!(read.mend("a"), "");
        assert!(!read.leaf(leaf, &marks).contains("/desk/"));
        assert_eq!(Beside::new(None, 7, true).leaf(leaf, &marks), leaf);
    }
}
