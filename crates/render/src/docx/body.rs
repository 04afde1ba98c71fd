//! The text itself: its blocks in sections of pages that stand upright or lie on their sides.

use super::paragraphs::{page_number, paragraph, run, target, words};
use super::parts::{DECLARATION, FOOTER, HEADER, RELATIONS, WORD};
use super::table;
use crate::anchors::anchors;
use crate::markup::Markup;
use mingzhang_manuscript::{Block, Heading, Manuscript, Style};

/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Upright,
    OnItsSide,
}

impl Page {
    /// What is between the margins, in twentieths of a point.
    pub(super) const fn width(self) -> u32 {
        match self {
            Self::Upright => 11906 - 1588 - 1474,
            Self::OnItsSide => 16838 - 1134 - 1134,
        }
    }
}

pub(super) fn document(manuscript: &Manuscript) -> String {
    let anchors = anchors(manuscript);
    let pages: Vec<Page> = (0..manuscript.blocks.len()).map(|at| page(&manuscript.blocks[at..])).collect();
    let mut out = Markup::new(DECLARATION);
    out.within("w:document", &[WORD, RELATIONS], |out| {
        out.within("w:body", &[], |out| {
            out.break_line();
            manuscript.draft.iter().for_each(|draft| words(out, "Draft", draft));
            words(out, "Title", &manuscript.title);
            let mut lies = Page::Upright;
            for (at, block) in manuscript.blocks.iter().enumerate() {
                if pages[at] != lies {
                    out.within("w:p", &[], |out| {
                        out.within("w:pPr", &[], |out| {
                            out.empty("w:pStyle", &[("w:val", "TableEnd")]);
                            section(out, lies, manuscript);
                        });
                    });
                    lies = pages[at];
                }
                let begins_page = at > 0 && !matches!(manuscript.blocks[at - 1], Block::Heading(_));
                self::block(out, at, block, manuscript, &anchors, begins_page);
            }
            section(out, lies, manuscript);
        });
    });
    out.finish()
}

/// How the page lies that the first of these blocks stands on: a heading stands with its table.
fn page(blocks: &[Block]) -> Page {
    match blocks.iter().find(|block| !matches!(block, Block::Heading(_))) {
        Some(Block::Table(table)) if table.landscape => Page::OnItsSide,
        _ => Page::Upright,
    }
}

/// The end of a stretch of pages.
fn section(out: &mut Markup, page: Page, manuscript: &Manuscript) {
    let size = match page {
        Page::Upright => [("w:w", "11906"), ("w:h", "16838")].to_vec(),
        Page::OnItsSide => [("w:w", "16838"), ("w:h", "11906"), ("w:orient", "landscape")].to_vec(),
    };
    let [top, bottom, left, right] = match page {
        Page::Upright => ["2098", "1984", "1588", "1474"],
        Page::OnItsSide => ["1418", "1304", "1134", "1134"],
    };
    out.within("w:sectPr", &[], |out| {
        if manuscript.draft.is_some() {
            out.empty("w:headerReference", &[("w:type", "default"), ("r:id", HEADER)]);
        }
        out.empty("w:footerReference", &[("w:type", "default"), ("r:id", FOOTER)]);
        out.empty("w:type", &[("w:val", "nextPage")]);
        out.empty("w:pgSz", &size);
        let margins = [
            ("w:top", top),
            ("w:right", right),
            ("w:bottom", bottom),
            ("w:left", left),
            ("w:header", "851"),
            ("w:footer", "851"),
            ("w:gutter", "0"),
        ];
        out.empty("w:pgMar", &margins);
    });
}

fn block(
    out: &mut Markup,
    at: usize,
    block: &Block,
    manuscript: &Manuscript,
    anchors: &[String],
    begins_page: bool,
) {
    match block {
        Block::Contents(text) => contents(out, text, manuscript, anchors),
        Block::Heading(heading) => self::heading(out, heading, at, &anchors[at]),
        Block::Paragraph(printed) => {
            let style = match printed.style {
                Style::Body | Style::Item => "BodyText",
                Style::Signature => "Signature",
            };
            words(out, style, &printed.text);
        }
        Block::Table(printed) => {
            let page = if printed.landscape { Page::OnItsSide } else { Page::Upright };
            table::table(out, printed, page, (&anchors[at], at), begins_page && printed.entry.is_some());
        }
    }
}

fn heading(out: &mut Markup, heading: &Heading, at: usize, anchor: &str) {
    let level = heading.level.clamp(1, 3);
    paragraph(out, &format!("Heading{level}"), |out| {
        target(out, anchor, at, |out| run(out, &heading.text));
    });
}

/// The contents: links, each with the number of its page as a field.
///
/// No number is written that a program might show before it has counted the pages. A field for the whole of the
/// contents would keep some programs from counting, see docs/decisions.
fn contents(out: &mut Markup, heading: &str, manuscript: &Manuscript, anchors: &[String]) {
    words(out, "TOCHeading", heading);
    for entry in manuscript.entries() {
        paragraph(out, &format!("TOC{}", entry.level.clamp(1, 3)), |out| {
            let anchor = &*anchors[entry.block];
            out.within("w:hyperlink", &[("w:anchor", anchor), ("w:history", "1")], |out| {
                run(out, entry.text);
                out.within("w:r", &[], |out| out.empty("w:tab", &[]));
                page_number(out, anchor);
            });
        });
    }
}
