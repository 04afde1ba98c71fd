//! Ledgers of documents: every amount that they print comes out again.

use crate::cells::{Cells, Printed};
use crate::gaps::{missed, yuan};
use crate::{Extracted, carry_over, extract};
use mingzhang_compile::compile;
use mingzhang_ledger::*;
use mingzhang_model::{Claim, Disclosure, FigureId, Lang, Money, Text, fold};
use mingzhang_read::{Limits, Options, Reading, read, read_text};
use mingzhang_standard::{Profile, builtin};
use mingzhang_testkit::synthetic;
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(crate) const OPTIONS: fn() -> Options<'static> =
    || Options { profiles: builtin(), forced: None, limits: Limits::default() };

const FOUNDING: &str = "samples/wuqia-2024-unit-budget.txt";

/// Published documents that do not contradict themselves, and how many amounts their tables have.
const PUBLISHED: [(&str, usize); 6] = [
    (FOUNDING, 264),
    ("../shared/samples/putuo-welfare-2024-unit-budget.pdf", 185),
    ("../shared/samples/commerce-2025-unit-budget.pdf", 300),
    ("../shared/samples/commerce-2025-department-budget.pdf", 287),
    ("../shared/samples/wanli-2023-department-budget.pdf", 638),
    ("../shared/samples/wanli-2024-department-budget.pdf", 875),
];

/// A document of `samples` or of the samples that are not part of this repository; none if it is not there.
pub(crate) fn document(path: &str) -> Option<(Disclosure, &'static Profile)> {
    let bytes = std::fs::read(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).ok()?;
    let reading = read(&bytes, &OPTIONS()).unwrap();
    Some((reading.disclosure, reading.profile.unwrap()))
}

/// The amounts of tables that a ledger does not come to: coordinate, printed, ledger.
fn not_met(disclosure: &Disclosure, profile: &Profile, extracted: &Extracted) -> Vec<String> {
    let cells = Cells::new(disclosure, profile);
    // Every number of a table is in it.
    assert_eq!(cells.all.iter().filter(|cell| cell.is_number).count(), disclosure.facts().count());
    let name = |cell: &Printed, is: i64| {
        let table = &disclosure.tables[cell.table];
        let (row, column) = (&table.rows[cell.row].key, &table.columns[cell.column].key);
        format!("{}[{row}].{column} {} {}", table.key, yuan(cell.value), yuan(is))
    };
    missed(&cells, &extracted.ledger).into_iter().map(|(cell, is)| name(cell, is)).collect()
}

/// The document that a ledger makes, read again.
pub(crate) fn printed(ledger: &Ledger, profile: &Profile) -> Reading<'static> {
    let said = |problems: Vec<Text>| problems.into_iter().map(|problem| problem.zh).collect::<Vec<_>>();
    let compiled = compile(ledger, profile).map_err(said).unwrap();
    read_text(mingzhang_render::text(&compiled.manuscript), &OPTIONS())
}

/// The numbers of tables, in fen, by coordinate.
pub(crate) fn facts(disclosure: &Disclosure) -> BTreeMap<String, i64> {
    disclosure
        .facts()
        .map(|fact| (fact.coordinate().to_string(), disclosure.figure(fact.figure).value))
        .collect()
}

/// All that a claim says, as the numbers that it writes.
fn says(claim: &Claim, disclosure: &Disclosure) -> String {
    let of = |id: Option<FigureId>| id.map(|id| disclosure.figure(id).numeral.to_string());
    let change = claim.change.as_ref();
    let at: Vec<String> = claim.coordinates.iter().map(ToString::to_string).collect();
    let key = &disclosure.sections[claim.section].key;
    let numbers =
        [claim.amount, claim.count, claim.share, change.and_then(|c| c.amount), change.and_then(|c| c.rate)];
    // What it is about may be said in several ways.
    let about = if at.is_empty() { fold(&claim.subject) } else { at.join(" ") };
    format!("{key} {about} {:?}", numbers.map(of))
}

/// What performance forms ask: project or office, name, target, weight, last year's value. The order is not theirs.
fn indicators(disclosure: &Disclosure) -> Vec<String> {
    let mut found = Vec::new();
    for form in &disclosure.forms {
        for indicator in &form.indicators {
            let weight = indicator.weight.map(|id| disclosure.figure(id).value);
            let [target, prior] = [&indicator.target, &indicator.prior]
                .map(|target| target.as_ref().map(|target| fold(target.written.text())));
            found.push(format!(
                "{:?} {} {target:?} {weight:?} {prior:?}",
                form.kind,
                fold(indicator.name.text())
            ));
        }
    }
    found.sort();
    found
}

