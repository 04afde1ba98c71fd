//! Formats that are known, but not read, and what the owner of such a file can do.

use mingzhang_model::{Text, text};

/// A format that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Word 97-2003, and WPS documents, which are of the same kind.
    Doc,
    /// Excel 95 and older.
    OldExcel,
    /// Excel 2003 XML, Word 2003 XML.
    OfficeXml,
    /// PowerPoint.
    PowerPoint,
    /// OpenDocument (odt, ods).
    OpenDocument,
    /// RTF.
    Rtf,
    /// OFD, the national format of fixed pages.
    Ofd,
    /// A web page with its pictures in one file (mht).
    Mhtml,
    /// A picture.
    Picture,
    /// An archive that is not a ZIP (rar, 7z, gz).
    Archive,
    /// A ZIP within a ZIP.
    NestedZip,
    /// Some other file of Office.
    Office,
}

impl Foreign {
    /// What it is, and the way out.
    pub fn message(self) -> Text {
        match self {
            Self::Doc => text!(
                "这是旧版 Word 或 WPS 文档（doc、wps），不能读取。请用 Word 或 WPS 打开，另存为 docx 后再试。",
                "this is a document of Word 97-2003 or WPS (doc, wps), which is not read. Please open it and save it as docx."
            ),
            Self::OldExcel => text!(
                "这是 Excel 95 或更早的工作簿，不能读取。请用 Excel 或 WPS 打开，另存为 xlsx 后再试。",
                "this is a workbook of Excel 95 or before, which is not read. Please open it and save it as xlsx."
            ),
            Self::OfficeXml => text!(
                "这是 Office 2003 的 XML 文件，不能读取。请用 Excel 或 Word 打开，另存为 xlsx 或 docx 后再试。",
                "this is an XML file of Office 2003, which is not read. Please open it and save it as xlsx or docx."
            ),
            Self::PowerPoint => text!(
                "这是演示文稿（PowerPoint），不能读取。请导出为 PDF 后再试。",
                "this is a presentation (PowerPoint), which is not read. Please export it as PDF."
            ),
            Self::OpenDocument => text!(
                "这是 OpenDocument 文件（odt、ods），不能读取。请另存为 docx 或 xlsx 后再试。",
                "this is an OpenDocument file (odt, ods), which is not read. Please save it as docx or xlsx."
            ),
            Self::Rtf => text!(
                "这是 RTF 文档，不能读取。请用 Word 或 WPS 打开，另存为 docx 后再试。",
                "this is an RTF document, which is not read. Please open it and save it as docx."
            ),
            Self::Ofd => text!(
                "这是 OFD 版式文件，不能读取。请用 OFD 阅读器导出为 PDF，或使用排版前的 Word、Excel 文件。",
                "this is an OFD file, which is not read. Please export it as PDF, or use the Word or Excel file it was made from."
            ),
            Self::Mhtml => text!(
                "这是单个文件的网页（mht），不能读取。请用浏览器打开，另存为“网页，仅 HTML”后再试。",
                "this is a web archive (mht), which is not read. Please open it in a browser and save it as HTML only."
            ),
            Self::Picture => text!(
                "这是图片，没有可以读取的文字。请使用原来的 Word、Excel 或 PDF 文件。",
                "this is a picture without text. Please use the Word, Excel or PDF file it was made from."
            ),
            Self::Archive => text!(
                "这是压缩包（rar、7z、gz），不能读取。请解压后再试，或改为 zip 压缩包。",
                "this is an archive (rar, 7z, gz), which is not read. Please unpack it, or pack it as zip."
            ),
            Self::NestedZip => text!(
                "这是压缩包中的压缩包，没有读取。请全部解压后再试。",
                "this is an archive within an archive and was not read. Please unpack it."
            ),
            Self::Office => text!(
                "这是 Office 文件，但不是 Word 文档或 Excel 工作簿，不能读取。请另存为 docx、xlsx 或 PDF 后再试。",
                "this is an Office file, but neither a document nor a workbook. Please save it as docx, xlsx or PDF."
            ),
        }
    }
}
