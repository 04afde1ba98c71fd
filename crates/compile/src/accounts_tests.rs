//! Final accounts, compiled, printed as text, read back and audited.

use crate::random::any_ledger;
use crate::{Compiled, compile};
use mingzhang_audit::{Finding, Settings, Severity, audit};
use mingzhang_ledger::*;
use mingzhang_model::{Code, FigureId, Lang, Money, Text};
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_standard::{Profile, builtin};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What final accounts are paid from.
const FUNDS: [Fund; 8] = [
    Fund::General,
    Fund::GeneralFromAbove,
    Fund::CarriedGeneral,
    Fund::Funds,
    Fund::Capital,
    Fund::SpecialAccount,
    Fund::Service,
    Fund::Other,
];

fn named(id: &str) -> &'static Profile {
    builtin().iter().find(|profile| &*profile.id == id).unwrap()
}

fn compiled(ledger: &Ledger) -> Compiled {
    let said = |problems: Vec<Text>| problems.iter().map(|p| p.get(Lang::Zh).to_owned()).collect::<Vec<_>>();
    compile(ledger, named(&ledger.office.profile)).map_err(said).unwrap()
}

/// Numbers that no other number of the document bears out: changes from nothing, which have no rate, and what no table
/// has.
const ALONE: [&str; 7] =
    ["比上年增加额", "年初预算", "绩效", "中小企业", "小微企业", "机关运行经费", "其他政府采购项目"];

/// What the audit says of the printed text. What is unwise is the office's to answer for; that two tables round a class
/// apart is as it should be.
fn findings(compiled: &Compiled) -> Vec<String> {
    let text = mingzhang_render::text(&compiled.manuscript);
    let reading = read_text(text, &Options { profiles: builtin(), forced: None, limits: Limits::default() });
    let audit = audit(&reading.disclosure, reading.profile, &Settings::default());
    let of = |finding: &Finding| format!("{} {}", finding.rule, finding.message.get(Lang::Zh));
    let is_ours = |finding: &&Finding| finding.severity != Severity::Info && !finding.rule.starts_with('G');
    let mut said: Vec<String> = audit.findings.iter().filter(is_ours).map(of).collect();
    let unread = audit.coverage.numbers - audit.coverage.read;
    said.extend((unread > 0).then(|| format!("{unread} numbers were not read")));
    let disclosure = &reading.disclosure;
    let named = |id: &FigureId| disclosure.name_origin(&disclosure.figure(*id).origin).zh;
    let is_alone = |name: &String| ALONE.iter().any(|words| name.contains(words));
    said.extend(audit.untied.iter().map(named).filter(|name| !is_alone(name)));
    said
}

/// Amounts to make up the rest of a ledger from.
#[derive(Clone, Debug)]
struct Drawn {
    opening: Vec<i64>,
    /// By how much an item's revenue or budget is more than what it spends, in fen.
    moved: Vec<i64>,
    counts: Vec<Option<i64>>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let opening = prop::collection::vec(prop_oneof![1 => Just(0), 3 => 1_i64..90_000_000], 5);
    let moved = prop_oneof![1 => Just(0_i64), 3 => -9_000_000_i64..9_000_000];
    let counts = prop::collection::vec(prop::option::of(0_i64..90), 22);
    (opening, prop::collection::vec(moved, 40), counts).prop_map(|(opening, moved, counts)| Drawn {
        opening,
        moved,
        counts,
    })
}

/// A ledger of final accounts that balances.
fn any_accounts(id: &'static str, office: &'static str) -> impl Strategy<Value = Ledger> {
    let profile = named(id);
    (any_ledger(profile, &FUNDS), drawn()).prop_map(move |(mut ledger, drawn)| {
        ledger.office.name = office.into();
        ledger.office.level = profile.level;
        ledger.office.published = Day::default();
        other_natures(&mut ledger);
        revenue(&mut ledger, &drawn);
        balances(&mut ledger, &drawn);
        planned(&mut ledger, &drawn);
        let reasons = ledger.explanations.clone().into_iter();
        let variances = reasons.map(|reason| Explanation { topic: Topic::Variance, ..reason });
        ledger.explanations.extend(variances);
        let mut accounts = Accounts::default();
        let mut counts = drawn.counts.iter();
        for (_, count) in accounts.counts_mut() {
            *count = counts.next().copied().flatten().map(|count| Quantity(count * 10_000));
        }
        for (_, amount) in accounts.amounts_mut() {
            *amount = counts.next().copied().flatten().map(|count| Money(count * 123_457));
        }
        accounts.overviews_add_up = drawn.opening[0] % 2 == 1;
        // Of as many projects as were planned, the budgets are the same.
        accounts.tracked_amount = accounts.targets_amount;
        accounts.evaluated_amount = accounts.targets_amount;
        ledger.accounts = accounts;
        ledger
    })
}

/// Some of what the office pays from its own funds is neither basic nor project expenditure.
fn other_natures(ledger: &mut Ledger) {
    let natures = [Nature::Business, Nature::ToAbove, Nature::ToSubordinates, Nature::Basic];
    let own = ledger.year.expenditure.iter_mut().filter(|line| line.fund == Fund::Other);
    for (line, nature) in own.filter(|line| line.nature == Nature::Basic).zip(natures.iter().cycle()) {
        line.nature = *nature;
    }
}