#[test]
fn every_amount_of_published_tables_is_met() {
    for (path, count) in PUBLISHED {
        let Some((disclosure, profile)) = document(path) else { continue };
        assert_eq!(disclosure.facts().count(), count, "{path}");
        assert_eq!(not_met(&disclosure, profile, &extract(&disclosure, profile)), [""; 0], "{path}");
    }
}

/// What a ledger makes is what it was made of: zeros that are printed or not aside.
#[test]
fn published_tables_are_printed_again() {
    for path in PUBLISHED.map(|(path, _)| path) {
        let Some((disclosure, profile)) = document(path) else { continue };
        let found = facts(&printed(&extract(&disclosure, profile).ledger, profile).disclosure);
        let mut lost = facts(&disclosure);
        lost.retain(|at, value| *value != 0 && found.get(at) != Some(value));
        assert_eq!(lost, BTreeMap::new(), "{path}");
    }
}

/// Two rows give the project expenditure of all items to one, and two tables part basic expenditure differently: the
/// ledger follows the rows and columns that add up, and the table that tells more.
#[test]
fn of_contradictions_the_tables_that_tell_most_are_met() {
    let Some((disclosure, profile)) = document("../shared/samples/sifa-2026-unit-budget.pdf") else { return };
    let extracted = extract(&disclosure, profile);
    let expected = [
        "overview.expenditure[204].personnel 12604173.00 12502973.00",
        "overview.expenditure[204].operating 1744680.00 1845880.34",
        "overview.expenditure[total].personnel 20374181.00 20272981.00",
        "overview.expenditure[total].operating 1744680.00 1845880.34",
        "expenditure[2040601].project 64840547.00 0.00",
        "general_expenditure[2040601].project 64840547.00 0.00",
    ];
    assert_eq!(not_met(&disclosure, profile, &extracted), expected);
    let told = extracted.gaps.iter().filter(|gap| gap.get(Lang::Zh).contains("不一致")).count();
    assert_eq!(told, 3, "{:#?}", extracted.gaps);
}

#[test]
fn the_founding_document_makes_itself_again() {
    let (disclosure, profile) = document(FOUNDING).unwrap();
    let extracted = extract(&disclosure, profile);
    let again = printed(&extracted.ledger, profile).disclosure;
    let found = facts(&again);
    let lost: Vec<_> =
        facts(&disclosure).into_iter().filter(|(at, value)| found.get(at) != Some(value)).collect();
    assert_eq!(lost, []);
    let found: Vec<String> = again.claims.iter().map(|claim| says(claim, &again)).collect();
    let said = disclosure.claims.iter().map(|claim| says(claim, &disclosure));
    let lost: Vec<String> = said.filter(|claim| !found.contains(claim)).collect();
    assert_eq!(lost, [""; 0]);
    assert_eq!(indicators(&again), indicators(&disclosure));
}

/// A ledger that nobody has touched since has no errors.
#[test]
fn extracted_ledgers_are_right() {
    for path in PUBLISHED.map(|(path, _)| path) {
        let Some((disclosure, profile)) = document(path) else { continue };
        let (entered, mut faults) = open_directory(&write_directory(&extract(&disclosure, profile).ledger));
        faults.extend(check(&entered, Some(profile)));
        let faults: Vec<String> =
            faults.iter().map(|fault| format!("{} {}", fault.spot, fault.message.get(Lang::Zh))).collect();
        assert_eq!(faults, [""; 0], "{path}");
    }
}

