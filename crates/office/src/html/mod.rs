//! Web pages: what stands on them, without what only serves to find one's way.

mod tree;

use crate::bounds::CELLS;
use crate::flow::{Cell, Flow, NESTED};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use mingzhang_document::Unreadable;
use tree::{Kind, Node, Tree};

pub(crate) const FORMAT: &str = "HTML";

/// Bytes of a page; a disclosure in a page has a tenth of it.
const LONGEST: usize = 16 << 20;
/// Nodes of a page.
const NODES: usize = 600_000;
/// Browsers nest no deeper.
const DEPTH: usize = 512;
/// The parser is looked after each time it has read so many bytes: what it builds of them grows with the depth.
const STEP: usize = 2048;
/// White space in one tag: the parser compares each attribute with all before it.
const ATTRIBUTES: usize = 4000;

/// Whether a text is a web page.
pub(crate) fn is_html(text: &str) -> bool {
    const NEAR: usize = 2048;
    const TAGS: [&str; 7] = ["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<meta"];
    let body = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let near = body.get(..body.floor_char_boundary(NEAR)).unwrap_or_default().to_ascii_lowercase();
    near.starts_with('<') && TAGS.iter().any(|tag| near.contains(tag))
}

/// The pieces of a page.
pub(crate) fn flow(text: &str) -> Result<Vec<Flow>, Unreadable> {
    let excessive = Unreadable::Excessive { format: FORMAT };
    if text.len() > LONGEST || has_endless_tag(text) {
        return Err(excessive);
    }
    let tree = Tree::new();
    let mut parser = html5ever::parse_document(tree.clone(), html5ever::ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.ceil_char_boundary(STEP.min(rest.len())));
        parser.process(StrTendril::from_slice(step));
        if tree.len() > NODES || tree.depth() > DEPTH {
            return Err(excessive);
        }
        rest = after;
    }
    parser.finish();
    let nodes = tree.nodes();
    let mut walk = Walk { nodes: &nodes, tables: 0, cells: 0 };
    let mut flow = Vec::new();
    let mut line = String::new();
    walk.children(0, 0, &mut flow, &mut line)?;
    flush(&mut line, &mut flow);
    Ok(flow)
}

fn has_endless_tag(text: &str) -> bool {
    let tags = text.split('<').filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
    let mut within = tags.map(|tag| tag.split('>').next().unwrap_or_default());
    within.any(|tag| {
        tag.len() > ATTRIBUTES && tag.bytes().filter(u8::is_ascii_whitespace).nth(ATTRIBUTES).is_some()
    })
}

/// A walk over the nodes of a page.
struct Walk<'a> {
    nodes: &'a [Node],
    tables: usize,
    cells: usize,
}

