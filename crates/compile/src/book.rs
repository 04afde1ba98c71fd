//! All amounts of one year: every lane of every table, what projects and registers have, rounded together.

use crate::entries::{Entries, Set};
use crate::names::Names;
use crate::print::{DECIMALS, last_place};
use crate::quantities::{Quantities, QuantityId};
use crate::registers;
use crate::rounding::Rounding;
use crate::sheet::{Homeless, Maker, Sheet};
use mingzhang_ledger::{Ledger, Selection, UnknownWord};
use mingzhang_model::{Coordinate, Money, MoneyUnit};
use mingzhang_standard::{EntryList, Profile};
use std::collections::BTreeMap;

/// The unit of amounts in prose.
pub(crate) const PROSE: MoneyUnit = MoneyUnit::WanYuan;

/// The amounts of one year.
#[derive(Debug)]
pub(crate) struct Book<'a> {
    ledger: &'a Ledger,
    pub entries: Entries<'a>,
    pub sheets: Vec<Sheet<'a>>,
    quantities: Quantities,
    /// By the value of one in the last printed place.
    roundings: BTreeMap<i64, Rounding>,
}

/// An amount as it is and as it is printed, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    pub exact: i64,
    pub printed: i64,
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        let printed = crate::rounding::nearest(money.0, last_place(PROSE, DECIMALS));
        Self { exact: money.0, printed }
    }
}

impl<'a> Book<'a> {
    /// Fills in the tables of a profile; `homeless` gets what no cell of a table has a place for.
    ///
    /// # Errors
    /// The profile takes by a word that nobody knows.
    pub(crate) fn new(
        ledger: &'a Ledger,
        profile: &'a Profile,
        entries: Entries<'a>,
        homeless: &mut Vec<Homeless<'a>>,
    ) -> Result<Self, UnknownWord> {
        let names = Names::new(ledger);
        let mut quantities = Quantities::default();
        let mut maker =
            Maker { entries: &entries, names: &names, quantities: &mut quantities, unit: profile.unit };
        let mut sheets = Vec::new();
        for table in &profile.tables {
            for lane in &table.lanes {
                sheets.push(maker.sheet(table, lane, homeless)?);
            }
        }
        let mut book = Self { ledger, entries, sheets, quantities, roundings: BTreeMap::new() };
        book.divide_projects(profile);
        book.divide_registers();
        book.round();
        Ok(book)
    }

    /// Each project is fiscal money and other money; the office as a whole is what was given from above and what was not.
    fn divide_projects(&mut self, profile: &Profile) {
        let projects = self.ledger.projects.iter().map(|project| Some(project.name.as_str()));
        for project in projects.chain([None]) {
            let ids: Vec<QuantityId> =
                ["", "fiscal|carryover.fiscal", "!fiscal|carryover.fiscal", FROM_ABOVE, NOT_FROM_ABOVE]
                    .iter()
                    .map(|take| {
                        let set = self.taken(take, project);
                        let value = self.entries.sum(&set);
                        self.quantities.of(set, value)
                    })
                    .collect();
            if profile.unit == PROSE {
                let unit = last_place(PROSE, DECIMALS);
                // What divides a whole is all of it, so nothing is left over.
                let _ = self.quantities.add_up(unit, ids[0], &ids[1..3]);
                let _ = self.quantities.add_up(unit, ids[1], &ids[3..5]);
            }
        }
    }

    fn divide_registers(&mut self) {
        let unit = last_place(PROSE, DECIMALS);
        for (whole, parts) in registers::divisions() {
            let mut id = |register: &str| {
                let set = registers::entries(self.ledger, &self.entries, register).unwrap_or_default();
                let value = self.entries.sum(&set);
                self.quantities.of(set, value)
            };
            let whole = id(whole);
            let parts: Vec<QuantityId> = parts.iter().map(|part| id(part)).collect();
            // As above.
            let _ = self.quantities.add_up(unit, whole, &parts);
        }
    }

    fn round(&mut self) {
        let atoms: Vec<i64> = self.entries.all.iter().map(|entry| entry.amount).collect();
        let units = self.sheets.iter().map(|sheet| sheet.unit).chain([PROSE]);
        for unit in units.map(|unit| last_place(unit, DECIMALS)) {
            let rounding = || self.quantities.round(&atoms, unit);
            self.roundings.entry(unit).or_insert_with(rounding);
        }
    }

    /// The lines of expenditure that a selection takes, of one project or of all.
    fn taken(&self, take: &str, project: Option<&str>) -> Set {
        // Only words that are written in this crate or were checked come here.
        let selection = Selection::parse(take).unwrap_or_default();
        let takes = |at: &u32| {
            let entry = self.entries.entry(*at);
            project.is_none_or(|name| entry.project == name) && selection.takes(&entry.traits)
        };
        self.entries.list(EntryList::Expenditure).into_iter().filter(takes).collect()
    }

    /// The amount of a selection, in the unit of prose.
    pub(crate) fn take(&self, take: &str, project: Option<&str>) -> Amount {
        let set = self.taken(take, project);
        match self.quantities.find(&set) {
            Some(id) => self.amount(id, PROSE),
            None => Money(self.entries.sum(&set)).into(),
        }
    }

    /// A quantity as it is printed in a unit.
    pub(crate) fn amount(&self, id: QuantityId, unit: MoneyUnit) -> Amount {
        let rounding = self.roundings.get(&last_place(unit, DECIMALS));
        let exact = self.quantities.exact(id);
        Amount { exact, printed: rounding.map_or(exact, |rounding| rounding.values[id.0]) }
    }

    /// The amount at a coordinate, in the unit of prose; none if the year has no such row or register.
    pub(crate) fn at(&self, coordinate: &Coordinate) -> Option<Amount> {
        match coordinate {
            Coordinate::Cell { table, row, column } => {
                let sheet = self.sheets.iter().find(|sheet| sheet.key == *table)?;
                Some(self.amount(sheet.cell(row, column)?, PROSE))
            }
            Coordinate::Register(name) => {
                let set = registers::entries(self.ledger, &self.entries, name)?;
                let id = self.quantities.find(&set);
                Some(id.map_or_else(|| Money(self.entries.sum(&set)).into(), |id| self.amount(id, PROSE)))
            }
        }
    }

    /// The sheets whose printed amounts are not the nearest, with how many of them.
    pub(crate) fn roundings(&self) -> impl Iterator<Item = &Rounding> {
        self.roundings.values()
    }

    /// What a quantity is made of.
    pub(crate) fn made_of(&self, id: QuantityId) -> &[u32] {
        self.quantities.made_of(id)
    }
}

const FROM_ABOVE: &str = "general.from_above|funds.from_above|capital.from_above";
const NOT_FROM_ABOVE: &str =
    "fiscal|carryover.fiscal !general.from_above|funds.from_above|capital.from_above";
