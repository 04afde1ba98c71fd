//! A document of Word: headings, contents, tables and pages that a person can go on editing.

mod body;
mod paragraphs;
mod parts;
mod table;

use crate::package::{Package, Unwritten};
use mingzhang_manuscript::Manuscript;

const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = include_str!("settings.xml");
const FONTS: &str = include_str!("fonts.xml");

/// The manuscript as a document of Word.
///
/// # Errors
/// The parts could not be packed.
pub fn docx(manuscript: &Manuscript) -> Result<Vec<u8>, Unwritten> {
    let mut package = Package::new(&manuscript.published);
    let header = manuscript.draft.as_deref();
    package.add("[Content_Types].xml", &parts::content_types(header.is_some()))?;
    package.add("_rels/.rels", &parts::relations())?;
    package.add("docProps/core.xml", &parts::properties(manuscript))?;
    package.add("word/document.xml", &body::document(manuscript))?;
    package.add("word/_rels/document.xml.rels", &parts::document_relations(header.is_some()))?;
    package.add("word/styles.xml", STYLES)?;
    package.add("word/settings.xml", SETTINGS)?;
    package.add("word/fontTable.xml", FONTS)?;
    package.add("word/footer1.xml", &parts::footer())?;
    if let Some(draft) = header {
        package.add("word/header1.xml", &parts::header(draft))?;
    }
    package.finish()
}
