//! Made-up ledgers: everything a clerk may enter, in any amount.

use mingzhang_ledger::*;
use mingzhang_model::Money;
use mingzhang_standard::Profile;
use proptest::prelude::*;

const FUNCTIONAL: [&str; 9] =
    ["2010301", "2010302", "2010399", "2080501", "2080505", "2101101", "2130106", "2210201", "2120803"];
const PERSONNEL: [&str; 5] = ["30101", "30102", "30108", "30113", "30302"];
const OPERATING: [&str; 4] = ["30201", "30207", "30211", "31002"];
const PROJECT: [&str; 6] = ["30201", "30227", "30305", "31003", "31201", "39999"];
const PROJECTS: [&str; 4] = ["网站运维", "信访工作经费", "老旧设备更新", "专项业务"];

fn amount() -> impl Strategy<Value = Money> {
    prop_oneof![(1_i64..50_000_000).prop_map(Money), (1_i64..3_000).prop_map(|n| Money(n * 10_000))]
}

fn expenditure(funds: &'static [Fund]) -> impl Strategy<Value = Expenditure> {
    let fund = prop::sample::select(funds);
    (0..3_u8, prop::sample::select(&FUNCTIONAL[..]), any::<prop::sample::Index>(), fund, amount()).prop_map(
        |(kind, functional, at, fund, amount)| {
            let (economic, project) = match kind {
                0 => (*at.get(&PERSONNEL), ""),
                1 => (*at.get(&OPERATING), ""),
                _ => (*at.get(&PROJECT), *at.get(&PROJECTS)),
            };
            Expenditure {
                functional: functional.parse().ok(),
                economic: economic.parse().ok(),
                government: None,
                fund,
                nature: if project.is_empty() { Nature::Basic } else { Nature::Project },
                project: project.into(),
                amount,
            }
        },
    )
}

fn year(funds: &'static [Fund]) -> impl Strategy<Value = Year> {
    prop::collection::vec(expenditure(funds), 1..16).prop_map(|expenditure| {
        let of = |fund: Fund| expenditure.iter().filter(|l| l.fund == fund).map(|l| l.amount.0).sum();
        let revenue =
            Fund::ALL.iter().map(|fund| Revenue { fund: *fund, functional: None, amount: Money(of(*fund)) });
        let revenue = revenue.filter(|line| line.amount.0 != 0).collect();
        Year { revenue, expenditure }
    })
}

fn expenses() -> impl Strategy<Value = Vec<ThreePublicExpense>> {
    let one = |kind: ThreePublic| {
        (prop::option::of(amount()), prop::option::of(amount()))
            .prop_map(move |(amount, prior)| ThreePublicExpense { kind, fund: Fund::General, amount, prior })
    };
    ThreePublic::ALL.iter().map(|kind| one(*kind)).collect::<Vec<_>>()
}

fn bought() -> impl Strategy<Value = Vec<Procurement>> {
    let kind = prop::sample::select(ProcurementKind::ALL);
    let reserved = prop::sample::select(Reserved::ALL);
    let one = (kind, reserved, amount()).prop_map(|(kind, reserved, amount)| Procurement {
        kind,
        name: "设备".into(),
        reserved,
        amount,
    });
    prop::collection::vec(one, 0..6)
}

fn assets() -> impl Strategy<Value = Vec<Asset>> {
    let kinds = AssetKind::ALL.iter().map(|kind| {
        prop::option::of((1_i64..40, amount())).prop_map(|some| {
            some.map(|(count, value)| Asset {
                kind: *kind,
                quantity: Some(Quantity(count * 10_000)),
                value: Some(value),
            })
        })
    });
    kinds.collect::<Vec<_>>().prop_map(|some| some.into_iter().flatten().collect())
}

/// A ledger with a reason for whatever may have changed.
pub(crate) fn any_ledger(profile: &'static Profile, funds: &'static [Fund]) -> impl Strategy<Value = Ledger> {
    let staff = prop::collection::vec(0_i64..90, 4);
    let classified = prop::collection::vec(any::<bool>(), PROJECTS.len());
    (year(funds), year(funds), expenses(), bought(), assets(), staff, classified).prop_map(
        |(year, prior, three_public, procurement, assets, staff, classified)| {
            let kinds =
                [StaffKind::Establishment, StaffKind::InPost, StaffKind::Retired, StaffKind::Separated];
            let staff = kinds.iter().zip(staff).map(|(kind, count)| Staff {
                kind: *kind,
                count: Quantity(count * 10_000),
                change: Some(Quantity(0)),
            });
            let spent = |name: &str| year.expenditure.iter().any(|line| line.project == name);
            let projects = PROJECTS.iter().zip(classified).filter(|(name, _)| spent(name));
            let projects: Vec<Project> = projects
                .map(|(name, classified)| Project {
                    name: (*name).into(),
                    basis: "年度工作计划".into(),
                    allocation: "按照合同约定支付".into(),
                    period: "2024年1月1日-2024年12月31日".into(),
                    classified,
                    ..Project::default()
                })
                .collect();
            let subjects = profile.sections.iter().flat_map(|s| &s.subjects).map(|s| s.phrase.to_string());
            let subjects = subjects.chain(FUNCTIONAL.map(str::to_owned));
            let explanations = subjects.map(|subject| Explanation {
                section: String::new(),
                subject,
                topic: Topic::Reason,
                text: "工作任务有调整".into(),
            });
            Ledger {
                office: Office {
                    name: "某县档案馆".into(),
                    year: 2024,
                    profile: profile.id.to_string(),
                    published: Day("2024-03-10".into()),
                    ..Office::default()
                },
                duties: vec![Duty { text: "负责档案的收集和保管。".into() }],
                divisions: vec![Division { name: "办公室".into() }, Division { name: "保管利用科".into() }],
                goals: indicators(&projects)
                    .map(|(project, _)| Goal { project, text: "完成全年任务。".into() })
                    .collect(),
                indicators: indicators(&projects).map(|(_, indicator)| indicator).collect(),
                staff: staff.collect(),
                glossary: profile
                    .terms
                    .iter()
                    .map(|t| Term { name: t.name.to_string(), text: "见有关制度。".into() })
                    .collect(),
                explanations: explanations.collect(),
                year,
                prior,
                projects,
                three_public,
                procurement,
                assets,
                ..Ledger::default()
            }
        },
    )
}

fn indicators(projects: &[Project]) -> impl Iterator<Item = (String, Indicator)> {
    let names = projects.iter().filter(|project| !project.classified).map(|project| project.name.clone());
    names.chain([String::new()]).map(|project| {
        let indicator = Indicator {
            project: project.clone(),
            class: "产出指标".into(),
            section: "数量指标".into(),
            name: "完成任务数量".into(),
            operator: ">=".into(),
            value: "12".into(),
            unit: "项".into(),
            basis: "计划标准".into(),
            weight: Some(Quantity(900_000)),
            ..Indicator::default()
        };
        (project, indicator)
    })
}