/// Documents of the testkit say more of last year than the founding one, and have money of every source.
#[test]
fn made_up_documents_are_met() {
    let mut printed_again = 0;
    for seed in 1..=8 {
        let text = synthetic::document(&synthetic::Ledger::random(seed));
        let reading = read_text(text, &OPTIONS());
        let (disclosure, profile) = (reading.disclosure, reading.profile.unwrap());
        let extracted = extract(&disclosure, profile);
        assert_eq!(not_met(&disclosure, profile, &extracted), [""; 0], "{seed}");
        // Of some changes the made-up documents give no reason, but the profile asks for one.
        let Ok(compiled) = compile(&extracted.ledger, profile) else { continue };
        printed_again += 1;
        let again = read_text(mingzhang_render::text(&compiled.manuscript), &OPTIONS()).disclosure;
        let found = facts(&again);
        let mut lost = facts(&disclosure);
        lost.retain(|at, value| *value != 0 && found.get(at) != Some(value));
        assert_eq!(lost, BTreeMap::new(), "{seed}");
        for claim in &disclosure.claims {
            let same =
                |other: &&Claim| other.coordinates == claim.coordinates && other.section == claim.section;
            let of_change = |claim: &Claim| claim.change.as_ref().and_then(|change| change.amount);
            let value =
                |disclosure: &Disclosure, id: Option<FigureId>| id.map(|id| disclosure.figure(id).value);
            for number in [of_change, |claim: &Claim| claim.amount] {
                let told = value(&disclosure, number(claim));
                let mut others = again.claims.iter().filter(same);
                let met = told.is_none() || others.any(|other| value(&again, number(other)) == told);
                assert!(met, "{seed}: {}", says(claim, &disclosure));
            }
        }
    }
    assert!(printed_again >= 3, "{printed_again}");
}

/// Sections that describe a project give it its name, its basis and its part of an item's project expenditure.
#[test]
fn projects_of_which_only_sections_speak_get_their_lines() {
    let path = "../shared/samples/commerce-2025-department-budget.pdf";
    let Some((disclosure, profile)) = document(path) else { return };
    let ledger = extract(&disclosure, profile).ledger;
    let lines = ledger.year.expenditure.iter().filter(|line| line.nature == Nature::Project);
    let lines: Vec<String> = lines
        .map(|line| format!("{} {} {}", line.functional.unwrap(), line.project, yuan(line.amount.0)))
        .collect();
    let expected = [
        "2011302 一般行政管理事务项目 4545000.00",
        "2011399 其他商贸事务支出项目 4765000.00",
        "2060503 科技创新专项经费 17200000.00",
        "2150899 生命健康专项（政策资金）经费 11700000.00",
        "2150899 贸易高质量发展专项（政策资金）经费 29210000.00",
        "2150899 其他支持中小企业发展和管理支出项目 252900000.00",
        "2169999 商业创新专项（政策资金）经费 14100000.00",
        "2169999 其他商业服务业等支出项目 17264000.00",
    ];
    assert_eq!(lines, expected);
    let project = ledger.projects.iter().find(|project| project.name == "科技创新专项经费").unwrap();
    assert!(project.basis.contains("普投资规范〔2023〕1号") && project.bearer.is_empty());
    assert_eq!(project.period, "2025.1.1-2025.12.31");
}

#[test]
fn what_could_not_be_decided_is_told() {
    let (disclosure, profile) = document(FOUNDING).unwrap();
    let gaps: Vec<String> = extract(&disclosure, profile).gaps.into_iter().map(|gap| gap.zh).collect();
    insta::assert_snapshot!(gaps.join("\n"));
}

#[test]
fn a_year_becomes_the_year_before() {
    let (disclosure, profile) = document(FOUNDING).unwrap();
    let this = extract(&disclosure, profile).ledger;
    let next = carry_over(this.clone());
    assert_eq!((next.office.year, &*next.office.published), (2025, ""));
    assert_eq!(next.prior, this.year);
    let amounts: i64 = next.year.expenditure.iter().map(|line| line.amount.0).sum();
    assert_eq!((next.year.expenditure.len(), amounts), (this.year.expenditure.len(), 0));
    let rent = next.projects.iter().find(|project| project.name == "2025年政府租车费").unwrap();
    assert_eq!(rent.period, "2025年1月1日-2025年12月31日");
    for line in &next.year.expenditure {
        assert!(line.project.is_empty() || next.projects.iter().any(|project| project.name == line.project));
    }
    let operation = next.three_public.iter().find(|one| one.kind == ThreePublic::VehicleOperation).unwrap();
    assert_eq!((operation.amount, operation.prior), (None, Some(Money(20_000_000))));
    assert!(next.explanations.iter().all(|one| one.topic != Topic::Reason));
    assert!(next.procurement.is_empty() && !next.assets.is_empty());
}

/// Items with the sections that pay for them; amounts in fen are made up.
const BASIC: [(&str, &str); 8] = [
    ("2010301", "30101"),
    ("2010301", "30201"),
    ("2010350", "30101"),
    ("2010350", "30299"),
    ("2080501", "30302"),
    ("2080505", "30108"),
    ("2101101", "30110"),
    ("2210201", "30113"),
];

