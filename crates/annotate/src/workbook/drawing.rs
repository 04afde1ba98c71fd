//! The shapes in which a workbook shows the comments of a sheet.

use super::comments::Comment;
use super::xml::Xml;
use crate::Refused;

const NONE: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" \
    data=\"1\"/></o:shapelayout></xml>";
/// The kind of shape that comments have.
const KIND: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
    path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" \
    o:connecttype=\"rect\"/></v:shapetype>";
/// Numbers of shapes begin here by custom.
const FIRST: u32 = 1025;

/// What stands behind the element that announces the shapes in the part of a sheet.
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// The part of the sheet, saying where the shapes of its comments are.
pub(super) fn announced(sheet: &Xml<'_>, id: &str) -> String {
    let prefix = sheet.root().prefix();
    let announcement = format!(
        "<{prefix}legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"{id}\"/>"
    );
    let data = sheet.child("sheetData").map_or(0, |data| data.range.end);
    let behind =
        |child: &&super::xml::Element<'_>| BEHIND.contains(&child.name()) && child.range.start >= data;
    match sheet.children().find(behind) {
        Some(next) => sheet.inserted(vec![(next.range.start, announcement)]),
        None => sheet.appended(sheet.root(), &announcement),
    }
}

/// The part with a shape for each comment.
pub(super) fn added(before: Option<&str>, comments: &[&Comment]) -> Result<String, Refused> {
    let xml = Xml::parse(before.unwrap_or(NONE))?;
    let used = xml.elements("shape").filter_map(|shape| shape.attribute("id"));
    let used = used.filter_map(|id| id.strip_prefix("_x0000_s")?.parse::<u32>().ok()).max();
    let first = used.map_or(FIRST, |last| last.saturating_add(1));
    let has_kind =
        xml.elements("shapetype").any(|kind| kind.attribute("id").as_deref() == Some("_x0000_t202"));
    let mut shapes = if has_kind || comments.is_empty() { String::new() } else { KIND.to_owned() };
    for (number, comment) in (first..).zip(comments) {
        shapes += &shape(number, comment);
    }
    Ok(xml.appended(xml.root(), &shapes))
}

/// Half-width characters of a line in the window of a comment, and the most lines that it opens with.
const LINE: usize = 44;
const MOST_LINES: usize = 24;

fn shape(number: u32, comment: &Comment) -> String {
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let lines: usize = comment.text.lines().map(|line| width(line).div_ceil(LINE).max(1)).sum();
    let lines = u32::try_from(lines.clamp(3, MOST_LINES)).unwrap_or(3);
    let (row, column) = (comment.cell.row, comment.cell.column);
    // From the cell to its right, four columns wide; a row is about as high as a line.
    let anchor =
        format!("{}, 12, {}, 6, {}, 12, {}, 6", column + 1, row.saturating_sub(1), column + 5, row + lines);
    format!(
        "<v:shape id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;\
         margin-top:2pt;width:260pt;height:{}pt;z-index:{number};visibility:hidden\" fillcolor=\"#ffffe1\" \
         o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\">\
         </div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
         <x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>\
         <x:Column>{column}</x:Column></x:ClientData></v:shape>",
        lines * 14
    )
}
