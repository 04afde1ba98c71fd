//! All amounts of one year: every lane of every table, what projects and registers have, rounded together.

use crate::entries::{Entries, Set};
use crate::names::Names;
use crate::print::{DECIMALS, last_place};
use crate::quantities::{Quantities, QuantityId};
use crate::registers;
use crate::rounding::Rounding;
use crate::sheet::{Homeless, Maker, Sheet};
use mingzhang_ledger::{Ledger, Selection, UnknownWord};
use mingzhang_model::{Coordinate, Kind, Money, MoneyUnit};
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
    /// Whether printed amounts must add up.
    add_up: bool,
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
        if let Some(print) = &profile.print {
            Selection::parse(&print.project_money)?;
        }
        let names = Names::new(ledger);
        // The amounts of final accounts are each rounded for itself, as accounting systems print them.
        let add_up = profile.kind == Kind::Budget;
        let mut quantities = Quantities::default();
        let mut maker = Maker {
            entries: &entries,
            names: &names,
            quantities: &mut quantities,
            unit: profile.unit,
            add_up,
            overviews_add_up: !add_up && ledger.accounts.overviews_add_up,
        };
        let mut sheets = Vec::new();
        for table in &profile.tables {
            for lane in &table.lanes {
                sheets.push(maker.sheet(table, lane, homeless)?);
            }
        }
        let mut book = Self { ledger, entries, sheets, quantities, add_up, roundings: BTreeMap::new() };
        book.divide_projects(profile);
        book.divide_registers();
        book.round();
        Ok(book)
    }

    /// Each project is money of several budgets and for several items; all projects together are what projects cost.
    fn divide_projects(&mut self, profile: &Profile) {
        // Where tables are exact, prose rounds what they say, each amount for itself.
        if !self.add_up || profile.unit != PROSE {
            return;
        }
        let projects: Vec<&str> = self.ledger.projects.iter().map(|project| project.name.as_str()).collect();
        for project in projects.iter().map(|name| Some(*name)).chain([None]) {
            self.divide("!carryover", &["fiscal", "!fiscal|carryover"], project);
            self.divide("fiscal", &["general", "funds", "capital"], project);
            self.divide("fiscal", &[FROM_ABOVE, NOT_FROM_ABOVE], project);
            self.divide("", &["fiscal", "!fiscal"], project);
        }
        for project in &projects {
            let whole = self.quantity(self.taken("general", Some(project)));
            let mut items: BTreeMap<_, Set> = BTreeMap::new();
            for at in self.taken("general", Some(project)) {
                items.entry(self.entries.entry(at).traits.functional).or_default().push(at);
            }
            let items = items.into_values().map(|set| self.quantity(set)).collect::<Vec<_>>();
            self.state(whole, &items);
        }
        for take in ["general", "fiscal", "!fiscal|carryover"] {
            let whole = self.quantity(self.taken(&format!("{take} project"), None));
            let parts = projects.iter().map(|project| self.taken(take, Some(project)));
            let parts: Vec<Set> = parts.collect();
            let parts = parts.into_iter().map(|set| self.quantity(set)).collect::<Vec<_>>();
            self.state(whole, &parts);
        }
    }

    /// What a selection takes of a project, or of all, is what its parts take.
    fn divide(&mut self, whole: &str, parts: &[&str], project: Option<&str>) {
        let whole = self.quantity(self.taken(whole, project));
        let parts = parts.iter().map(|part| self.quantity(self.taken(part, project))).collect::<Vec<_>>();
        self.state(whole, &parts);
    }

    fn quantity(&mut self, set: Set) -> QuantityId {
        let value = self.entries.sum(&set);
        self.quantities.of(set, value)
    }

    /// States a sum of prose. A line without its project is missing in the sum of projects; the ledger's check tells that.
    fn state(&mut self, whole: QuantityId, parts: &[QuantityId]) {
        let unit = self.add_up.then(|| last_place(PROSE, DECIMALS));
        let _ = self.quantities.add_up(unit, whole, parts);
    }

    fn divide_registers(&mut self) {
        for (whole, parts) in registers::divisions() {
            let mut id = |register: &str| {
                let set = registers::entries(self.ledger, &self.entries, register).unwrap_or_default();
                self.quantity(set)
            };
            let whole = id(whole);
            let parts: Vec<QuantityId> = parts.iter().map(|part| id(part)).collect();
            self.state(whole, &parts);
        }
    }

    fn round(&mut self) {
        let atoms: Vec<i64> = self.entries.all.iter().map(|entry| entry.amount).collect();
        let units = self.sheets.iter().map(|sheet| sheet.unit).chain([PROSE]);
        for unit in units.map(|unit| last_place(unit, DECIMALS)) {
            let rounding = || self.quantities.round(&atoms, unit);
            self.roundings.entry(unit).or_insert_with(rounding);
        }
        for sheet in &self.sheets {
            let unit = last_place(sheet.unit, DECIMALS);
            if let Some(rounding) = self.roundings.get_mut(&unit) {
                for (whole, parts) in &sheet.exact {
                    rounding.apportion(
                        whole.0,
                        parts.iter().map(|part| part.0),
                        self.quantities.values(),
                        unit,
                    );
                }
            }
        }
    }

    /// Whether the sums of a sheet add up as they are printed.
    pub(crate) fn adds_up(&self, sheet: &Sheet<'_>) -> bool {
        let printed = |id: &QuantityId| self.amount(*id, sheet.unit).printed;
        sheet.sums.iter().all(|(whole, parts)| {
            let parts: i64 = parts.iter().map(printed).sum();
            printed(whole) == parts
        })
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
        self.amount_of(&self.taken(take, project))
    }

    /// What a set of entries amounts to, in the unit of prose.
    fn amount_of(&self, set: &[u32]) -> Amount {
        match self.quantities.find(set) {
            Some(id) => self.amount(id, PROSE),
            None => Money(self.entries.sum(set)).into(),
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
                Some(self.amount_of(&registers::entries(self.ledger, &self.entries, name)?))
            }
        }
    }

    /// How the quantities were rounded, for each unit that is printed.
    pub(crate) fn roundings(&self) -> impl Iterator<Item = &Rounding> {
        self.roundings.values()
    }

    /// Whether nothing at all is in a quantity. What adds up to nothing, or is less than can be printed, is something.
    pub(crate) fn is_blank(&self, id: QuantityId) -> bool {
        self.quantities.made_of(id).iter().all(|entry| self.entries.entry(*entry).amount == 0)
    }
}

/// What governments above this one give.
pub(crate) const FROM_ABOVE: &str = "general.from_above|funds.from_above|capital.from_above";
/// The other money of this year's appropriations.
pub(crate) const NOT_FROM_ABOVE: &str = "fiscal !general.from_above|funds.from_above|capital.from_above";
