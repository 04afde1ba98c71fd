//! C: Classification codes and names.

mod earlier_name;
mod misprinted;
mod official_name;
mod outside_parent;
mod resolve;
#[cfg(test)]
mod tests;
mod two_codes;
mod two_names;
mod unknown_code;
mod wrong_path;

use crate::finding::Severity;
use crate::rule::{Context, Outcome, Rule};
use mingzhang_model::text;
use mingzhang_standard::{Catalogue, Entry};

/// The rules of the family.
pub(crate) static RULES: &[&Rule] = &[
    &two_names::RULE,
    &outside_parent::RULE,
    &unknown_code::RULE,
    &official_name::RULE,
    &earlier_name::RULE,
    &wrong_path::RULE,
    &two_codes::RULE,
    &misprinted::RULE,
];

/// The year of the document, if it is one that the catalogue can judge.
fn judged_year(context: &Context<'_>, outcome: &mut Outcome) -> Option<i32> {
    let years = Catalogue::years();
    match context.disclosure.year {
        Some(year) if years.contains(&year) => Some(year),
        Some(year) => {
            outcome.not_checked(text!(
                "科目目录只载 {1} 至 {2} 年的科目，{0} 年的未能核对",
                "the catalogue has the codes of {1} to {2}, not those of {0}",
                year,
                *years.start(),
                *years.end()
            ));
            None
        }
        None => {
            outcome.not_checked(text!("未能确定年度", "the fiscal year is unknown"));
            None
        }
    }
}

/// What a finding that rests on an entry may weigh: of one that no document attests we are not sure.
fn severity_on(entry: &Entry) -> Severity {
    if entry.is_attested() { Severity::Warning } else { Severity::Info }
}
