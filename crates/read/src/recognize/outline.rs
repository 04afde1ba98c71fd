//! The body cut into parts: which blocks belong to which table, which to which section.

use super::contents::Body;
use super::likeness::likeness;
use crate::Grid;
use mingzhang_document::{Block, Document};
use mingzhang_model::{Disclosure, Passage, Section, fold};
use mingzhang_standard::{Profile, SectionSpec, TableSpec};
use std::sync::Arc;

/// The body of a document.
#[derive(Default)]
pub(super) struct Outline<'a> {
    pub tables: Vec<TablePart<'a>>,
    pub sections: Vec<SectionPart<'a>>,
}

/// A table with everything printed around it.
pub(super) struct TablePart<'a> {
    pub spec: &'a TableSpec,
    pub title: &'a Passage,
    /// Paragraphs between title and end: unit, office, remark.
    pub notes: Vec<&'a Passage>,
    /// The table itself, in as many pieces as page breaks made of it.
    pub grids: Vec<&'a Grid>,
}

/// A section with its paragraphs.
pub(super) struct SectionPart<'a> {
    pub key: Arc<str>,
    pub heading: &'a Passage,
    pub paragraphs: Vec<&'a Passage>,
}

enum At {
    Nowhere,
    Table,
    Section,
}

/// Walks through the body once, past the blocks of performance forms, whose indexes come in order.
pub(super) fn outline<'a>(
    document: &'a Document,
    body: Body,
    forms: &[usize],
    profile: &'a Profile,
) -> Outline<'a> {
    let mut outline = Outline::default();
    let mut at = At::Nowhere;
    let blocks = document.blocks.iter().enumerate().skip(body.start);
    for (_, block) in blocks.filter(|(index, _)| forms.binary_search(index).is_err()) {
        match block {
            Block::Paragraph(passage) => paragraph(&mut outline, &mut at, passage, profile),
            Block::Table(grid) => table(&mut outline, &mut at, grid, profile),
        }
    }
    outline
}

fn paragraph<'a>(outline: &mut Outline<'a>, at: &mut At, passage: &'a Passage, profile: &'a Profile) {
    let text = fold(passage.text());
    if let Some(spec) = table_titled(profile, &text) {
        outline.tables.push(TablePart { spec, title: passage, notes: Vec::new(), grids: Vec::new() });
        *at = At::Table;
    } else if is_part(&text)
        || (is_heading(&text) && !in_glossary(outline, at))
        || is_unnumbered_heading(&text, profile)
    {
        let section = profile.section_titled(&text);
        *at = if section.is_some() || !is_part(&text) { At::Section } else { At::Nowhere };
        if matches!(at, At::Section) {
            let key = section.map_or_else(|| "".into(), |s| s.key.clone());
            outline.sections.push(SectionPart { key, heading: passage, paragraphs: Vec::new() });
        }
    } else {
        match at {
            At::Nowhere => {}
            At::Table if is_caption(&text) => *at = At::Nowhere,
            At::Table => outline.tables.last_mut().into_iter().for_each(|t| t.notes.push(passage)),
            At::Section => outline.sections.last_mut().into_iter().for_each(|s| s.paragraphs.push(passage)),
        }
    }
}

/// A grid belongs to the table before it, unless its first row is a title of its own.
fn table<'a>(outline: &mut Outline<'a>, at: &mut At, grid: &'a Grid, profile: &'a Profile) {
    let titled = grid
        .rows
        .iter()
        .take(2)
        .flatten()
        .find_map(|cell| Some((table_titled(profile, &fold(cell.text()))?, cell)));
    if let Some((spec, title)) = titled {
        outline.tables.push(TablePart { spec, title, notes: Vec::new(), grids: vec![grid] });
        *at = At::Table;
    } else if matches!(at, At::Table) {
        outline.tables.last_mut().into_iter().for_each(|t| t.grids.push(grid));
    }
}

/// Copies the sections into the disclosure, with the terms that the glossary explains.
pub(super) fn sections(outline: Outline<'_>, out: &mut Disclosure) {
    for part in outline.sections {
        let paragraphs: Vec<Passage> = part.paragraphs.into_iter().cloned().collect();
        if &*part.key == "glossary" {
            out.glossary.extend(paragraphs.iter().filter_map(term));
        }
        out.sections.push(Section { key: part.key, heading: part.heading.clone(), paragraphs });
    }
}

/// Cuts a document that follows no profile at its headings.
pub(super) fn unprofiled_sections(document: &Document, out: &mut Disclosure) {
    for block in &document.blocks {
        let Block::Paragraph(passage) = block else { continue };
        let text = fold(passage.text());
        let heading = is_part(&text) || is_heading(&text);
        if heading || out.sections.is_empty() {
            let heading = if heading { passage.clone() } else { Passage::default() };
            out.sections.push(Section { key: "".into(), heading, paragraphs: Vec::new() });
        }
        if !heading && let Some(section) = out.sections.last_mut() {
            section.paragraphs.push(passage.clone());
        }
    }
}

/// 三、财政专户管理资金：包括… explains 财政专户管理资金.
fn term(paragraph: &Passage) -> Option<Passage> {
    let text = paragraph.text();
    let end = text.find(['：', ':'])?;
    let name = &text[..end];
    let start =
        name.find(['、', '.', '．']).map_or(0, |at| at + name[at..].chars().next().map_or(1, char::len_utf8));
    (name.chars().count() <= 30).then(|| paragraph.slice(start, end).trimmed())
}

