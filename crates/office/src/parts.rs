//! What of the rows of a sheet or of a table is a table, and what is text around it.
//!
//! A sheet holds a title, a line with the office and the unit, the table and remarks below it, all in cells; so do the
//! tables of web pages and of word processors. Rows with one filled cell above a table, below it and between two are
//! paragraphs; so is the line with the unit; so are the rows of a contents page.

use std::ops::Range;

/// A filled cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filled {
    /// From 0.
    pub column: u32,
    /// How many columns it takes.
    pub span: u32,
    /// Its paragraphs; none is blank.
    pub lines: Vec<String>,
}

/// A row with at least one filled cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its number in the sheet, from 0.
    pub number: u32,
    pub cells: Vec<Filled>,
}

/// A stretch of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The cells of one row are paragraphs.
    Prose(usize),
    /// The row is one paragraph.
    Line(usize),
    /// The rows are a table.
    Table(Range<usize>),
}

impl Filled {
    /// The lines of a text as those of a cell.
    pub(crate) fn lines(text: &str) -> Vec<String> {
        text.lines().map(|line| line.trim().replace('\t', " ")).filter(|line| !line.is_empty()).collect()
    }

    /// Its text in one line.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if word(text.chars().next_back()) && word(line.chars().next()) {
                text.push(' ');
            }
            text.push_str(line);
        }
        text
    }

    /// Its text without white space.
    fn bare(&self) -> String {
        self.lines.iter().flat_map(|line| line.chars()).filter(|c| !c.is_whitespace()).collect()
    }
}

/// Parts rows, which are in order.
pub(crate) fn parts(rows: &[Row]) -> Vec<Part> {
    let mut parts = Parts { rows, done: Vec::new(), open: None };
    for at in 0..rows.len() {
        parts.row(at);
    }
    parts.close(rows.len());
    parts.done
}

struct Parts<'a> {
    rows: &'a [Row],
    done: Vec<Part>,
    /// Where the table begins that is not yet ended.
    open: Option<usize>,
}

impl Parts<'_> {
    fn row(&mut self, at: usize) {
        let row = &self.rows[at];
        let gap = at > 0 && row.number > self.rows[at - 1].number + 1;
        if is_caption(row, self.open.is_some()) || (row.cells.len() == 1 && !self.belongs(at, gap)) {
            self.close(at);
            self.done.push(Part::Prose(at));
            return;
        }
        if self.open.is_some() && gap && begins_table(row) {
            self.close(at);
        }
        self.open.get_or_insert(at);
    }

    /// Whether a row with one filled cell belongs to the open table.
    fn belongs(&self, at: usize, gap: bool) -> bool {
        let [cell] = self.rows[at].cells.as_slice() else { return false };
        let text = cell.bare();
        if self.open.is_none() {
            return self.opens(at, cell, &text);
        }
        if is_total(&text) {
            return true;
        }
        let last = self.rows[at + 1..].iter().all(|row| row.cells.len() == 1);
        !(gap || is_title(&text, cell.span) || last && is_remark(&text))
    }

    /// Whether the only cell of a row is the first of a table: what a page cut off there stands below its column, and
    /// not above the table as a title does.
    fn opens(&self, at: usize, cell: &Filled, text: &str) -> bool {
        let below = self.rows[at + 1..].iter().zip(self.rows[at].number + 1..);
        let rows = below.take_while(|(row, number)| row.number == *number).map(|(row, _)| row);
        let rows = rows.take_while(|row| row.cells.len() > 1 && !is_caption(row, true));
        let left = rows.filter_map(|row| row.cells.first()).map(|cell| cell.column).min();
        left.is_some_and(|left| cell.column > left) && cell.span == 1 && !text.ends_with('表')
    }

    /// Ends the open table before a row.
    fn close(&mut self, end: usize) {
        let Some(start) = self.open.take() else { return };
        if self.is_contents(start..end) {
            self.done.extend((start..end).map(Part::Line));
        } else {
            self.done.push(Part::Table(start..end));
        }
    }

    /// Whether the rows stand below the heading of a contents page, and each is a title with its page.
    fn is_contents(&self, rows: Range<usize>) -> bool {
        let heading = self.done.iter().rev().take(2).filter_map(|part| match part {
            Part::Prose(at) | Part::Line(at) => self.rows[*at].cells.first(),
            Part::Table(_) => None,
        });
        let below_heading = heading.map(Filled::bare).any(|text| matches!(&*text, "目录" | "目次"));
        let titled = |row: &Row| {
            row.cells.len() <= 3
                && row.cells.last().is_some_and(|last| {
                    let text = last.bare();
                    row.cells.len() == 1 || (text.len() <= 4 && text.chars().any(|c| c.is_ascii_digit()))
                })
        };
        below_heading && self.rows[rows].iter().all(titled)
    }
}

/// The line above a table: the office that made it and the unit of its amounts.
fn is_caption(row: &Row, within_table: bool) -> bool {
    let texts: Vec<String> = row.cells.iter().map(Filled::bare).collect();
    if texts.iter().any(|text| is_unit(text)) {
        return true;
    }
    let label = |text: &String| {
        const LABELS: [&str; 9] = [
            "编制单位",
            "编制部门",
            "填报单位",
            "填报部门",
            "公开单位",
            "公开部门",
            "单位名称",
            "部门名称",
            "预算单位",
        ];
        LABELS.iter().any(|label| text.strip_prefix(label).is_some_and(|rest| rest.starts_with(['：', ':'])))
    };
    !within_table && row.cells.len() > 1 && texts.first().is_some_and(label) && texts.len() <= 3
}

