//! Words as every format can hold them.

/// A text on one line: breaks, tabs and characters that nobody sees become spaces, and none stand at its ends.
pub(crate) fn line(text: &str) -> String {
    let printed = |c: char| {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}') { ' ' } else { c }
    };
    text.trim().chars().map(printed).collect::<String>().trim().to_owned()
}

/// The lines of a text, none of them blank.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(line).filter(|line| !line.is_empty())
}
