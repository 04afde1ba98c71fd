//! Why a file could not be read, and what its owner can do.

use crate::Foreign;
use mingzhang_model::{Text, text};

/// Bounds on what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size above which a file is refused, in bytes.
    pub max_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 64 << 20 }
    }
}

/// The file could not be opened. Content is never a reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum Unreadable {
    /// No text at all.
    Empty,
    /// The file of a bundle could not be opened.
    Closed,
    /// No text, and of no format that is known.
    Binary,
    /// Of a format that is known, but not read.
    Foreign(Foreign),
    /// Bytes that are no text in any encoding read here.
    Encoding {
        /// The first byte that does not fit, counted from 0.
        offset: usize,
    },
    /// The file ends in the middle of a character.
    Truncated,
    /// Its fonts do not tell which characters their glyphs are.
    Unmapped,
    /// Needs a password.
    Encrypted {
        /// Its format: `PDF`.
        format: &'static str,
    },
    /// Of a format that is read, but broken.
    Damaged {
        /// Its format: `PDF`.
        format: &'static str,
    },
    /// Pages, and every one of them a picture without text.
    Scanned {
        /// How many.
        pages: u32,
    },
    /// Small on disk, but more than is sensible once unpacked, or nested without end.
    Excessive {
        /// Its format: `Excel`.
        format: &'static str,
    },
    /// Larger than [`Limits::max_bytes`].
    TooLarge {
        /// Size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

impl Unreadable {
    /// The reason and the way out, for the user.
    pub fn message(&self) -> Text {
        match self {
            Self::Empty => text!(
                "文件是空的，没有可以读取的文字。请确认是否选对了文件。",
                "the file is empty. Please make sure it is the right one."
            ),
            Self::Closed => text!(
                "文件打不开。请检查文件是否还在、是否有权读取。",
                "the file could not be opened. Please check that it is still there and may be read."
            ),
            Self::Binary => text!(
                "这不是可以读取的文件（含有二进制内容，格式不明）。可以读取 PDF、Excel、Word（docx）、网页、文本文件和 zip 压缩包，请另存为其中一种后再试。",
                "this file has binary content of no known format. PDF, Excel, Word (docx), web pages, text files and zip archives are read; please save it as one of them."
            ),
            Self::Foreign(format) => format.message(),
            Self::Encoding { offset } => text!(
                "无法识别文字编码：第 {0} 个字节起不是有效的 UTF-8 或 GBK/GB18030 文字。请以 UTF-8 编码另存后再试。",
                "the encoding is unknown: from byte {0} on this is neither UTF-8 nor GBK/GB18030. Please save the file as UTF-8 and try again.",
                offset + 1
            ),
            Self::Truncated => text!(
                "文件不完整：末尾的文字只有一半。请重新下载或导出后再试。",
                "the file is incomplete: it ends in the middle of a character. Please download or export it again."
            ),
            Self::Encrypted { format } => text!(
                "这份 {0} 文件设有打开密码，无法读取。请去掉密码后另存，再试一次。",
                "this {0} file is protected by a password. Please save it without one and try again.",
                *format
            ),
            Self::Damaged { format } => text!(
                "这份 {0} 文件已损坏或不完整，无法读取。请重新下载或导出后再试。",
                "this {0} file is damaged or incomplete. Please download or export it again.",
                *format
            ),
            Self::Scanned { pages } => text!(
                "全部 {0} 页都是图像，没有可以读取的文字。请用由 Word 或 Excel 直接导出的文件，或先作文字识别。",
                "all {0} pages are images without text. Please use a file exported from Word or Excel, or run text recognition first.",
                *pages
            ),
            Self::Unmapped => text!(
                "文件中的文字无法读取：所用字体没有附字符对照表，只能看，不能取出文字。请用由 Word 或 Excel 直接导出的文件，或先作文字识别。",
                "the text of this file cannot be read: its fonts carry no character map. Please use a file exported from Word or Excel, or run text recognition first."
            ),
            Self::Excessive { format } => text!(
                "这份 {0} 文件展开后的内容远超正常文档，已停止读取。请检查文件是否异常，或拆分后再试。",
                "what this {0} file unpacks to is far more than a document holds; reading has stopped. Please check the file, or split it.",
                *format
            ),
            Self::TooLarge { size, limit } => text!(
                "文件太大：{0} 字节，超过上限 {1} 字节。请拆分文件，或调高大小上限。",
                "the file is too large: {0} bytes, above the limit of {1}. Please split it or raise the limit.",
                *size,
                *limit
            ),
        }
    }
}