/// `单位：万元`, `金额单位:元`.
fn is_unit(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    let rest = text.strip_prefix("金额").unwrap_or(text).strip_prefix("单位");
    let unit = rest.and_then(|rest| rest.strip_prefix(['：', ':'])).map(|u| u.trim_start_matches("人民币"));
    unit.is_some_and(|unit| matches!(unit, "元" | "千元" | "万元" | "百万元" | "亿元"))
}

fn is_total(text: &str) -> bool {
    ["合计", "总计", "小计", "共计"].iter().any(|total| text.ends_with(total)) && text.chars().count() <= 12
}

/// The title of the next table: it takes more than one column, or says that it is one.
fn is_title(text: &str, span: u32) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_ascii_digit() || "()（）年度".contains(c));
    end.ends_with('表') && span > 1 && !text.contains(['：', ':', '，', '。'])
}

fn is_remark(text: &str) -> bool {
    const LONG: usize = 24;
    ["注", "备注", "说明", "附注", "*", "※"].iter().any(|mark| text.starts_with(mark))
        || (text.chars().count() > LONG && text.contains(['，', '。', '；', '：', ',']))
}

/// Whether a row below empty ones begins a table of its own: it has headings, and neither numbers nor a total.
fn begins_table(row: &Row) -> bool {
    let heading = |cell: &Filled| {
        let text = cell.bare();
        let numbered = text.contains(|c: char| c.is_ascii_digit()) && !text.contains('年');
        !numbered && !is_total(&text) && !text.starts_with(['…', '—', '-'])
    };
    row.cells.len() > 1 && row.cells.iter().all(heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of cells parted by `|`; an empty text is an empty row, `>` at the end of a cell makes it three columns wide.
    fn rows(lines: &[&str]) -> Vec<Row> {
        let row = |(number, line): (u32, &&str)| {
            let cell = |(column, text): (u32, &str)| Filled {
                column,
                span: if text.ends_with('>') { 3 } else { 1 },
                lines: Filled::lines(text.trim_end_matches('>')),
            };
            let cells = (0..).zip(line.split('|')).map(cell).filter(|c| !c.lines.is_empty()).collect();
            Row { number, cells }
        };
        (0..).zip(lines).map(row).filter(|row| !row.cells.is_empty()).collect()
    }

    fn shown(lines: &[&str]) -> Vec<String> {
        let rows = rows(lines);
        let numbers =
            |range: &Range<usize>| format!("{}-{}", rows[range.start].number, rows[range.end - 1].number);
        let show = |part: &Part| match part {
            Part::Prose(at) => format!("{}", rows[*at].number),
            Part::Line(at) => format!("line {}", rows[*at].number),
            Part::Table(range) => numbers(range),
        };
        parts(&rows).iter().map(show).collect()
    }

    #[test]
    fn a_table_has_a_title_a_unit_and_remarks() {
        let lines = [
            "",
            "收支总表>",
            "",
            "编制单位：|某局|单位：元",
            "项目|预算数",
            "一、收入|5.00",
            "合计|5.00",
            "注：空表",
        ];
        assert_eq!(shown(&lines), ["1", "3", "4-6", "7"]);
    }

    #[test]
    fn empty_rows_within_a_table_do_not_end_it() {
        let lines =
            ["项目|预算数", "一、收入|", "二、|", "", "", "收入总计|支出总计", "", "合计|", "", "201|行政|5"];
        assert_eq!(shown(&lines), ["0-9"]);
    }

    #[test]
    fn two_tables_on_a_sheet_are_two() {
        let lines = ["项目|数", "甲|5", "", "科目|金额", "乙|6"];
        assert_eq!(shown(&lines), ["0-1", "3-4"]);
        let lines = ["项目|数", "甲|5", "支出总表>", "科目|金额", "乙|6"];
        assert_eq!(shown(&lines), ["0-1", "2", "3-4"]);
        let lines = ["项目|数", "甲|5", "", "说明", "科目|金额", "乙|6"];
        assert_eq!(shown(&lines), ["0-1", "3", "4-5"]);
    }

    #[test]
    fn a_row_whose_amounts_are_blank_stays() {
        let lines = ["项目|数", "甲|5", "二、事业收入", "丙|6", "四、其他收入"];
        assert_eq!(shown(&lines), ["0-4"]);
    }

    #[test]
    fn what_a_page_cut_off_begins_the_next_table() {
        assert_eq!(shown(&["||及防护网", "||护栏|5", "指标|数量|项目|6"]), ["0-2"]);
        assert_eq!(shown(&["|收支总表", "项目|数|备注"]), ["0", "1-1"]);
        assert_eq!(shown(&["|部门预算", "", "项目|数|备注"]), ["0", "2-2"]);
    }

    #[test]
    fn a_sheet_of_prose_has_no_table() {
        assert_eq!(shown(&["名词解释", "", "一、财政拨款：指……。", "二、其他"]), ["0", "2", "3"]);
    }

    #[test]
    fn a_contents_page_is_lines() {
        assert_eq!(shown(&["目 录", "", "一、概况|1", "二、收支总表|2"]), ["0", "line 2", "line 3"]);
        assert_eq!(shown(&["目 录", "名称|数", "甲|5.00"]), ["0", "1-2"]);
    }

    #[test]
    fn broken_words_are_one_word() {
        let text = |text: &str| Filled { lines: Filled::lines(text), ..Filled::default() }.text();
        assert_eq!(text("事业单位\n经营收入"), "事业单位经营收入");
        assert_eq!(text("12\n34 \n\n元"), "12 34元");
    }
}