fn basic() -> impl Strategy<Value = Expenditure> {
    let funds = [
        Fund::General,
        Fund::GeneralFromAbove,
        Fund::Other,
        Fund::Service,
        Fund::CarriedGeneral,
        Fund::CarriedOwnFunds,
    ];
    (prop::sample::select(BASIC.to_vec()), prop::sample::select(funds.to_vec()), 10_000_i64..5_000_000_000)
        .prop_map(|((functional, economic), fund, fen)| Expenditure {
            functional: functional.parse().ok(),
            economic: economic.parse().ok(),
            fund,
            amount: Money(fen),
            ..Expenditure::default()
        })
}

fn project() -> impl Strategy<Value = Expenditure> {
    let items = ["2010399", "2014099", "2120399"];
    let funds = [
        Fund::General,
        Fund::Funds,
        Fund::Other,
        Fund::SpecialAccount,
        Fund::CarriedFunds,
        Fund::CarriedGeneral,
        Fund::CarriedSpecialAccount,
    ];
    let parts = (
        prop::sample::select(items.to_vec()),
        prop::sample::select(funds.to_vec()),
        0..3_usize,
        any::<bool>(),
    );
    (parts, 10_000_i64..900_000_000).prop_map(|((item, fund, number, is_goods), fen)| Expenditure {
        functional: item.parse().ok(),
        economic: if is_goods { "30227" } else { "31002" }.parse().ok(),
        fund,
        nature: Nature::Project,
        project: format!("甲{item}号项目{number}"),
        amount: Money(fen),
        ..Expenditure::default()
    })
}

fn ledger() -> impl Strategy<Value = Ledger> {
    let lines = (prop::collection::vec(basic(), 1..12), prop::collection::vec(project(), 0..8));
    lines.prop_map(|(mut lines, projects)| {
        lines.extend(projects);
        let mut names: Vec<String> = lines.iter().map(|line| line.project.clone()).collect();
        names.sort();
        names.dedup();
        let projects = names.into_iter().filter(|name| !name.is_empty());
        let projects = projects.map(|name| Project { name, ..Project::default() }).collect();
        let office = Office {
            name: "某县档案馆".into(),
            year: 2024,
            profile: "xinjiang-unit-budget-2024".into(),
            ..Office::default()
        };
        // Nothing has changed, so no reason is asked for.
        let year = Year { revenue: Vec::new(), expenditure: lines };
        let prior = year.clone();
        Ledger { office, prior, year, projects, ..Ledger::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_tables_add_up_to_is_found_again(ledger in ledger()) {
        let profile = builtin().iter().find(|profile| *profile.id == *ledger.office.profile).unwrap();
        let first = printed(&ledger, profile).disclosure;
        let extracted = extract(&first, profile);
        // Tables that were rounded for themselves need not have any lines in common that come to all of them.
        let cells = Cells::new(&first, profile);
        let far = |(cell, is): &(&Printed, i64)| (is - cell.value).abs() > cells.rounding(cell);
        let missed = missed(&cells, &extracted.ledger);
        prop_assert!(!missed.iter().any(far), "{:?}", not_met(&first, profile, &extracted));
        if missed.is_empty() {
            let again = printed(&extracted.ledger, profile).disclosure;
            prop_assert_eq!(facts(&again), facts(&first));
        }
    }
}
/// Whichever number of the tables is wrong, all others are met: here each eleventh with another first digit.
#[test]
fn a_wrong_number_costs_no_other() {
    let path = format!("{}/../../{FOUNDING}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let (disclosure, _) = document(FOUNDING).unwrap();
    for fact in disclosure.facts().step_by(11) {
        let at = disclosure.figure(fact.figure).location;
        let (line, column) = (at.line as usize - 1, at.column as usize - 1);
        let mut lines: Vec<Vec<char>> = text.split('\n').map(|line| line.chars().collect()).collect();
        lines[line][column] = if lines[line][column] == '9' { '4' } else { '9' };
        let lines: Vec<String> = lines.into_iter().map(String::from_iter).collect();
        let reading = read_text(lines.join("\n"), &OPTIONS());
        let profile = reading.profile.unwrap();
        let missed = not_met(&reading.disclosure, profile, &extract(&reading.disclosure, profile));
        assert_eq!(missed.len(), 1, "{}: {missed:?}", fact.coordinate());
    }
}
