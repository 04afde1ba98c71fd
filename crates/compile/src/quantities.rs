//! The distinct quantities of a document: what is made of the same entries is one, wherever it is printed.

use crate::entries::Set;
use crate::rounding::{Rounding, Sum, Table};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A quantity of a document, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct QuantityId(pub usize);

/// All quantities of a document and what adds up.
#[derive(Debug, Default)]
pub(crate) struct Quantities {
    numbers: HashMap<Set, usize>,
    made_of: Vec<Set>,
    values: Vec<i64>,
    /// By the unit they are printed in, in fen.
    sums: BTreeMap<i64, BTreeSet<Sum>>,
}

impl Quantities {
    /// The quantity made of these entries, whose sum is `value`.
    pub(crate) fn of(&mut self, set: Set, value: i64) -> QuantityId {
        if let Some(number) = self.numbers.get(&set) {
            return QuantityId(*number);
        }
        let number = self.values.len();
        self.numbers.insert(set.clone(), number);
        self.made_of.push(set);
        self.values.push(value);
        QuantityId(number)
    }

    /// A quantity of its own made of these entries, which is not printed as others are that are made of the same.
    pub(crate) fn apart(&mut self, set: Set, value: i64) -> QuantityId {
        self.made_of.push(set);
        self.values.push(value);
        QuantityId(self.values.len() - 1)
    }

    /// The quantity made of these entries, if any is.
    pub(crate) fn find(&self, set: &[u32]) -> Option<QuantityId> {
        self.numbers.get(set).copied().map(QuantityId)
    }

    /// States that a whole is the sum of parts, and that it must stay so where they are printed in `unit`; without a
    /// unit each of them may be rounded for itself.
    ///
    /// # Errors
    /// It is not; gives the entries of the whole that are in no part.
    pub(crate) fn add_up(
        &mut self,
        unit: Option<i64>,
        whole: QuantityId,
        parts: &[QuantityId],
    ) -> Result<(), Set> {
        let mut parts: Vec<usize> =
            parts.iter().map(|part| part.0).filter(|part| !self.made_of[*part].is_empty()).collect();
        if parts == [whole.0] || (parts.is_empty() && self.made_of[whole.0].is_empty()) {
            return Ok(());
        }
        let covered: BTreeSet<u32> = parts.iter().flat_map(|part| &self.made_of[*part]).copied().collect();
        let left: Set =
            self.made_of[whole.0].iter().filter(|entry| !covered.contains(entry)).copied().collect();
        if !left.is_empty() {
            return Err(left);
        }
        if let Some(unit) = unit {
            parts.sort_unstable();
            self.sums.entry(unit).or_default().insert(Sum { whole: whole.0, parts });
        }
        Ok(())
    }

    /// The exact value, in fen.
    pub(crate) fn exact(&self, id: QuantityId) -> i64 {
        self.values[id.0]
    }

    /// The exact values of all, in fen.
    pub(crate) fn values(&self) -> &[i64] {
        &self.values
    }

    /// What it is made of.
    pub(crate) fn made_of(&self, id: QuantityId) -> &[u32] {
        &self.made_of[id.0]
    }

    /// All of them rounded together to a unit.
    pub(crate) fn round(&self, atoms: &[i64], unit: i64) -> Rounding {
        let sums: Vec<Sum> = self.sums.get(&unit).into_iter().flatten().cloned().collect();
        Table { values: &self.values, sums: &sums, made_of: &self.made_of, atoms, unit }.round()
    }
}
