//! What a file that holds other files is: by its contents, never by its name.

use crate::package::Package;
use mingzhang_document::{Foreign, Unreadable};
use std::io::Cursor;

/// What a ZIP archive or a compound file (OLE2) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A workbook since Excel 2007.
    Xlsx,
    /// A workbook of Excel 97-2003.
    Xls,
    /// A document since Word 2007.
    Docx,
    /// An archive of files.
    Zip,
    /// A format that is not read.
    Foreign(Foreign),
}

/// What the bytes are, if they are a container.
pub(crate) fn container(bytes: &[u8]) -> Result<Option<Container>, Unreadable> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes).map(Some);
    }
    let zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    if zip { zipped(bytes).map(Some) } else { Ok(None) }
}

/// How an archive is called when it cannot be opened: names of parts can be seen in what is left of it.
fn name(bytes: &[u8]) -> &'static str {
    let named = |part: &[u8]| memchr::memmem::find(bytes, part).is_some();
    match () {
        () if named(b"xl/") => "Excel",
        () if named(b"word/") => "Word",
        () => "zip",
    }
}

/// By the names of the streams of a compound file.
fn compound(bytes: &[u8]) -> Result<Container, Unreadable> {
    const FORMAT: &str = "Office";
    let damaged = |_| Unreadable::Damaged { format: FORMAT };
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let has = |name: &str| file.is_stream(name);
    Ok(if has("EncryptedPackage") {
        return Err(Unreadable::Encrypted { format: FORMAT });
    } else if has("Workbook") {
        Container::Xls
    } else if has("Book") {
        Container::Foreign(Foreign::OldExcel)
    } else if has("WordDocument") {
        Container::Foreign(Foreign::Doc)
    } else if has("PowerPoint Document") {
        Container::Foreign(Foreign::PowerPoint)
    } else {
        Container::Foreign(Foreign::Office)
    })
}

/// By the names of the parts of an archive.
fn zipped(bytes: &[u8]) -> Result<Container, Unreadable> {
    let package = Package::open(bytes, name(bytes))?;
    let names = package.names();
    let has = |part: &str| names.iter().any(|name| name.eq_ignore_ascii_case(part));
    let has_folder = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    Ok(if has("[Content_Types].xml") {
        match () {
            () if has_folder("xl/") => Container::Xlsx,
            () if has_folder("word/") => Container::Docx,
            () if has_folder("ppt/") => Container::Foreign(Foreign::PowerPoint),
            () => Container::Foreign(Foreign::Office),
        }
    } else if has("OFD.xml") {
        Container::Foreign(Foreign::Ofd)
    } else if has("mimetype") && has("META-INF/manifest.xml") {
        Container::Foreign(Foreign::OpenDocument)
    } else {
        Container::Zip
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn compound_with(stream: &str) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap().write_all(b"x").unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn compound_files_are_told_by_their_streams() {
        let of = |stream| container(&compound_with(stream));
        assert_eq!(of("EncryptedPackage"), Err(Unreadable::Encrypted { format: "Office" }));
        assert_eq!(of("Workbook"), Ok(Some(Container::Xls)));
        assert_eq!(of("WordDocument"), Ok(Some(Container::Foreign(Foreign::Doc))));
        assert_eq!(of("Book"), Ok(Some(Container::Foreign(Foreign::OldExcel))));
        assert_eq!(of("Contents"), Ok(Some(Container::Foreign(Foreign::Office))));
        let whole = compound_with("Workbook");
        assert_eq!(container(&whole[..600]), Err(Unreadable::Damaged { format: "Office" }));
        // A stream that is no workbook.
        assert!(crate::xls(&whole).is_err());
    }
}
