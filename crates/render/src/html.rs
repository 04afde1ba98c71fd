//! One web page with everything in it, for screens, telephones and paper.

use crate::anchors::anchors;
use crate::grid::{Merged, Slot, grid};
use crate::markup::Markup;
use crate::words;
use mingzhang_manuscript::{Align, Block, Manuscript, Row, RowKind, Style, Table};

const STYLE: &str = include_str!("page.css");

/// The manuscript as a web page that needs nothing from elsewhere.
pub fn html(manuscript: &Manuscript) -> String {
    let mut out = Markup::new("<!DOCTYPE html>");
    out.within("html", &[("lang", "zh-CN")], |out| {
        out.break_line();
        head(manuscript, out);
        let draft = manuscript.draft.as_deref().map(|draft| ("data-draft", draft));
        out.within("body", draft.as_slice(), |out| body(manuscript, out));
        out.break_line();
    });
    out.break_line();
    out.finish()
}

fn head(manuscript: &Manuscript, out: &mut Markup) {
    out.within("head", &[], |out| {
        out.break_line();
        out.empty("meta", &[("charset", "utf-8")]);
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        out.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
        out.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        out.empty("meta", &[("name", "author"), ("content", &manuscript.office)]);
        out.empty("meta", &[("name", "dcterms.issued"), ("content", &manuscript.published)]);
        out.break_line();
        out.element("title", &[], &manuscript.title);
        out.break_line();
        out.within("style", &[], |out| out.raw(&format!("\n{STYLE}")));
        out.break_line();
    });
    out.break_line();
}

fn body(manuscript: &Manuscript, out: &mut Markup) {
    out.break_line();
    out.within("main", &[], |out| {
        out.break_line();
        manuscript.draft.iter().for_each(|draft| line(out, "p", &[("class", "draft")], draft));
        line(out, "h1", &[], &manuscript.title);
        let anchors = anchors(manuscript);
        for (block, anchor) in manuscript.blocks.iter().zip(&anchors) {
            self::block(block, anchor, manuscript, &anchors, out);
            out.break_line();
        }
    });
    out.break_line();
}

/// An element on a line of its own.
fn line(out: &mut Markup, name: &str, attributes: &[(&str, &str)], text: &str) {
    out.element(name, attributes, text);
    out.break_line();
}

fn block(block: &Block, anchor: &str, manuscript: &Manuscript, anchors: &[String], out: &mut Markup) {
    match block {
        Block::Contents(heading) => contents(heading, manuscript, anchors, out),
        Block::Heading(heading) => {
            let name = match heading.level {
                0 | 1 => "h2",
                2 => "h3",
                _ => "h4",
            };
            out.element(name, &[("id", anchor)], &heading.text);
        }
        Block::Paragraph(paragraph) => {
            let class = match paragraph.style {
                Style::Body => None,
                Style::Item => Some(("class", "item")),
                Style::Signature => Some(("class", "signature")),
            };
            out.element("p", class.as_slice(), &paragraph.text);
        }
        Block::Table(table) => self::table(table, anchor, out),
    }
}

/// The contents are no `nav`: they are of the document, not of a site around it.
fn contents(heading: &str, manuscript: &Manuscript, anchors: &[String], out: &mut Markup) {
    out.within("section", &[("class", "contents"), ("role", "doc-toc"), ("aria-label", "目录")], |out| {
        out.break_line();
        line(out, "p", &[("class", "heading")], heading);
        out.within("ul", &[], |out| {
            for entry in manuscript.entries() {
                out.break_line();
                let level = format!("level-{}", entry.level.clamp(1, 3));
                out.within("li", &[("class", &level)], |out| {
                    let target =
                        anchors.get(entry.block).map(|anchor| format!("#{anchor}")).unwrap_or_default();
                    out.element("a", &[("href", &target)], entry.text);
                });
            }
            out.break_line();
        });
        out.break_line();
    });
}

