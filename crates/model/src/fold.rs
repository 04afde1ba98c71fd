//! One spelling for text that offices write in many: full- and half-width forms, stray spaces.

/// Text in the spelling that recognition compares, with the way back to the original bytes.
///
/// Folding drops white space except one blank between two digits, makes digits, letters, brackets, `%` and comparison signs half-width, and makes
/// commas, colons and semicolons full-width, except a comma between digits, which separates thousands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    origin: Vec<u32>,
}

impl Folded {
    /// Folds `original`.
    pub fn of(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            origin: Vec::with_capacity(original.len() + 1),
        };
        fold_with(original, |c, at| {
            folded.text.push(c);
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            folded.origin.extend_from_slice(&[at; 4][..c.len_utf8()]);
        });
        folded.origin.push(u32::try_from(original.len()).unwrap_or(u32::MAX));
        folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the original that byte `at` of the folded text came from.
    pub fn origin(&self, at: usize) -> usize {
        self.origin.get(at).or(self.origin.last()).map_or(0, |&o| o as usize)
    }

    /// The range of the original that the folded bytes `start..end` came from, without white space after it.
    pub fn original_range(&self, original: &str, start: usize, end: usize) -> (usize, usize) {
        let from = self.origin(start);
        let to = if end > start { self.origin(end).max(from) } else { from };
        let kept = original.get(from..to).map_or(0, |part| part.trim_end_matches(is_space).len());
        (from, from + kept)
    }
}

/// The folded spelling of a label or phrase, when only the text matters.
pub fn fold(original: &str) -> String {
    let mut text = String::with_capacity(original.len());
    fold_with(original, |c, _| text.push(c));
    text
}

/// Hands over each folded character with the byte of the original it came from.
fn fold_with(original: &str, mut push: impl FnMut(char, usize)) {
    let mut rest = original.char_indices().peekable();
    let mut digit_before = false;
    while let Some((at, c)) = rest.next() {
        // Most characters are Chinese and stay as they are.
        if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
            digit_before = false;
            push(c, at);
            continue;
        }
        if is_space(c) {
            // Two numbers in a row stay two.
            if digit_before && digit_follows(&mut rest) {
                push(' ', at);
                digit_before = false;
            }
            continue;
        }
        let c = match half_width(c) {
            ',' if c == ',' && digit_before && digit_follows(&mut rest) => ',',
            ',' => '，',
            ':' => '：',
            ';' => '；',
            '【' | '[' | '〔' => '(',
            '】' | ']' | '〕' => ')',
            '≥' => {
                push('>', at);
                '='
            }
            '≤' => {
                push('<', at);
                '='
            }
            other => other,
        };
        digit_before = c.is_ascii_digit();
        push(c, at);
    }
}

fn digit_follows(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>) -> bool {
    rest.peek().is_some_and(|&(_, next)| half_width(next).is_ascii_digit())
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' | '﹣' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling() {
        assert_eq!(fold("收 入 总　计"), "收入总计");
        assert_eq!(fold("因公出国（境）费"), "因公出国(境)费");
        assert_eq!(fold("2,015.18 万元,占 99.95%"), "2,015.18万元，占99.95%");
        assert_eq!(fold("５０．０４％，１，２"), "50.04%，1，2");
        assert_eq!(fold("≥95%"), ">=95%");
        assert_eq!(fold("总 计 30  25,754.39"), "总计30 25,754.39");
    }

    #[test]
    fn leads_back_to_the_original() {
        let original = "占 99.95 %，";
        let folded = Folded::of(original);
        let at = folded.text().find("99.95").unwrap();
        let (from, to) = folded.original_range(original, at, at + 5);
        assert_eq!(&original[from..to], "99.95");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn every_range_lies_in_the_original(text in "\\PC{0,40}", a in 0_usize..120, b in 0_usize..120) {
            let folded = Folded::of(&text);
            let (from, to) = folded.original_range(&text, a.min(b), a.max(b));
            prop_assert!(from <= to && to <= text.len());
        }
    }
}
