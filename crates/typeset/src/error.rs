//! Why nothing could be printed, and what to do.

use mingzhang_model::{Text, text};
use std::path::PathBuf;

/// Nothing was printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum Error {
    /// None of the fonts known to have Chinese characters is there.
    NoFont {
        /// Where they were looked for.
        searched: Vec<PathBuf>,
    },
    /// A font is there, but cannot be used.
    BadFont {
        /// Its file.
        path: PathBuf,
    },
    /// Characters that none of the fonts has; they would be printed as nothing.
    NoGlyph {
        /// A text they stand in, and the characters of it that are missing.
        missing: Vec<(String, String)>,
        /// The fonts that lack them.
        fonts: Vec<String>,
    },
    /// The document has no title.
    NoTitle,
    /// The template does not fit what is printed: a defect of this program.
    Template(String),
}

impl Error {
    /// The reason and the way out, for the user.
    pub fn message(&self) -> Text {
        match self {
            Self::NoFont { searched } => no_font(searched),
            Self::BadFont { path } => text!(
                "字体文件 {0} 不能使用，请重新安装",
                "the font file {0} cannot be used; please install it again",
                path.display().to_string()
            ),
            Self::NoGlyph { missing, fonts } => no_glyph(missing, fonts),
            Self::NoTitle => text!("文件没有标题，不能排版", "the document has no title"),
            Self::Template(reason) => text!(
                "排版失败，这是本程序的缺陷，请反馈：{0}",
                "typesetting failed; this is a defect of the program, please report it: {0}",
                reason
            ),
        }
    }
}

fn no_font(searched: &[PathBuf]) -> Text {
    let places: Vec<_> = searched.iter().map(|path| path.display().to_string()).collect();
    text!(
        "没有找到中文字体（找过：{0}）。请安装思源宋体、思源黑体（Debian、Ubuntu：apt-get install fonts-noto-cjk），或用环境变量 MINGZHANG_FONTS 指明字体所在的目录",
        "no font with Chinese characters was found (in: {0}). Please install Noto CJK (Debian, Ubuntu: apt-get install fonts-noto-cjk), or name the folder of the fonts in MINGZHANG_FONTS",
        places.join("、")
    )
}

fn no_glyph(missing: &[(String, String)], fonts: &[String]) -> Text {
    let shown: Vec<_> = missing.iter().map(|(text, characters)| format!("{characters}（{text}）")).collect();
    text!(
        "字体（{0}）没有下列字，印出来会是空白：{1}。请改用其他字，或用环境变量 MINGZHANG_FONTS 换有这些字的字体",
        "the fonts ({0}) lack these characters, which would be printed as nothing: {1}. Please use other characters, or name fonts that have them in MINGZHANG_FONTS",
        fonts.join("、"),
        shown.join("；")
    )
}
