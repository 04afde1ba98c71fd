//! The two faces that everything is set in: a Song for running text and tables, a Hei for headings and totals.
//!
//! The fonts are chosen by the names of their files among those known to be free to embed, never by asking the system:
//! searching all fonts takes seconds, and two machines would print differently.

use crate::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use ttf_parser::{Face, GlyphId, name_id};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The files of faces for running text, best first.
const SONG: [&str; 8] = [
    "NotoSerifCJK-Regular",
    "NotoSerifCJKsc-Regular",
    "NotoSerifSC-Regular",
    "SourceHanSerif-Regular",
    "SourceHanSerifSC-Regular",
    "SourceHanSerifCN-Regular",
    "uming",
    "gbsn00lp",
];

/// The files of faces for headings, best first.
const HEI: [&str; 11] = [
    "NotoSansCJK-Bold",
    "NotoSansCJKsc-Bold",
    "NotoSansSC-Bold",
    "SourceHanSans-Bold",
    "SourceHanSansSC-Bold",
    "SourceHanSansCN-Bold",
    "NotoSansCJK-Regular",
    "NotoSansCJKsc-Regular",
    "NotoSansSC-Regular",
    "wqy-microhei",
    "wqy-zenhei",
];

/// Where systems keep their fonts.
const FOLDERS: [&str; 4] =
    ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:\\Windows\\Fonts"];

/// How deep folders of fonts are searched.
const DEPTH: usize = 6;

/// The faces to print with. Loading reads some 40 MB, so it is done once.
#[derive(Clone, Debug)]
pub struct Fonts {
    pub(crate) song: Font,
    pub(crate) hei: Font,
    pub(crate) book: LazyHash<FontBook>,
}

impl Fonts {
    /// Where fonts are looked for: first in the folders named, parted as those of `PATH` are, then where systems keep
    /// theirs.
    pub fn folders(named: Option<&OsStr>) -> Vec<PathBuf> {
        let named =
            named.into_iter().flat_map(std::env::split_paths).filter(|path| !path.as_os_str().is_empty());
        named.chain(FOLDERS.map(PathBuf::from)).collect()
    }

    /// Loads the best faces of the first folder that has any, each.
    ///
    /// # Errors
    /// There is no font with Chinese characters, or it cannot be read.
    pub fn load(folders: &[PathBuf]) -> Result<Self, Error> {
        let (mut song, mut hei) = (None, None);
        for folder in folders {
            let mut files = Vec::new();
            collect(folder, DEPTH, &mut files);
            song = song.or_else(|| best(&SONG, &files));
            hei = hei.or_else(|| best(&HEI, &files));
        }
        let (song, hei) = match (&song, &hei) {
            (Some(song), Some(hei)) => (face(song)?, face(hei)?),
            (Some(only), None) | (None, Some(only)) => {
                let only = face(only)?;
                (only.clone(), only)
            }
            (None, None) => return Err(Error::NoFont { searched: folders.to_vec() }),
        };
        let book = LazyHash::new(FontBook::from_fonts([&song, &hei]));
        Ok(Self { song, hei, book })
    }

    /// The families' names, as the templates know them.
    pub(crate) fn families(&self) -> [&str; 2] {
        [&self.song.info().family, &self.hei.info().family]
    }

    /// Whether a character can be printed.
    pub(crate) fn covers(&self, character: char) -> bool {
        is_invisible(character)
            || [&self.song, &self.hei].iter().any(|font| font.info().coverage.contains(character.into()))
    }
}

/// Whether a character is printed as nothing on purpose: line breaks, marks for joining and for choosing variants.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0100}'..='\u{e01ef}')
}

/// The file of the best of these faces.
fn best(stems: &[&str], files: &[PathBuf]) -> Option<PathBuf> {
    stems.iter().find_map(|stem| files.iter().find(|file| has_stem(file, stem))).cloned()
}

/// The font files in a folder, by name within their folder; a file stands for itself.
fn collect(path: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_path_buf());
        return;
    }
    let Ok(entries) = fs::read_dir(path) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_file() || depth > 0 {
            collect(&path, depth.saturating_sub(1), files);
        }
    }
}

fn has_stem(file: &Path, stem: &str) -> bool {
    let is_font = file.extension().is_some_and(|extension| {
        ["ttf", "ttc", "otf", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    is_font && file.file_stem().is_some_and(|name| name.eq_ignore_ascii_case(stem))
}

/// The face for simplified Chinese of a font file.
fn face(path: &Path) -> Result<Font, Error> {
    let bad = || Error::BadFont { path: path.to_path_buf() };
    let bytes = fs::read(path).map_err(|_| bad())?;
    let count = ttf_parser::fonts_in_collection(&bytes).unwrap_or(1);
    let is_simplified = |&index: &u32| {
        Face::parse(&bytes, index).is_ok_and(|face| {
            face.names()
                .into_iter()
                .filter(|name| matches!(name.name_id, name_id::FAMILY | name_id::TYPOGRAPHIC_FAMILY))
                .filter_map(|name| name.to_string())
                .any(|name| name.ends_with(" SC") || name.ends_with(" CN"))
        })
    };
    let index = (0..count).find(is_simplified).unwrap_or(0);
    Font::new(Bytes::new(bytes), index).ok_or_else(bad)
}

/// How wide and high text is in the two faces.
pub(crate) struct Rulers<'a> {
    pub(crate) song: Ruler<'a>,
    pub(crate) hei: Ruler<'a>,
}

impl<'a> Rulers<'a> {
    pub(crate) fn of(fonts: &'a Fonts) -> Self {
        Self { song: Ruler::of(&fonts.song), hei: Ruler::of(&fonts.hei) }
    }
}

/// How wide and high text is in a face, in thousandths of its size.
pub(crate) struct Ruler<'a> {
    face: Face<'a>,
    units_per_em: u32,
}

impl<'a> Ruler<'a> {
    fn of(font: &'a Font) -> Self {
        let face = Face::parse(font.data(), font.index()).expect("Typst has read the face");
        let units_per_em = u32::from(face.units_per_em());
        Self { face, units_per_em }
    }

    /// The width of a character; a character that the face lacks counts as a full square.
    pub(crate) fn advance(&self, character: char) -> u32 {
        let glyph: Option<GlyphId> = self.face.glyph_index(character);
        let advance = glyph.and_then(|glyph| self.face.glyph_hor_advance(glyph));
        advance.map_or(1000, |advance| (u32::from(advance) * 1000).div_ceil(self.units_per_em))
    }

    /// The height of a line, from its foot to the top of its capitals, as Typst counts it.
    pub(crate) fn height(&self) -> u32 {
        let height = self.face.capital_height().unwrap_or_else(|| self.face.ascender());
        u32::from(height.unsigned_abs()) * 1000 / self.units_per_em
    }
}
