//! Single defects planted into clean documents: what the auditor must find, and where.
//!
//! Every defect is a mistake a clerk makes. It is planted where the seed says, and tells the place at which a finding
//! must stand and the rules that may say it.

mod accounts;
mod arithmetic;
mod between_tables;
mod codes;
mod form;
mod narrative;
mod page;
mod policy;
mod privacy;
mod projects;
mod slips;
mod structure;

use crate::accounts::{self as final_accounts, Accounts};
use crate::synthetic::Ledger;
use fastrand::Rng;
use page::Page;

/// A kind of mistake.
pub struct Defect {
    /// Named after the mistake: `date-missing`.
    pub name: &'static str,
    /// The letter of the family of rules that is measured by it.
    pub family: char,
    /// The rules of which one must say it, or the first letters of their codes.
    pub rules: &'static [&'static str],
    /// Rules that rightly speak of the same cause at other places.
    pub also: &'static [&'static str],
    plant: Plant,
}

/// Into which kind of document a mistake is planted; `None` if the document has no place for it.
enum Plant {
    /// A unit's budget.
    Budget(fn(&Ledger, &mut Rng) -> Option<Planted>),
    /// Final accounts, with the name of their office.
    Accounts(fn(Page, &str, &mut Rng) -> Option<Planted>),
}

/// A document with one defect.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The whole text.
    pub text: String,
    /// Where a finding must stand: at one of these places.
    pub places: Vec<Place>,
    /// What was done: `1,607.22 -> 1,607.23`.
    pub what: String,
}

impl Planted {
    /// Makes the whole line the place.
    fn in_its_sentence(mut self) -> Self {
        self.places.iter_mut().for_each(|place| place.columns = None);
        self
    }
}

/// A place of a text; lines and columns count from 1, the last column is one past the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The columns; without them the whole line.
    pub columns: Option<(u32, u32)>,
}

impl Place {
    /// Whether a stretch of a line touches the place.
    pub fn touches(&self, line: u32, column: u32, end_column: u32) -> bool {
        self.line == line && self.columns.is_none_or(|(from, to)| column < to && from < end_column)
    }
}

/// Every family with its defects, in the order of the catalogue of rules.
pub fn defects() -> impl Iterator<Item = &'static Defect> {
    [
        structure::DEFECTS,
        arithmetic::DEFECTS,
        between_tables::DEFECTS,
        narrative::DEFECTS,
        codes::DEFECTS,
        projects::DEFECTS,
        policy::DEFECTS,
        privacy::DEFECTS,
        form::DEFECTS,
        accounts::DEFECTS,
    ]
    .into_iter()
    .flatten()
}

/// Rules that name the number at fault, whatever family their equation is of.
const EQUATIONS: &[&str] = &["A", "X", "N", "P"];

impl Defect {
    /// A defect that only the given rules can see.
    const fn seen(
        name: &'static str,
        family: char,
        rules: &'static [&'static str],
        plant: fn(&Ledger, &mut Rng) -> Option<Planted>,
    ) -> Self {
        Self { name, family, rules, also: &[], plant: Plant::Budget(plant) }
    }

    /// A wrong number: any equation may give it away.
    const fn number(
        name: &'static str,
        family: char,
        plant: fn(&Ledger, &mut Rng) -> Option<Planted>,
    ) -> Self {
        Self::seen(name, family, EQUATIONS, plant)
    }

    /// A defect of final accounts.
    const fn of_accounts(
        name: &'static str,
        rules: &'static [&'static str],
        plant: fn(Page, &str, &mut Rng) -> Option<Planted>,
    ) -> Self {
        Self { name, family: 'A', rules, also: &[], plant: Plant::Accounts(plant) }
    }

    /// Whether it is planted into final accounts, and not into a budget.
    pub fn is_of_accounts(&self) -> bool {
        matches!(self.plant, Plant::Accounts(_))
    }

    /// The same with rules that speak of the same cause elsewhere.
    const fn with(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// Plants the defect into the document that a seed makes.
    pub fn planted(&self, seed: u64) -> Option<Planted> {
        let mut rng = Rng::with_seed(seed ^ 0x5EED);
        match self.plant {
            Plant::Budget(plant) => plant(&Ledger::random(seed), &mut rng),
            Plant::Accounts(plant) => {
                let accounts = Accounts::random(seed);
                plant(Page::of_text(&final_accounts::document(&accounts)), &accounts.office, &mut rng)
            }
        }
    }

    /// Whether a rule is one of those that must say it.
    pub fn is_said_by(&self, rule: &str) -> bool {
        self.rules.iter().any(|r| rule.starts_with(r))
    }

    /// Whether a rule may speak of the same cause at another place.
    pub fn explains(&self, rule: &str) -> bool {
        self.also.iter().any(|r| rule.starts_with(r))
    }
}
