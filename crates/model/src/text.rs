//! Sentences for the user, in both languages at once.

use std::fmt::Display;

/// A sentence in Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Chinese, the language of the field.
    pub zh: String,
    /// English.
    pub en: String,
}

/// The language a report is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese
    #[default]
    Zh,
    /// English
    En,
}

impl Text {
    /// A sentence from its Chinese and English words; quotation marks inside quotation marks become single ones.
    pub fn new(zh: String, en: String) -> Self {
        Self { zh: nested_quotes(zh), en: nested_quotes(en) }
    }

    /// Words that are the same in both languages: a number, a name, a quotation.
    pub fn same(words: impl Display) -> Self {
        let words = words.to_string();
        Self { zh: words.clone(), en: words }
    }

    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Several texts with `、` or `, ` between them.
    pub fn list(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, "、", ", ")
    }

    /// Several texts with what stands between them in either language.
    pub fn joined(parts: impl IntoIterator<Item = Self>, zh: &str, en: &str) -> Self {
        let (chinese, english): (Vec<_>, Vec<_>) = parts.into_iter().map(|t| (t.zh, t.en)).unzip();
        Self { zh: chinese.join(zh), en: english.join(en) }
    }
}

/// “财政拨款“三公”经费” becomes “财政拨款‘三公’经费”; words whose marks do not match stay as they are.
fn nested_quotes(words: String) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '“' | '‘' => {
                out.push(if depth.is_multiple_of(2) { '“' } else { '‘' });
                depth += 1;
            }
            '”' | '’' => {
                let Some(outer) = depth.checked_sub(1) else { return words };
                depth = outer;
                out.push(if depth.is_multiple_of(2) { '”' } else { '’' });
            }
            _ => out.push(c),
        }
    }
    if depth == 0 { out } else { words }
}

/// What can stand in a [`text!`](crate::text) sentence: a [`Text`] takes its own language, all else is the same in both.
pub trait InLang {
    /// The words in the given language.
    fn in_lang(&self, lang: Lang) -> impl Display + '_;
}

impl InLang for Text {
    fn in_lang(&self, lang: Lang) -> impl Display + '_ {
        self.get(lang)
    }
}

impl InLang for &Text {
    fn in_lang(&self, lang: Lang) -> impl Display + '_ {
        self.get(lang)
    }
}

macro_rules! same_in_both {
    ($($t:ty),*) => {$(
        impl InLang for $t {
            fn in_lang(&self, _: Lang) -> impl Display + '_ {
                self
            }
        }
    )*};
}
same_in_both!(
    &str,
    &&str,
    String,
    &String,
    std::sync::Arc<str>,
    &std::sync::Arc<str>,
    char,
    i32,
    u8,
    u16,
    u32,
    u64,
    i64,
    usize,
    crate::Numeral,
    crate::MoneyUnit,
    crate::Code
);

/// Builds a [`Text`] from a Chinese and an English format string and shared arguments.
///
/// ```
/// use mingzhang_model::text;
/// let t = text!("缺少表{0}", "table {0} is missing", 8);
/// assert_eq!((t.zh.as_str(), t.en.as_str()), ("缺少表8", "table 8 is missing"));
/// ```
#[macro_export]
macro_rules! text {
    ($zh:literal, $en:literal $(, $arg:expr)* $(,)?) => {
        $crate::Text::new(
            format!($zh $(, $crate::InLang::in_lang(&$arg, $crate::Lang::Zh))*),
            format!($en $(, $crate::InLang::in_lang(&$arg, $crate::Lang::En))*),
        )
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn quotation_marks_nest() {
        let statement = text!("文字中的{0} = 表10", "{0} in the text = table 10", "“三公”经费数");
        let sentence = text!("按“{0}”应为 3.80 万元", "by “{0}” it should be 3.80 万元", &statement);
        assert_eq!(sentence.zh, "按“文字中的‘三公’经费数 = 表10”应为 3.80 万元");
        let place = text!("说明十“{0}”", "narrative 十 “{0}”", "“三公”经费数");
        assert_eq!(text!("“{0}”不成立", "“{0}” does not hold", &place).zh, "“说明十‘“三公”经费数’”不成立");
        assert_eq!(text!("“{0}”", "“{0}”", "缺一半”的引号").zh, "“缺一半”的引号”");
    }
}
