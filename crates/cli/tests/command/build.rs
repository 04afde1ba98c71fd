//! `mingzhang build` from outside: what is written, what is said, and when nothing is.

use crate::{Called, Folder};
use mingzhang_read::{Block, Limits, document};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const NAME: &str = "乌恰县人民政府办公室2024年预算公开";

/// The sample ledger in a folder of the test, as 账册.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name, &[]);
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-ledger");
    for (name, bytes) in files(Path::new(sample)) {
        folder.write(&format!("账册/{name}"), &bytes);
    }
    folder
}

impl Folder {
    /// Puts other words into a file of the ledger.
    fn amend(&self, file: &str, from: &str, to: &str) {
        let path = self.0.join("账册").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        fs::write(path, text.replace(from, to)).unwrap();
    }
}

/// All files below a folder, by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn ending(name: &str) -> &str {
    name.rsplit('.').next().unwrap()
}

/// Everything that a file says, to whoever looks into it: the parts of an archive, the pages of a PDF.
fn words(name: &str, bytes: &[u8]) -> String {
    match ending(name) {
        "docx" | "xlsx" => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut words = String::new();
            for at in 0..archive.len() {
                archive.by_index(at).unwrap().read_to_string(&mut words).unwrap();
            }
            words
        }
        "pdf" => {
            let blocks = document(bytes, Limits::default()).unwrap().blocks;
            let words = |block: &Block| match block {
                Block::Paragraph(passage) => passage.text().to_owned(),
                Block::Table(grid) => grid.rows.iter().flatten().map(|cell| cell.text().to_owned()).collect(),
            };
            let words: String = blocks.iter().map(words).collect();
            words.split_whitespace().collect()
        }
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// What was said without how large files are: that depends on the fonts.
fn without_sizes(called: &Called) -> String {
    let line = |line: &str| match line.rsplit_once('（') {
        Some((path, size)) if size.ends_with(" KB）") => format!("{path}（… KB）\n"),
        _ => format!("{line}\n"),
    };
    called.text().lines().map(line).collect()
}

#[test]
fn a_ledger_becomes_every_format_and_the_same_bytes_again() {
    let folder = folder("build");
    let called = folder.call("build 账册 -o 公开 --lines");
    assert_eq!((called.status, called.err.as_str()), (0, ""));
    insta::assert_snapshot!(without_sizes(&called));
    assert_eq!(folder.call("ledger convert 账册 账册.xlsx").status, 0);
    for again in ["build 账册 -o 公开 --lines", "build 账册.xlsx -o 又 --lines"] {
        assert_eq!(folder.call(again).status, 0);
    }
    let (first, second) = (files(&folder.0.join("公开")), files(&folder.0.join("又")));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    let differ: Vec<_> =
        first.iter().filter(|(name, bytes)| second[*name] != **bytes).map(|(n, _)| n).collect();
    assert!(differ.is_empty(), "{differ:?}");
    assert_eq!(first.len(), called.text().matches("已写入").count());
}

/// What is wrong with the document is what build said of it, whichever format a citizen opens.
#[test]
fn every_format_is_audited_alike() {
    let folder = folder("build-audited");
    let built = folder.call("build 账册 -o 公开 --format text,pdf,docx,xlsx,html");
    let names = ["txt", "pdf", "docx", "xlsx", "html"].map(|ending| format!("公开/{NAME}.{ending}"));
    let found = folder.call(&format!("check {} --format json", names.join(" "))).found();
    assert!(built.text().contains("自查：错误 0，警告 7，提示 3。"), "{}", built.text());
    assert_eq!(found[0].len(), 10);
    let sorted = |found: &Vec<String>| {
        let mut found = found.clone();
        found.sort();
        found
    };
    for (name, other) in names.iter().zip(&found) {
        assert_eq!(sorted(other), sorted(&found[0]), "{name}");
    }
}

#[test]
fn only_the_formats_that_are_asked_for_are_written() {
    let folder = folder("build-formats");
    assert_eq!(folder.call("build 账册 -o 公开 --format text,data").status, 0);
    let written: Vec<String> = files(&folder.0.join("公开")).into_keys().collect();
    // Without --lines the lines of the ledger stay in the house.
    let data = ["README.md", "datapackage.json", "facts.csv"].map(|file| format!("{NAME}-数据/{file}"));
    assert_eq!(written, [&data[..], &[format!("{NAME}.txt")]].concat());
}

#[test]
fn a_heading_with_nothing_below_it_is_told() {
    let folder = folder("build-heading");
    folder.write("账册/glossary.csv", b"name,text\n");
    let called = folder.call("build 账册 -o 公开 --format text");
    assert_eq!((called.status, called.err.as_str()), (0, ""));
    let told = "以下标题下面没有内容，请在账册中填写：第四部分 名词解释。\n";
    assert!(called.text().contains(told), "{}", called.text());
}

#[test]
fn of_a_ledger_with_errors_nothing_is_written() {
    let folder = folder("build-refused");
    folder.amend("expenditure.csv", "3155900.00", "三百万");
    let called = folder.call("build 账册 -o 公开");
    assert_eq!((called.status, called.text()), (1, ""));
    assert!(called.err.starts_with("账册/revenue.csv:2:3：“一般公共预算”收支不等"), "{}", called.err);
    assert!(called.err.contains("账册/expenditure.csv:2:7：“三百万”不是数字"), "{}", called.err);
    assert!(called.err.ends_with("账册有 2 处错误，请改正后再试；没有写任何文件。\n"), "{}", called.err);
    assert!(!folder.0.join("公开").exists());
}

#[test]
fn a_missing_reason_names_what_it_is_for_and_where_it_goes() {
    let folder = folder("build-reason");
    folder.amend("explanations.csv", "income,单位资金,reason,本年减少采购物资资金\n", "");
    let called = folder.call("build 账册 -o 公开");
    assert_eq!((called.status, called.text()), (1, ""));
    assert_eq!(
        called.err,
        "账册：“单位资金”比上年减少 5.80 万元，还没有写原因。请在“原因与说明”表填一行：说明部分“收入预算情况说明”，事项“单位资金”，内容“增减原因”。\n以上 1 处请在账册中补正后再试；没有写任何文件。\n"
    );
    assert!(!folder.0.join("公开").exists());
    // As the message says, in the words of the workbook.
    let path = folder.0.join("账册/explanations.csv");
    let explained = fs::read_to_string(&path).unwrap() + "收入预算情况说明,单位资金,增减原因,本年减少采购\n";
    fs::write(path, explained).unwrap();
    assert_eq!(folder.call("build 账册 -o 公开 --format text").status, 0);
}

#[test]
fn a_ledger_that_nobody_filled_and_a_profile_that_prints_nothing_are_told() {
    let folder = Folder::new("build-blank", &[]);
    folder.call("init 空.xlsx --profile xinjiang-unit-budget-2024 --year 2025 --name 甲局");
    folder.write("只读.toml", READ_ONLY.as_bytes());
    let refused = "模板“只读预算”只能用来检查，还不能用来编制。请在“基本信息”的“模板”一栏换用：";
    let warned = folder.call("init 只读.xlsx --profile 只读.toml --year 2025 --name 甲局");
    assert!(warned.text().contains(refused), "{}", warned.text());
    let said = ["空.xlsx", "只读.xlsx"].map(|ledger| {
        let called = folder.call(&format!("build {ledger} -o 公开"));
        assert_eq!((called.status, called.text()), (1, ""));
        called.err
    });
    insta::assert_snapshot!(said[0]);
    assert!(said[1].starts_with(&format!("只读.xlsx：{refused}")), "{}", said[1]);
    assert!(said[1].contains("通用预算公开（general-budget）"), "{}", said[1]);
    assert!(!folder.0.join("公开").exists());
}

/// A profile that tells how documents are read, and not how they are printed.
const READ_ONLY: &str = r#"
id = "read-only"
title = "只读预算"
kind = "budget"
level = "unit"
years = [2020, 2030]
unit = "万元"

[[table]]
key = "overview"
number = 1
title = "收支总表"

[[table.lane]]
scheme = "functional"
columns = [{ key = "total", heading = "合计" }]

[[section]]
key = "glossary"
title = "名词解释"
"#;

#[test]
fn an_office_of_any_province_builds_with_the_general_forms() {
    let folder = folder("build-general");
    folder.amend("ledger.toml", "xinjiang-unit-budget-2024", "general-budget");
    folder.amend(
        "explanations.csv",
        "other_matters,机关运行经费财政拨款预算,",
        "operating_cost,机关运行经费,",
    );
    let refused = folder.call("build 账册 -o 公开");
    assert!(refused.err.contains("“一般公共预算当年拨款”比上年增加"), "{}", refused.err);
    let path = folder.0.join("账册/explanations.csv");
    let reason = "general_appropriation,一般公共预算当年拨款,reason,本年增加人员和项目\n";
    fs::write(&path, fs::read_to_string(&path).unwrap() + reason).unwrap();
    let called = folder.call("build 账册 -o 公开");
    assert_eq!((called.status, called.err.as_str()), (0, ""));
    // Whoever reads it knows it for what it is, in every format.
    for file in ["txt", "pdf", "docx", "xlsx", "html"] {
        let checked = folder.call(&format!("check 公开/{NAME}.{file}"));
        assert_eq!(checked.status, 0, "{file}: {}", checked.text());
        assert!(checked.text().contains("模板：general-budget"), "{file}: {}", checked.text());
        assert!(checked.text().contains("错误 0"), "{file}: {}", checked.text());
    }
    // Its ledger is found again, but for the projects, which these forms do not list.
    assert_eq!(folder.call(&format!("ledger extract 公开/{NAME}.pdf 还原")).status, 0);
    assert_eq!(folder.call("build 还原 -o 再 -f text").status, 0);
    let text = |of: &str| fs::read_to_string(folder.0.join(of).join(format!("{NAME}.txt"))).unwrap();
    let (first, again) = (text("公开"), text("再"));
    let pairs = first.lines().zip(again.lines()).filter(|(one, other)| one != other);
    let changed: Vec<&str> = pairs.map(|(one, _)| one).collect();
    let projects = "2024年，乌恰县人民政府办公室编报绩效目标的项目共12个，涉及预算资金207.06万元。";
    assert_eq!((first.lines().count(), changed), (again.lines().count(), vec![projects]));
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let folder = folder("build-unwritable");
    folder.write("文件", b"");
    folder.write(&format!("挡路/{NAME}.txt/x"), b"");
    let calls = ["build 账册 -o 文件 -f text", "build 账册 -o 挡路 -f json,text", "build 没有 -o 公开"];
    let said = calls.map(|call| {
        let called = folder.call(call);
        assert_eq!((called.status, called.text()), (2, ""), "{call}");
        called.err
    });
    insta::assert_snapshot!(said.join(""));
    let left: Vec<String> = files(&folder.0.join("挡路")).into_keys().collect();
    assert_eq!(left, [format!("{NAME}.txt/x")]);
}

#[test]
fn a_document_with_errors_is_written_as_a_draft_only_and_every_format_says_so() {
    let folder = folder("build-draft");
    folder.amend("duties.csv", "并及时向政府领导报告。", "下设3个科室，分别是：甲科、乙科。");
    let refused = folder.call("build 账册 -o 公开");
    assert_eq!((refused.status, refused.text()), (1, ""));
    assert!(refused.err.contains("错误[N109]"), "{}", refused.err);
    assert!(refused.err.contains("要先看样稿请加 --draft"), "{}", refused.err);
    assert!(!folder.0.join("公开").exists());
    assert_eq!(folder.call("build 账册 -o 公开 --draft").status, 0);
    let written = files(&folder.0.join("公开"));
    let is_paper = |name: &&String| ending(name) == "pdf";
    // A picture's letters are drawn, and the bare amounts are described in the file beside them.
    let unmarked = written.iter().filter(|(name, bytes)| {
        !["pdf", "svg", "csv"].contains(&ending(name)) && !words(name, bytes).contains("不得公开")
    });
    assert_eq!(unmarked.map(|(name, _)| name).collect::<Vec<_>>(), Vec::<&String>::new());
    for paper in written.keys().filter(is_paper) {
        let document = lopdf::Document::load_mem(&written[paper]).unwrap();
        for page in document.get_pages().into_keys() {
            let words = document.extract_text(&[page]).unwrap();
            assert!(words.contains("不得公开"), "{paper}, {page}: {words}");
        }
    }
}

/// Of 专项业务经费1, which is classified, the ledger knows what nobody else may.
#[test]
fn what_is_classified_stands_in_no_file() {
    let folder = folder("build-classified");
    folder.amend(
        "projects.csv",
        "专项业务经费1,,,,2024年1月1日-2024年12月31日,,是",
        "专项业务经费1,密甲依据,密乙单位,密丙分配,2024年1月1日-2024年12月31日,密丁惠民,是",
    );
    folder.amend("goals.csv", "project,text\n", "project,text\n专项业务经费1,密戊目标\n");
    let indicator = "专项业务经费1,密己类,密庚项,密辛指标,>=,密壬值,密癸位,密子据,密丑上,100,密寅分,密卯证\n";
    folder.amend("indicators.csv", ",运行成本,", &format!("{indicator},运行成本,"));
    // Its money in two lines, of which the tables print one sum.
    folder.amend(
        "expenditure.csv",
        "2010399,302,,general.own,project,专项业务经费1,150000.00\n",
        "2010399,30227,,general.own,project,专项业务经费1,100000.01\n2010399,30213,,general.own,project,专项业务经费1,49999.99\n",
    );
    let called = folder.call("build 账册 -o 公开 --lines");
    assert_eq!((called.status, called.err.as_str()), (0, ""));
    let secrets = [
        "密甲",
        "密乙",
        "密丙",
        "密丁",
        "密戊",
        "密己",
        "密庚",
        "密辛",
        "密壬",
        "密癸",
        "密子",
        "密丑",
        "密寅",
        "密卯",
        "100000.01",
        "49999.99",
    ];
    let written = files(&folder.0.join("公开"));
    for (name, bytes) in &written {
        let words = words(name, bytes);
        let told: Vec<_> = secrets.iter().filter(|secret| words.contains(**secret)).collect();
        assert!(told.is_empty(), "{name}: {told:?}");
    }
    let lines = words("lines.csv", &written[&format!("{NAME}-数据/lines.csv")]);
    let of_it: Vec<&str> = lines.lines().filter(|line| line.contains("专项业务经费1")).collect();
    assert_eq!(
        of_it,
        [
            "expenditure,2010399,其他政府办公厅（室）及相关机构事务支出,302,商品和服务支出,一般公共预算,项目支出,专项业务经费1,150000.00"
        ]
    );
}

/// Where the document lies beside its ledger, writing it is no saving of the ledger.
#[test]
fn watching_builds_once_for_each_saving() {
    let folder = folder("build-watch");
    let mut command = folder.command("build 账册 -o 账册 -f text,data --watch");
    let said = fs::File::create(folder.0.join("说")).unwrap();
    let mut child = command.stdout(said).stderr(Stdio::null()).spawn().unwrap();
    let built = || fs::read_to_string(folder.0.join("说")).unwrap().matches("自查：").count();
    let wait = |times: usize| {
        let end = Instant::now() + Duration::from_mins(1);
        while built() < times && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(50));
        }
        // Long enough for one more, if there were to be one.
        std::thread::sleep(Duration::from_secs(2));
        built()
    };
    let first = wait(1);
    folder.amend("duties.csv", "及时", "按时");
    let second = wait(2);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!((first, second), (1, 2));
    let text = fs::read_to_string(folder.0.join(format!("账册/{NAME}.txt"))).unwrap();
    assert!(text.contains("按时向政府领导报告"));
}
