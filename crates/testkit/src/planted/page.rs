//! The lines of a made-up document, found by what they are and changed one stretch at a time.

use super::{Place, Planted};
use crate::synthetic::{Ledger, document};
use std::ops::Range;

/// A stretch of one line: characters `from..to` of line `line`, all from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub line: usize,
    pub from: usize,
    pub to: usize,
}

impl Span {
    pub(super) fn place(self) -> Place {
        let number = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        Place { line: number(self.line), columns: Some((number(self.from), number(self.to))) }
    }

    /// The whole line, wherever on it a finding points.
    pub(super) fn line_place(self) -> Place {
        Place { columns: None, ..self.place() }
    }
}

/// A document as lines without their ends.
pub(super) struct Page {
    pub lines: Vec<String>,
    windows: bool,
}

impl Page {
    pub(super) fn of(ledger: &Ledger) -> Self {
        Self { windows: ledger.manner.windows, ..Self::of_text(&document(ledger)) }
    }

    pub(super) fn of_text(text: &str) -> Self {
        Self { lines: text.lines().map(str::to_owned).collect(), windows: false }
    }

    /// The finished document, with the places of which one must be named.
    pub(super) fn planted(self, places: Vec<Place>, what: impl Into<String>) -> Planted {
        let end = if self.windows { "\r\n" } else { "\n" };
        Planted { text: self.lines.join(end) + end, places, what: what.into() }
    }

    /// The finished document with `written` at `span`.
    pub(super) fn changed(mut self, span: Span, written: &str) -> Planted {
        let before = self.at(span);
        let place = self.replace(span, written).place();
        self.planted(vec![place], format!("{before} -> {written}"))
    }

    pub(super) fn at(&self, span: Span) -> String {
        self.lines[span.line].chars().skip(span.from).take(span.to - span.from).collect()
    }

    /// Writes over a stretch; returns the new one.
    pub(super) fn replace(&mut self, span: Span, written: &str) -> Span {
        let line: Vec<char> = self.lines[span.line].chars().collect();
        let (head, tail) = (&line[..span.from], &line[span.to..]);
        self.lines[span.line] = head.iter().collect::<String>() + written + &tail.iter().collect::<String>();
        Span { to: span.from + written.chars().count(), ..span }
    }

    /// The first stretch of these lines that reads `words`, blanks and the width of brackets apart.
    pub(super) fn find(&self, lines: Range<usize>, words: &str) -> Option<Span> {
        lines.into_iter().find_map(|line| self.find_in(line, 0, words))
    }

    /// The first stretch of a line that reads `words`, from character `from` on.
    pub(super) fn find_in(&self, line: usize, from: usize, words: &str) -> Option<Span> {
        let wanted: Vec<char> = words.chars().filter(|c| *c != ' ').map(narrow).collect();
        let text: Vec<(usize, char)> = self
            .lines
            .get(line)?
            .chars()
            .map(narrow)
            .enumerate()
            .skip(from)
            .filter(|(_, c)| *c != ' ')
            .collect();
        let at = text.windows(wanted.len()).position(|w| w.iter().map(|(_, c)| c).eq(wanted.iter()))?;
        Some(Span { line, from: text[at].0, to: text[at + wanted.len() - 1].0 + 1 })
    }

    /// The last line that begins with `words`.
    pub(super) fn last_line(&self, words: &str) -> Option<usize> {
        (0..self.lines.len()).rev().find(|&l| self.find_in(l, 0, words).is_some_and(|s| s.from == 0))
    }

    pub(super) fn all(&self) -> Range<usize> {
        0..self.lines.len()
    }

    /// From the second 第一部分 on.
    pub(super) fn body(&self) -> Range<usize> {
        self.last_line("第一部分").unwrap_or(0)..self.lines.len()
    }

    /// The lines of the contents page.
    pub(super) fn contents(&self) -> Range<usize> {
        0..self.body().start
    }

    /// The lines of a table, its caption first.
    pub(super) fn table(&self, number: usize) -> Range<usize> {
        let is_caption = |line: &String, number: usize| line.replace(' ', "") == format!("表{number}");
        let start = self.lines.iter().position(|l| is_caption(l, number)).unwrap_or(0);
        let next = self.lines.iter().position(|l| is_caption(l, number + 1));
        start..next.or_else(|| self.last_line("第三部分")).unwrap_or(self.lines.len())
    }

    /// The title of a table.
    pub(super) fn title(&self, number: usize) -> Option<Span> {
        self.whole(self.table(number).start + 2)
    }

    /// Everything on a line.
    pub(super) fn whole(&self, line: usize) -> Option<Span> {
        Some(Span { line, from: 0, to: self.lines.get(line)?.chars().count() })
    }

