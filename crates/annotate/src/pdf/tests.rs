//! Small PDFs are made, annotated and read again.

use crate::{Evidence, Note, Refused, Weight, Words, annotate};
use lopdf::encryption::crypt_filters::{Aes128CryptFilter, CryptFilter};
use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId, Permissions, SaveOptions,
    Stream, StringFormat, dictionary,
};
use mingzhang_model::{Bbox, Spot};
use std::collections::BTreeMap;
use std::sync::Arc;

const WORDS: Words<'static> = Words { author: "明账", heading: "核对" };
/// 20 points wide and 10 high, 30 from the left and 40 from the top.
const BOX: Bbox = Bbox { left: 3000, top: 4000, right: 5000, bottom: 5000 };

/// A document of pages that are shown turned and cropped; 300 points by 200 before that, 10 cut off on every side.
fn document(turns: &[i64]) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let pages: Vec<Object> = turns
        .iter()
        .map(|turn| {
            let content = document.add_object(Stream::new(Dictionary::new(), b"0 0 10 10 re f".to_vec()));
            let page =
                dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Rotate" => *turn };
            Object::Reference(document.add_object(page))
        })
        .collect();
    let count = i64::try_from(pages.len()).unwrap();
    let root = dictionary! {
        "Type" => "Pages", "Kids" => pages, "Count" => count,
        "MediaBox" => [0, 0, 300, 200].map(Object::Integer).to_vec(),
        "CropBox" => [10, 10, 290, 190].map(Object::Integer).to_vec(),
    };
    document.objects.insert(tree, Object::Dictionary(root));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn note(number: usize, spot: impl Into<Option<Spot<'static>>>) -> Note<'static> {
    let spot = spot.into();
    let text = format!("第 {number} 条");
    Note { number, weight: Weight::Error, spot, title: text.clone(), text, evidence: Vec::new() }
}

fn on(page: u32) -> Spot<'static> {
    Spot::Page { page, bbox: BOX }
}

/// The annotations of a page by what they are.
fn annotations(document: &Document, page: u32) -> Vec<(String, Dictionary)> {
    let page = document.get_dictionary(document.get_pages()[&page]).unwrap();
    let Ok(all) = page.get(b"Annots").and_then(Object::as_array) else { return Vec::new() };
    let annotation = |object: &Object| {
        let found = document.dereference(object).unwrap().1.as_dict().unwrap().clone();
        (String::from_utf8(found.get(b"Subtype").unwrap().as_name().unwrap().to_vec()).unwrap(), found)
    };
    all.iter().map(annotation).collect()
}

fn kinds(document: &Document, page: u32) -> Vec<String> {
    annotations(document, page).into_iter().map(|(kind, _)| kind).collect()
}

fn numbers(annotation: &Dictionary, key: &[u8]) -> Vec<f32> {
    annotation.get(key).unwrap().as_array().unwrap().iter().map(|n| n.as_float().unwrap()).collect()
}

fn text(dictionary: &Dictionary, key: &[u8]) -> String {
    lopdf::decode_text_string(dictionary.get(key).unwrap()).unwrap()
}

#[test]
fn highlights_lie_where_the_number_is_shown_however_the_page_is_turned() {
    let original = bytes(document(&[0, 90, 180, 270]));
    let notes: Vec<Note<'_>> = (1..=4).map(|page| note(page as usize, on(page))).collect();
    let copy = Document::load_mem(&annotate(&original, &notes, WORDS).unwrap()).unwrap();
    let quads: Vec<Vec<f32>> = (1..=4)
        .map(|page| {
            let annotations = annotations(&copy, page);
            let (_, highlight) = annotations.iter().find(|(kind, _)| kind == "Highlight").unwrap();
            assert_eq!(text(highlight, b"Contents"), format!("第 {page} 条"));
            assert_eq!(highlight.get(b"F").unwrap().as_i64().unwrap(), 4);
            numbers(highlight, b"QuadPoints")
        })
        .collect();
    // Upper left, upper right, lower left and lower right corner as they are read.
    assert_eq!(quads[0], [40.0, 150.0, 60.0, 150.0, 40.0, 140.0, 60.0, 140.0]);
    assert_eq!(quads[1], [50.0, 40.0, 50.0, 60.0, 60.0, 40.0, 60.0, 60.0]);
    assert_eq!(quads[2], [260.0, 50.0, 240.0, 50.0, 260.0, 60.0, 240.0, 60.0]);
    assert_eq!(quads[3], [250.0, 160.0, 250.0, 140.0, 240.0, 160.0, 240.0, 140.0]);
}

#[test]
fn the_original_stands_unchanged_at_the_beginning() {
    let original = bytes(document(&[0]));
    let copy = annotate(&original, &[note(1, on(1)), note(2, None)], WORDS).unwrap();
    assert!(copy.starts_with(&original));
    assert_eq!(copy, annotate(&original, &[note(1, on(1)), note(2, None)], WORDS).unwrap());
    let copy = Document::load_mem(&copy).unwrap();
    assert_eq!(kinds(&copy, 1), ["Highlight", "Popup", "Text", "Popup"]);
    let page = copy.get_pages()[&1];
    assert_eq!(copy.get_page_content(page), b"0 0 10 10 re f\n");
}

