//! How cells look.

use mingzhang_manuscript::Align;
use mingzhang_model::{Grouping, Numeral};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// 小四, 五号 and the sizes of titles, in points.
pub(super) const BODY: u32 = 12;
const CELL: u32 = 11;
pub(super) const HEADING: u32 = 14;
pub(super) const TITLE: u32 = 18;

/// Words that stand alone, in letters of a size.
pub(super) fn words(size: u32) -> Format {
    Format::new().set_font_name("宋体").set_font_size(size).set_align(FormatAlign::VerticalCenter)
}

/// A heading or a title.
pub(super) fn heading(size: u32) -> Format {
    words(size).set_font_name("黑体")
}

/// Prose, which fills its cell line after line.
pub(super) fn prose() -> Format {
    words(BODY).set_text_wrap().set_align(FormatAlign::Top)
}

/// A cell of a table.
pub(super) fn cell(align: Align, is_heading: bool) -> Format {
    let format = if is_heading { heading(CELL) } else { words(CELL) };
    let align = match align {
        Align::Start => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::End => FormatAlign::Right,
    };
    format.set_border(FormatBorder::Thin).set_text_wrap().set_align(align)
}

/// The format under which a number shows as this numeral does.
pub(super) fn number(numeral: Numeral) -> String {
    let whole = if numeral.grouping() == Grouping::None && numeral.to_string().len() > "999.00".len() {
        "0"
    } else {
        "#,##0"
    };
    match usize::from(numeral.decimals()) {
        0 => whole.to_owned(),
        decimals => format!("{whole}.{}", "0".repeat(decimals)),
    }
}
