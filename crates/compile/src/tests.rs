//! Small ledgers, compiled, printed as text, read back and audited.

use crate::random::any_ledger;
use crate::{Compiled, compile};
use mingzhang_audit::{Finding, Settings, Severity, audit};
use mingzhang_ledger::*;
use mingzhang_model::{Claim, Lang, Level, Money, Text};
use mingzhang_read::{Limits, Options, Reading, read_text};
use mingzhang_standard::{Profile, builtin};
use proptest::prelude::*;

fn line(functional: &str, economic: &str, fund: Fund, project: &str, fen: i64) -> Expenditure {
    Expenditure {
        functional: functional.parse().ok(),
        economic: economic.parse().ok(),
        fund,
        nature: if project.is_empty() { Nature::Basic } else { Nature::Project },
        project: project.into(),
        amount: Money(fen),
        ..Expenditure::default()
    }
}

fn small() -> Ledger {
    let expenditure = vec![
        line("2010301", "30101", Fund::General, "", 1_234_567_891),
        line("2010301", "30201", Fund::General, "", 100_004_999),
        line("2080505", "30108", Fund::General, "", 98_765_432),
        line("2210201", "30113", Fund::General, "", 77_777_777),
        line("2010399", "30227", Fund::General, "网站运维", 33_333_333),
        line("2010399", "31007", Fund::Other, "设备更新", 12_345_678),
    ];
    let revenue = [(Fund::General, 0..5), (Fund::Other, 5..6)].map(|(fund, range)| Revenue {
        fund,
        functional: None,
        amount: Money(expenditure[range].iter().map(|line| line.amount.0).sum()),
    });
    Ledger {
        office: Office {
            name: "某县档案馆".into(),
            year: 2024,
            profile: "xinjiang-unit-budget-2024".into(),
            published: Day("2024-03-10".into()),
            ..Office::default()
        },
        year: Year { revenue: revenue.into(), expenditure },
        projects: ["网站运维", "设备更新"]
            .map(|name| Project {
                name: name.into(),
                basis: "县委办通知".into(),
                period: "2024年1月1日-2024年12月31日".into(),
                ..Project::default()
            })
            .into(),
        explanations: [
            "一般公共预算",
            "单位资金",
            "基本支出",
            "项目支出",
            "2010301",
            "2010399",
            "2080505",
            "2210201",
            "机关运行经费",
        ]
        .map(|subject| Explanation {
            section: String::new(),
            subject: subject.into(),
            topic: Topic::Reason,
            text: "新设单位。".into(),
        })
        .into(),
        ..Ledger::default()
    }
}

fn profile(ledger: &Ledger) -> &'static Profile {
    named(&ledger.office.profile)
}

fn compiled(ledger: &Ledger) -> Compiled {
    let said = |problems: Vec<Text>| problems.iter().map(|p| p.get(Lang::Zh).to_owned()).collect::<Vec<_>>();
    compile(ledger, profile(ledger)).map_err(said).unwrap()
}

/// The printed text as a stranger reads it.
fn reading(compiled: &Compiled) -> Reading<'static> {
    let text = mingzhang_render::text(&compiled.manuscript);
    read_text(text, &Options { profiles: builtin(), forced: None, limits: Limits::default() })
}

/// What the audit says of the printed text.
fn findings(compiled: &Compiled) -> Vec<String> {
    let reading = reading(compiled);
    let audit = audit(&reading.disclosure, reading.profile, &Settings::default());
    let of = |finding: &Finding| format!("{} {}", finding.rule, finding.message.get(Lang::Zh));
    // What is unwise is the office's to answer for; what is contradictory would be ours.
    let is_ours = |finding: &&Finding| finding.severity != Severity::Info && !finding.rule.starts_with('G');
    audit.findings.iter().filter(is_ours).map(of).collect()
}

