//! What is reported of a document, in each format.

use crate::{Folder, PHONE, sample};
use serde_json::Value;
use std::fs;

#[test]
fn a_finding_is_quoted_with_a_marker_under_it() {
    let folder = Folder::new("quoted", &[("甲.txt", PHONE.as_bytes())]);
    let called = folder.call("check 甲.txt --select D101");
    insta::assert_snapshot!(called.text(), @"
    警告[D101]: 此处有个人手机号码 138****5678，公开前请删去或改为办公电话。
     --> 甲.txt:2:15
      |
    2 | 如有疑问，请与张三联系，电话13812345678，或来信咨询。
      |                             ^^^^^^^^^^^

    甲.txt
      未能识别文本种类；只运行了不依赖模板的规则
      金额和百分比 0 个，读懂 0 个（—），有关系式约束 0 个（—）
      规则：核对 1 条，不适用 0 条，未能核对 0 条
      错误 0，警告 1，提示 0
    ");
    assert_eq!((called.status, called.err.as_str()), (0, ""));
}

#[test]
fn long_lines_are_cut_to_the_width_of_a_terminal() {
    let long = format!("{}电话13812345678，{}\n", "咨询单位".repeat(60), "地址在此".repeat(60));
    let folder = Folder::new("long", &[("甲.txt", long.as_bytes())]);
    let called = folder.call("check 甲.txt --select D101 --lang en");
    insta::assert_snapshot!(called.text(), @"
    warning[D101]: The mobile number 138****5678 is published here; remove it or
                   give an office number.
     --> 甲.txt:1:243
      |
    1 | …询单位咨询单位咨询单位咨询单位咨询单位电话13812345678，地址在此地址在此地…
      |                                            ^^^^^^^^^^^

    甲.txt
      the kind of document is unknown; only rules that need no profile ran
      0 amounts and percentages, 0 read (—), 0 tied by equations (—)
      rules: 1 checked, 0 not applicable, 0 not checked
      errors 0, warnings 1, infos 0
    ");
}

#[test]
fn the_json_keeps_its_contract() {
    let folder = Folder::new("json", &[("甲.txt", PHONE.as_bytes())]);
    let called = folder.call("check 甲.txt nosuch.txt --select D101 -f json");
    insta::assert_snapshot!(serde_json::to_string_pretty(&called.json()).unwrap(), @r#"
    {
      "documents": [
        {
          "coverage": {
            "numbers": 0,
            "read": 0,
            "tied": 0
          },
          "file": "甲.txt",
          "findings": [
            {
              "actual": null,
              "expected": null,
              "location": {
                "bbox": null,
                "cell": null,
                "column": 15,
                "end_column": 26,
                "line": 2,
                "page": null,
                "sheet": null
              },
              "message": "此处有个人手机号码 138****5678，公开前请删去或改为办公电话。",
              "related": [],
              "rule": "D101",
              "severity": "warning"
            }
          ],
          "kind": null,
          "level": null,
          "profile": null,
          "rules": [
            {
              "count": 1,
              "rule": "D101",
              "status": "broken",
              "why": null
            }
          ],
          "unit": null,
          "year": 2024
        },
        {
          "coverage": {
            "numbers": 0,
            "read": 0,
            "tied": 0
          },
          "error": "找不到这个文件或文件夹，请检查路径。",
          "file": "nosuch.txt",
          "findings": [],
          "kind": null,
          "level": null,
          "profile": null,
          "rules": [],
          "unit": null,
          "year": null
        }
      ],
      "version": 1
    }
    "#);
    assert_eq!(called.status, 2);
}

#[test]
fn the_page_is_whole_and_asks_nothing_of_the_network() {
    let script = "标题<script>alert(1)</script>\n项目\t金额\n“甲”&乙\t1,607.22\n";
    let folder = Folder::new("html", &[("甲.txt", PHONE.as_bytes()), ("乙.txt", script.as_bytes())]);
    let called = folder.call("check 甲.txt 乙.txt nosuch.txt -f html --select D101");
    let page = called.text();
    for outside in ["http:", "https:", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for tag in
        ["section", "div", "table", "tr", "td", "p", "ol", "ul", "li", "mark", "a", "details", "main", "html"]
    {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "<{tag}>");
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&link), "{link}");
    }
    assert!(page.contains("<td class=\"number\">1,607.22</td>"));
    assert!(page.contains(">13812345678<sup>1</sup>"));
}

#[test]
fn the_workbook_is_one() {
    let folder = Folder::new("xlsx", &[("甲.txt", PHONE.as_bytes())]);
    let called = folder.call("check 甲.txt nosuch.txt -f xlsx -o 问题.xlsx");
    assert_eq!((called.status, called.text()), (2, ""));
    assert!(fs::read(folder.0.join("问题.xlsx")).unwrap().starts_with(b"PK"));
    assert!(folder.call("extract 甲.txt -f xlsx").out.starts_with(b"PK"));
}

#[test]
fn numbers_are_extracted_exactly() {
    let text = "我单位2024年收入12.50万元，占40.1%。\n项目\t金额\n合计\t1,607.22\n";
    let folder = Folder::new("extract", &[("甲.txt", text.as_bytes())]);
    let called = folder.call("extract 甲.txt -f csv --no-bom");
    insta::assert_snapshot!(called.text(), @r#"
    kind,measure,coordinate,description,written,unit,value,file,line,column,end_column,page,sheet,cell
    claim,amount,,文中“我单位2024年收入”,12.50,万元,125000,,1,11,16,,,
    claim,share,,文中“我单位2024年收入占比”,40.1,%,40.1,,1,20,24,,,
    unread,,,文中数字,"1,607.22",,1607.22,,3,4,12,,,
    "#);
    assert!(folder.call("extract 甲.txt -f csv").out.starts_with(b"\xEF\xBB\xBFkind,"));
    assert_eq!(folder.call("extract nosuch.txt").status, 2);
    let sample = folder.call(&format!("extract {}", sample())).json();
    let general = |n: &&Value| n["coordinate"] == "income[total].total";
    let values: Vec<&str> =
        sample.as_array().unwrap().iter().filter(general).map(|n| n["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["20151800"]);
}
