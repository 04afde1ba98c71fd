//! Why a file takes no remarks, and what its owner can do.

use mingzhang_model::{Text, text};

/// There is no annotated copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Neither a PDF nor a workbook.
    Format,
    /// A binary file of Office before 2007.
    OldOffice,
    /// Protected by a password, perhaps an empty one that lets everybody read.
    Encrypted,
    /// A workbook in the strict variant of its format.
    Strict,
    /// The file is broken, or parts of it are missing.
    Damaged,
}

impl Refused {
    /// The reason and the way out, for the user.
    pub fn message(self) -> Text {
        match self {
            Self::Format => text!(
                "只有 PDF 和 Excel 工作簿（.xlsx）能加批注；文本、Word 和网页文件请用 --format html 查看标出问题的原文。",
                "only PDF files and Excel workbooks (.xlsx) can be annotated; for text, Word and web pages see the marked text in --format html."
            ),
            Self::OldOffice => text!(
                "旧格式的 .xls、.doc 文件不能加批注。请在 Excel 中另存为 .xlsx 后再试。",
                "the old formats .xls and .doc cannot be annotated. Please save the workbook as .xlsx and try again."
            ),
            Self::Encrypted => text!(
                "这份文件设有密码或权限保护，不能加批注。请去掉保护后另存，再试一次。",
                "this file is protected by a password or by permissions and cannot be annotated. Please save it without protection and try again."
            ),
            Self::Strict => text!(
                "这份工作簿是“Strict Open XML”格式，不能加批注。请另存为普通的 Excel 工作簿（.xlsx）后再试。",
                "this workbook is in the Strict Open XML format and cannot be annotated. Please save it as an ordinary workbook (.xlsx) and try again."
            ),
            Self::Damaged => text!(
                "文件已损坏或不完整，不能加批注。请重新导出后再试。",
                "the file is damaged or incomplete and cannot be annotated. Please export it again."
            ),
        }
    }
}
