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
