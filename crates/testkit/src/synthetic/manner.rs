//! Writes a document as another hand would have written it.

use super::ledger::Manner;

/// The text in the given manner; codes and zeros are the business of the tables.
pub(super) fn rewritten(text: &str, manner: Manner) -> String {
    let mut out = String::with_capacity(text.len());
    let characters: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_digit);
    let chinese = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(|c| *c >= '\u{2000}');
    for (at, &c) in characters.iter().enumerate() {
        let [before, after] = [at.checked_sub(1), Some(at + 1)];
        let beside_chinese = chinese(before) && digit(after) || digit(before) && chinese(after);
        match c {
            ',' if !manner.thousands && digit(before) && digit(after) => {}
            ' ' if !manner.spaces && beside_chinese => {}
            '（' if manner.half_width => out.push('('),
            '）' if manner.half_width => out.push(')'),
            '：' if manner.half_width => out.push(':'),
            '\n' if manner.windows => out.push_str("\r\n"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_change_the_spelling_only() {
        let text = "一、支出（类）：1,607.22 万元，2 个\n";
        assert_eq!(rewritten(text, Manner::PLAIN), text);
        let other =
            Manner { thousands: false, spaces: false, half_width: true, windows: true, ..Manner::PLAIN };
        assert_eq!(rewritten(text, other), "一、支出(类):1607.22万元，2个\r\n");
    }
}
