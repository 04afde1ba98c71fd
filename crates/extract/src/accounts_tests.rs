//! Ledgers of final accounts: every amount that they print comes out again.

use crate::tests::{OPTIONS, document, facts, printed};
use crate::{carry_over, extract};
use mingzhang_ledger::*;
use mingzhang_model::{Claim, Disclosure, FigureId, Money, fold};
use mingzhang_read::read_text;
use mingzhang_standard::{Profile, builtin};
use mingzhang_testkit::accounts::final_accounts;
use proptest::prelude::*;

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
    let items = ledger.year.expenditure.iter().filter_map(|line| Some(line.functional?.to_string()));
    let subjects: Vec<String> = subjects.map(|subject| subject.phrase.to_string()).chain(items).collect();
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

/// All that a claim says: where its amount stands elsewhere, and the values of its numbers.
fn says(claim: &Claim, disclosure: &Disclosure) -> String {
    let value = |id: Option<FigureId>| id.map(|id| disclosure.figure(id).value);
    let change = claim.change.as_ref();
    let at: Vec<String> = claim.coordinates.iter().map(ToString::to_string).collect();
    let about = if at.is_empty() { fold(&claim.subject) } else { at.join(" ") };
    let numbers = [
        claim.amount,
        claim.count,
        claim.share,
        change.and_then(|change| change.amount),
        change.and_then(|change| change.rate),
        claim.budget,
        claim.completion,
    ];
    format!("{} {about} {:?}", disclosure.sections[claim.section].key, numbers.map(value))
}

#[test]
fn published_final_accounts_are_printed_again() {
    let Some((disclosure, profile)) = document(SOUND) else { return };
    assert_eq!(disclosure.facts().count(), 195);
    let extracted = extract(&disclosure, profile);
    assert_eq!(faults(&extracted.ledger, profile), [""; 0]);
    let members: Vec<&str> = extracted.ledger.members.iter().map(|member| &*member.name).collect();
    assert_eq!(
        members,
        ["上海市普陀区财政局（本级）", "上海市普陀区财政局财政所", "上海市普陀区国库收付中心"]
    );
    let again = printed(&extracted.ledger, profile).disclosure;
    assert_eq!(lost(&disclosure, &again), [""; 0]);
    let found: Vec<String> = again.claims.iter().map(|claim| says(claim, &again)).collect();
    let said = disclosure.claims.iter().map(|claim| says(claim, &disclosure));
    let lost: Vec<String> = said.filter(|claim| !found.contains(claim)).collect();
    let differ = [
        // The two errors that the document was published with.
        "appropriation appropriation.income[grand_total].amount appropriation.expenditure[grand_total].total [Some(300000), None, None, None, None, None, None]",
        "general_expenditure general_expenditure[201].total [Some(2106660000), None, Some(717300), None, None, None, None]",
        // It says that of nothing 0% was spent, where we give the budget, and of nothing no share.
        "three_public three_public[abroad].outturn [Some(0), None, None, None, None, None, Some(0)]",
        "three_public three_public[vehicles].outturn [Some(0), None, None, None, None, None, Some(0)]",
        "three_public three_public[reception].outturn [Some(0), None, None, None, None, None, Some(0)]",
    ];
    assert_eq!(lost, differ);
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

/// Items with the sections that pay for them and the sources that may; amounts are made up.
const WAYS: [(&str, &str, Fund, Nature); 10] = [
    ("2010301", "30101", Fund::General, Nature::Basic),
    ("2010301", "30201", Fund::General, Nature::Basic),
    ("2080505", "30108", Fund::General, Nature::Basic),
    ("2210201", "30113", Fund::General, Nature::Basic),
    ("2010302", "302", Fund::General, Nature::Project),
    ("2120803", "302", Fund::Funds, Nature::Project),
    ("2230105", "302", Fund::Capital, Nature::Project),
    ("2010301", "30101", Fund::Service, Nature::Basic),
    ("2010301", "302", Fund::Other, Nature::Business),
    ("2010302", "302", Fund::Other, Nature::ToAbove),
];

/// A ledger of final accounts: for each way what is spent, what comes in, what was there; nothing where no way is taken.
fn accounts(drawn: &[Option<(i64, i64, i64)>]) -> Ledger {
    let mut ledger = Ledger {
        office: Office {
            name: "上海市安和区档案局".into(),
            level: mingzhang_model::Level::Department,
            year: 2024,
            profile: "shanghai-department-final-accounts".into(),
            ..Office::default()
        },
        ..Ledger::default()
    };
    for ((functional, economic, fund, nature), drawn) in WAYS.iter().zip(drawn) {
        let Some((spent, received, opening)) = *drawn else { continue };
        let functional = functional.parse().ok();
        let project = if *nature == Nature::Project { format!("{economic}号项目") } else { String::new() };
        ledger.year.expenditure.push(Expenditure {
            functional,
            economic: economic.parse().ok(),
            government: None,
            fund: *fund,
            nature: *nature,
            project,
            amount: Money(spent),
        });
        let received = received.max(spent - opening);
        ledger.year.revenue.push(Revenue { fund: *fund, functional, amount: Money(received) });
        let by_item = matches!(fund.budget(), Budget::Funds | Budget::Capital);
        for (kind, amount) in
            [(BalanceKind::Opening, opening), (BalanceKind::Closing, opening + received - spent)]
        {
            let functional = functional.filter(|_| by_item);
            let same = |balance: &&mut Balance| {
                (balance.kind, balance.budget, balance.functional) == (kind, fund.budget(), functional)
            };
            match ledger.balances.iter_mut().find(same) {
                Some(balance) => balance.amount.0 += amount,
                None => ledger.balances.push(Balance {
                    kind,
                    budget: fund.budget(),
                    functional,
                    amount: Money(amount),
                    prior: None,
                }),
            }
        }
    }
    ledger.projects.push(Project { name: "302号项目".into(), ..Project::default() });
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_final_accounts_print_is_found_again(
        drawn in prop::collection::vec(
            prop::option::weighted(0.7, (2_000_000_i64..900_000_000, 0_i64..900_000_000, 0_i64..90_000_000)),
            WAYS.len(),
        )
    ) {
        prop_assume!(drawn.iter().any(Option::is_some));
        let ledger = accounts(&drawn);
        let profile = builtin().iter().find(|profile| *profile.id == *ledger.office.profile).unwrap();
        prop_assert_eq!(faults(&ledger, profile), Vec::<String>::new());
        let first = printed(&explained(ledger, profile), profile).disclosure;
        let extracted = extract(&first, profile).ledger;
        prop_assert_eq!(faults(&extracted, profile), Vec::<String>::new());
        let again = printed(&explained(extracted, profile), profile).disclosure;
        prop_assert_eq!(lost(&first, &again), Vec::<String>::new());
        prop_assert_eq!(lost(&again, &first), Vec::<String>::new());
    }
}