#[test]
fn what_is_compiled_is_right_by_construction() {
    let compiled = compiled(&small());
    let missing = "P111 按所述项目个数应有 2 张项目绩效目标表，文中一张也没有读到。如另附文件，请一并公开并在文中注明。";
    assert_eq!(findings(&compiled), [missing]);
    // 1,234.57 and 100.00, 98.77, 77.78, 33.33 are the nearest, but 301 and 201 are not what their parts then add up to.
    assert_eq!((compiled.moved, compiled.strained), (2, 0));
}

#[test]
fn a_change_without_a_reason_names_the_item() {
    let ledger = Ledger { explanations: Vec::new(), ..small() };
    let problems = compile(&ledger, profile(&ledger)).unwrap_err();
    let problems: Vec<&str> = problems.iter().map(|problem| problem.get(Lang::Zh)).collect();
    let about_housing = "“住房公积金”比上年增加 77.78 万元，还没有写原因。请在“原因与说明”表填一行：说明部分“一般公共预算当年拨款情况说明”，事项“2210201”，内容“增减原因”。";
    assert!(problems.contains(&about_housing), "{problems:#?}");
    assert_eq!(problems.len(), 11);
}

#[test]
fn what_no_column_has_a_place_for_is_named() {
    let mut ledger = small();
    ledger.year.expenditure[4].economic = "39900".parse().ok();
    assert_eq!(compile(&ledger, profile(&ledger)).map(|compiled| compiled.moved), Ok(2));
    ledger.year.expenditure[4].economic = None;
    let problems = compile(&ledger, profile(&ledger)).unwrap_err();
    let problem = problems[0].get(Lang::Zh);
    assert!(problem.contains("表7") && problem.contains("项目“网站运维”、333,333.33 元"), "{problem}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_entered_adds_up_when_printed(ledger in any_ledger(xinjiang(), &FUNDS)) {
        let compiled = compiled(&ledger);
        let said = findings(&compiled);
        prop_assert!(said.is_empty(), "{said:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn tables_in_yuan_add_up_beside_prose_in_ten_thousands(ledger in any_ledger(shanghai(), Fund::ALL)) {
        let compiled = compiled(&ledger);
        let said = findings(&compiled);
        prop_assert!(said.is_empty(), "{said:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_forms_of_every_province_add_up_and_are_known_again(
        ledger in any_ledger(general(), Fund::ALL),
        is_department: bool,
    ) {
        let level = if is_department { Level::Department } else { Level::Unit };
        let office = Office { level, ..ledger.office };
        let compiled = compiled(&Ledger { office, ..ledger });
        let said = findings(&compiled);
        prop_assert!(said.is_empty(), "{said:#?}");
        let reading = reading(&compiled);
        prop_assert_eq!(reading.profile.map(|profile| &*profile.id), Some("general-budget"));
        prop_assert_eq!(reading.disclosure.level, Some(level));
        let disclosure = &reading.disclosure;
        // An item that had money last year alone stands in no table of this year.
        let is_something = |claim: &&Claim| claim.amount.is_some_and(|id| disclosure.figure(id).value != 0);
        let untied = disclosure.claims.iter().filter(is_something).filter(|c| c.coordinates.is_empty());
        let untied = untied.map(|claim| claim.subject.as_str());
        prop_assert_eq!(untied.collect::<Vec<_>>(), [""; 0]);
    }
}

/// Every source of money that the form of Xinjiang has columns for.
const FUNDS: [Fund; 9] = [
    Fund::General,
    Fund::GeneralFromAbove,
    Fund::Funds,
    Fund::Capital,
    Fund::SpecialAccount,
    Fund::Service,
    Fund::Other,
    Fund::CarriedGeneral,
    Fund::CarriedOwnFunds,
];

fn xinjiang() -> &'static Profile {
    named("xinjiang-unit-budget-2024")
}

fn shanghai() -> &'static Profile {
    named("shanghai-unit-budget")
}

fn general() -> &'static Profile {
    named("general-budget")
}

fn named(id: &str) -> &'static Profile {
    builtin().iter().find(|profile| &*profile.id == id).unwrap()
}
