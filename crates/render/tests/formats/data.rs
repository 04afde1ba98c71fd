//! JSON and open data against what describes them.

use crate::sample;
use mingzhang_model::{Money, MoneyUnit};
use mingzhang_render::{DataFact, DataLine, Direction, data_package, json};
use serde_json::Value;

pub(crate) fn facts() -> Vec<DataFact> {
    let fact = |row: &str, code: &str, label: &str, amount| DataFact {
        table: "overview.expenditure".into(),
        table_title: "单位收支总体情况表".into(),
        row: row.into(),
        code: code.into(),
        label: label.into(),
        column: "amount".into(),
        column_heading: "支 出 / 预算数".into(),
        amount: Money(amount),
        unit: Some(MoneyUnit::WanYuan),
    };
    vec![
        fact("201", "201", "一般公共服务支出", 1_600_000_000),
        fact("total", "", "支出总计，\"含\"结转", 1_606_500_000),
    ]
}

pub(crate) fn lines() -> Vec<DataLine> {
    let spent = DataLine {
        direction: Direction::Expenditure,
        functional: "2012601".into(),
        functional_name: "行政运行".into(),
        economic: "30101".into(),
        economic_name: "基本工资".into(),
        fund: "一般公共预算".into(),
        nature: "基本支出".into(),
        amount: Money(1_606_500_000),
        ..DataLine::default()
    };
    let received = DataLine {
        direction: Direction::Revenue,
        fund: "一般公共预算".into(),
        amount: Money(1_606_500_000),
        ..DataLine::default()
    };
    vec![received, spent]
}

#[test]
fn the_json_keeps_its_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../../docs/schema/disclosure.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for manuscript in [sample::small(), sample::draft()] {
        let document: Value = serde_json::from_str(&json(&manuscript, &facts()).unwrap()).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&document).map(|e| format!("{} {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert_eq!(document["tables"][0]["rows"][2]["cells"][1]["amount"], "16065000.00");
        assert_eq!(document["sections"][2]["content"][1]["table"], 1);
        assert_eq!(document["draft"].is_null(), manuscript.draft.is_none());
    }
}

#[test]
fn the_package_describes_its_records() {
    let files = data_package(&sample::draft(), &facts(), &lines()).unwrap();
    let shown: Vec<String> = files.iter().map(|f| format!("==> {} <==\n{}", f.path, f.content)).collect();
    insta::assert_snapshot!(shown.join("\n"));
    let descriptor: Value = serde_json::from_str(&files[0].content).unwrap();
    for resource in descriptor["resources"].as_array().unwrap() {
        let file = files.iter().find(|file| resource["path"] == file.path).unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(file.content.lines().next(), Some(&*names.join(",")));
    }
}

#[test]
fn a_package_without_lines_has_none() {
    let files = data_package(&sample::small(), &facts(), &[]).unwrap();
    assert_eq!(
        files.iter().map(|file| file.path).collect::<Vec<_>>(),
        ["datapackage.json", "README.md", "facts.csv"]
    );
    assert!(!files.iter().any(|file| file.content.contains("lines.csv")));
}