    /// A section of the narrative, its heading first.
    pub(super) fn section(&self, numeral: &str) -> Range<usize> {
        let from = self.last_line("第三部分").unwrap_or(0);
        let heading = |l: usize, numeral: &str| {
            self.find_in(l, 0, &format!("{numeral}、关于")).is_some_and(|s| s.from == 0)
        };
        let Some(start) = (from..self.lines.len()).find(|&l| heading(l, numeral)) else { return 0..0 };
        let numerals = "一二三四五六七八九十";
        let next = (start + 1..self.lines.len()).find(|&l| {
            let first = self.lines[l].chars().next().unwrap_or(' ');
            numerals.contains(first)
                && (self.find_in(l, 0, "、关于").is_some() || self.find_in(l, 0, "十二、").is_some())
        });
        start..next.unwrap_or(self.lines.len())
    }

    /// Section twelve up to the first form.
    pub(super) fn other_matters(&self) -> Range<usize> {
        let start = self.last_line("十二、其他重要事项").unwrap_or(0);
        let end = (start..self.lines.len()).find(|&l| self.lines[l].contains("单位整体绩效目标表"));
        start..end.unwrap_or(self.lines.len())
    }

    /// The lines of each project form, its title first.
    pub(super) fn forms(&self) -> Vec<Range<usize>> {
        let starts: Vec<usize> =
            self.all().filter(|&l| self.lines[l].starts_with("项目支出绩效目标表")).collect();
        let end = |start: usize| {
            let ends = |l: &usize| {
                self.lines[*l].starts_with("项目支出绩效目标表")
                    || self.find_in(*l, 0, "(五)").is_some_and(|s| s.from == 0)
            };
            (start + 1..self.lines.len()).find(ends).unwrap_or(self.lines.len())
        };
        starts.into_iter().map(|start| start..end(start)).collect()
    }

    /// The cells of a line.
    pub(super) fn cells(&self, line: usize) -> Vec<Span> {
        let mut cells = vec![Span { line, from: 0, to: 0 }];
        for (at, c) in self.lines[line].chars().enumerate() {
            match cells.last_mut() {
                Some(_) if c == '\t' => cells.push(Span { line, from: at + 1, to: at + 1 }),
                Some(cell) => cell.to = at + 1,
                None => {}
            }
        }
        cells
    }

    /// The cell after the one that reads `label` on the same line.
    pub(super) fn cell_after(&self, lines: Range<usize>, label: &str) -> Option<Span> {
        let label: String = label.chars().map(narrow).collect();
        lines.into_iter().filter(|&l| self.lines[l].contains('\t')).find_map(|line| {
            let cells = self.cells(line);
            let folded =
                |s: Span| -> String { self.at(s).chars().filter(|c| *c != ' ').map(narrow).collect() };
            let at = cells.iter().position(|&c| folded(c) == label)?;
            cells[at + 1..].iter().copied().find(|c| c.to > c.from)
        })
    }

    /// The rows of a table below its header: from the first that prints an amount to the last.
    pub(super) fn rows(&self, number: usize) -> Vec<usize> {
        let rows = self.table(number).filter(|&l| self.lines[l].contains('\t'));
        rows.skip_while(|&l| self.amounts(l).is_empty()).collect()
    }

    /// Everything on a line that is written as an amount: digits, a point, two decimals.
    pub(super) fn amounts(&self, line: usize) -> Vec<Span> {
        let text: Vec<char> = self.lines[line].chars().collect();
        let digit = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let len = text[at..].iter().take_while(|c| digit(**c)).count();
            let written: String = text[at..at + len].iter().collect();
            if value(&written).is_some() {
                found.push(Span { line, from: at, to: at + len });
            }
            at += len.max(1);
        }
        found
    }

    /// The amounts of these lines that are not zero.
    pub(super) fn amounts_of(&self, lines: impl IntoIterator<Item = usize>) -> Vec<Span> {
        let all = lines.into_iter().flat_map(|l| self.amounts(l));
        all.filter(|&s| value(&self.at(s)) != Some(0)).collect()
    }

    pub(super) fn value(&self, span: Span) -> Option<i64> {
        value(&self.at(span))
    }
}

fn narrow(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        other => other,
    }
}

/// `1,607.22` as 160722.
pub(super) fn value(written: &str) -> Option<i64> {
    let (whole, cents) = written.split_once('.')?;
    let plain = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit() || c == ',');
    let whole: String = whole.chars().filter(|c| plain(&c.to_string()) && *c != ',').collect();
    (cents.len() == 2 && cents.bytes().all(|b| b.is_ascii_digit()))
        .then(|| format!("{whole}{cents}").parse().ok())?
}
