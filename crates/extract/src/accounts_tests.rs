//! Ledgers of final accounts: every amount that they print comes out again.

use crate::tests::{OPTIONS, document, facts, printed};
use crate::{carry_over, extract};
use mingzhang_ledger::*;
use mingzhang_model::Disclosure;
use mingzhang_read::read_text;
use mingzhang_standard::Profile;
use mingzhang_testkit::accounts::final_accounts;

const SOUND: &str = "../shared/samples/putuo-finance-2024-department-final-accounts.pdf";

/// What is wrong with a ledger that nobody has touched since.
fn faults(ledger: &Ledger, profile: &Profile) -> Vec<String> {
    let (entered, mut faults) = open_directory(&write_directory(ledger));
    faults.extend(check(&entered, Some(profile)));
    faults.iter().map(|fault| format!("{} {}", fault.spot, fault.message.zh)).collect()
}

/// The amounts of tables that are not printed again, with what is.
fn lost(disclosure: &Disclosure, again: &Disclosure) -> Vec<String> {
    let found = facts(again);
    let lost =
        facts(disclosure).into_iter().filter(|(at, value)| *value != 0 && found.get(at) != Some(value));
    lost.map(|(at, value)| format!("{at} {value} {:?}", found.get(&at))).collect()
}

/// The ledger with a reason for whatever changed: the made-up documents do not give all that the profile asks for.
fn explained(mut ledger: Ledger, profile: &Profile) -> Ledger {
    let subjects = profile.sections.iter().flat_map(|section| &section.subjects);
    let subjects: Vec<String> = subjects.map(|subject| subject.phrase.to_string()).collect();
    for topic in [Topic::Reason, Topic::Variance] {
        ledger.explanations.extend(subjects.iter().map(|subject| Explanation {
            section: String::new(),
            subject: subject.clone(),
            topic,
            text: "工作安排有调整".into(),
        }));
    }
    ledger
}

#[test]
fn published_final_accounts_are_printed_again() {
    let Some((disclosure, profile)) = document(SOUND) else { return };
    let extracted = extract(&disclosure, profile);
    assert_eq!(faults(&extracted.ledger, profile), [""; 0]);
    let again = printed(&extracted.ledger, profile).disclosure;
    assert_eq!(lost(&disclosure, &again), [""; 0]);
}

#[test]
fn made_up_final_accounts_are_printed_again() {
    for seed in 1..=8 {
        let reading = read_text(final_accounts(seed), &OPTIONS());
        let (disclosure, profile) = (reading.disclosure, reading.profile.unwrap());
        let extracted = extract(&disclosure, profile);
        assert_eq!(faults(&extracted.ledger, profile), [""; 0], "{seed}");
        let again = printed(&explained(extracted.ledger, profile), profile).disclosure;
        assert_eq!(lost(&disclosure, &again), [""; 0], "{seed}");
    }
}

#[test]
fn what_is_left_over_begins_the_next_year() {
    let reading = read_text(final_accounts(2), &OPTIONS());
    let this = extract(&reading.disclosure, reading.profile.unwrap()).ledger;
    let next = carry_over(this.clone());
    let of = |ledger: &Ledger, kind: BalanceKind| -> Vec<(Budget, i64)> {
        let of_kind = ledger.balances.iter().filter(|balance| balance.kind == kind);
        of_kind.map(|balance| (balance.budget, balance.amount.0)).collect()
    };
    let left = of(&this, BalanceKind::Closing);
    assert!(left.len() > 1 && left.iter().all(|(_, amount)| *amount > 0), "{left:?}");
    assert_eq!(of(&next, BalanceKind::Opening), left);
    assert_eq!(next.prior, this.year);
    assert!(next.year.revenue.iter().all(|line| line.amount.0 == 0 && line.functional.is_some()));
    assert!(next.explanations.iter().all(|one| one.topic != Topic::Variance));
}
