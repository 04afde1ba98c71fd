//! The archives that office documents and data packages are: the same parts give the same bytes.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// Why a file could not be written. It is never what the manuscript says.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// Its parts could not be packed.
    #[error("the parts could not be packed: {0}")]
    Package(#[from] zip::result::ZipError),
    /// A part is larger than the format allows.
    #[error("a part could not be written: {0}")]
    Part(#[from] std::io::Error),
    /// Data could not be written as JSON.
    #[error("the data could not be written: {0}")]
    Data(#[from] serde_json::Error),
    /// The workbook breaks a rule of its format.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// An archive being packed.
pub(crate) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Package {
    /// An archive whose parts are of the day of publication, or of the first day that archives know.
    pub(crate) fn new(published: &str) -> Self {
        let date = date(published)
            .and_then(|(year, month, day)| DateTime::from_date_and_time(year, month, day, 0, 0, 0).ok());
        let options = SimpleFileOptions::default().last_modified_time(date.unwrap_or_default());
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), options }
    }

    pub(crate) fn add(&mut self, name: &str, content: &str) -> Result<(), Unwritten> {
        self.zip.start_file(name, self.options)?;
        Ok(self.zip.write_all(content.as_bytes())?)
    }

    pub(crate) fn finish(self) -> Result<Vec<u8>, Unwritten> {
        Ok(self.zip.finish()?.into_inner())
    }
}

/// Year, month and day of `2024-03-10`.
pub(crate) fn date(published: &str) -> Option<(u16, u8, u8)> {
    let (year, rest) = published.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    ((1980..=2107).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then_some((year, month, day))
}
