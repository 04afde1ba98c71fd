//! What is wrong with a ledger as a whole: the office, codes, projects, sums, doubles.

mod accounts;
mod balance;
mod codes;
mod doubles;
mod office;
mod projects;
mod suggest;

pub(crate) use suggest::named_codes;

use crate::column::Sheet;
use crate::entered::Entered;
use crate::fault::{Fault, Spot};
use mingzhang_model::{Kind, Text};
use mingzhang_standard::Profile;

/// The comparisons of indicators.
pub(crate) const OPERATORS: [&str; 5] = ["=", ">=", "<=", ">", "<"];

/// Everything that is wrong with what was entered, for a document of this profile: what cannot be said of one cell alone.
/// Nothing for the profile means that there is none of the name which the ledger gives.
///
/// It looks past values that could not be taken, so that it can be asked for even then: what [`crate::open_workbook`]
/// and [`crate::open_directory`] tell, it does not tell again.
pub fn check(entered: &Entered, profile: Option<&Profile>) -> Vec<Fault> {
    let mut faults = Faults { entered, told: Vec::new() };
    office::check(&mut faults, profile);
    codes::check(&mut faults);
    projects::check(&mut faults);
    match profile.map(|profile| profile.kind) {
        Some(Kind::FinalAccounts) => accounts::check(&mut faults),
        _ => balance::check(&mut faults),
    }
    doubles::check(&mut faults);
    faults.told
}

/// The faults found so far, and what they are looked for in.
struct Faults<'a> {
    entered: &'a Entered,
    told: Vec<Fault>,
}

impl Faults<'_> {
    /// Tells of a value, or of a sheet where the record is not given.
    fn tell(&mut self, sheet: &dyn Sheet, record: Option<usize>, column: &str, message: Text) {
        let spot = self.entered.spot(sheet, record, column);
        self.told.push(Fault { spot, message });
    }

    /// Whether what the ledger has there was entered.
    fn is_entered(&self, sheet: &dyn Sheet, record: usize, column: &str) -> bool {
        !self.entered.is_faulty(sheet, record, column)
    }

    fn spot(&self, sheet: &dyn Sheet, record: usize, column: &str) -> Spot {
        self.entered.spot(sheet, Some(record), column)
    }
}

/// Fen as yuan, `1,234.56`.
fn yuan(fen: i64) -> String {
    let digits = (fen.unsigned_abs() / 100).to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", groups.join(","), fen.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests;
