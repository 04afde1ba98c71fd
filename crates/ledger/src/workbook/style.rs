//! How the cells of the workbook look.

use crate::column::{ColumnKind, ColumnView, List};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// Of sums: a dash for nothing, so that what there is stands out.
const MONEY: &str = "#,##0.00;-#,##0.00;\"–\"";

/// The formats of cells.
pub(super) struct Styles {
    pub title: Format,
    pub help: Format,
    pub label: Format,
    /// The heading of a column that must be filled.
    pub required: Format,
    /// The heading of a column that may stay blank.
    pub optional: Format,
    /// A sum that the workbook computes.
    pub sum: Format,
    /// An amount beside a row that the workbook computes; nothing where the row is blank.
    pub beside: Format,
    /// A remark that the workbook computes.
    pub remark: Format,
    pub text: Format,
    pub link: Format,
    /// What a condition makes of a cell that is wrong.
    pub wrong: Format,
    /// What a condition makes of a cell that is still to be filled.
    pub missing: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let boxed = || Format::new().set_border(FormatBorder::Thin).set_border_color("#BFBFBF");
        let heading = || boxed().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let grey = || Format::new().set_font_color("#595959");
        Self {
            title: Format::new().set_bold().set_font_size(14),
            help: grey(),
            label: heading().set_background_color("#F2F2F2"),
            required: heading().set_background_color("#1F4E78").set_font_color("#FFFFFF"),
            optional: heading().set_background_color("#DDEBF7"),
            sum: boxed().set_bold().set_num_format(MONEY).set_background_color("#F2F2F2"),
            beside: grey().set_num_format("#,##0.00;-#,##0.00;;@").set_align(FormatAlign::Top),
            remark: Format::new().set_bold().set_font_color("#375623"),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            link: Format::new().set_font_color("#0563C1").set_align(FormatAlign::Top),
            wrong: Format::new().set_background_color("#FFC7CE").set_font_color("#9C0006"),
            missing: Format::new().set_background_color("#FFEB9C"),
        }
    }

    /// A cell of a column that is to be filled.
    pub(super) fn input(column: &ColumnView) -> Format {
        let format = Format::new().set_unlocked().set_align(FormatAlign::Top);
        match column.kind {
            ColumnKind::Money => format.set_num_format("#,##0.00"),
            ColumnKind::Quantity | ColumnKind::Year => format.set_num_format("General"),
            // As text, so that 2024-03-10 and 0.10 stay what was typed.
            _ => format.set_num_format("@").set_text_wrap(),
        }
    }
}

/// The width of a column in characters.
pub(super) fn width(column: &ColumnView) -> u16 {
    match (&column.kind, column.list) {
        _ if column.long => 44,
        (_, Some(List::Operators)) => 8,
        (ColumnKind::Code, Some(_)) | (_, Some(List::Projects | List::Profiles | List::Sections)) => 30,
        (ColumnKind::Choice(choices), _) => {
            let longest = choices.iter().map(|(_, name)| name.chars().count()).max().unwrap_or(0);
            u16::try_from(2 * longest + 4).unwrap_or(u16::MAX).clamp(12, 22)
        }
        (ColumnKind::Quantity | ColumnKind::Year | ColumnKind::YesNo, _) => 12,
        (ColumnKind::Money | ColumnKind::Words | ColumnKind::Code | ColumnKind::Day, _) => 18,
    }
}

/// The height of a line, in pixels.
const LINE: u32 = 20;
/// Higher rows would hide those beside them; the rest of a text is seen where it is edited.
const MOST_LINES: u32 = 8;

/// The height of a row whose cells show these texts under these columns; none where one line is enough.
pub(super) fn height(columns: &[ColumnView], shown: &[String]) -> Option<u32> {
    let lines = columns.iter().zip(shown).map(|(column, text)| lines(text, width(column))).max().unwrap_or(1);
    (lines > 1).then_some(LINE * lines.min(MOST_LINES))
}

/// How many lines a text takes in a column of this width.
fn lines(text: &str, width: u16) -> u32 {
    let line = |line: &str| {
        let units: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        u32::try_from(units.div_ceil(usize::from(width).max(1)).max(1)).unwrap_or(MOST_LINES)
    };
    text.lines().map(line).fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        assert_eq!(lines("甲乙丙", 6), 1);
        assert_eq!(lines("甲乙丙丁", 6), 2);
        assert_eq!(lines("甲\n乙丙丁a", 6), 3);
        assert_eq!(lines("", 6), 0);
    }
}