fn table(table: &Table, anchor: &str, out: &mut Markup) {
    let mut class = "table".to_owned();
    class.push_str(if table.entry.is_some() { " listed" } else { "" });
    class.push_str(if table.landscape { " wide" } else { "" });
    out.within("section", &[("class", &class), ("id", anchor)], |out| {
        out.break_line();
        let name = [&*table.label, &*table.title].map(words::line).join(" ");
        let region =
            [("class", "scroll"), ("role", "region"), ("aria-label", name.trim()), ("tabindex", "0")];
        out.within("div", &region, |out| {
            out.break_line();
            // A character more for each column leaves room at its sides.
            let width: u32 = table.columns.iter().map(|column| column.width.saturating_add(1)).sum();
            out.within("table", &[("style", &format!("--characters:{width}"))], |out| {
                out.break_line();
                caption(table, out);
                columns(table, out);
                rows(table, out);
            });
            out.break_line();
        });
        out.break_line();
        if !words::line(&table.remark).is_empty() {
            line(out, "p", &[("class", "remark")], &table.remark);
        }
    });
}

fn caption(table: &Table, out: &mut Markup) {
    let lines = [
        ("label", &table.label),
        ("title", &table.title),
        ("subtitle", &table.subtitle),
        ("office", &table.office),
        ("unit", &table.unit),
    ];
    out.within("caption", &[], |out| {
        out.within("div", &[], |out| {
            for (class, text) in lines.into_iter().filter(|(_, text)| !words::line(text).is_empty()) {
                out.element("p", &[("class", class)], text);
            }
        });
    });
    out.break_line();
}

fn columns(table: &Table, out: &mut Markup) {
    let total: u64 = table.columns.iter().map(|column| u64::from(column.width) + 1).sum();
    out.within("colgroup", &[], |out| {
        for column in &table.columns {
            let share = (u64::from(column.width) + 1) * 10_000 / total.max(1);
            out.empty("col", &[("style", &format!("width:{}.{:02}%", share / 100, share % 100))]);
        }
    });
    out.break_line();
}

fn rows(table: &Table, out: &mut Markup) {
    let grid = grid(table);
    let headers = table.header_rows();
    let mut part = |name: &str, range: std::ops::Range<usize>| {
        if range.is_empty() {
            return;
        }
        out.within(name, &[], |out| {
            out.break_line();
            for (row, slots) in table.rows[range.clone()].iter().zip(&grid[range]) {
                self::row(row, slots, out);
                out.break_line();
            }
        });
        out.break_line();
    };
    part("thead", 0..headers);
    part("tbody", headers..table.rows.len());
}

fn row(row: &Row, slots: &[Slot<'_>], out: &mut Markup) {
    let class = (row.kind == RowKind::Total).then_some(("class", "total"));
    out.within("tr", class.as_slice(), |out| {
        for slot in slots {
            match slot {
                Slot::Cell(merged) => cell(*merged, row.kind, out),
                Slot::Blank if row.kind == RowKind::Header => out.element("th", &[], ""),
                Slot::Blank => out.element("td", &[], ""),
                Slot::Beside | Slot::Below { .. } => {}
            }
        }
    });
}

fn cell(merged: Merged<'_>, kind: RowKind, out: &mut Markup) {
    let Merged { cell, width, height } = merged;
    let (columns, rows) = (width.to_string(), height.to_string());
    let named = !words::line(&cell.text).is_empty();
    let (name, scope) = match kind {
        RowKind::Header if width > 1 => ("th", Some("colgroup")),
        RowKind::Header => ("th", Some("col")),
        RowKind::Body if cell.is_label && height > 1 => ("th", Some("rowgroup")),
        RowKind::Body if cell.is_label => ("th", Some("row")),
        RowKind::Total if cell.amount.is_none() && named => ("th", Some("row")),
        RowKind::Body | RowKind::Total => ("td", None),
    };
    let class = match cell.align {
        Align::Start => None,
        Align::Center => Some("center"),
        Align::End => Some("end"),
    };
    let attributes = [
        ("scope", scope),
        ("class", class.filter(|_| kind != RowKind::Header)),
        ("colspan", Some(&*columns).filter(|_| width > 1)),
        ("rowspan", Some(&*rows).filter(|_| height > 1)),
    ];
    let attributes: Vec<_> =
        attributes.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    out.within(name, &attributes, |out| {
        for (index, line) in words::lines(&cell.text).enumerate() {
            if index > 0 {
                out.empty("br", &[]);
            }
            out.words(&line);
        }
    });
}
