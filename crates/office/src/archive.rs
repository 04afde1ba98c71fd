//! Archives of documents: what stands in them, under the names a person sees.

use crate::package::Package;
use encoding_rs::GB18030;
use mingzhang_document::Unreadable;

/// A ZIP archive of documents. Nothing of it is ever written to disk, so that names that lead elsewhere lead nowhere.
pub struct Archive<'a> {
    package: Package<'a>,
    files: Vec<(String, usize)>,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// It is damaged, or unpacks to more than is sensible.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let mut package = Package::open(bytes, "zip")?;
        let mut files = Vec::new();
        for index in 0..package.len() {
            if let Some(raw) = package.file_name(index)? {
                let name = name(&raw);
                if !is_litter(&name) {
                    files.push((name, index));
                }
            }
        }
        Ok(Self { package, files })
    }

    /// The names of its files, in its order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(name, _)| name.as_str())
    }

    /// The bytes of the file at a place among the names.
    ///
    /// # Errors
    /// The file is damaged or needs a password, or all files together unpack to more than is sensible.
    pub fn unpack(&mut self, at: usize) -> Result<Vec<u8>, Unreadable> {
        let index = self.files.get(at).map(|(_, index)| *index);
        index.map_or(Err(Unreadable::Empty), |index| self.package.unpack(index))
    }
}

/// A name as a person sees it. Windows writes it in the national encoding, and does not say so.
fn name(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    name.replace('\\', "/").chars().filter(|c| !c.is_control()).collect()
}

/// What systems and programs leave behind in folders.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || file.starts_with('.') || file.starts_with("~$") || file == "Thumbs.db"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write as _};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.add_symlink("链接.txt", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn files_are_unpacked_and_litter_and_links_are_not() {
        let bytes = zip(&[
            ("预算/表.txt", b"1"),
            ("../../x.txt", b"2"),
            ("__MACOSX/y", b""),
            ("预算/~$表.xlsx", b""),
        ]);
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(archive.names().collect::<Vec<_>>(), ["预算/表.txt", "../../x.txt"]);
        assert_eq!((archive.unpack(0).unwrap(), archive.unpack(1).unwrap()), (b"1".to_vec(), b"2".to_vec()));
    }

    #[test]
    fn names_in_the_national_encoding_are_read() {
        let (national, ..) = GB18030.encode("预算\\表一.xlsx");
        assert_eq!(name(&national), "预算/表一.xlsx");
        assert_eq!(name("预算/表一.xlsx".as_bytes()), "预算/表一.xlsx");
    }

    #[test]
    fn an_archive_that_swells_is_refused_before_it_is_unpacked() {
        let zeros = vec![0; 40 << 20];
        let excessive = Some(Unreadable::Excessive { format: "zip" });
        assert_eq!(Archive::open(&zip(&[("a", &zeros)])).err(), excessive);
        let many: Vec<String> = (0..6000).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert_eq!(Archive::open(&zip(&many)).err(), excessive);
    }

    #[test]
    fn an_archive_that_lies_about_its_size_is_refused_while_it_is_unpacked() {
        let zeros = vec![0; 40 << 20];
        let mut bytes = zip(&[("a", &zeros)]);
        // The size that the directory announces.
        let entry = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
        bytes[entry + 24..entry + 28].copy_from_slice(&5_u32.to_le_bytes());
        let mut archive = Archive::open(&bytes).unwrap();
        assert!(archive.unpack(0).is_err());
    }
}
