//! Which format the bytes of a file are, and who reads it. The name of a file tells nothing: names lie.

use crate::{bundle, decode, text};
use encoding_rs::{Encoding, UTF_8};
use mingzhang_document::{Document, Foreign, Limits, Unreadable};
use mingzhang_office::{Container, container};
use std::borrow::Cow;

/// First bytes of formats that are not read.
const FOREIGN: [(&[u8], Foreign); 10] = [
    (b"{\\rtf", Foreign::Rtf),
    (b"\x89PNG", Foreign::Picture),
    (b"\xFF\xD8\xFF", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"Rar!", Foreign::Archive),
    (b"7z\xBC\xAF", Foreign::Archive),
    (b"\x1F\x8B", Foreign::Archive),
    (b"MIME-Version:", Foreign::Mhtml),
];

/// What the bytes of a file hold.
pub(crate) fn document(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    let size = bytes.len() as u64;
    if size > limits.max_bytes {
        return Err(Unreadable::TooLarge { size, limit: limits.max_bytes });
    }
    match container(bytes)? {
        Some(Container::Xlsx) => mingzhang_office::xlsx(bytes),
        Some(Container::Xls) => mingzhang_office::xls(bytes),
        Some(Container::Docx) => mingzhang_office::docx(bytes),
        Some(Container::Zip) => bundle::archive(bytes, limits),
        Some(Container::Foreign(format)) => Err(Unreadable::Foreign(format)),
        None => plain(bytes, limits),
    }
}

/// What the bytes of a file hold, the numbers of a workbook with all their digits.
pub(crate) fn exact_document(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    let is_small = bytes.len() as u64 <= limits.max_bytes;
    match container(bytes)? {
        Some(Container::Xlsx) if is_small => mingzhang_office::xlsx_exact(bytes),
        _ => document(bytes, limits),
    }
}

/// Whether the bytes are an archive of documents.
pub(crate) fn is_archive(bytes: &[u8]) -> Result<bool, Unreadable> {
    Ok(container(bytes)? == Some(Container::Zip))
}

/// A PDF, a text, or a web page, which is a text, too.
fn plain(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    // Asked after archives: a PDF that is packed first in one can be seen at its beginning.
    if mingzhang_pdf::is_pdf(bytes) {
        return mingzhang_pdf::read(bytes, limits);
    }
    if let Some((_, format)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::Foreign(*format));
    }
    let text = match named_encoding(bytes) {
        Some(text) => text,
        None => decode::decode(bytes, limits)?,
    };
    if mingzhang_office::is_html(&text) {
        mingzhang_office::html(&text)
    } else if is_office_xml(&text) {
        Err(Unreadable::Foreign(Foreign::OfficeXml))
    } else {
        Ok(text::parse(text))
    }
}

/// A web page in the encoding that it names, if it is in that encoding.
fn named_encoding(bytes: &[u8]) -> Option<Cow<'_, str>> {
    const NEAR: usize = 4096;
    // A page that was converted may still name the encoding it once had. Good UTF-8 is UTF-8.
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let near = String::from_utf8_lossy(&bytes[..bytes.len().min(NEAR)]);
    let near = if mingzhang_office::is_html(&near) { near.to_ascii_lowercase() } else { return None };
    let (_, after) = near.split_once("charset=")?;
    let name = after.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', ' ', ';', '>', '/']).next()?;
    let encoding = Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != UTF_8)?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    (!text.contains('\0')).then_some(text)
}

/// What Office 2003 saved as XML.
fn is_office_xml(text: &str) -> bool {
    const NEAR: usize = 512;
    let near = &text[..text.floor_char_boundary(NEAR)];
    near.trim_start_matches('\u{feff}').starts_with("<?xml")
        && ["<?mso-application", "<Workbook", "w:wordDocument", "pkg:package"]
            .iter()
            .any(|mark| near.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> Option<Unreadable> {
        document(bytes, Limits::default()).err()
    }

    #[test]
    fn what_is_not_read_is_named_by_its_contents() {
        for (bytes, format) in [
            (&b"{\\rtf1"[..], Foreign::Rtf),
            (b"\xFF\xD8\xFF\xE0", Foreign::Picture),
            (b"Rar!\x1A\x07", Foreign::Archive),
            (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
            (b"MIME-Version: 1.0\r\n", Foreign::Mhtml),
            (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>", Foreign::OfficeXml),
        ] {
            assert_eq!(refused(bytes), Some(Unreadable::Foreign(format)));
        }
        assert_eq!(refused(b"ab\0cd"), Some(Unreadable::Binary));
        assert_eq!(refused(b""), Some(Unreadable::Empty));
        assert_eq!(refused(b"PK\x03\x04\0\0"), Some(Unreadable::Damaged { format: "zip" }));
        assert_eq!(refused(b"PK\x03\x04\0\0xl/workbook.xml"), Some(Unreadable::Damaged { format: "Excel" }));
        assert_eq!(
            refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
            Some(Unreadable::Damaged { format: "Office" })
        );
        let limits = Limits { max_bytes: 4 };
        assert_eq!(document(b"12345", limits).err(), Some(Unreadable::TooLarge { size: 5, limit: 4 }));
    }

    #[test]
    fn a_web_page_is_read_in_its_encoding() {
        let page = "<html><head><meta charset=\"gb2312\"></head><body><p>预算数为5.00万元</p></body></html>";
        let (national, ..) = encoding_rs::GBK.encode(page);
        let utf8 = page.replace("gb2312", "utf-8");
        for bytes in [&*national, utf8.as_bytes(), page.as_bytes()] {
            let document = document(bytes, Limits::default()).unwrap();
            assert_eq!(document.source.lines().collect::<Vec<_>>(), ["预算数为5.00万元"]);
        }
    }
}