impl Walk<'_> {
    /// What the children of a node show; `line` is the paragraph that is not yet ended.
    fn children(
        &mut self,
        of: usize,
        depth: usize,
        flow: &mut Vec<Flow>,
        line: &mut String,
    ) -> Result<(), Unreadable> {
        // The parser moves nodes about, so that they may lie deeper than it knew.
        if depth > 2 * DEPTH {
            return Err(Unreadable::Excessive { format: FORMAT });
        }
        for &index in &self.nodes[of].children {
            let node = &self.nodes[index];
            match &node.kind {
                Kind::Silent => {}
                Kind::Text(words) => write(words, line),
                Kind::Element(name, _) => match &*name.local {
                    "br" => line.push('\n'),
                    "table" => {
                        flush(line, flow);
                        self.table(index, depth, flow)?;
                    }
                    "img" if is_large(node) => {
                        flush(line, flow);
                        flow.push(Flow::Picture);
                    }
                    name if is_silent(name) => {}
                    name if is_inline(name) => self.children(index, depth + 1, flow, line)?,
                    _ => {
                        flush(line, flow);
                        self.children(index, depth + 1, flow, line)?;
                        flush(line, flow);
                    }
                },
            }
        }
        Ok(())
    }

    fn table(&mut self, of: usize, depth: usize, flow: &mut Vec<Flow>) -> Result<(), Unreadable> {
        if self.tables == NESTED {
            return Err(Unreadable::Excessive { format: FORMAT });
        }
        self.tables += 1;
        let mut rows = Vec::new();
        self.rows(of, depth, flow, &mut rows)?;
        self.tables -= 1;
        if rows.iter().flatten().any(|cell| !cell.content.is_empty()) {
            flow.push(Flow::Table(rows));
        }
        Ok(())
    }

    /// The rows of a table or of a part of it. What else stands there comes before the table, as in a browser.
    fn rows(
        &mut self,
        of: usize,
        depth: usize,
        flow: &mut Vec<Flow>,
        rows: &mut Vec<Vec<Cell>>,
    ) -> Result<(), Unreadable> {
        for &index in &self.nodes[of].children {
            let Kind::Element(name, _) = &self.nodes[index].kind else { continue };
            match &*name.local {
                "thead" | "tbody" | "tfoot" => self.rows(index, depth + 1, flow, rows)?,
                "tr" => rows.push(self.row(index, depth + 1)?),
                "caption" => {
                    let mut line = String::new();
                    self.children(index, depth + 1, flow, &mut line)?;
                    flush(&mut line, flow);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, of: usize, depth: usize) -> Result<Vec<Cell>, Unreadable> {
        let mut row = Vec::new();
        for &index in &self.nodes[of].children {
            let node = &self.nodes[index];
            if !matches!(&node.kind, Kind::Element(name, _) if matches!(&*name.local, "td" | "th")) {
                continue;
            }
            self.cells += 1;
            if self.cells > CELLS {
                return Err(Unreadable::Excessive { format: FORMAT });
            }
            let columns = node.number("colspan").unwrap_or(1).max(1);
            // Zero means: to the end of the table.
            let rows = node.number("rowspan").map_or(1, |rows| if rows == 0 { u32::MAX } else { rows });
            let mut cell = Cell { columns, rows, content: Vec::new() };
            let mut line = String::new();
            self.children(index, depth + 1, &mut cell.content, &mut line)?;
            flush(&mut line, &mut cell.content);
            row.push(cell);
        }
        Ok(row)
    }
}

/// Adds text as a browser shows it: white space is one blank. Where the page only breaks its line between two Chinese
/// characters, there is none.
fn write(words: &str, line: &mut String) {
    let (mut blank, mut broken) = (false, false);
    for c in words.chars() {
        if c.is_ascii_whitespace() {
            blank = true;
            broken |= c == '\n';
            continue;
        }
        let last = line.chars().next_back();
        let seam = broken && !c.is_ascii() && last.is_some_and(|last| !last.is_ascii());
        if blank && !seam && last.is_some_and(|last| !last.is_whitespace()) {
            line.push(' ');
        }
        (blank, broken) = (false, false);
        line.push(if c == '\u{a0}' { ' ' } else { c });
    }
    if blank && !broken && line.chars().next_back().is_some_and(|last| !last.is_whitespace()) {
        line.push(' ');
    }
}

/// Ends the paragraph.
fn flush(line: &mut String, flow: &mut Vec<Flow>) {
    let text = std::mem::take(line);
    if !text.trim().is_empty() {
        flow.push(Flow::Paragraph(text.trim().to_owned()));
    }
}

/// What shows no text, or only helps to find one's way about the site.
fn is_silent(name: &str) -> bool {
    const NAMES: [&str; 16] = [
        "script", "style", "noscript", "template", "head", "nav", "footer", "button", "select", "option",
        "iframe", "svg", "object", "textarea", "audio", "video",
    ];
    NAMES.contains(&name)
}

/// What does not begin a paragraph of its own.
fn is_inline(name: &str) -> bool {
    const NAMES: [&str; 27] = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "label",
        "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
    ];
    NAMES.contains(&name) || name.contains(':') || name == "img"
}

/// A picture as large as a table.
fn is_large(node: &Node) -> bool {
    let at_least = |name, least| node.number(name).is_some_and(|size| size >= least);
    at_least("width", 400) && at_least("height", 300)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow;

    fn lines(html: &str) -> Vec<String> {
        let document = flow::document(&super::flow(html).unwrap(), FORMAT).unwrap();
        document.source.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_page_is_read_without_its_chrome() {
        let html = "<!DOCTYPE html><html><head><title>网站</title><style>p{}</style></head><body><nav>首页</nav>\
            <div>某局<b>2026年</b>预算&nbsp;公开<p>一、概况<br>二、说明</div><script>if (a<b) x()</script>\
            <p>预算数为\n 5.00 万元，\n比上年增加。</p><footer>备案号</footer>";
        let shown = ["某局2026年预算 公开", "一、概况", "二、说明", "预算数为 5.00 万元，比上年增加。"];
        assert_eq!(lines(html), shown);
    }

    #[test]
    fn cells_that_span_rows_and_columns_keep_their_places() {
        let html = "<table><caption>收支总表</caption><tr><th rowspan=2>项目<th colspan='2'>预算数<tr><td>基本<td>项目\
            <tr><td>合计<td>5.00<td>&nbsp;</table>";
        assert_eq!(lines(html), ["收支总表", "项目\t预算数\t", "\t基本\t项目", "合计\t5.00\t"]);
    }

    #[test]
    fn a_table_that_arranges_the_page_is_no_table() {
        let inner = "<table><tr><td>项目<td>数<tr><td>合计<td>5.00</table>";
        let html = format!("<table><tr><td>菜单<td><p>标题</p>{inner}<p>注：无</p></table>");
        assert_eq!(lines(&html), ["菜单", "标题", "项目\t数", "合计\t5.00", "注：无"]);
    }

    #[test]
    fn text_that_went_astray_in_a_table_is_kept() {
        assert_eq!(
            lines("<table>单位：元<tr><td>甲<td>5<tr><td>乙<td>6</table>"),
            ["单位：元", "甲\t5", "乙\t6"]
        );
    }

    #[test]
    fn pages_are_known_by_their_tags() {
        for page in [
            "<!DOCTYPE HTML PUBLIC>",
            "\u{feff}\n<html xmlns:o='x'>",
            "<?xml version='1.0'?><html>",
            "<table>",
        ] {
            assert!(is_html(page), "{page}");
        }
        for text in ["<项目>", "预算 <table>", "", "<?xml version='1.0'?><Workbook>"] {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn pages_that_swell_are_refused() {
        let excessive = Err(Unreadable::Excessive { format: FORMAT });
        assert_eq!(super::flow(&"<div>".repeat(100_000)), excessive);
        assert_eq!(super::flow(&"<table><tr><td>".repeat(100)), excessive);
        assert_eq!(super::flow(&format!("<a {}>", "b ".repeat(100_000))), excessive);
        let formatting = (0..400).map(|n| format!("<b id={n}>")).collect::<Vec<_>>().concat();
        assert_eq!(super::flow(&(formatting + &"<p>".repeat(1_000_000))), excessive);
        assert_eq!(super::flow(&"<p>x".repeat(NODES)), excessive);
    }
}