#[test]
fn evidence_is_underlined_once_for_all_remarks_that_rest_on_it() {
    let original = bytes(document(&[0]));
    let evidence = |number| Evidence { spot: on(1), text: format!("第 {number} 条的对照") };
    let place = |number| Note { evidence: vec![evidence(number)], ..note(number, None) };
    let copy = annotate(&original, &[place(1), place(2)], WORDS).unwrap();
    let annotations = annotations(&Document::load_mem(&copy).unwrap(), 1);
    let underlines: Vec<_> = annotations.iter().filter(|(kind, _)| kind == "Underline").collect();
    assert_eq!(underlines.len(), 1);
    assert_eq!(text(&underlines[0].1, b"Contents"), "第 1 条的对照\n第 2 条的对照");
    assert!(!underlines[0].1.has(b"Popup"));
}

#[test]
fn remarks_on_one_place_have_one_ground_with_all_their_numbers() {
    let original = bytes(document(&[0]));
    let info = Note { weight: Weight::Info, ..note(2, on(1)) };
    let copy = Document::load_mem(&annotate(&original, &[note(1, on(1)), info], WORDS).unwrap()).unwrap();
    let drawing = |(_, annotation): &(String, Dictionary)| {
        let look =
            annotation.get(b"AP").unwrap().as_dict().unwrap().get(b"N").unwrap().as_reference().unwrap();
        let look = copy.get_object(look).unwrap().as_stream().unwrap();
        (text(annotation, b"Contents"), String::from_utf8(look.get_plain_content().unwrap()).unwrap())
    };
    let annotations = annotations(&copy, 1);
    let drawn: Vec<_> = annotations.iter().filter(|(kind, _)| kind == "Highlight").map(drawing).collect();
    let [(below, nothing), (top, ground)] = drawn.as_slice() else { panic!("{drawn:?}") };
    assert_eq!((below.as_str(), top.as_str(), nothing.as_str()), ("第 2 条", "第 1 条", ""));
    assert!(ground.contains(" re f") && ground.contains("(1,2) Tj"));
}

#[test]
fn annotations_and_bookmarks_that_were_there_stay() {
    let mut document = document(&[0]);
    let (outlines, chapter) = (document.new_object_id(), document.new_object_id());
    let title = Object::String(b"Chapter".to_vec(), StringFormat::Literal);
    document.objects.insert(chapter, dictionary! { "Title" => title, "Parent" => outlines }.into());
    let root = dictionary! { "Type" => "Outlines", "First" => chapter, "Last" => chapter, "Count" => 1 };
    document.objects.insert(outlines, root.into());
    document.catalog_mut().unwrap().set("Outlines", outlines);
    let link = document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link" });
    let shared = document.add_object(vec![Object::Reference(link)]);
    let page = document.get_pages()[&1];
    document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", shared);
    let original = bytes(document);
    let once = annotate(&original, &[note(1, on(1))], WORDS).unwrap();
    // A copy takes remarks like any other file.
    let twice = Document::load_mem(&annotate(&once, &[note(2, on(1))], WORDS).unwrap()).unwrap();
    assert_eq!(kinds(&twice, 1), ["Link", "Highlight", "Popup", "Highlight", "Popup"]);
    assert_eq!(bookmarks(&twice), ["Chapter", "核对", " 第 1 条", "核对", " 第 2 条"]);
}

/// The titles in order, those below others after a blank.
fn bookmarks(document: &Document) -> Vec<String> {
    fn below(document: &Document, node: ObjectId, indent: &str, out: &mut Vec<String>) {
        let mut next =
            document.get_dictionary(node).unwrap().get(b"First").and_then(Object::as_reference).ok();
        while let Some(id) = next {
            let item = document.get_dictionary(id).unwrap();
            out.push(format!("{indent}{}", text(item, b"Title")));
            below(document, id, &format!("{indent} "), out);
            next = item.get(b"Next").and_then(Object::as_reference).ok();
        }
    }
    let mut out = Vec::new();
    let root = document.catalog().unwrap().get(b"Outlines").and_then(Object::as_reference).unwrap();
    below(document, root, "", &mut out);
    out
}

#[test]
fn objects_in_compressed_streams_are_found() {
    let mut packed = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    document(&[0]).save_with_options(&mut packed, options).unwrap();
    assert!(packed.windows(6).any(|window| window == b"ObjStm"));
    let copy = annotate(&packed, &[note(1, on(1))], WORDS).unwrap();
    assert!(copy.starts_with(&packed));
    assert_eq!(kinds(&Document::load_mem(&copy).unwrap(), 1), ["Highlight", "Popup"]);
}

#[test]
fn a_file_whose_table_of_objects_is_wrong_is_written_anew() {
    let mut original = bytes(document(&[0]));
    let table = original.windows(4).rposition(|window| window == b"xref").unwrap();
    let table = original[..table].windows(4).rposition(|window| window == b"xref").unwrap_or(table);
    original[table..table + 4].copy_from_slice(b"xxxx");
    let copy = Document::load_mem(&annotate(&original, &[note(1, on(1))], WORDS).unwrap()).unwrap();
    assert_eq!(kinds(&copy, 1), ["Highlight", "Popup"]);
    assert_eq!(copy.get_page_content(copy.get_pages()[&1]), b"0 0 10 10 re f\n");
}

#[test]
fn a_protected_file_is_refused_even_if_everybody_may_read_it() {
    let mut document = document(&[0]);
    let id = Object::String(vec![7; 16], StringFormat::Literal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes128CryptFilter);
    let version = EncryptionVersion::V4 {
        document: &document,
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: "owner",
        user_password: "",
        permissions: Permissions::PRINTABLE,
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    assert_eq!(annotate(&bytes(document), &[note(1, on(1))], WORDS).err(), Some(Refused::Encrypted));
}

#[test]
fn a_page_that_is_not_there_is_told() {
    assert_eq!(annotate(&bytes(document(&[0])), &[note(1, on(2))], WORDS).err(), Some(Refused::Damaged));
}
