//! A ZIP archive, opened only as far as its bounds allow.

use crate::bounds::{ENTRIES, RATIO, SMALL, UNPACKED};
use mingzhang_document::Unreadable;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// An archive whose parts are unpacked one at a time.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    format: &'static str,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive, if what its directory announces is within the bounds.
    pub(crate) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, Unreadable> {
        // Counted before the library makes a list of them.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(ENTRIES).is_some() {
            return Err(Unreadable::Excessive { format });
        }
        let damaged = |_| Unreadable::Damaged { format };
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut announced = 0_u64;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(damaged)?;
            announced = announced.saturating_add(entry.size());
        }
        let packed = bytes.len() as u64;
        if announced > UNPACKED || (announced > SMALL && announced / RATIO > packed) {
            return Err(Unreadable::Excessive { format });
        }
        let left = SMALL.max(packed.saturating_mul(RATIO)).min(UNPACKED);
        Ok(Self { archive, format, left })
    }

    /// How its format is called.
    pub(crate) fn format(&self) -> &'static str {
        self.format
    }

    /// How many entries there are, folders too.
    pub(crate) fn len(&self) -> usize {
        self.archive.len()
    }

    /// The name of an entry as its bytes stand in the archive, and whether they are said to be UTF-8.
    ///
    /// None for folders and for links, which are not followed.
    pub(crate) fn file_name(&mut self, index: usize) -> Result<Option<Vec<u8>>, Unreadable> {
        let damaged = |_| Unreadable::Damaged { format: self.format };
        let entry = self.archive.by_index_raw(index).map_err(damaged)?;
        Ok((!entry.is_dir() && !entry.is_symlink()).then(|| entry.name_raw().to_vec()))
    }

    /// The bytes of an entry.
    pub(crate) fn unpack(&mut self, index: usize) -> Result<Vec<u8>, Unreadable> {
        let format = self.format;
        let damaged = Unreadable::Damaged { format };
        if self.archive.by_index_raw(index).is_ok_and(|entry| entry.encrypted()) {
            return Err(Unreadable::Encrypted { format });
        }
        let Ok(entry) = self.archive.by_index(index) else { return Err(damaged) };
        let mut bytes = Vec::new();
        // What the directory announces may be a lie, so what comes out is counted, too.
        let read = entry.take(self.left + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(Unreadable::Excessive { format });
        }
        self.left -= size;
        if read.is_ok() { Ok(bytes) } else { Err(damaged) }
    }

    /// The text of a part; its name is compared as Office does, without regard to case.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let wanted = name.trim_start_matches('/');
        let Some(index) = (0..self.len()).find(|&index| self.is_named(index, wanted)) else {
            return Ok(None);
        };
        let bytes = self.unpack(index)?;
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
        String::from_utf8(text).map(Some).map_err(|_| Unreadable::Damaged { format: self.format })
    }

    /// The text of a part that the format demands.
    pub(crate) fn needed(&mut self, name: &str) -> Result<String, Unreadable> {
        let format = self.format;
        self.part(name)?.ok_or(Unreadable::Damaged { format })
    }

    fn is_named(&self, index: usize, wanted: &str) -> bool {
        self.name(index).is_some_and(|name| name.eq_ignore_ascii_case(wanted))
    }

    /// The name of an entry as parts of Office documents are named: some writers use backslashes.
    fn name(&self, index: usize) -> Option<String> {
        let name = self.archive.name_for_index(index)?.ok()?;
        Some(name.replace('\\', "/").trim_start_matches('/').to_owned())
    }

    /// The names of all entries.
    pub(crate) fn names(&self) -> Vec<String> {
        (0..self.len()).filter_map(|index| self.name(index)).collect()
    }
}
