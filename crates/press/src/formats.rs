//! The files of a document: each format made in memory.

use crate::Document;
use mingzhang_model::{Text, text};
use mingzhang_typeset::{self as typeset, Fonts};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::LazyLock;

/// A format that a document can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The document as it is published.
    Pdf,
    /// For word processors.
    Docx,
    /// A sheet for each table.
    Xlsx,
    /// One web page.
    Html,
    /// Plain text.
    Text,
    /// For programs.
    Json,
    /// A Frictionless Data Package.
    Data,
    /// One page for citizens, as PDF and as SVG.
    Summary,
}

/// A file of a document.
#[derive(Clone, Debug)]
pub struct File {
    /// The format that it belongs to.
    pub format: Format,
    /// Its path in the folder of the document.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A format that cannot be made.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", .0.en)]
pub struct Unmade(Text);

impl Unmade {
    /// Why, and the way out.
    pub fn message(&self) -> &Text {
        &self.0
    }

    fn by(error: &impl std::fmt::Display) -> Self {
        Self(text!("写不出文件：{0}", "the file cannot be made: {0}", error.to_string()))
    }
}

impl From<&typeset::Error> for Unmade {
    fn from(error: &typeset::Error) -> Self {
        Self(error.message())
    }
}

impl Format {
    /// Every format, in the order in which they are written.
    pub const ALL: [Self; 8] =
        [Self::Pdf, Self::Docx, Self::Xlsx, Self::Html, Self::Text, Self::Json, Self::Data, Self::Summary];
}

impl Document {
    /// Its files in these formats, in their order.
    ///
    /// # Errors
    /// A format cannot be made: there is no font, for instance.
    pub fn files(&self, formats: &[Format]) -> Result<Vec<File>, Unmade> {
        let made: Result<Vec<Vec<File>>, Unmade> =
            formats.par_iter().map(|format| self.made(*format)).collect();
        Ok(made?.into_iter().flatten().collect())
    }

    fn made(&self, format: Format) -> Result<Vec<File>, Unmade> {
        let Self { manuscript, facts, lines, picture, .. } = self;
        let file = |path: String, bytes: Vec<u8>| File { format, path: path.into(), bytes };
        let one = |ending: &str, bytes: Vec<u8>| vec![file(format!("{}.{ending}", self.name), bytes)];
        Ok(match format {
            Format::Pdf => {
                one("pdf", typeset::pdf(manuscript, fonts()?).map_err(|error| Unmade::from(&error))?)
            }
            Format::Docx => {
                one("docx", mingzhang_render::docx(manuscript).map_err(|error| Unmade::by(&error))?)
            }
            Format::Xlsx => {
                one("xlsx", mingzhang_render::xlsx(manuscript).map_err(|error| Unmade::by(&error))?)
            }
            Format::Html => one("html", mingzhang_render::html(manuscript).into_bytes()),
            Format::Text => one("txt", mingzhang_render::text(manuscript).into_bytes()),
            Format::Json => {
                let json = mingzhang_render::json(manuscript, facts).map_err(|error| Unmade::by(&error))?;
                one("json", json.into_bytes())
            }
            Format::Data => {
                let package = mingzhang_render::data_package(manuscript, facts, lines);
                let named = |part: mingzhang_render::File| {
                    file(format!("{}-数据/{}", self.name, part.path), part.content.into_bytes())
                };
                package.map_err(|error| Unmade::by(&error))?.into_iter().map(named).collect()
            }
            Format::Summary => {
                let summary = typeset::summary(picture, fonts()?).map_err(|error| Unmade::from(&error))?;
                let named = |ending: &str| format!("{}-一图读懂.{ending}", self.name);
                vec![file(named("pdf"), summary.pdf), file(named("svg"), summary.svg.into_bytes())]
            }
        })
    }
}

/// The fonts of this machine, loaded once.
fn fonts() -> Result<&'static Fonts, Unmade> {
    static FONTS: LazyLock<Result<Fonts, typeset::Error>> =
        LazyLock::new(|| Fonts::load(&Fonts::folders(std::env::var_os("MINGZHANG_FONTS").as_deref())));
    FONTS.as_ref().map_err(Unmade::from)
}
