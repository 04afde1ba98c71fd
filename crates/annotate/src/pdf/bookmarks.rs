//! A bookmark for each remark, under one of their own behind those that the document has.

use super::appearance::ink;
use super::page::Page;
use super::{changed, words};
use crate::{Note, Refused};
use lopdf::{Dictionary, IncrementalDocument, Object, ObjectId, dictionary};
use mingzhang_model::Bbox;

/// Room above what a bookmark leads to, in hundredths of a point.
const ABOVE: i32 = 6000;

/// Adds the bookmarks; each leads to its place, or to the top of the first page.
pub(super) fn add(
    copy: &mut IncrementalDocument,
    heading: &str,
    targets: &[(&Note<'_>, (Page, Option<Bbox>))],
) -> Result<(), Refused> {
    let Some((_, (first_page, _))) = targets.first() else { return Ok(()) };
    let Some(root) = root(copy)? else { return Ok(()) };
    let parent = copy.new_document.new_object_id();
    let ids: Vec<ObjectId> = targets.iter().map(|_| copy.new_document.new_object_id()).collect();
    for (index, (note, (page, bbox))) in targets.iter().enumerate() {
        let mut item = dictionary! {
            "Title" => words(&note.title),
            "Parent" => parent,
            "Dest" => destination(page, *bbox),
            "C" => ink(note.weight).map(Object::Real).to_vec(),
        };
        let before = index.checked_sub(1).and_then(|index| ids.get(index));
        if let Some(before) = before {
            item.set("Prev", *before);
        }
        if let Some(after) = ids.get(index + 1) {
            item.set("Next", *after);
        }
        copy.new_document.set_object(ids[index], item);
    }
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let mut own = dictionary! {
        "Title" => words(heading),
        "Parent" => root.id,
        "First" => ids[0],
        "Last" => ids[ids.len() - 1],
        "Count" => count,
        "Dest" => destination(first_page, None),
        "F" => 2,
    };
    if let Some(last) = root.last {
        own.set("Prev", last);
        changed(copy, last)?.set("Next", parent);
    }
    copy.new_document.set_object(parent, own);
    let outlines = changed(copy, root.id)?;
    if root.last.is_none() {
        outlines.set("First", parent);
    }
    outlines.set("Last", parent);
    let open = outlines.get(b"Count").and_then(Object::as_i64).unwrap_or(0).max(0);
    outlines.set("Count", open.saturating_add(count).saturating_add(1));
    Ok(())
}

fn destination(page: &Page, bbox: Option<Bbox>) -> Vec<Object> {
    let above = page.point(0, bbox.map_or(0, |bbox| (bbox.top - ABOVE).max(0)));
    vec![page.id.into(), "XYZ".into(), Object::Real(above.x), Object::Real(above.y), Object::Null]
}

/// The root of the bookmarks, and the last below it.
struct Root {
    id: ObjectId,
    last: Option<ObjectId>,
}

/// The root of the document's bookmarks, or a new one; none if there are bookmarks whose order cannot be told.
fn root(copy: &mut IncrementalDocument) -> Result<Option<Root>, Refused> {
    let original = copy.get_prev_documents();
    let catalog =
        original.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| Refused::Damaged)?;
    let outlines = original.get_dictionary(catalog).and_then(|catalog| catalog.get(b"Outlines")).cloned();
    let id = match outlines {
        Ok(Object::Reference(id)) if original.get_dictionary(id).is_ok() => id,
        Ok(Object::Dictionary(direct)) => anew(copy, catalog, direct)?,
        _ => {
            let id = anew(copy, catalog, dictionary! { "Type" => "Outlines" })?;
            changed(copy, catalog)?.set("PageMode", "UseOutlines");
            id
        }
    };
    let outlines = changed(copy, id)?.clone();
    let last = outlines.get(b"Last").and_then(Object::as_reference).ok();
    let known = last.filter(|last| copy.get_prev_documents().get_dictionary(*last).is_ok());
    Ok((known.is_some() || !outlines.has(b"First")).then_some(Root { id, last: known }))
}

/// Makes an object of the root that the catalog refers to.
fn anew(
    copy: &mut IncrementalDocument,
    catalog: ObjectId,
    outlines: Dictionary,
) -> Result<ObjectId, Refused> {
    let id = copy.new_document.add_object(outlines);
    changed(copy, catalog)?.set("Outlines", id);
    Ok(id)
}
