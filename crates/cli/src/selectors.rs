//! The words of `--select` and `--ignore`, held against the rules there are.

use crate::catalogue::title;
use crate::trouble::trouble;
use mingzhang_audit::{Rule, rules};
use mingzhang_model::{Text, text};

/// The words as the audit knows them: codes in capitals, names as they are.
///
/// # Errors
/// A word that selects no rule: a slip of the pen must not silently check nothing.
pub(crate) fn selectors(words: &[String]) -> anyhow::Result<Vec<String>> {
    words.iter().map(|word| selector(word.trim())).collect()
}

fn selector(word: &str) -> anyhow::Result<String> {
    let code = word.to_uppercase();
    if !word.is_empty() && rules().any(|r| r.code.starts_with(&code)) {
        Ok(code)
    } else if rules().any(|r| r.name == word) {
        Ok(word.to_owned())
    } else {
        Err(trouble(unknown(word)))
    }
}

/// There is no such rule; these are near.
pub(crate) fn unknown(word: &str) -> Text {
    let near =
        Text::list(nearest(word).into_iter().map(|r| text!("{0}（{1}）", "{0} ({1})", r.code, title(r))));
    text!(
        "没有规则“{0}”。是不是 {1}？用 mingzhang rules 查看全部规则。",
        "there is no rule “{0}”. Did you mean {1}? See mingzhang rules for all of them.",
        word,
        near
    )
}

/// The three rules whose code or name is most like the word, or whose title has it.
fn nearest(word: &str) -> Vec<&'static Rule> {
    let code = word.to_uppercase();
    let mut all: Vec<&Rule> = rules().collect();
    all.sort_by_key(|rule| {
        let named = !word.is_empty() && rule.title.contains(word);
        let family = code.chars().next() == rule.code.chars().next();
        (!named, !family, strsim::levenshtein(rule.code, &code).min(strsim::levenshtein(rule.name, word)))
    });
    all.truncate(3);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_any_case_beginnings_and_names_select() {
        let words = ["a101", "X", "n1"].map(str::to_owned);
        assert_eq!(selectors(&words).unwrap(), ["A101", "X", "N1"]);
    }

    #[test]
    fn a_slip_is_told() {
        let error = selectors(&["A999".to_owned()]).unwrap_err().to_string();
        assert!(error.starts_with("没有规则“A999”。是不是 A10"), "{error}");
        assert!(selectors(&[String::new()]).is_err());
    }
}
