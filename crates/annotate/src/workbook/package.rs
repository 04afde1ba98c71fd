//! The parts of a workbook in their zip.

use super::xml::{Xml, escaped};
use crate::Refused;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A package with the parts that have changed.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    changed: BTreeMap<String, String>,
}

/// A part that unpacks to more is not read.
const LARGEST: u64 = 256 << 20;
const TYPES: &str = "[Content_Types].xml";

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refused> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
        Ok(Self { archive, changed: BTreeMap::new() })
    }

    /// The text of a part as it stands now; none if there is no such part.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, Refused> {
        if let Some(text) = self.changed.get(path) {
            return Ok(Some(text.clone()));
        }
        let Some(name) = self.entry(path) else { return Ok(None) };
        let part = self.archive.by_name(&name).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => Refused::Encrypted,
            _ => Refused::Damaged,
        })?;
        let mut bytes = Vec::new();
        part.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|_| Refused::Damaged)?;
        if bytes.len() as u64 > LARGEST {
            return Err(Refused::Damaged);
        }
        // Parts in UTF-16 are legal and unheard of.
        String::from_utf8(bytes).map(Some).map_err(|_| Refused::Damaged)
    }

    pub(super) fn set(&mut self, path: &str, text: String) {
        self.changed.insert(path.to_owned(), text);
    }

    /// The name in the zip: some programs write other capitals than they refer to.
    fn entry(&self, path: &str) -> Option<String> {
        let mut names = self.archive.file_names().filter_map(Result::ok);
        names
            .find(|name| name.trim_start_matches('/').eq_ignore_ascii_case(path))
            .map(std::borrow::Cow::into_owned)
    }

    /// A path that no part has.
    pub(super) fn new_path(&self, beginning: &str, end: &str) -> String {
        let taken = |path: &String| self.changed.contains_key(path) || self.entry(path).is_some();
        let mut paths = (1_u32..).map(|number| format!("{beginning}{number}{end}"));
        paths.find(|path| !taken(path)).unwrap_or_default()
    }

    /// Says what kind of part a new one is.
    pub(super) fn declare(&mut self, path: &str, kind: &str) -> Result<(), Refused> {
        let part = format!("PartName=\"/{}\" ContentType=\"{kind}\"", escaped(path));
        self.declared("Override", &part, |_| false)
    }

    /// Says what kind of part everything of an extension is, if nothing says so yet.
    pub(super) fn declare_extension(&mut self, extension: &str, kind: &str) -> Result<(), Refused> {
        let parts = format!("Extension=\"{extension}\" ContentType=\"{kind}\"");
        let is_known = |known: &str| known.eq_ignore_ascii_case(extension);
        self.declared("Default", &parts, is_known)
    }

    fn declared(
        &mut self,
        element: &str,
        said: &str,
        is_known: impl Fn(&str) -> bool,
    ) -> Result<(), Refused> {
        let types = self.text(TYPES)?.ok_or(Refused::Damaged)?;
        let parsed = Xml::parse(&types)?;
        if parsed.elements("Default").any(|e| e.attribute("Extension").is_some_and(|known| is_known(&known)))
        {
            return Ok(());
        }
        let prefix = parsed.root().prefix();
        let after = parsed.appended(parsed.root(), &format!("<{prefix}{element} {said}/>"));
        self.set(TYPES, after);
        Ok(())
    }

    /// The package: unchanged parts as they were packed, the others packed anew in their places, new ones at the end.
    pub(super) fn write(mut self) -> Result<Vec<u8>, Refused> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(|_| Refused::Damaged)?;
            let name = part.name().map_err(|_| Refused::Damaged)?.into_owned();
            let path = name.trim_start_matches('/');
            let changed = self.changed.keys().find(|key| key.eq_ignore_ascii_case(path)).cloned();
            match changed.and_then(|path| self.changed.remove(&path)) {
                None => out.raw_copy_file(part).map_err(|_| Refused::Damaged)?,
                Some(text) => {
                    let same = options.last_modified_time(part.last_modified().unwrap_or_default());
                    packed(&mut out, &name, &text, same)?;
                }
            }
        }
        for (path, text) in &self.changed {
            packed(&mut out, path, text, options)?;
        }
        Ok(out.finish().map_err(|_| Refused::Damaged)?.into_inner())
    }
}

fn packed(
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    path: &str,
    text: &str,
    options: SimpleFileOptions,
) -> Result<(), Refused> {
    out.start_file(path, options).map_err(|_| Refused::Damaged)?;
    out.write_all(text.as_bytes()).map_err(|_| Refused::Damaged)
}