fn in_glossary(outline: &Outline<'_>, at: &At) -> bool {
    matches!(at, At::Section) && outline.sections.last().is_some_and(|s| &*s.key == "glossary")
}

/// 第二部分 2024 年单位预算公开表
fn is_part(text: &str) -> bool {
    text.starts_with('第')
        && text.chars().take(6).any(|c| c == '部')
        && text.contains("部分")
        && text.chars().count() <= 40
}

/// 表 8
fn is_caption(text: &str) -> bool {
    text.strip_prefix('表').is_some_and(|n| {
        !n.is_empty() && n.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// 十一、关于…情况说明: a Chinese numeral, and nothing that a sentence would have.
fn is_heading(text: &str) -> bool {
    let numeral = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    numeral.len() < text.len()
        && numeral.starts_with(['、', '.'])
        && text.chars().count() <= 60
        && !text.contains(['：', '；'])
        && !text.ends_with('。')
}

/// 某局主要职能, 2026年单位预算编制说明: it ends in the title of a section, and has nothing that a sentence would have.
fn is_unnumbered_heading(text: &str, profile: &Profile) -> bool {
    let titled = |section: &SectionSpec| section.names().any(|name| text.ends_with(fold(name).as_str()));
    // (一) heads a part of a section.
    let short = text.chars().count() <= 40 && !text.starts_with('(');
    short && !text.contains(MARKS_OF_PROSE) && profile.sections.iter().any(titled)
}

const MARKS_OF_PROSE: [char; 5] = ['，', '。', '：', '；', '、'];

/// The table of this title, which may be numbered and name the office and the year: 某局2026年部门收入预算总表.
pub(super) fn table_titled<'a>(profile: &'a Profile, text: &str) -> Option<&'a TableSpec> {
    let title = heading_text(text).trim_matches(['《', '》']);
    let exact = profile.table_titled(title).or_else(|| profile.table_titled(after_year(title)?));
    if exact.is_some() || !profile.general {
        exact
    } else {
        alike(profile, after_year(title).unwrap_or(title))
    }
}

/// The table whose title is most like a text that is a title of some table.
fn alike<'a>(profile: &'a Profile, title: &str) -> Option<&'a TableSpec> {
    const LONGEST: usize = 40;
    const ENOUGH: usize = 80;
    let title = title.rsplit_once('(').map_or(title, |(title, _)| title);
    if !title.ends_with('表') || title.chars().count() > LONGEST || title.contains(MARKS_OF_PROSE) {
        return None;
    }
    let pairs = |text: &str| text.chars().count().saturating_sub(1);
    let own = pairs(title);
    // No more pairs are shared than the shorter has: most titles are out of the question at once.
    let in_question = |name: &str| 200 * own.min(pairs(name)) >= ENOUGH * (own + pairs(name));
    profile
        .titled_tables()
        .filter(|(name, _)| in_question(name))
        .map(|(name, spec)| (likeness(name, title), spec))
        .filter(|(s, _)| *s >= ENOUGH)
        .max_by_key(|(s, _)| *s)
        .map(|(_, spec)| spec)
}

/// What follows the year in a short text that names one.
fn after_year(text: &str) -> Option<&str> {
    let at = text.find('年')?;
    let year = text.get(at.checked_sub("2026".len())?..at)?;
    let short = at <= 90 && !text[..at].contains(MARKS_OF_PROSE);
    let rest = text[at..].strip_prefix("年度").or(text[at..].strip_prefix('年'))?;
    (short && year.bytes().all(|b| b.is_ascii_digit())).then_some(rest)
}

/// The folded text of a heading without its numbering: 八、, 表8, (一).
pub(super) fn heading_text(text: &str) -> &str {
    let text = text.trim_start_matches(['-', '·', '•']);
    let rest = text.strip_prefix('表').map_or(text, |rest| {
        let digits =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        if digits.len() < rest.len() { digits.trim_start_matches(['：', '、', '.', '-']) } else { text }
    });
    let numeral =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十()".contains(c));
    match numeral.strip_prefix(['、', '.']) {
        Some(title) => title,
        None if rest.starts_with('(') => numeral,
        None => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_captions() {
        assert!(is_heading("十一、关于某局2024年上年结转结余预算情况说明"));
        assert!(!is_heading("一、财政拨款：指由一般公共预算安排的财政拨款数。"));
        assert!(is_caption("表8") && !is_caption("表一览"));
        assert_eq!(heading_text("八、政府性基金预算支出情况表"), "政府性基金预算支出情况表");
        assert_eq!(heading_text("表10财政拨款“三公”经费支出情况表"), "财政拨款“三公”经费支出情况表");
        assert_eq!(heading_text("(一)机关运行经费"), "机关运行经费");
    }

    #[test]
    fn the_longest_title_wins() {
        let profile = &mingzhang_standard::builtin()[0];
        let key = |heading: &str| profile.section_titled(heading).map(|s| s.key.to_string());
        assert_eq!(key("四、关于某局2024年财政拨款收支预算情况的总体说明").as_deref(), Some("appropriation"));
        assert_eq!(key("一、关于某局2024年收支预算情况的总体说明").as_deref(), Some("overview"));
        assert_eq!(key("二、机构设置及人员情况").as_deref(), Some("organisation"));
    }
}
