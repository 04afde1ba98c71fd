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
/// Tabs become ` | `, the borders of cells. Marked words that are too long themselves are cut at their end.
pub(super) fn quote(line: &str, from: usize, to: usize, width: usize) -> Quote {
    let chars: Vec<char> = line.chars().collect();
    let from = from.min(chars.len());
    let room = width.saturating_sub(2);
    let to = fitting(&chars[from..to.clamp(from, chars.len())], room) + from;
    let room = room - columns(&chars[from..to]);
    let after = columns(&chars[to..]).min(room / 3);
    // Words before tell what a number is, so they get the larger share.
    let start = from - fitting(chars[..from].iter().rev(), room - after);
    let end = to + fitting(&chars[to..], room - columns(&chars[start..from]));
    let mut text = String::new();
    text.extend((start > 0).then_some(ELLIPSIS));
    push(&mut text, &chars[start..from]);
    let marked = text.len();
    push(&mut text, &chars[from..to]);
    let marked_end = text.len();
    push(&mut text, &chars[to..end]);
    text.extend((end < chars.len()).then_some(ELLIPSIS));
    Quote { text, from: marked, to: marked_end }
}

/// How many characters fit into `room` columns.
fn fitting<'a>(chars: impl IntoIterator<Item = &'a char>, room: usize) -> usize {
    let ends = chars.into_iter().scan(0, |end, &c| {
        *end += columns_of(c);
        Some(*end)
    });
    ends.take_while(|&end| end <= room).count()
}

fn columns(chars: &[char]) -> usize {
    chars.iter().map(|&c| columns_of(c)).sum()
}

/// Control characters are shown as one column by the renderer.
fn columns_of(c: char) -> usize {
    if c == '\t' { 3 } else { c.width().unwrap_or(1) }
}

fn push(text: &mut String, chars: &[char]) {
    for &c in chars {
        if c == '\t' { text.push_str(" | ") } else { text.push(c) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
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

    #[test]
    fn long_marks_are_cut_themselves() {
        let quote = quote(&"公开".repeat(100), 0, 200, 41);
        assert_eq!(quote.text, "公开".repeat(9) + "公…");
        assert_eq!((quote.from, quote.to), (0, 57));
    }

    proptest! {
        #[test]
        fn what_is_quoted_fits(line in "[一-龥0-9,.\t ]{0,80}", from in 0_usize..90, length in 0_usize..90, width in 10_usize..120) {
            let quote = quote(&line, from, from + length, width);
            prop_assert!(quote.text.width() <= width, "{}", quote.text);
            let marked: String = line.chars().skip(from).take(length).collect::<String>().replace('\t', " | ");
            prop_assert!(marked.starts_with(&quote.text[quote.from..quote.to]));
        }
    }
}
