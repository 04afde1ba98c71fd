//! Remarks in a PDF: the original bytes, followed by an update that adds annotations and bookmarks.

mod appearance;
mod bookmarks;
mod marks;
mod page;

use crate::{Note, Refused, Words};
use lopdf::{Document, IncrementalDocument, Object, ObjectId, text_string};
use marks::Marks;
use mingzhang_model::Spot;
use page::Page;
use std::collections::BTreeMap;

pub(crate) fn annotate(bytes: &[u8], notes: &[Note<'_>], words: Words<'_>) -> Result<Vec<u8>, Refused> {
    let original = Document::load_mem(bytes).map_err(|error| match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => Refused::Encrypted,
        _ => Refused::Damaged,
    })?;
    if original.is_encrypted() || original.encryption_state.is_some() {
        return Err(Refused::Encrypted);
    }
    let pages: BTreeMap<u32, Page> =
        original.page_iter().zip(1..).map(|(id, number)| (number, Page::of(&original, id))).collect();
    let first = pages.get(&1).copied().ok_or(Refused::Damaged)?;
    let intact = original.xref_start != 0 && original.xref_recovery.is_none();
    let mut copy = IncrementalDocument::create_from(bytes.to_vec(), original);
    let mut marks = Marks::new(words.author);
    let mut targets = Vec::new();
    for note in notes {
        let target = match &note.spot {
            Some(Spot::Page { page, bbox }) => {
                let page = pages.get(page).copied().ok_or(Refused::Damaged)?;
                marks.highlight(note, page, *bbox);
                (page, Some(*bbox))
            }
            _ => (first, None),
        };
        targets.push((note, target));
    }
    // Evidence is drawn below the highlights.
    let evidence = notes.iter().flat_map(|note| note.evidence.iter().map(move |piece| (note, piece)));
    for (note, piece) in evidence {
        if let Spot::Page { page, bbox } = &piece.spot
            && let Some(page) = pages.get(page).copied()
        {
            marks.underline(note, &piece.text, page, *bbox);
        }
    }
    marks.note_on_whole(notes.iter().filter(|note| !on_a_page(note)), first);
    marks.write(&mut copy)?;
    bookmarks::add(&mut copy, words.heading, &targets)?;
    saved(copy, intact)
}

fn on_a_page(note: &Note<'_>) -> bool {
    matches!(note.spot, Some(Spot::Page { .. }))
}

/// The original with the update behind it. Where the original's table of objects is broken no update can refer to it,
/// and every object is written again as it was found.
fn saved(mut copy: IncrementalDocument, intact: bool) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    if intact {
        copy.save_to(&mut out).map_err(|_| Refused::Damaged)?;
    } else {
        let mut whole = copy.get_prev_documents().clone();
        whole.objects.append(&mut copy.new_document.objects);
        whole.max_id = copy.new_document.max_id;
        whole.save_to(&mut out).map_err(|_| Refused::Damaged)?;
    }
    Ok(out)
}

/// The object of the original, in the update for change.
fn changed(copy: &mut IncrementalDocument, id: ObjectId) -> Result<&mut lopdf::Dictionary, Refused> {
    copy.opt_clone_object_to_new_document(id).map_err(|_| Refused::Damaged)?;
    copy.new_document.get_object_mut(id).and_then(Object::as_dict_mut).map_err(|_| Refused::Damaged)
}

/// A text that any reader of PDFs shows.
fn words(text: &str) -> Object {
    text_string(text)
}

#[cfg(test)]
mod tests;