/// Revenue by source and item, somewhat more or less than what is spent.
fn revenue(ledger: &mut Ledger, drawn: &Drawn) {
    ledger.prior.revenue = received(&ledger.prior, &[0; 100]);
    ledger.year.revenue = received(&ledger.year, &drawn.moved);
}

fn received(year: &Year, moved: &[i64]) -> Vec<Revenue> {
    let mut spent: BTreeMap<(Fund, Option<Code>), i64> = BTreeMap::new();
    for line in &year.expenditure {
        // What was carried over is in the opening balance.
        let fund = if line.fund.is_carried() { line.fund.budget().fund() } else { line.fund };
        *spent.entry((fund, line.functional)).or_default() += line.amount.0;
    }
    let line = |(((fund, functional), spent), moved): (((Fund, Option<Code>), i64), &i64)| Revenue {
        fund,
        functional,
        amount: Money((spent + moved).max(0)),
    };
    spent.into_iter().zip(moved).map(line).collect()
}

/// Opening and closing balances: of funds and state capital for each item.
fn balances(ledger: &mut Ledger, drawn: &Drawn) {
    for (budget, opening) in Budget::ALL.iter().zip(&drawn.opening) {
        let by_item = matches!(budget, Budget::Funds | Budget::Capital);
        let of = |fund: Fund| fund.budget() == *budget;
        let mut items: Vec<Option<Code>> = vec![None];
        if by_item {
            let lines = ledger.year.expenditure.iter().filter(|line| of(line.fund));
            items = lines.map(|line| line.functional).collect();
            items.sort();
            items.dedup();
        }
        for item in items {
            let about = |functional: Option<Code>| item.is_none() || functional == item;
            let revenue = ledger.year.revenue.iter().filter(|line| of(line.fund) && about(line.functional));
            let spent = ledger.year.expenditure.iter().filter(|line| of(line.fund) && about(line.functional));
            let more: i64 =
                revenue.map(|line| line.amount.0).sum::<i64>() - spent.map(|line| line.amount.0).sum::<i64>();
            let used = if *budget == Budget::OwnFunds { drawn.opening[0] / 2 } else { 0 };
            let opening = *opening + (-more - opening - used).max(0);
            let left = opening + more + used;
            let distributed = if *budget == Budget::OwnFunds { left / 3 } else { 0 };
            for (kind, amount, prior) in [
                (BalanceKind::Opening, opening, Some(opening)),
                (BalanceKind::ReservesUsed, used, None),
                (BalanceKind::Distribution, distributed, None),
                (BalanceKind::Closing, left - distributed, Some(opening)),
            ] {
                if amount != 0 || prior.is_some_and(|prior| prior != 0) {
                    ledger.balances.push(Balance {
                        kind,
                        budget: *budget,
                        functional: item,
                        amount: Money(amount),
                        prior: prior.map(Money),
                    });
                }
            }
        }
    }
}

/// The initial budget: of every item that is paid from the general budget, of one that is not, of three-public expenses.
fn planned(ledger: &mut Ledger, drawn: &Drawn) {
    let mut items: BTreeMap<Option<Code>, i64> = BTreeMap::new();
    for line in ledger.year.expenditure.iter().filter(|line| line.fund.budget() == Budget::General) {
        *items.entry(line.functional).or_default() += line.amount.0;
    }
    items.entry("2011350".parse().ok()).or_default();
    let of_items = items.into_iter().zip(drawn.moved.iter().rev());
    let of_items = of_items.map(|((functional, spent), moved)| Planned {
        functional,
        expense: None,
        amount: Money((spent + moved).max(0)),
    });
    let of_expenses = ledger.three_public.iter().zip(&drawn.moved).map(|(expense, moved)| Planned {
        functional: None,
        expense: Some(expense.kind),
        amount: Money((expense.amount.unwrap_or_default().0 + moved).max(0)),
    });
    ledger.initial_budget = of_items.chain(of_expenses).filter(|planned| planned.amount.0 != 0).collect();
    // Why nothing of it was spent.
    ledger.explanations.push(Explanation {
        section: String::new(),
        subject: "2011350".into(),
        topic: Topic::Reason,
        text: "项目取消".into(),
    });
}

/// The ledger as the check finds it.
fn faults(ledger: &Ledger) -> Vec<String> {
    let (entered, mut faults) = open_directory(&write_directory(ledger));
    faults.extend(check(&entered, Some(named(&ledger.office.profile))));
    faults.iter().map(|fault| format!("{} {}", fault.spot, fault.message.zh)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn shanghais_final_accounts_are_right_when_printed(
        ledger in any_accounts("shanghai-department-final-accounts", "上海市安和区档案局")
    ) {
        prop_assert_eq!(faults(&ledger), Vec::<String>::new());
        let said = findings(&compiled(&ledger));
        prop_assert!(said.is_empty(), "{said:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn final_accounts_of_units_and_of_anybody_are_right_when_printed(
        ledger in prop_oneof![
            any_accounts("general-final-accounts", "某县档案馆"),
            any_accounts("shanghai-unit-final-accounts", "上海市安和区档案馆"),
        ]
    ) {
        prop_assert_eq!(faults(&ledger), Vec::<String>::new());
        let said = findings(&compiled(&ledger));
        prop_assert!(said.is_empty(), "{said:#?}");
    }
}
