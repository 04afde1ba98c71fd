//! Which part of a package refers to which.

use super::package::Package;
use super::xml::{Xml, escaped};
use crate::Refused;
use std::collections::BTreeSet;

/// A reference from a part to another.
pub(super) struct Relation {
    pub id: String,
    /// Path of the part it leads to.
    pub target: String,
    kind: String,
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// To the words of comments.
pub(super) const COMMENTS: &str = "comments";
/// To the shapes of comments.
pub(super) const DRAWING: &str = "vmlDrawing";

impl Relation {
    pub(super) fn kind(&self, name: &str) -> bool {
        self.kind.rsplit('/').next() == Some(name)
    }

    /// Whether it is of the strict variant of the format.
    pub(super) fn is_strict(&self) -> bool {
        self.kind.starts_with("http://purl.oclc.org/ooxml/")
    }
}

/// The relations of a part, or with an empty path those of the package.
pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Refused> {
    let Some(text) = package.text(&path(part))? else { return Ok(Vec::new()) };
    let parsed = Xml::parse(&text)?;
    let relation = |element: &super::xml::Element<'_>| {
        let target = resolved(part, &element.attribute("Target")?);
        Some(Relation { id: element.attribute("Id")?, target, kind: element.attribute("Type")? })
    };
    Ok(parsed.elements("Relationship").filter_map(relation).collect())
}

/// Adds a relation from a part to another; returns its name.
pub(super) fn add(package: &mut Package<'_>, part: &str, kind: &str, to: &str) -> Result<String, Refused> {
    let path = path(part);
    let none = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
                <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
    let text = package.text(&path)?.unwrap_or_else(|| none.to_owned());
    let parsed = Xml::parse(&text)?;
    let taken: BTreeSet<String> = parsed.elements("Relationship").filter_map(|e| e.attribute("Id")).collect();
    let names = (1_u32..).map(|number| format!("rIdNote{number}"));
    let id = names.into_iter().find(|name| !taken.contains(name)).unwrap_or_default();
    let prefix = parsed.root().prefix();
    let relation =
        format!("<{prefix}Relationship Id=\"{id}\" Type=\"{OFFICE}{kind}\" Target=\"/{}\"/>", escaped(to));
    let after = parsed.appended(parsed.root(), &relation);
    package.set(&path, after);
    Ok(id)
}

/// `xl/worksheets/sheet1.xml` has its relations in `xl/worksheets/_rels/sheet1.xml.rels`.
fn path(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

/// The path that a part refers to by a path of its own.
fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            "." => {}
            ".." => {
                folders.pop();
            }
            name => folders.push(name),
        }
    }
    folders.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        assert_eq!(path("xl/worksheets/sheet1.xml"), "xl/worksheets/_rels/sheet1.xml.rels");
        assert_eq!(path(""), "_rels/.rels");
        assert_eq!(resolved("xl/worksheets/sheet1.xml", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/workbook.xml", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
    }
}
