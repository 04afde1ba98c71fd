//! The command from outside: what it prints, in which order, and how it ends.

// Helpers of a test are outside the functions that clippy knows as tests.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own for one test.
struct Folder(PathBuf);

/// What a call gave back.
#[derive(Debug)]
struct Called {
    status: i32,
    out: Vec<u8>,
    err: String,
}

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let folder = Self(folder);
        for (name, bytes) in files {
            folder.write(name, bytes);
        }
        folder
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
        command.args(arguments.split_whitespace()).current_dir(&self.0).env_remove("MINGZHANG_LANG");
        command
    }

    fn call(&self, arguments: &str) -> Called {
        called(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    fn call_with_input(&self, arguments: &str, input: &[u8]) -> Called {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        called(child.wait_with_output().unwrap())
    }
}

fn called(output: std::process::Output) -> Called {
    let err = String::from_utf8(output.stderr).unwrap();
    Called { status: output.status.code().unwrap(), out: output.stdout, err }
}

impl Called {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The codes of the rules that have findings, document by document.
    fn found(&self) -> Vec<Vec<String>> {
        let document = |d: &Value| {
            let findings = d["findings"].as_array().unwrap();
            findings.iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
        };
        self.json()["documents"].as_array().unwrap().iter().map(document).collect()
    }
}

const PHONE: &str = "某某局2024年部门情况\n如有疑问，请与张三联系，电话13812345678，或来信咨询。\n";
const CLEAN: &str = "这里没有需要核对的数。\n";

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
      未能识别文本种类，最接近的是 xinjiang-unit-budget-2024；只运行了不依赖模板的规
        则
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
      the kind of document is unknown, the nearest is xinjiang-unit-budget-2024;
        only rules that need no profile ran
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
          "nearest_profile": "xinjiang-unit-budget-2024",
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
          "error": "找不到这个文件，请检查路径。",
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

fn sample() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt").to_owned()
}

