//! Small PDF files: text, lines and boxes at places counted in points from the upper left corner of a page.

use std::fmt::Write as _;

/// What is drawn on one page, in the order of drawing.
#[derive(Clone, Debug)]
pub struct Page {
    /// The drawing instructions, each complete in itself, so that their order may be changed.
    pub marks: Vec<String>,
    size: (u32, u32),
    entries: String,
}

impl Page {
    /// An empty page of the size of A4.
    pub fn new() -> Self {
        Self::sized(595, 842)
    }

    /// An empty page of a size in points.
    pub fn sized(width: u32, height: u32) -> Self {
        Self { marks: Vec::new(), size: (width, height), entries: String::new() }
    }

    /// Adds an entry to the dictionary of the page: `/Rotate 90`.
    pub fn entry(mut self, entry: &str) -> Self {
        self.entries.push_str(entry);
        self
    }

    /// Adds drawing instructions as they are written in a PDF file.
    pub fn raw(mut self, instructions: &str) -> Self {
        self.marks.push(instructions.to_owned());
        self
    }

    /// Writes text whose base line begins at a place; Chinese characters are as wide as the font is high, others half.
    pub fn text(self, x: u32, y: u32, size: u32, text: &str) -> Self {
        self.turned(x, y, size, "1 0 0 1", text)
    }

    /// Writes text with a matrix of its own: `0 1 -1 0` reads upwards.
    pub fn turned(mut self, x: u32, y: u32, size: u32, matrix: &str, text: &str) -> Self {
        let y = self.size.1.saturating_sub(y);
        let codes = text.encode_utf16().fold(String::new(), |mut codes, unit| {
            let _ = write!(codes, "{unit:04X}");
            codes
        });
        self.marks.push(format!("BT /F {size} Tf {matrix} {x} {y} Tm <{codes}> Tj ET"));
        self
    }

    /// Draws a line half a point wide.
    pub fn line(mut self, from: (u32, u32), to: (u32, u32)) -> Self {
        let height = self.size.1;
        let up = |y: u32| height.saturating_sub(y);
        self.marks.push(format!("0.5 w {} {} m {} {} l S", from.0, up(from.1), to.0, up(to.1)));
        self
    }

    /// Rules a table: a line at each of the columns and at each of the rows.
    pub fn ruled(mut self, columns: &[u32], rows: &[u32]) -> Self {
        let ends = |all: &[u32]| (all.first().copied().unwrap_or(0), all.last().copied().unwrap_or(0));
        let ((left, right), (top, bottom)) = (ends(columns), ends(rows));
        for &x in columns {
            self = self.line((x, top), (x, bottom));
        }
        for &y in rows {
            self = self.line((left, y), (right, y));
        }
        self
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::new()
    }
}

/// A file of these pages.
pub fn file(pages: &[Page]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
            .to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)\
         /Supplement 0>>/DW 1000/W[32 126 500]/FontDescriptor 6 0 R>>"
            .to_owned(),
        stream(&to_unicode()),
        "<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880\
         /Descent -120/CapHeight 700/StemV 80>>"
            .to_owned(),
    ];
    let mut kids = String::new();
    for page in pages {
        let number = objects.len() + 1;
        let _ = write!(kids, "{number} 0 R ");
        let (width, height) = page.size;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Resources<</Font<</F 3 0 R>>>>\
             /Contents {} 0 R{}>>",
            number + 1,
            page.entries
        ));
        objects.push(stream(&page.marks.join("\n")));
    }
    if let Some(tree) = objects.get_mut(1) {
        *tree = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len());
    }
    written(&objects)
}

/// A file of these objects, which are numbered from 1; the first is the catalogue.
pub fn written(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    let _ = write!(
        file,
        "{table}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    file.into_bytes()
}

/// A stream object.
pub fn stream(content: &str) -> String {
    format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// Every code is the character of the same number.
fn to_unicode() -> String {
    let mut map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Same def\n/CMapType 2 def\n\
                   1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        .to_owned();
    for block in (0..256_u32).collect::<Vec<_>>().chunks(64) {
        let _ = writeln!(map, "{} beginbfrange", block.len());
        for high in block {
            let _ = writeln!(map, "<{high:02X}00> <{high:02X}FF> <{high:02X}00>");
        }
        map.push_str("endbfrange\n");
    }
    map.push_str("endcmap\nend\nend\n");
    map
}
