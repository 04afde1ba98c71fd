//! The ways money may go: item, section, source, nature and project of each line that a ledger might have.

use crate::cells::{Cells, Printed};
use crate::names::Names;
use crate::take::ranked_funds;
use crate::words::likeness;
use mingzhang_ledger::{Fund, Nature, Traits};
use mingzhang_model::{Code, Disclosure, RowKind};
use mingzhang_standard::{Catalogue, Classification, EntryList};
use std::collections::BTreeSet;

/// A line of expenditure without its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub functional: Code,
    pub economic: Code,
    pub fund: Fund,
    /// Personnel, operating or project.
    pub nature: Nature,
    /// The project, folded; empty if none is named.
    pub project: String,
    /// Whether no table names the section or the project, though one should.
    pub unnamed: bool,
}

impl Way {
    /// What selections look at.
    pub(crate) fn traits(&self) -> Traits {
        Traits {
            fund: self.fund,
            nature: Some(self.nature),
            functional: Some(self.functional),
            economic: Some(self.economic),
            ..Traits::default()
        }
    }
}

/// The natures that lines may have: basic expenditure is one or the other; what is neither that nor for projects, where a
/// column of its own has an amount.
fn natures(cells: &Cells) -> Vec<Nature> {
    let mut natures = vec![Nature::Personnel, Nature::Operating, Nature::Project];
    let has_column = |nature: &&Nature| {
        let of_it =
            |cell: &&Printed| cell.is_number && cell.value > 0 && cell.take.list == EntryList::Expenditure;
        let mut cells = cells.all.iter().filter(of_it);
        let takes = |cell: &Printed, nature| cell.take.takes_nature(nature);
        cells.any(|cell| takes(cell, **nature) && !natures.iter().any(|other| takes(cell, *other)))
    };
    let others = [Nature::Business, Nature::ToAbove, Nature::ToSubordinates];
    let others: Vec<Nature> = others.iter().filter(has_column).copied().collect();
    natures.extend(others);
    natures
}

/// Every way that the tables leave open, those first that a table names.
pub(crate) fn ways(cells: &Cells, disclosure: &Disclosure) -> Vec<Way> {
    let items = items(cells, disclosure);
    let zeros = zeros(cells, disclosure, &items);
    let named = Named::of(cells);
    let natures = natures(cells);
    let mut ways = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mine: Vec<&Printed> =
            zeros.iter().filter(|(items, _)| items.contains(&at)).map(|(_, cell)| *cell).collect();
        for fund in ranked_funds() {
            // No appropriation pays for business of the office's own or goes to other units.
            for nature in natures.iter().copied().filter(|n| n.is_of_budgets() || !fund.is_fiscal()) {
                let traits =
                    Traits { fund, nature: Some(nature), functional: Some(*item), ..Traits::default() };
                // Which code stands above the item was looked at.
                let none = mine.iter().any(|cell| cell.take.without_codes().takes(&traits, ""));
                if !none {
                    named.ways(*item, fund, nature, &mut ways);
                }
            }
        }
    }
    // What a table names goes first, wherever it stands.
    ways.sort_by_key(|way| way.unnamed);
    ways
}

/// The lowest functional codes of all tables that have an amount.
pub(crate) fn items(cells: &Cells, disclosure: &Disclosure) -> Vec<Code> {
    let has_item = |cell: &&Printed| cell.value != 0 && cell.take.functional.is_some();
    let codes: BTreeSet<Code> =
        cells.all.iter().filter(has_item).filter_map(|cell| cell.take.functional).collect();
    let is_lowest = |code: &&Code| !codes.iter().any(|other| other != *code && other.is_within(**code));
    let mut items: Vec<Code> = codes.iter().filter(is_lowest).copied().collect();
    let order = |code: &Code| {
        let rows = disclosure.tables.iter().flat_map(|table| &table.rows);
        rows.filter(|row| row.kind == RowKind::Coded).position(|row| row.code == Some(*code))
    };
    items.sort_by_key(|code| (order(code).is_none(), order(code)));
    items
}

/// The cells without an amount, each with the items it says so of. A table that adds up says it of those it does not
/// mention, too.
fn zeros<'c>(
    cells: &'c Cells,
    disclosure: &Disclosure,
    items: &[Code],
) -> Vec<(BTreeSet<usize>, &'c Printed)> {
    let mut zeros = Vec::new();
    let lines = |cell: &&Printed| cell.take.list == EntryList::Expenditure && cell.take.project.is_none();
    for cell in cells.all.iter().filter(lines) {
        if cell.take.economic.is_some() {
            continue;
        }
        if cell.is_detail && cell.value == 0 {
            let above = cell.take.functional;
            let said = |at: &usize| above.is_none_or(|above| items[*at].is_within(above));
            zeros.push(((0..items.len()).filter(said).collect(), cell));
        } else if disclosure.tables[cell.table].rows[cell.row].kind == RowKind::Total && adds_up(cells, cell)
        {
            let table = &disclosure.tables[cell.table];
            let silent = |at: &usize| {
                let item = items[*at];
                let speaks = |code: Code| code.is_within(item) || item.is_within(code);
                !table.rows.iter().any(|row| row.code.is_some_and(speaks))
            };
            let coded =
                cells.all.iter().any(|other| other.table == cell.table && other.take.functional.is_some());
            let silent: BTreeSet<usize> = (0..items.len()).filter(silent).filter(|_| coded).collect();
            zeros.push((silent, cell));
        }
    }
    zeros
}

