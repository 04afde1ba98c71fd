//! Plain text files: paragraphs parted by line ends, table cells parted by tabs.

use crate::row;
use mingzhang_document::{Block, Document, Grid, prose};
use mingzhang_model::{Passage, Source};
use std::sync::Arc;

/// Parts a text into paragraphs and tables.
pub(crate) fn parse(text: impl Into<String>) -> Document {
    let source = Source::of_text(text.into());
    let blocks = blocks(&source.lines().collect::<Vec<_>>());
    Document { blocks, source: Arc::new(source), ..Document::default() }
}

fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut blocks = Blocks::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at = if line.contains('\t') || line.starts_with('"') {
            blocks.table_or_line(lines, at)
        } else {
            blocks.line(lines, at);
            at + 1
        };
    }
    blocks.done
}

/// The blocks read so far, and whether the last one may still grow.
#[derive(Default)]
struct Blocks<'a> {
    done: Vec<Block>,
    /// The first and last line of the paragraph that ends the blocks.
    open: Option<(&'a str, &'a str)>,
    gap: usize,
}

/// More blank lines than this end a paragraph whatever it says.
const MAX_GAP: usize = 6;

impl<'a> Blocks<'a> {
    fn line(&mut self, lines: &[&'a str], at: usize) {
        let Some(&line) = lines.get(at) else { return };
        if line.trim().is_empty() || prose::page_mark(line) {
            self.gap += 1;
            return;
        }
        let passage = row::paragraph(lines, at);
        if passage.is_blank() {
            return;
        }
        let listed =
            passage.location().column > 1 && line.trim_start().starts_with(['-', '*', '•', '·', '–']);
        let continued = |(first, last): (&str, &str)| !listed && prose::continues(first, last, line);
        let near = self.open.filter(|_| self.gap <= MAX_GAP);
        let first = near.filter(|&open| continued(open)).map(|(first, _)| first);
        if let (Some(_), Some(Block::Paragraph(paragraph))) = (first, self.done.last_mut()) {
            paragraph.append(&passage);
        } else {
            self.done.push(Block::Paragraph(passage));
        }
        self.open = Some((first.unwrap_or(line), line));
        self.gap = 0;
    }

    /// A run of rows with no blank line between them; returns the line after it.
    fn table_or_line(&mut self, lines: &[&'a str], start: usize) -> usize {
        let mut rows = Vec::new();
        let mut at = start;
        while lines.get(at).is_some_and(|line| line.contains('\t') || line.starts_with('"')) {
            let (row, next) = row::cells(lines, at);
            if row.len() < 2 {
                break;
            }
            rows.push(row);
            at = next;
        }
        if rows.is_empty() {
            self.line(lines, start);
            return start + 1;
        }
        mend(&mut rows);
        if rows.iter().flatten().any(|cell| !cell.is_blank()) {
            self.done.push(Block::Table(Grid { rows }));
            self.open = None;
        }
        self.gap = 0;
        at
    }
}

/// Joins rows that were one row before its cell was broken over the line: the first is short, its last cell and the
/// next row's first are words, and together they have as many cells as the table is wide.
fn mend(rows: &mut Vec<Vec<Passage>>) {
    let Some(width) = usual_width(rows) else { return };
    let mut mended: Vec<Vec<Passage>> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        match (mended.last_mut(), row.split_first()) {
            (Some(before), Some((first, rest)))
                if before.len() < width
                    && before.len() + rest.len() == width
                    && before.last().is_some_and(wordy)
                    && wordy(first) =>
            {
                if let Some(broken) = before.last_mut() {
                    broken.append(first);
                }
                before.extend_from_slice(rest);
            }
            _ => mended.push(row),
        }
    }
    *rows = mended;
}

/// The number of cells that most rows have; the wider one where two are as frequent.
fn usual_width(rows: &[Vec<Passage>]) -> Option<usize> {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows {
        *counts.entry(row.len()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map(|(width, _)| width)
}

fn wordy(cell: &Passage) -> bool {
    !cell.is_blank() && !cell.text().chars().all(|c| c.is_ascii_digit() || " ,.-%".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_model::Location;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |block: &Block| match block {
            Block::Paragraph(passage) => passage.text().to_owned(),
            Block::Table(grid) => {
                let rows =
                    grid.rows.iter().map(|row| row.iter().map(Passage::text).collect::<Vec<_>>().join("|"));
                rows.collect::<Vec<_>>().join("/")
            }
        };
        parse(text).blocks.iter().map(show).collect()
    }

    #[test]
    fn paragraphs_and_tables_in_order() {
        let text = "表 1\r\n\r\n单位：万元\r\n\r\n项目\t金额\r\n合计\t5.00\r\n备注：空表。\r\n\r\n- 2 -\r\n\r\n科目\t金额\r\n";
        assert_eq!(shown(text), ["表 1", "单位：万元", "项目|金额/合计|5.00", "备注：空表。", "科目|金额"]);
    }

    #[test]
    fn a_wrapped_line_is_joined_and_keeps_its_places() {
        let document = parse("预算数为 542.08 万\n\n元,比上年增加。");
        let [Block::Paragraph(passage)] = document.blocks.as_slice() else { panic!("{document:?}") };
        let at = passage.text().find("比上年").unwrap();
        assert_eq!(passage.locate(at, at + 9), Location { line: 3, column: 3, end_column: 6 });
    }

    #[test]
    fn a_cell_broken_over_the_line_is_mended() {
        let text = "名称\t值\t依据\n大院护栏\t5\t计划标准\n值班室\t6\t预算\n支出标准\n";
        assert_eq!(shown(text)[0], "名称|值|依据/大院护栏|5|计划标准/值班室|6|预算");
        let text =
            "名称\t值\t依据\n大院护栏\t5\t计划标准\n值班室及\t\t\n工资\t值\n班室\t6\n电话费\t6\t预算\n";
        assert_eq!(shown(text), ["名称|值|依据/大院护栏|5|计划标准/值班室及||/工资|值班室|6/电话费|6|预算"]);
    }

    #[test]
    fn rows_that_only_lost_trailing_blanks_are_not_mended() {
        let text = "类\t款\t名称\t合计\n201\t03\n201\t04\t行政\t5\n201\t05\t事业\n202\t06\n";
        assert_eq!(shown(text), ["类|款|名称|合计/201|03/201|04|行政|5/201|05|事业/202|06"]);
    }

    fn sample() -> Document {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
        parse(std::fs::read_to_string(path).unwrap())
    }

    #[test]
    fn the_founding_document_joins_exactly_its_wrapped_lines() {
        let document = sample();
        let paragraphs = document.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(passage) => Some(passage),
            Block::Table(_) => None,
        });
        let wrapped: Vec<String> = paragraphs
            .filter_map(|p| {
                let cut = (0..p.text().len()).find(|&at| p.locate(at, at).line > p.location().line)?;
                let before = p.text()[..cut].chars().rev().take(4).collect::<Vec<_>>();
                let after = p.text()[cut..].chars().take(4).collect::<String>();
                Some(format!(
                    "{} {}|{after}",
                    p.location().line,
                    before.into_iter().rev().collect::<String>()
                ))
            })
            .collect();
        insta::assert_snapshot!(wrapped.join("\n"), @"
        417 公用支出|及项目支
        438 08 万|元,比上
        446 消防设施|采购项目
        458 员增加，|人员工资
        542 电子政务|外网安全
        574 号乌恰县|政府办公
        600 号乌恰县|政府办公
        614 号乌恰县|政府办公
        648 公”经费|数为 7
        685 ，涉及预|算金额 
        939 单位按规|定开支的
        ");
    }

    #[test]
    fn encoding_and_line_ends_change_nothing() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
        let text = std::fs::read_to_string(path).unwrap();
        let (national, _, lossy) = encoding_rs::GB18030.encode(&text);
        assert!(!lossy);
        let decoded = crate::decode(&national, crate::Limits::default()).unwrap();
        assert_eq!(parse(decoded).blocks, sample().blocks);
        assert_eq!(parse(text.replace('\n', "\r\n")).blocks, sample().blocks);
    }

    /// Every character of every passage stands where the passage says; white space may stand for a break.
    fn assert_places(text: &str) {
        let document = parse(text);
        let source: Vec<Vec<char>> = document.source.lines().map(|line| line.chars().collect()).collect();
        for passage in document.passages() {
            for (at, c) in passage.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let place = passage.locate(at, at + c.len_utf8());
                let line = &source[place.line as usize - 1];
                assert_eq!(line.get(place.column as usize - 1), Some(&c), "{passage:?}");
                assert_eq!(place.end_column, place.column + 1);
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(text) = crate::decode::decode(&bytes, crate::Limits::default()) {
                parse(text);
            }
        }

        #[test]
        fn the_characters_at_the_location_are_the_passages(text in "[\t\r\n 一、项目：。元万12.,（“\"<p>/br&\u{3000}-]{0,60}") {
            assert_places(&text);
        }
    }

    #[test]
    fn the_founding_document_keeps_its_places() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
        assert_places(&std::fs::read_to_string(path).unwrap());
    }
}
