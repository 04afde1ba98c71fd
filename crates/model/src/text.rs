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
        let (zh, en): (Vec<_>, Vec<_>) = parts.into_iter().map(|t| (t.zh, t.en)).unzip();
        Self { zh: zh.join("、"), en: en.join(", ") }
    }
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
        $crate::Text {
            zh: format!($zh $(, $crate::InLang::in_lang(&$arg, $crate::Lang::Zh))*),
            en: format!($en $(, $crate::InLang::in_lang(&$arg, $crate::Lang::En))*),
        }
    };
}
