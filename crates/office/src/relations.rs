//! How the parts of an Office document refer to each other.

use crate::package::Package;
use crate::xml::Xml;
use mingzhang_document::Unreadable;
use std::collections::BTreeMap;

/// A reference from one part to another.
pub(crate) struct Relation {
    /// The last word of its type: `worksheet`.
    pub kind: String,
    /// The path of the other part, from the root of the package.
    pub target: String,
}

/// The references of a part, by their names.
pub(crate) type Relations = BTreeMap<String, Relation>;

/// Where the document itself stands in its package.
pub(crate) fn main_part(package: &mut Package<'_>, customary: &str) -> Result<String, Unreadable> {
    let relations = read(package, "_rels/.rels", "")?;
    Ok(of_kind(&relations, "officeDocument").unwrap_or(customary).to_owned())
}

/// What a part refers to.
pub(crate) fn relations(package: &mut Package<'_>, part: &str) -> Result<Relations, Unreadable> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    read(package, &format!("{folder}/_rels/{file}.rels"), folder)
}

/// The first target of a kind.
pub(crate) fn of_kind<'r>(relations: &'r Relations, kind: &str) -> Option<&'r str> {
    relations.values().find(|r| r.kind == kind).map(|r| &*r.target)
}

fn read(package: &mut Package<'_>, part: &str, folder: &str) -> Result<Relations, Unreadable> {
    let mut relations = Relations::new();
    let Some(text) = package.part(part)? else { return Ok(relations) };
    let mut xml = Xml::new(&text, package.format());
    xml.root()?;
    while let Some(element) = xml.child()? {
        let kind = element.attribute("Type").unwrap_or_default();
        if let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.insert(id, Relation { kind, target: resolved(folder, &target) });
        }
        xml.skip()?;
    }
    Ok(relations)
}

/// A target as a path from the root of the package.
fn resolved(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_paths_from_the_root() {
        for (target, path) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/styles.xml", "xl/styles.xml"),
            ("../docProps/app.xml", "docProps/app.xml"),
            ("../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolved("xl", target), path);
        }
    }
}
