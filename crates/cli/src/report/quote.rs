//! A line of the source, cut around what matters so that it fits a terminal.

use unicode_width::UnicodeWidthChar;

/// Part of a line with the bytes of the marked words in it.
pub(super) struct Quote {
    pub text: String,
    pub from: usize,
    pub to: usize,
}

const ELLIPSIS: char = '…';

/// The characters `from..to` of `line` (from 0) with as much around them as `width` columns allow.
///
/// Tabs become ` | `, the borders of cells.
pub(super) fn quote(line: &str, from: usize, to: usize, width: usize) -> Quote {
    let chars: Vec<char> = line.chars().collect();
    let from = from.min(chars.len());
    let to = to.clamp(from, chars.len());
    let columns = |range: &[char]| range.iter().map(|&c| columns_of(c)).sum::<usize>();
    let room = width.saturating_sub(columns(&chars[from..to]) + 2);
    let (mut start, mut end, mut left) = (from, to, room);
    // Words before tell what a number is, so they get the larger share.
    let mut before = room * 2 / 3;
    while start > 0 && columns_of(chars[start - 1]) <= before.min(left) {
        start -= 1;
        before -= columns_of(chars[start]);
        left -= columns_of(chars[start]);
    }
    while end < chars.len() && columns_of(chars[end]) <= left {
        left -= columns_of(chars[end]);
        end += 1;
    }
    let mut text = String::new();
    if start > 0 {
        text.push(ELLIPSIS);
    }
    push(&mut text, &chars[start..from]);
    let marked = text.len();
    push(&mut text, &chars[from..to]);
    let marked_end = text.len();
    push(&mut text, &chars[to..end]);
    if end < chars.len() {
        text.push(ELLIPSIS);
    }
    Quote { text, from: marked, to: marked_end }
}

fn columns_of(c: char) -> usize {
    if c == '\t' { 3 } else { c.width().unwrap_or(0) }
}

fn push(text: &mut String, chars: &[char]) {
    for &c in chars {
        if c == '\t' { text.push_str(" | ") } else { text.push(c) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = "一般公共服务支出".repeat(20) + "1,607.23" + &"万元，占比".repeat(20);
        let quote = quote(&line, 160, 168, 60);
        assert_eq!(&quote.text[quote.from..quote.to], "1,607.23");
        assert!(quote.text.width() <= 60, "{}", quote.text);
        assert!(quote.text.starts_with('…') && quote.text.ends_with('…'));
    }

    #[test]
    fn short_lines_stay_whole() {
        let quote = quote("201\t03\t行政运行", 4, 6, 60);
        assert_eq!((quote.text.as_str(), &quote.text[quote.from..quote.to]), ("201 | 03 | 行政运行", "03"));
    }
}
