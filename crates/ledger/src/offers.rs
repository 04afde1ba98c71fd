//! What the columns of a ledger can hold, where that is a list.

use crate::check::OPERATORS;
use crate::choices::{Choice as _, Nature, Topic};
use crate::column::{ColumnKind, ColumnView, List};
use crate::ledger::Ledger;
use crate::names::{classification, kind_of, profile, shown, year_of};
use mingzhang_model::{CodeLevel, Kind};
use mingzhang_standard::{Catalogue, builtin};

/// Something that a column can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// As files write it.
    pub value: String,
    /// As people read it.
    pub shown: String,
}

/// What a column can hold, in the order of drop-downs; nothing if that is no list.
pub fn offers(column: &ColumnView, ledger: &Ledger) -> Vec<Offer> {
    let offer = |value: String| Offer { shown: shown(column, &value, ledger), value };
    values(column, ledger).into_iter().map(offer).collect()
}

fn values(column: &ColumnView, ledger: &Ledger) -> Vec<String> {
    match (&column.kind, column.list) {
        (ColumnKind::Choice(choices), _) => {
            let is_offered = |key: &str| kind_of(ledger) == Some(Kind::FinalAccounts) || !is_of_accounts(key);
            choices.iter().filter(|(key, _)| is_offered(key)).map(|(key, _)| (*key).to_owned()).collect()
        }
        (ColumnKind::YesNo, _) => ["是", "否"].map(str::to_owned).to_vec(),
        (_, Some(List::Profiles)) => {
            let kind = kind_of(ledger).unwrap_or(Kind::Budget);
            let alike = builtin().iter().filter(|profile| profile.kind == kind);
            alike.map(|profile| profile.id.to_string()).collect()
        }
        (_, Some(List::Sections)) => {
            let sections = profile(&ledger.office.profile).map_or(&[][..], |profile| &profile.sections);
            sections.iter().map(|section| section.key.to_string()).collect()
        }
        (_, Some(List::Operators)) => OPERATORS.map(str::to_owned).to_vec(),
        (_, Some(List::Projects)) => ledger.projects.iter().map(|project| project.name.clone()).collect(),
        // Lines are entered by items; the classes and sections above them are sums.
        (_, Some(list @ List::Functional)) => {
            let items = codes(list, ledger).filter(|(_, level)| *level == CodeLevel::Item);
            items.map(|(code, _)| code).collect()
        }
        (_, Some(list)) => codes(list, ledger).map(|(code, _)| code).collect(),
        (_, None) => Vec::new(),
    }
}

/// Whether only final accounts have a choice.
fn is_of_accounts(key: &str) -> bool {
    Nature::ALL.iter().any(|nature| nature.key() == key && !nature.is_of_budgets())
        || Topic::ALL.iter().any(|topic| topic.key() == key && !topic.is_of_budgets())
}

/// The codes of a list in use in the ledger's year.
pub(crate) fn codes(list: List, ledger: &Ledger) -> impl Iterator<Item = (String, CodeLevel)> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topics::sheets;

    fn offered(ledger: &Ledger, sheet: &str, column: &str) -> Vec<Offer> {
        let sheet = sheets().iter().find(|known| known.key() == sheet).unwrap();
        offers(sheet.columns().iter().find(|known| known.name == column).unwrap(), ledger)
    }

    fn ledger(kind: Kind) -> Ledger {
        let mut ledger = Ledger::default();
        ledger.office.profile = builtin().iter().find(|profile| profile.kind == kind).unwrap().id.to_string();
        ledger.office.year = 2024;
        ledger
    }

    #[test]
    fn columns_offer_what_they_can_hold() {
        let [budget, accounts] = [Kind::Budget, Kind::FinalAccounts].map(ledger);
        let functional = offered(&budget, "revenue", "functional");
        assert!(functional.iter().any(|offer| offer.shown == "2010301 行政运行" && offer.value == "2010301"));
        assert!(functional.iter().all(|offer| offer.value.len() == 7), "items alone");
        let has_business =
            |ledger| offered(ledger, "expenditure", "nature").iter().any(|offer| offer.value == "business");
        assert_eq!([&budget, &accounts].map(has_business), [false, true]);
        let sections = offered(&budget, "explanations", "section");
        assert!(
            sections.iter().any(|offer| offer.shown != offer.value),
            "sections are known by their titles"
        );
        assert_eq!(offered(&budget, "office", "name"), []);
    }
}
