//! The rules on codes and names, on whole documents.

use crate::rule::{Context, Settings, Status};
use crate::{Audit, audit};
use mingzhang_model::{Code, fold};
use mingzhang_read::{Limits, Options, Reading, read_text};
use mingzhang_standard::{Catalogue, Classification, builtin};
use std::collections::BTreeSet;

const FOUNDING: &str = include_str!("../../../../../samples/wuqia-2024-unit-budget.txt");

fn read(text: &str) -> Reading<'static> {
    let options = Options { profiles: builtin(), forced: builtin().first(), limits: Limits::default() };
    read_text(text, &options)
}

fn family_c(text: &str) -> Audit {
    let settings = Settings { select: vec!["C".to_owned()], ..Settings::default() };
    audit(&read(text).disclosure, builtin().first(), &settings)
}

fn found(text: &str) -> Vec<String> {
    let audit = family_c(text);
    let show = |f: &crate::Finding| format!("{} {}:{}", f.rule, f.location.line, f.message.zh);
    audit.findings.iter().map(show).collect()
}

#[test]
fn the_catalogue_has_every_code_and_name_of_the_founding_document() {
    let reading = read(FOUNDING);
    let settings = Settings::default();
    let context = Context::new(&reading.disclosure, builtin().first(), Catalogue::builtin(), &settings);
    let mut missing: BTreeSet<(Code, String)> = BTreeSet::new();
    for row in context.coded_rows() {
        let entry = Catalogue::builtin().get(row.classification, row.code, 2024);
        if entry.is_none_or(|entry| entry.folded != row.name || !entry.is_attested()) {
            missing.insert((row.code, row.name.clone()));
        }
    }
    // The document itself has two names for this class.
    let two_names = ("234".parse().unwrap(), fold("抗疫特别国债还本支出"));
    assert_eq!(missing, BTreeSet::from([two_names]));
    let economic =
        context.coded_rows().iter().filter(|r| r.classification == Classification::EconomicDepartment);
    assert_eq!((context.coded_rows().len(), economic.count()), (153, 26));
}

#[test]
fn what_the_founding_document_has_to_mend() {
    assert_eq!(
        found(FOUNDING),
        [
            "C101 222:科目 234 在表1中叫“抗疫特别国债安排的支出”，在表4中叫“抗疫特别国债还本支出”，请统一。",
            "C106 442:“信访事务（项）”（2010308）自 2024 年起不再使用，“信访事务”现为 20140（款）。\
             与上年比较时，请注意口径衔接。"
        ]
    );
}

#[test]
fn made_up_documents_have_nothing_to_mend() {
    for seed in 1..=20 {
        let text = mingzhang_testkit::synthetic::unit_budget(seed);
        assert_eq!(found(&text), Vec::<String>::new(), "seed {seed}");
    }
}

#[test]
fn codes_and_names_that_are_changed_are_noticed() {
    let changed = |from: &str, to: &str| {
        assert!(FOUNDING.contains(from), "{from}");
        let before = found(FOUNDING);
        found(&FOUNDING.replace(from, to)).into_iter().filter(|f| !before.contains(f)).collect::<Vec<_>>()
    };
    assert_eq!(
        changed("302\t17\t公务接待费", "302\t19\t公务接待费"),
        ["C103 281:表6的科目 30219“公务接待费”编码有误，“公务接待费”的编码是 30217。"]
    );
    assert_eq!(
        changed("302\t02\t印刷费", "302\t02\t咨询费"),
        ["C104 274:表6的编码与名称不符：30202 是“印刷费”，“咨询费”的编码是 30203。"]
    );
    assert_eq!(
        changed("3、卫生健康支出(类)", "3、医疗卫生与计划生育支出(类)"),
        ["C105 433:“医疗卫生与计划生育支出”是旧的科目名称，2019 年起改称“卫生健康支出”，请改正。"]
    );
    assert_eq!(
        changed("行政事业单位养老支出（款）行政单位离退休", "行政事业单位医疗（款）行政单位离退休"),
        [
            "C106 454:“行政事业单位医疗（款）”属于 210 卫生健康支出，不属于 208 社会保障和就业支出，请核对科目。"
        ]
    );
}

#[test]
fn an_earlier_name_in_a_cell_without_code_counts_as_prose() {
    let text = "2024 年单位预算公开\n\n一、一般公共服务支出\n\n三、医疗卫生与计划生育支出\t503.72\t503.72\n\n\
                其他医疗卫生与计划生育支出 3 万元，医疗卫生与计划生育支出 503.72 万元。";
    assert_eq!(
        found(text),
        [
            "C105 5:“医疗卫生与计划生育支出”是旧的科目名称，2019 年起改称“卫生健康支出”，请改正。",
            "C105 7:“其他医疗卫生与计划生育支出”是旧的科目名称，2019 年起改称“其他卫生健康支出”，请改正。"
        ]
    );
}

#[test]
fn years_without_a_list_are_not_judged() {
    let text = mingzhang_testkit::synthetic::unit_budget(1);
    let year = read(&text).disclosure.year.unwrap();
    let audit = family_c(&text.replace(&year.to_string(), "2019"));
    let status = |code| audit.rules.iter().find(|r| r.rule == code).map(|r| r.status);
    for code in ["C103", "C104", "C106"] {
        assert_eq!(status(code), Some(Status::NotChecked), "{code}");
    }
    assert!(audit.findings.is_empty());
}

#[test]
fn a_name_given_up_last_year_may_stand_beside_last_years_amount() {
    let text = |year: i32| format!("{year} 年单位预算公开\n\n医疗卫生与计划生育支出 503.72 万元。");
    assert_eq!(found(&text(2019)), Vec::<String>::new());
    assert_eq!(
        found(&text(2020)),
        ["C105 3:“医疗卫生与计划生育支出”是旧的科目名称，2019 年起改称“卫生健康支出”，请改正。"]
    );
}
