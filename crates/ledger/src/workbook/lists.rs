//! What the drop-downs offer: the sheet of codes and choices.

use super::LISTS;
use super::sheet::HEADING;
use super::style::Styles;
use crate::choices::{Choice as _, Nature, Topic};
use crate::column::{ColumnKind, ColumnView, List, Sheet};
use crate::ledger::Ledger;
use crate::names::{classification, kind_of, profile, shown, year_of};
use crate::topics::sheets_of;
use mingzhang_model::{CodeLevel, Kind, column_name};
use mingzhang_standard::{Catalogue, builtin};
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
                let values = values(&of, &column, ledger);
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

fn values(of: &Of, column: &ColumnView, ledger: &Ledger) -> Vec<String> {
    let shown = |key: &str| shown(column, key, ledger);
    match of {
        Of::Choices(choices) => {
            let budget = kind_of(ledger) != Some(Kind::FinalAccounts);
            // What only final accounts have is not offered for budgets.
            let of_accounts = |key: &str| {
                Nature::ALL.iter().any(|nature| nature.key() == key && !nature.is_of_budgets())
                    || Topic::ALL.iter().any(|topic| topic.key() == key && !topic.is_of_budgets())
            };
            let offered = choices.iter().filter(|(key, _)| !(budget && of_accounts(key)));
            offered.map(|(_, name)| (*name).to_owned()).collect()
        }
        Of::Shown(List::Profiles) => {
            let kind = kind_of(ledger).unwrap_or(Kind::Budget);
            let alike = builtin().iter().filter(|profile| profile.kind == kind);
            alike.map(|profile| profile.title.clone()).collect()
        }
        Of::Shown(List::Sections) => {
            let sections = profile(&ledger.office.profile).map_or(&[][..], |profile| &profile.sections);
            sections.iter().map(|section| shown(&section.key)).collect()
        }
        Of::Shown(List::Operators) => crate::check::OPERATORS.map(str::to_owned).to_vec(),
        Of::Shown(list) | Of::Codes(list) => codes(*list, ledger)
            // Lines are entered by items; the classes and sections above them are sums.
            .filter(|(_, level)| *list != List::Functional || *level == CodeLevel::Item)
            .map(|(code, _)| shown(&code))
            .collect(),
    }
}

/// The codes of a list in use in the ledger's year.
fn codes(list: List, ledger: &Ledger) -> impl Iterator<Item = (String, CodeLevel)> {
    let year = year_of(ledger);
    let entries = classification(list).map(|(classification, _)| {
        let all = Catalogue::builtin().entries().iter();
        let mut of: Vec<_> =
            all.filter(|e| e.classification == classification && e.is_valid_in(year)).collect();
        of.sort_by_key(|entry| entry.code.to_string());
        of
    });
    entries.into_iter().flatten().map(|entry| (entry.code.to_string(), entry.code.level()))
}
