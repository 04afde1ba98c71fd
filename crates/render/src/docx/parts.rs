//! The parts around the text: what the package holds, who wrote it, what stands above and below every page.

use super::paragraphs::run;
use crate::markup::Markup;
use crate::package::date;
use mingzhang_manuscript::Manuscript;

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
pub(super) const WORD: (&str, &str) =
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
pub(super) const RELATIONS: (&str, &str) =
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");

/// The parts that a document refers to, by the names that it calls them by.
pub(super) const HEADER: &str = "header";
pub(super) const FOOTER: &str = "footer";
const REFERRED: [(&str, &str, &str); 5] = [
    ("styles", "styles", "styles.xml"),
    ("settings", "settings", "settings.xml"),
    ("fonts", "fontTable", "fontTable.xml"),
    (FOOTER, "footer", "footer1.xml"),
    (HEADER, "header", "header1.xml"),
];

fn referred(has_header: bool) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    REFERRED.into_iter().filter(move |(name, ..)| has_header || *name != HEADER)
}

pub(super) fn content_types(has_header: bool) -> String {
    const OF_WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const PROPERTIES: &str = "application/vnd.openxmlformats-package.core-properties+xml";
    let mut out = Markup::new(DECLARATION);
    let namespace = ("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
    out.within("Types", &[namespace], |out| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        out.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
        out.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let main = format!("{OF_WORD}.document.main+xml");
        out.empty("Override", &[("PartName", "/word/document.xml"), ("ContentType", &main)]);
        out.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", PROPERTIES)]);
        for (_, kind, file) in referred(has_header) {
            let (name, kind) = (format!("/word/{file}"), format!("{OF_WORD}.{kind}+xml"));
            out.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
        }
    });
    out.finish()
}

fn relationships<'a>(related: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> String {
    let mut out = Markup::new(DECLARATION);
    let namespace = ("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
    out.within("Relationships", &[namespace], |out| {
        for (name, kind, target) in related {
            out.empty("Relationship", &[("Id", name), ("Type", kind), ("Target", target)]);
        }
    });
    out.finish()
}

pub(super) fn relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let main = format!("{}/officeDocument", RELATIONS.1);
    relationships([("document", &*main, "word/document.xml"), ("properties", core, "docProps/core.xml")])
}

pub(super) fn document_relations(has_header: bool) -> String {
    let kinds: Vec<_> = referred(has_header)
        .map(|(name, kind, file)| (name, format!("{}/{kind}", RELATIONS.1), file))
        .collect();
    relationships(kinds.iter().map(|(name, kind, file)| (*name, &**kind, *file)))
}

/// Who made it and when.
pub(super) fn properties(manuscript: &Manuscript) -> String {
    let mut out = Markup::new(DECLARATION);
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    out.within("cp:coreProperties", &namespaces, |out| {
        out.element("dc:title", &[], &manuscript.title);
        out.element("dc:creator", &[], &manuscript.office);
        out.element("dc:language", &[], "zh-CN");
        if date(&manuscript.published).is_some() {
            let time = format!("{}T00:00:00Z", manuscript.published);
            let is_time = [("xsi:type", "dcterms:W3CDTF")];
            out.element("dcterms:created", &is_time, &time);
            out.element("dcterms:modified", &is_time, &time);
        }
    });
    out.finish()
}

/// The number of the page: — 1 —.
pub(super) fn footer() -> String {
    let mut out = Markup::new(DECLARATION);
    out.within("w:ftr", &[WORD, RELATIONS], |out| {
        out.within("w:p", &[], |out| {
            out.within("w:pPr", &[], |out| out.empty("w:pStyle", &[("w:val", "Footer")]));
            run(out, "— ");
            out.within("w:fldSimple", &[("w:instr", " PAGE ")], |out| run(out, "1"));
            run(out, " —");
        });
    });
    out.finish()
}

/// The mark of a draft: a line above, and letters across the page as Word draws watermarks.
pub(super) fn header(draft: &str) -> String {
    let namespaces = [
        WORD,
        RELATIONS,
        ("xmlns:v", "urn:schemas-microsoft-com:vml"),
        ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
    ];
    let mut out = Markup::new(DECLARATION);
    out.within("w:hdr", &namespaces, |out| {
        out.within("w:p", &[], |out| {
            out.within("w:pPr", &[], |out| out.empty("w:pStyle", &[("w:val", "Header")]));
            run(out, draft);
            out.within("w:r", &[], |out| out.within("w:pict", &[], |out| watermark(out, draft)));
        });
    });
    out.finish()
}

fn watermark(out: &mut Markup, draft: &str) {
    /// The longest line that fits across a page, and the largest letters, in points.
    const LONGEST: usize = 460;
    const LARGEST: usize = 90;
    let letters = draft.chars().count().max(1);
    let size = (LONGEST / letters).min(LARGEST);
    let style = format!(
        "position:absolute;margin-left:0;margin-top:0;width:{}pt;height:{size}pt;rotation:315;z-index:-251658752;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
         mso-position-vertical:center;mso-position-vertical-relative:margin",
        size * letters,
    );
    let kind = [
        ("id", "_x0000_t136"),
        ("coordsize", "21600,21600"),
        ("o:spt", "136"),
        ("adj", "10800"),
        ("path", "m@7,l@8,m@5,21600l@6,21600e"),
    ];
    out.within("v:shapetype", &kind, |out| {
        out.within("v:formulas", &[], |out| {
            for equation in [
                "sum #0 0 10800",
                "prod #0 2 1",
                "sum 21600 0 @1",
                "sum 0 0 @2",
                "sum 21600 0 @3",
                "if @0 @3 0",
                "if @0 21600 @1",
                "if @0 0 @2",
                "if @0 @4 21600",
                "mid @5 @6",
                "mid @8 @5",
                "mid @7 @8",
                "mid @6 @7",
                "sum @6 0 @5",
            ] {
                out.empty("v:f", &[("eqn", equation)]);
            }
        });
        out.empty("v:path", &[("textpathok", "t"), ("o:connecttype", "custom")]);
        out.empty("v:textpath", &[("on", "t"), ("fitshape", "t")]);
    });
    let shape = [
        ("id", "PowerPlusWaterMarkObject1"),
        ("o:spid", "_x0000_s2049"),
        ("type", "#_x0000_t136"),
        ("alt", draft),
        ("style", &style),
        ("o:allowincell", "f"),
        ("fillcolor", "#a40000"),
        ("stroked", "f"),
    ];
    out.within("v:shape", &shape, |out| {
        out.empty("v:fill", &[("opacity", ".15")]);
        let font = "font-family:\"黑体\";font-size:1pt";
        out.empty("v:textpath", &[("style", font), ("string", draft)]);
    });
}
