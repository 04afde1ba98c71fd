//! A document is changed where it stands: a text in its own lines, anything else by way of the ledger it could have come from.

use crate::At;
use mingzhang_extract::{Extracted, extract};
use mingzhang_model::{Disclosure, Text, text};
use mingzhang_read::{Limits, Options, Reading, document, read};
use mingzhang_standard::builtin;
use std::collections::BTreeSet;

/// What becomes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// What stands at a place becomes these words.
    Words(At, String),
    /// The lines from the first to the last become these.
    Lines(u32, u32, String),
}

/// The lines of a text.
///
/// # Errors
/// It cannot be read.
pub fn lines_of(name: &str, bytes: &[u8]) -> Result<Vec<String>, Text> {
    let document = document(bytes, Limits::default())
        .map_err(|why| text!("无法读取 {0}：{1}", "cannot read {0}: {1}", name, why.message()))?;
    Ok(document.source.lines().map(str::to_owned).collect())
}

/// A text with a change in it, in UTF-8.
///
/// # Errors
/// Nothing stands there, or it cannot be read.
pub fn rewritten(name: &str, bytes: &[u8], change: &Rewrite) -> Result<Vec<u8>, Text> {
    let mut lines = lines_of(name, bytes)?;
    let gone = || text!("这里没有文字可改。", "Nothing stands there that could be changed.");
    match change {
        Rewrite::Words(at, new) => {
            let line = lines.get_mut((at.line as usize).wrapping_sub(1)).ok_or_else(gone)?;
            let (before, _, after) = parted(line, *at);
            *line = [before, &plain(new).replace('\n', ""), after].concat();
        }
        Rewrite::Lines(first, last, new) => {
            let range = (*first as usize).wrapping_sub(1)..*last as usize;
            lines.get(range.clone()).filter(|there| !there.is_empty()).ok_or_else(gone)?;
            lines.splice(range, plain(new).split('\n').map(str::to_owned));
        }
    }
    Ok(lines.join("\n").into_bytes())
}

/// What stands in a line before a place, at it, and after it.
pub fn parted(line: &str, at: At) -> (&str, &str, &str) {
    let (before, rest) = split(line, at.column.saturating_sub(1));
    let (there, after) = split(rest, at.end.saturating_sub(at.column));
    (before, there, after)
}

/// Forms send other ends of lines.
fn plain(words: &str) -> String {
    words.replace("\r\n", "\n").replace('\r', "\n")
}

/// What stands before so many characters, and what after.
fn split(words: &str, characters: u32) -> (&str, &str) {
    let at = words.char_indices().nth(characters as usize).map_or(words.len(), |(at, _)| at);
    words.split_at(at)
}

/// The ledger that a document could have been made of, with what had to be decided.
///
/// # Errors
/// It cannot be read, or follows no profile that is known.
pub fn ledger_of(name: &str, bytes: &[u8]) -> Result<Extracted, Text> {
    let options = Options { profiles: builtin(), forced: None, limits: Limits::default() };
    let reading = read(bytes, &options)
        .map_err(|why| text!("无法读取 {0}：{1}", "cannot read {0}: {1}", name, why.message()))?;
    let Reading { disclosure, profile, .. } = reading;
    let profile = profile.filter(|profile| profile.print.is_some()).ok_or_else(|| unknown(&disclosure))?;
    let mut extracted = extract(&disclosure, profile);
    let mut told = BTreeSet::new();
    extracted.gaps.retain(|gap| told.insert(gap.zh.clone()));
    Ok(extracted)
}

fn unknown(disclosure: &Disclosure) -> Text {
    let read_as = disclosure.profile.as_deref().unwrap_or_default();
    text!(
        "这份文本不是按门户认识的模板编成的（{0}），不能转为账册。请在原来的文件中改正后重新上传。",
        "This document follows no profile that ledgers have ({0}). Please correct the file itself and hand it in again.",
        read_as
    )
}

#[cfg(test)]
mod tests {
    use super::{Rewrite, rewritten};
    use crate::At;

    fn change(change: &Rewrite) -> Option<String> {
        let text = "表一\r\n合计 5.00 万元\r\n完";
        let bytes = rewritten("文本.txt", text.as_bytes(), change).ok()?;
        Some(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_text_is_changed_where_it_stands() {
        let at = At { line: 2, column: 4, end: 8 };
        let words = change(&Rewrite::Words(at, "15.00\r\n".into())).unwrap();
        assert_eq!(words, "表一\n合计 15.00 万元\n完");
        let lines = |first, last| change(&Rewrite::Lines(first, last, "甲\r\n乙".into()));
        assert_eq!(lines(2, 3).unwrap(), "表一\n甲\n乙");
        assert_eq!([lines(0, 1), lines(3, 9), lines(3, 1)], [None, None, None]);
        assert_eq!(change(&Rewrite::Words(At { line: 9, ..at }, "5".into())), None);
    }
}
