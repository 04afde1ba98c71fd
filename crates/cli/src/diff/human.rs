//! The two documents for a terminal: columns aligned, amounts under amounts.

use super::{Sides, amount, name, rate};
use mingzhang_compare::{Move, RowDiff};
use mingzhang_model::{Lang, MoneyUnit, Passage, Source, Text, Unit, text};
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Widths of the columns of amounts: before, after, change, rate.
const AMOUNTS: [usize; 4] = [15, 15, 16, 10];
/// Sentences shown of each version.
const FEW: usize = 20;

/// Everything that differs, in lines of at most `columns`.
pub(super) fn page(sides: &Sides, columns: usize) -> String {
    let mut page = Page { sides, columns, out: String::new() };
    page.head();
    for title in sides.lone_tables() {
        let _ = writeln!(page.out, "{}", sides.say(&title));
    }
    for (title, unit, rows) in sides.groups() {
        page.group(&title, unit, rows);
    }
    page.text();
    if sides.diff.is_empty() {
        let none = text!("两份文本的数字没有不同。", "The numbers of both documents are the same.");
        let _ = writeln!(page.out, "\n{}", sides.say(&none));
    }
    page.out
}

struct Page<'a> {
    sides: &'a Sides,
    columns: usize,
    out: String,
}

impl Page<'_> {
    fn head(&mut self) {
        let [first, second] = [&self.sides.first, &self.sides.second].map(super::Side::title);
        let _ = writeln!(self.out, "{}", self.sides.say(&text!("前：{0}", "from: {0}", first)));
        let _ = writeln!(self.out, "{}", self.sides.say(&text!("后：{0}", "to:   {0}", second)));
    }

    fn group(&mut self, title: &Text, unit: MoneyUnit, rows: &[RowDiff]) {
        let money = rows.iter().flat_map(|row| &row.moves).any(|m| matches!(m.unit, Unit::Money(_)));
        let unit_words = if money { text!("（单位：{0}）", " ({0})", unit) } else { Text::default() };
        let title = text!("{0}{1}", "{0}{1}", title, unit_words);
        let _ = writeln!(self.out, "\n{}", self.sides.say(&title));
        let [first, second] = self.sides.names();
        let headings = [first, second, text!("增减", "change"), text!("幅度", "rate")];
        let headings = headings.map(|heading| self.sides.say(&heading));
        self.line("", &headings);
        for row in rows {
            let called = self.sides.say(&name(row));
            let several = row.moves.len() > 1;
            for (index, moved) in row.moves.iter().enumerate() {
                let label = match (index, several) {
                    (0, true) if !is_total(&moved.heading) => format!("{called} {}", moved.heading),
                    (0, _) => called.clone(),
                    (_, _) if moved.heading.is_empty() => {
                        format!("  {}", self.sides.say(&text!("金额", "amount")))
                    }
                    _ => format!("  {}", moved.heading),
                };
                let numbers = numbers(moved, unit, self.sides.lang);
                self.line(&label, &numbers);
            }
        }
    }

    /// A name and its numbers; a name too long for its column has lines of its own.
    fn line(&mut self, label: &str, numbers: &[String; 4]) {
        let room = self.columns - AMOUNTS.iter().sum::<usize>() - 1;
        let mut label = label.to_owned();
        if label.width() > room {
            for part in broken(&label, self.columns - 2) {
                let _ = writeln!(self.out, " {part}");
            }
            label.clear();
        }
        let mut line = format!(" {label}{}", " ".repeat(room - label.width()));
        for (number, width) in numbers.iter().zip(AMOUNTS) {
            let blank = width.saturating_sub(number.width()).max(1);
            let _ = write!(line, "{}{number}", " ".repeat(blank));
        }
        let _ = writeln!(self.out, "{}", line.trim_end());
    }

    fn text(&mut self) {
        let Some(text) = self.sides.diff.text.as_ref().filter(|text| !text.is_empty()) else { return };
        let _ = writeln!(self.out, "\n{}", self.sides.say(&text!("改动的文字", "Changed text")));
        self.passages('-', &text.removed, &self.sides.first.source);
        self.passages('+', &text.added, &self.sides.second.source);
    }

    fn passages(&mut self, mark: char, passages: &[Passage], source: &Source) {
        for passage in passages.iter().take(FEW) {
            let place = self.sides.say(&crate::place::in_words(source, passage.location()));
            for (index, part) in broken(passage.text().trim(), self.columns - 3).iter().enumerate() {
                if index == 0 {
                    let _ = writeln!(self.out, "{mark} {place}");
                }
                let _ = writeln!(self.out, "{mark}  {part}");
            }
        }
        let more = passages.len().saturating_sub(FEW);
        if more > 0 {
            let more = text!("另有 {0} 段，见 --format html", "and {0} more, see --format html", more);
            let _ = writeln!(self.out, "{mark}  {}", self.sides.say(&more));
        }
    }
}

/// A row is called by its name alone where its total is meant.
fn is_total(heading: &str) -> bool {
    matches!(heading, "" | "合计" | "总计" | "小计" | "金额" | "预算数" | "决算数")
}

fn numbers(moved: &Move, unit: MoneyUnit, lang: Lang) -> [String; 4] {
    let shown = |value: Option<i64>| {
        value.map_or_else(|| "-".to_owned(), |value| amount(value, moved.unit, unit, false))
    };
    let change = amount(moved.change(), moved.unit, unit, true);
    [shown(moved.before), shown(moved.after), change, rate(moved).get(lang).to_owned()]
}

/// Lines of at most `columns`, broken anywhere.
fn broken(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut width = 0;
    for c in text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        let of = c.width().unwrap_or(0);
        if width + of > columns {
            lines.push(String::new());
            width = 0;
        }
        width += of;
        if let Some(last) = lines.last_mut() {
            last.push(c);
        }
    }
    lines
}
