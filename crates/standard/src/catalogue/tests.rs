//! What the embedded catalogue must be: parsed, whole, without contradictions.

use super::*;
use mingzhang_model::fold;
use std::collections::BTreeSet;

fn code(digits: &str) -> Code {
    digits.parse().unwrap()
}

fn embedded() -> Catalogue {
    match Catalogue::parse(&Sources::EMBEDDED) {
        Ok(catalogue) => catalogue,
        Err(error) => panic!("{error}"),
    }
}

fn digits(entries: &[Entry], year: i32) -> String {
    let valid = entries.iter().filter(|e| e.is_valid_in(year));
    valid.map(|e| e.code.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_row_parses() {
    let catalogue = embedded();
    let rows = |text: &str| text.lines().count() - 1;
    let Sources { functional, economic_department, economic_government, fund_sources } = Sources::EMBEDDED;
    let coded = rows(functional) + rows(economic_department) + rows(economic_government);
    assert_eq!(catalogue.entries().len(), coded);
    assert_eq!(catalogue.fund_sources().len(), rows(fund_sources));
    assert_eq!(Catalogue::builtin().entries(), catalogue.entries());
}

#[test]
fn no_code_has_two_entries_in_one_year() {
    let catalogue = embedded();
    for pair in catalogue.entries().windows(2) {
        let [a, b] = pair else { unreachable!() };
        let same = (a.classification, a.code) == (b.classification, b.code);
        let apart = a.valid_to.zip(b.valid_from).is_some_and(|(to, from)| to < from);
        assert!(!same || apart, "{} {} and {}", a.code, a.name, b.name);
    }
}

#[test]
fn every_parent_exists_as_long_as_its_children() {
    let catalogue = embedded();
    for entry in catalogue.entries() {
        let Some(parent) = entry.code.parent() else { continue };
        for year in Catalogue::years().filter(|year| entry.is_valid_in(*year)) {
            let found = catalogue.get(entry.classification, parent, year);
            assert!(found.is_some(), "{} in {year}", entry.code);
        }
    }
}

#[test]
fn names_are_plain() {
    let catalogue = embedded();
    for entry in catalogue.entries() {
        let names = std::iter::once(entry.name).chain(entry.earlier.iter().map(|e| e.name));
        for name in names {
            assert!(!name.contains([' ', '(', ')', ';', '@']) && !name.is_empty(), "{} {name}", entry.code);
        }
        assert!(entry.earlier.iter().all(|e| e.folded != entry.folded), "{}", entry.code);
    }
}

#[test]
fn classes_are_complete() {
    let catalogue = embedded();
    for year in Catalogue::years() {
        assert_eq!(
            digits(catalogue.classes(Classification::Functional), year),
            "201 202 203 204 205 206 207 208 209 210 211 212 213 214 215 216 217 219 220 221 222 223 224 227 \
             229 230 231 232 233 234"
        );
        assert_eq!(
            digits(catalogue.classes(Classification::EconomicDepartment), year),
            "301 302 303 307 309 310 311 312 313 399"
        );
        assert_eq!(
            digits(catalogue.classes(Classification::EconomicGovernment), year),
            "501 502 503 504 505 506 507 508 509 510 511 512 513 514 599"
        );
    }
}

#[test]
fn the_economic_sections_of_departments_are_complete() {
    let catalogue = embedded();
    let sections = |class| digits(catalogue.children(Classification::EconomicDepartment, code(class)), 2024);
    assert_eq!(
        sections("301"),
        "30101 30102 30103 30106 30107 30108 30109 30110 30111 30112 30113 30114 30199"
    );
    assert_eq!(
        sections("302"),
        "30201 30202 30203 30204 30205 30206 30207 30208 30209 30211 30212 30213 30214 30215 30216 30217 \
         30218 30224 30225 30226 30227 30228 30229 30231 30239 30240 30299"
    );
    assert_eq!(sections("303"), "30301 30302 30303 30304 30305 30306 30307 30308 30309 30310 30311 30399");
    assert_eq!(sections("307"), "30701 30702 30703 30704");
    assert_eq!(sections("309"), "30901 30902 30903 30905 30906 30907 30908 30913 30919 30921 30922 30999");
    assert_eq!(
        sections("310"),
        "31001 31002 31003 31005 31006 31007 31008 31009 31010 31011 31012 31013 31019 31021 31022 31099"
    );
    assert_eq!(sections("311"), "31101 31199");
    assert_eq!(sections("312"), "31201 31203 31204 31205 31299");
    assert_eq!(sections("313"), "31302 31303 31304");
    assert_eq!(sections("399"), "39906 39907 39908 39909 39910 39999");
}

#[test]
fn codes_are_looked_up_by_year() {
    let catalogue = embedded();
    let name =
        |digits, year| catalogue.get(Classification::Functional, code(digits), year).map(|entry| entry.name);
    assert_eq!(name("20140", 2024), Some("信访事务"));
    assert_eq!(name("20140", 2023), None);
    assert_eq!(name("2010308", 2023), Some("信访事务"));
    assert_eq!(name("2010308", 2024), None);
    assert_eq!(name("30101", 2024), None);
    let past = catalogue.history(Classification::Functional, code("2010308"));
    assert_eq!(past.iter().map(|e| e.valid_to).collect::<Vec<_>>(), [Some(2023)]);
}

#[test]
fn names_lead_to_codes_and_earlier_names_to_new_ones() {
    let catalogue = embedded();
    let spelled = fold("维修 (护)费");
    let named = catalogue.named(Classification::EconomicDepartment, &spelled);
    assert_eq!(named.map(|e| e.code).collect::<Vec<_>>(), [code("30213")]);
    let renamed: Vec<_> = catalogue.renamed(Classification::Functional, "医疗卫生与计划生育支出").collect();
    let [(entry, earlier)] = renamed[..] else { panic!("{renamed:?}") };
    assert_eq!((entry.name, earlier.last_year), ("卫生健康支出", Some(2018)));
    assert_eq!(catalogue.named(Classification::Functional, "医疗卫生与计划生育支出").count(), 0);
}

#[test]
fn children_are_those_one_level_below() {
    let catalogue = embedded();
    let children = |digits| catalogue.children(Classification::Functional, code(digits));
    let items: BTreeSet<_> = children("22102").iter().map(|e| e.name).collect();
    assert_eq!(items, BTreeSet::from(["住房公积金", "提租补贴", "购房补贴"]));
    assert!(children("221").iter().all(|e| e.code.level() == CodeLevel::Section));
    assert!(children("2210201").is_empty());
}

#[test]
fn a_faulty_line_is_named() {
    let with = |functional| Catalogue::parse(&Sources { functional, ..Sources::EMBEDDED });
    let line = |functional| with(functional).map(|_| ()).unwrap_err().to_string();
    let header = "code\tname\tvalid_from\tvalid_to\tearlier_names\tattested_by\n";
    assert!(line("code\tname\n").contains("第 1 行：首行"));
    let cases = [
        ("2o1\t一般公共服务支出\t\t\t\t-", "编码应为"),
        ("201\t一般公共服务支出\t\t\t-", "应有六栏"),
        ("201\t\t\t\t\t-", "名称不能空白"),
        ("201\t一般公共服务支出\t零\t\t\t-", "年份应为"),
        ("201\t一般公共服务支出\t\t\t旧名@去年\t-", "年份应为"),
    ];
    for (faulty, why) in cases {
        let error = line(Box::leak(format!("{header}{faulty}\n").into_boxed_str()));
        assert!(error.contains("第 2 行") && error.contains(why), "{error}");
    }
}

#[test]
fn the_scheme_of_a_table_tells_the_classification() {
    assert_eq!(Classification::of(RowScheme::FunctionalLabel, code("201")), Some(Classification::Functional));
    assert_eq!(
        Classification::of(RowScheme::Economic, code("30101")),
        Some(Classification::EconomicDepartment)
    );
    assert_eq!(
        Classification::of(RowScheme::Economic, code("50101")),
        Some(Classification::EconomicGovernment)
    );
    assert_eq!(Classification::of(RowScheme::Projects, code("201")), None);
}