/// Whether the rows of a column come to its total.
fn adds_up(cells: &Cells, total: &Printed) -> bool {
    let same =
        |cell: &&Printed| cell.table == total.table && cell.column == total.column && cell.row != total.row;
    let rows = cells.all.iter().filter(same).filter(|cell| cell.is_detail);
    rows.map(|cell| cell.value).sum::<i64>() == total.value
}

/// The sections and projects that tables name.
struct Named<'c> {
    cells: Vec<&'c Printed>,
    classes: Vec<Code>,
}

impl<'c> Named<'c> {
    fn of(cells: &'c Cells) -> Self {
        let names = |cell: &&Printed| cell.take.economic.is_some() || cell.take.project.is_some();
        let cells = cells.all.iter().filter(names).filter(|cell| cell.is_detail && cell.value != 0).collect();
        let classes = Catalogue::builtin().classes(Classification::EconomicDepartment);
        Self { cells, classes: classes.iter().map(|entry| entry.code).collect() }
    }

    /// The ways of an item, a source and a nature.
    fn ways(&self, functional: Code, fund: Fund, nature: Nature, out: &mut Vec<Way>) {
        let way = |economic: Code, project: &str, unnamed: bool| {
            let project = project.to_owned();
            Way { functional, economic, fund, nature, project, unnamed }
        };
        for cell in &self.cells {
            let project = cell.take.project.as_deref().unwrap_or("");
            let taken = |economic: &Code| cell.take.takes(&way(*economic, project, false).traits(), project);
            // A section is named by the row; the class of a project by the column, or not at all.
            let economic = match cell.take.economic {
                Some(section) => Some(section).filter(taken),
                None => usual(nature).filter(taken).or_else(|| self.classes.iter().copied().find(taken)),
            };
            out.extend(economic.map(|economic| way(economic, project, false)));
        }
        // Where a table names the sections that a source pays, others are a last resort.
        let divides = |cell: &&&Printed| cell.take.economic.is_some() && cell.take.funds().contains(&fund);
        let unnamed = nature == Nature::Project || self.cells.iter().any(|cell| divides(&cell));
        out.extend(usual(nature).map(|economic| way(economic, "", unnamed)));
    }
}

/// The class of what nobody classified: wages for people, goods and services for all else.
fn usual(nature: Nature) -> Option<Code> {
    if nature == Nature::Personnel { "301" } else { "302" }.parse().ok()
}

/// Basic expenditure of one item that is paid under one section, as equal amounts and like names tell.
pub(crate) fn kin(cells: &Cells, ways: &[Way], names: &Names) -> Vec<(Code, Code)> {
    let functional = |code: Code| names.get(Classification::Functional, code);
    let economic = |code: Code| names.get(Classification::EconomicDepartment, code);
    let mut open: Vec<(Code, i64)> = Vec::new();
    for cell in cells.all.iter().filter(|cell| cell.is_detail && cell.value != 0) {
        if let Some(section) = cell.take.economic {
            open.push((section, cell.value));
        }
    }
    let items: BTreeSet<Code> = ways.iter().map(|way| way.functional).collect();
    let mut found = Vec::new();
    for pass in [Pass::Equal, Pass::Several] {
        for item in &items {
            if found.iter().any(|(done, _)| done == item) {
                continue;
            }
            let Some(amount) = basic_of(cells, *item) else { continue };
            let mut alike: Vec<(Code, i64)> = open.clone();
            let score = |section: Code| likeness(functional(*item), economic(section));
            alike.retain(|(section, value)| score(*section) > 0 || (pass == Pass::Equal && *value == amount));
            alike.sort_by_key(|(section, _)| std::cmp::Reverse(score(*section)));
            let chosen = match pass {
                Pass::Equal => {
                    alike.iter().find(|(_, value)| *value == amount).map(|(section, _)| vec![*section])
                }
                Pass::Several => {
                    let amounts: Vec<i64> = alike.iter().map(|(_, value)| *value).collect();
                    let chosen = crate::share::subset(&amounts, amount);
                    chosen.map(|chosen| chosen.iter().map(|at| alike[*at].0).collect())
                }
            };
            for section in chosen.into_iter().flatten() {
                open.retain(|(other, _)| *other != section);
                found.push((*item, section));
            }
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// One section has the item's amount.
    Equal,
    /// Several sections of like names have it together.
    Several,
}

/// The basic expenditure of an item from the general budget.
fn basic_of(cells: &Cells, item: Code) -> Option<i64> {
    let takes = |cell: &Printed, nature: Nature| {
        let traits = Traits { nature: Some(nature), functional: Some(item), ..Traits::default() };
        cell.take.takes(&traits, "")
    };
    let is_it = |cell: &&Printed| {
        let own = cell.take.functional == Some(item) && cell.is_detail && cell.value != 0;
        own && takes(cell, Nature::Personnel)
            && takes(cell, Nature::Operating)
            && !takes(cell, Nature::Project)
    };
    cells.all.iter().filter(is_it).map(|cell| cell.value).min()
}
