//! What stands twice where it may stand once.

use super::Faults;
use crate::choices::{Choice as _, Topic};
use crate::column::Sheet;
use crate::topics::{
    ASSETS, BALANCES, CODES, DIVISIONS, EXPLANATIONS, GLOSSARY, INITIAL_BUDGET, MEMBERS, PRIOR_FIGURES,
    PROJECTS, STAFF, THREE_PUBLIC,
};
use mingzhang_model::text;
use std::collections::BTreeMap;

pub(super) fn check(faults: &mut Faults<'_>) {
    let ledger = &faults.entered.ledger;
    let own = |name: &String| (!name.is_empty()).then(|| name.clone());
    doubles(faults, &DIVISIONS, "name", ledger.divisions.iter().map(|r| own(&r.name)));
    doubles(faults, &MEMBERS, "name", ledger.members.iter().map(|r| own(&r.name)));
    doubles(faults, &STAFF, "kind", ledger.staff.iter().map(|r| Some(r.kind.name().to_owned())));
    doubles(faults, &PROJECTS, "name", ledger.projects.iter().map(|r| own(&r.name)));
    let expenses = ledger.three_public.iter();
    let expenses = expenses.map(|r| Some(format!("{}（{}）", r.kind.name(), r.fund.name())));
    doubles(faults, &THREE_PUBLIC, "kind", expenses);
    doubles(faults, &ASSETS, "kind", ledger.assets.iter().map(|r| Some(r.kind.name().to_owned())));
    doubles(faults, &PRIOR_FIGURES, "at", ledger.prior_figures.iter().map(|r| own(&r.at)));
    // Paragraphs that are added may be many.
    let single = ledger.explanations.iter().map(|r| {
        let said = format!("{} {} {}", r.section, r.subject, r.topic.name());
        (r.topic != Topic::Paragraph && !r.section.is_empty()).then_some(said)
    });
    doubles(faults, &EXPLANATIONS, "subject", single);
    doubles(faults, &GLOSSARY, "name", ledger.glossary.iter().map(|r| own(&r.name)));
    let balances = ledger.balances.iter().map(|r| {
        let item = r.functional.map(|code| code.to_string()).unwrap_or_default();
        Some(format!("{}（{}）{item}", r.kind.name(), r.budget.name()))
    });
    doubles(faults, &BALANCES, "kind", balances);
    let planned = ledger.initial_budget.iter();
    let planned = planned.map(|r| r.functional.map(|code| code.to_string()));
    doubles(faults, &INITIAL_BUDGET, "functional", planned);
    let planned = ledger.initial_budget.iter().map(|r| r.expense.map(|expense| expense.name().to_owned()));
    doubles(faults, &INITIAL_BUDGET, "expense", planned);
    let codes = ledger.codes.iter().map(|r| Some(format!("{} {}", r.kind.name(), r.code?)));
    doubles(faults, &CODES, "code", codes);
}

/// Tells of every record that says what an earlier one says; a record that says nothing is like no other.
fn doubles(
    faults: &mut Faults<'_>,
    sheet: &dyn Sheet,
    column: &str,
    said: impl Iterator<Item = Option<String>>,
) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (record, said) in said.enumerate() {
        let Some(said) = said.filter(|_| faults.is_entered(sheet, record, column)) else { continue };
        if let Some(earlier) = first.get(&said) {
            let message = text!(
                "“{0}”重复，前面（{1}）已有。请合并为一条，或改正。",
                "“{0}” stands twice; it is at {1}, too. Please keep one, or correct it.",
                said,
                faults.spot(sheet, *earlier, column).to_string()
            );
            faults.tell(sheet, Some(record), column, message);
        } else {
            first.insert(said, record);
        }
    }
}