fn assert_valid(schema: &str, instance: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|e| format!("{} {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_json_keeps_its_schema() {
    let folder = Folder::new("schema", &[("甲.txt", PHONE.as_bytes()), ("空.txt", b"")]);
    let called = folder.call(&format!("check {} 甲.txt 空.txt -f json", sample()));
    assert_valid(include_str!("../../../docs/schema/check.schema.json"), &called.json());
}

#[test]
fn sarif_keeps_the_schema_of_oasis() {
    let folder = Folder::new("sarif", &[("甲.txt", PHONE.as_bytes()), ("空.txt", b"")]);
    let called = folder.call(&format!("check {} 甲.txt 空.txt -f sarif", sample()));
    let sarif = called.json();
    // One pattern of the schema has a bracket too many, which only JavaScript takes for a character.
    let schema = include_str!("sarif-2.1.0.schema.json").replace("{2}]?$", "{2}$");
    assert_valid(&schema, &sarif);
    let run = &sarif["runs"][0];
    let phone = run["results"].as_array().unwrap().last().unwrap();
    assert_eq!(phone["ruleId"], "D101");
    let region = serde_json::json!({"startLine": 2, "startColumn": 15, "endColumn": 26});
    assert_eq!(phone["locations"][0]["physicalLocation"]["region"], region);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
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
fn the_status_tells_errors_from_trouble() {
    let folder = Folder::new("status", &[("净.txt", CLEAN.as_bytes()), ("空夹/说明.md", b"x")]);
    let status = |arguments: &str| folder.call(arguments).status;
    assert_eq!(status("check 净.txt"), 0);
    assert_eq!(status(&format!("check {} --select S101", sample())), 1);
    assert_eq!(status(&format!("check {} --select S101 --severity error -f json", sample())), 1);
    assert_eq!(status("check nosuch.txt"), 2);
    assert_eq!(status("check 空夹"), 2);
    assert_eq!(status("check"), 2);
    assert_eq!(status("check 净.txt --select A999"), 2);
    assert_eq!(status("check 净.txt --profile 没有"), 2);
    assert_eq!(status("check 净.txt -o 没有/报告.txt"), 2);
}

#[test]
fn what_cannot_be_read_is_told_and_stops_nothing() {
    // 预算公开 in GBK, and half of 预.
    let truncated = [b"\xD4\xA4\xCB\xE3\xB9\xAB\xBF\xAA".repeat(20), b"\xD4".to_vec()].concat();
    let many = "数".repeat(700_000);
    let files: [(&str, &[u8]); 5] = [
        ("1空.txt", b""),
        ("2二进制.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0"),
        ("3半个字.txt", &truncated),
        ("4太大.txt", many.as_bytes()),
        ("5正常.txt", CLEAN.as_bytes()),
    ];
    let folder = Folder::new("unreadable", &files);
    let called = folder.call("check . --max-size 1 --select D101");
    assert_eq!(called.status, 2);
    insta::assert_snapshot!(called.text(), @"
    无法读取 ./1空.txt：文件是空的，没有可以读取的文字。请确认是否选对了文件。

    无法读取 ./2二进制.txt：这不是文本文件（含有二进制内容）。目前只能读取文本文件
    (.txt)，请另存为纯文本（UTF-8）后再试。

    无法读取 ./3半个字.txt：文件不完整：末尾的文字只有一半。请重新下载或导出后再试。

    无法读取 ./4太大.txt：文件太大：2100000 字节，超过上限 1048576 字节。请拆分文
    件，或调高大小上限。

    ./5正常.txt
      未能识别文本种类，最接近的是 xinjiang-unit-budget-2024；只运行了不依赖模板的规
        则
      金额和百分比 0 个，读懂 0 个（—），有关系式约束 0 个（—）
      规则：核对 1 条，不适用 0 条，未能核对 0 条
      错误 0，警告 0，提示 0

    共 5 份：错误 0，警告 0，提示 0；无法读取 4 份
    ");
}

#[test]
fn results_come_in_the_order_of_the_inputs() {
    let names: Vec<String> = (0..150).map(|n| format!("{n:03}.txt")).collect();
    let folder = Folder::new("order", &[]);
    for (index, name) in names.iter().enumerate() {
        // The first are the slowest.
        let text = PHONE.repeat(1 + (150 - index) / 10);
        folder.write(name, text.as_bytes());
    }
    for jobs in [1, 4] {
        let called = folder.call(&format!("check . -f json --select D101 -j {jobs}"));
        let documents = called.json()["documents"].as_array().unwrap().clone();
        let files: Vec<&str> =
            documents.iter().map(|d| d["file"].as_str().unwrap().trim_start_matches("./")).collect();
        assert_eq!(files, names);
    }
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new("stdin", &[("mingzhang.toml", b"ignore = ['F']\n")]);
    let called = folder.call_with_input("check - -f json --select D101", PHONE.as_bytes());
    assert_eq!(called.json()["documents"][0]["file"], "<stdin>");
    assert_eq!(called.found(), [["D101"]]);
    assert_eq!(folder.call_with_input("check -", b"").status, 2);
}

#[test]
fn the_nearest_configuration_above_a_file_governs_it() {
    let files: [(&str, &[u8]); 5] = [
        ("mingzhang.toml", b"ignore = ['d101']\n"),
        ("上/甲.txt", PHONE.as_bytes()),
        ("下/mingzhang.toml", b"severity = 'error'\n"),
        ("下/深/乙.txt", PHONE.as_bytes()),
        ("下/三/mingzhang.toml", b"select = ['D1']\nseverity = 'info'\n"),
    ];
    let folder = Folder::new("config", &files);
    folder.write("下/三/丙.txt", PHONE.as_bytes());
    let called = folder.call("check 上 下/深 下/三 -f json --ignore F,N,S");
    assert_eq!(called.found(), [vec![], vec![], vec!["D101".to_owned()]]);
    let called = folder.call("check 上 下/深 -f json --select D101 --severity info");
    assert_eq!(called.found(), [vec![], vec!["D101".to_owned()]]);
}

#[test]
fn a_wrong_configuration_is_told_with_the_keys_there_are() {
    let folder = Folder::new("wrong", &[("mingzhang.toml", b"colour = 1\n"), ("甲.txt", PHONE.as_bytes())]);
    let called = folder.call("check 甲.txt --lang en");
    assert_eq!(called.status, 2);
    let told = called.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("there is no key “colour”. The keys are: severity, lang, profile, "), "{told}");
}

#[test]
fn selection_takes_codes_beginnings_and_names() {
    let folder = Folder::new("select", &[("甲.txt", PHONE.as_bytes())]);
    let found = |selection: &str| folder.call(&format!("check 甲.txt -f json {selection}")).found();
    assert_eq!(found("--select D101"), [["D101"]]);
    assert_eq!(found("--select d"), [["D101"]]);
    assert_eq!(found("--select D --ignore D101"), [[""; 0]]);
    assert_eq!(found("--select A,X"), [[""; 0]]);
    let name = &folder
        .call("rules --format json")
        .json()
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["rule"] == "D101")
        .unwrap()["name"]
        .clone();
    assert_eq!(found(&format!("--select {}", name.as_str().unwrap())), [["D101"]]);
}

#[test]
fn a_closed_pipe_is_no_trouble() {
    let folder = Folder::new("pipe", &[]);
    for format in ["human", "json", "sarif", "html"] {
        let mut command = folder.command(&format!("check {0} {0} -f {format}", sample()));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let called = called(child.wait_with_output().unwrap());
        assert_eq!((called.status, called.err.as_str()), (0, ""), "{format}");
    }
}

#[test]
fn rules_are_explained() {
    let folder = Folder::new("explain", &[]);
    let called = folder.call("explain x109");
    insta::assert_snapshot!(called.text(), @"
    # X109 收支总表与支出表的总计不一致

    应有：表1《单位收支总体情况表》“支出总计”行“预算数”栏 等于 表3《单位支出总体情况表》“合计”行“合计”栏

    任一处空白时不核对，并在报告中说明。

        overview.expenditure[total].amount == expenditure[total].total
    ");
    for rule in folder.call("rules --format json").json().as_array().unwrap() {
        let called = folder.call(&format!("explain {}", rule["rule"].as_str().unwrap()));
        assert!(called.status == 0 && !called.out.is_empty(), "{rule}");
    }
    let called = folder.call("explain X999");
    assert_eq!(called.status, 2);
    assert!(called.err.contains("没有规则“X999”。是不是 X"), "{}", called.err);
}

#[test]
fn numbers_are_extracted_exactly() {
    let text = "我单位2024年收入12.50万元，占40.1%。\n项目\t金额\n合计\t1,607.22\n";
    let folder = Folder::new("extract", &[("甲.txt", text.as_bytes())]);
    let called = folder.call("extract 甲.txt -f csv --no-bom");
    insta::assert_snapshot!(called.text(), @r#"
    kind,measure,coordinate,description,written,unit,value,line,column,end_column
    unread,,,文中数字,12.50,万元,125000,1,11,16
    unread,,,文中数字,40.1,%,40.1,1,20,24
    unread,,,文中数字,"1,607.22",,1607.22,3,4,12
    "#);
    assert!(folder.call("extract 甲.txt -f csv").out.starts_with(b"\xEF\xBB\xBFkind,"));
    assert_eq!(folder.call("extract nosuch.txt").status, 2);
    let sample = folder.call(&format!("extract {}", sample())).json();
    let general = |n: &&Value| n["coordinate"] == "income[total].total";
    let values: Vec<&str> =
        sample.as_array().unwrap().iter().filter(general).map(|n| n["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["20151800"]);
}

#[test]
fn help_speaks_both_languages_and_shows_examples() {
    let folder = Folder::new("help", &[]);
    let chinese = folder.call("check --help");
    assert!(chinese.text().starts_with("核对文件、文件夹或标准输入（-）\n\n用法：mingzhang check"));
    assert!(chinese.text().contains("\n示例：\n"));
    let english = folder.call("--lang en check --help");
    assert!(
        english.text().starts_with("Audit files, folders or standard input (-)\n\nUsage: mingzhang check")
    );
    assert!(!english.text().chars().any(|c| ('一'..='龥').contains(&c)));
    assert!(folder.call("completions bash").text().contains("mingzhang"));
    assert!(folder.call("profiles").text().starts_with("xinjiang-unit-budget-2024 "));
}

#[test]
fn codes_are_found_by_their_beginning_by_name_and_by_earlier_name() {
    let folder = Folder::new("codes", &[]);
    let text = |arguments: &str| folder.call(arguments).text().to_owned();
    assert_eq!(
        text("codes 医疗卫生与计划生育支出"),
        "支出功能分类\n  210      卫生健康支出（2018 年及以前称医疗卫生与计划生育支出）\n  \
         21099    其他卫生健康支出（2018 年及以前称其他医疗卫生与计划生育支出）\n  \
         2109999  其他卫生健康支出（2018 年及以前称其他医疗卫生与计划生育支出）\n"
    );
    assert_eq!(
        text("--lang en codes 20140"),
        "支出功能分类 functional classification\n  20140    信访事务 (since 2024)\n  \
         2014001  行政运行 (since 2024, attested by no document)\n  \
         2014002  一般行政管理事务 (since 2024, attested by no document)\n  \
         2014003  机关服务 (since 2024, attested by no document)\n  \
         2014004  信访业务 (since 2024, attested by no document)\n  \
         2014099  其他信访事务支出 (since 2024)\n"
    );
    assert_eq!(text("codes 没有的科目"), "目录中没有与“没有的科目”相符的科目。\n");
}
