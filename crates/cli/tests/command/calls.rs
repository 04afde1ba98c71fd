//! What the command says of itself: help, rules, and wrong calls.

use crate::{CLEAN, Folder};
use std::fmt::Write as _;

#[test]
fn rules_are_explained() {
    let folder = Folder::new("explain", &[]);
    let called = folder.call("explain x109");
    insta::assert_snapshot!(called.text(), @"
    # X109 收支总表与支出表的总计不一致

    应有：表1《单位收支总体情况表》“支出总计”行“预算数”栏 等于 表3《单位支出总体情况表》“合计”行“合计”栏

    空白的单元格视为没有数；一处有数而另一处空白或没有这一行的，也会指出。

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
fn help_and_rules_are_pleasant_to_read() {
    let folder = Folder::new("pages", &[]);
    insta::assert_snapshot!("help", folder.call("--help").text());
    insta::assert_snapshot!("help-check", folder.call("check --help").text());
    insta::assert_snapshot!("help-check-en", folder.call("check --help --lang en").text());
    insta::assert_snapshot!("help-diff", folder.call("diff --help").text());
    insta::assert_snapshot!("rules", folder.call("rules").text());
}

#[test]
fn no_line_of_help_is_wider_than_a_terminal() {
    let folder = Folder::new("wide", &[]);
    for command in [
        "",
        "check",
        "explain",
        "rules",
        "extract",
        "diff",
        "profiles",
        "profile",
        "init",
        "import",
        "ledger",
        "completions",
    ] {
        for lang in ["zh", "en"] {
            let called = folder.call(&format!("{command} --help --lang {lang}"));
            for line in called.text().lines() {
                let columns: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
                assert!(columns <= 80, "{line}");
            }
        }
    }
}

/// Every way to call the command wrongly that a test can make, with the answer.
#[test]
fn wrong_calls_are_answered_with_the_way_out() {
    let files: [(&str, &[u8]); 5] = [
        ("甲.txt", CLEAN.as_bytes()),
        ("空夹/说明.md", b"x"),
        ("坏/mingzhang.toml", b"lang = 'zh'\nignroe = ['F']\n"),
        ("坏/甲.txt", CLEAN.as_bytes()),
        ("模板.toml", b"id = 3\n"),
    ];
    let folder = Folder::new("answers", &files);
    let calls = [
        "chek 甲.txt",
        "check",
        "check 甲.txt --selct A",
        "check 甲.txt -f pdf",
        "check 甲.txt -f",
        "check 甲.txt --max-size big",
        "check 甲.txt -j 100000",
        "check 甲.txt --color=always --no-color",
        "check 甲.txt --select A999",
        "check 甲.txt --ignore 三公",
        "check 甲.txt --profile xinjiang",
        "check 甲.txt --profile 模板.toml",
        "check 甲.txt -o 没有/报告.html",
        "check 甲.txt -o 空夹",
        "check 甲.txt -o 甲.txt",
        "check nosuch.txt",
        "check nosuch.txt -f html -o 报告.html",
        "check 空夹",
        "check 坏",
        "explain A999",
        "explain",
        "extract 空夹",
        "extract nosuch.txt",
        "completions csh",
        "rules --lang fr",
        "rules --lang en --foo",
    ];
    let mut answers = String::new();
    for call in calls {
        let called = folder.call(call);
        assert_eq!(called.status, 2, "{call}: {called:?}");
        let said = format!("{}{}", called.text(), called.err);
        writeln!(answers, "$ mingzhang {call}\n{}\n", said.trim_end()).unwrap();
    }
    insta::assert_snapshot!("answers", answers);
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
