//! What the drop-downs offer: the sheet of codes and choices.

use super::LISTS;
use super::sheet::HEADING;
use super::style::Styles;
use crate::column::{ColumnKind, ColumnView, List, Sheet};
use crate::ledger::Ledger;
use crate::offers::{codes, offers};
use crate::topics::sheets_of;
use mingzhang_model::column_name;
use rust_xlsxwriter::{Workbook, XlsxError};

/// The lists, each in a column of its sheet.
pub(super) struct Lists(Vec<Offered>);

struct Offered {
    of: Of,
    title: String,
    values: Vec<String>,
}

#[derive(Clone, PartialEq, Eq)]
enum Of {
    /// The values of a list as cells show them.
    Shown(List),
    /// Every code of a list without its name.
    Codes(List),
    /// The names of choices.
    Choices(Vec<(&'static str, &'static str)>),
}

/// The lists of codes, with the names that formulas call them by.
const CODES: [(List, &str); 3] = [
    (List::Functional, "codes_functional"),
    (List::Economic, "codes_economic"),
    (List::Government, "codes_government"),
];

impl Lists {
    pub(super) fn of(ledger: &Ledger) -> Self {
        let mut lists = Self(Vec::new());
        for column in sheets_of(ledger).flat_map(Sheet::columns) {
            let Some(of) = offered(&column) else { continue };
            if lists.0.iter().all(|list| list.of != of) {
                let values = offers(&column, ledger).into_iter().map(|offer| offer.shown).collect();
                lists.0.push(Offered { of, title: column.heading.to_owned(), values });
            }
        }
        for (list, _) in CODES {
            let values = codes(list, ledger).map(|(code, _)| code).collect();
            lists.0.push(Offered { of: Of::Codes(list), title: "编码".to_owned(), values });
        }
        lists
    }

    /// The cells that a column's drop-down offers.
    pub(super) fn range(&self, column: &ColumnView) -> Option<String> {
        self.range_of(&offered(column)?)
    }

    fn range_of(&self, of: &Of) -> Option<String> {
        let at = self.0.iter().position(|list| list.of == *of)?;
        let last = HEADING as usize + 1 + self.0[at].values.len().max(1);
        let letter = column_name(u32::try_from(at).ok()?);
        Some(format!("'{LISTS}'!${letter}${}:${letter}${last}", HEADING + 2))
    }

    pub(super) fn write(&self, book: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet().set_name(LISTS)?;
        sheet.write_with_format(0, 0, "代码表", &styles.title)?;
        sheet.write_with_format(1, 0, "各工作表下拉列表的内容，不用填写。", &styles.help)?;
        for (at, list) in (0_u16..).zip(&self.0) {
            sheet.write_with_format(HEADING, at, &list.title, &styles.label)?;
            let longest = list.values.iter().map(|value| value.chars().count()).max().unwrap_or(0);
            sheet.set_column_width(at, u16::try_from(2 * longest).unwrap_or(0).clamp(12, 60))?;
            for (row, value) in (HEADING + 1..).zip(&list.values) {
                sheet.write(row, at, value.as_str())?;
            }
        }
        sheet.set_freeze_panes(HEADING + 1, 0)?.set_landscape().set_print_fit_to_pages(1, 0).protect();
        for (list, name) in CODES {
            if let Some(range) = self.range_of(&Of::Codes(list)) {
                book.define_name(name, &format!("={range}"))?;
            }
        }
        Ok(())
    }
}

/// The name by which formulas call the codes of a list.
pub(super) fn codes_name(list: List) -> Option<&'static str> {
    CODES.iter().find(|(of, _)| *of == list).map(|(_, name)| *name)
}

/// What a column's drop-down offers, unless it is made of other sheets.
fn offered(column: &ColumnView) -> Option<Of> {
    match (&column.kind, column.list) {
        (ColumnKind::Choice(choices), _) => Some(Of::Choices(choices.clone())),
        (_, Some(List::Projects) | None) => None,
        (_, Some(list)) => Some(Of::Shown(list)),
    }
}
