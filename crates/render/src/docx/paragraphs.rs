//! Paragraphs and what stands in them: words, marks that links lead to, numbers of pages.

use crate::markup::Markup;

/// Words in the font of their paragraph, Chinese quotation marks too.
pub(super) fn run(out: &mut Markup, text: &str) {
    sized_run(out, text, None);
}

/// Words in letters of so many half points.
pub(super) fn sized_run(out: &mut Markup, text: &str, size: Option<u32>) {
    out.within("w:r", &[], |out| {
        out.within("w:rPr", &[], |out| {
            out.empty("w:rFonts", &[("w:hint", "eastAsia")]);
            if let Some(size) = size.map(|size| size.to_string()) {
                out.empty("w:sz", &[("w:val", &size)]);
                out.empty("w:szCs", &[("w:val", &size)]);
            }
        });
        out.element("w:t", &[("xml:space", "preserve")], text);
    });
}

/// A paragraph of a style, with what stands in it.
pub(super) fn paragraph(out: &mut Markup, style: &str, content: impl FnOnce(&mut Markup)) {
    out.within("w:p", &[], |out| {
        out.within("w:pPr", &[], |out| out.empty("w:pStyle", &[("w:val", style)]));
        content(out);
    });
    out.break_line();
}

/// A paragraph of words; nothing where there are none.
pub(super) fn words(out: &mut Markup, style: &str, text: &str) {
    if !crate::words::line(text).is_empty() {
        paragraph(out, style, |out| run(out, text));
    }
}

/// Something that links lead to; the number is not that of another one.
pub(super) fn target(out: &mut Markup, name: &str, number: usize, content: impl FnOnce(&mut Markup)) {
    let number = number.to_string();
    out.empty("w:bookmarkStart", &[("w:id", &number), ("w:name", name)]);
    content(out);
    out.empty("w:bookmarkEnd", &[("w:id", &number)]);
}

/// The number of the page that something stands on, to be counted when the document is opened.
pub(super) fn page_number(out: &mut Markup, name: &str) {
    out.within("w:r", &[], |out| {
        out.empty("w:fldChar", &[("w:fldCharType", "begin"), ("w:dirty", "true")]);
    });
    out.within("w:r", &[], |out| {
        out.within("w:instrText", &[("xml:space", "preserve")], |out| {
            out.raw(" ");
            out.words(&format!("PAGEREF {name} \\h"));
            out.raw(" ");
        });
    });
    let mut sign = |kind| out.within("w:r", &[], |out| out.empty("w:fldChar", &[("w:fldCharType", kind)]));
    sign("separate");
    sign("end");
}
