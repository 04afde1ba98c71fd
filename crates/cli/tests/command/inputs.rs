//! Which documents are read, by which configuration, in which order.

use crate::{CLEAN, Folder, PHONE, called, sample};
use std::process::Stdio;

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

    无法读取 ./2二进制.txt：这不是可以读取的文件（含有二进制内容，格式不明）。可以读
    取 PDF、Excel、Word（docx）、网页、文本文件和 zip 压缩包，请另存为其中一种后再
    试。

    无法读取 ./3半个字.txt：文件不完整：末尾的文字只有一半。请重新下载或导出后再试。

    无法读取 ./4太大.txt：文件太大（3 MiB），超过上限 1 MiB。请拆分文件，或用
    --max-size 调高上限。

    ./5正常.txt
      未能识别文本种类；只运行了不依赖模板的规则
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
fn a_folder_is_searched_for_documents_of_every_format() {
    let page = "<!DOCTYPE html><html><body><p>这里没有需要核对的数。</p></body></html>";
    let files: [(&str, &[u8]); 7] = [
        ("甲.html", page.as_bytes()),
        ("乙/坏.xlsx", b"PK\x03\x04\x14\0\0\0xl/workbook.xml"),
        ("乙/~$坏.xlsx", b"x"),
        ("乙/旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ("乙/照片.jpg", b"\xFF\xD8\xFF"),
        ("乙/名为表格.xls", page.as_bytes()),
        ("乙/炸弹.docx", b"PK\x05\x06"),
    ];
    let folder = Folder::new("formats", &files);
    let called = folder.call("check . -f json --select D101");
    assert_eq!(called.status, 2);
    let documents = called.json()["documents"].as_array().unwrap().clone();
    let read: Vec<(&str, bool)> =
        documents.iter().map(|d| (d["file"].as_str().unwrap(), d["error"].is_null())).collect();
    let expected = [
        ("./乙/名为表格.xls", true),
        ("./乙/坏.xlsx", false),
        ("./乙/旧.doc", false),
        ("./乙/炸弹.docx", false),
        ("./甲.html", true),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_folder_can_be_one_disclosure() {
    let files: [(&str, &[u8]); 3] = [
        ("局/1.txt", CLEAN.as_bytes()),
        ("局/2.html", b"<html><body><p>2024</p></body></html>"),
        ("局/3.rtf", b"{\\rtf1}"),
    ];
    let folder = Folder::new("bundle", &files);
    let called = folder.call("check 局 --bundle -f json --select F114");
    assert_eq!((called.status, called.found()), (0, vec![vec!["F114".to_owned()]]));
    let finding = &called.json()["documents"][0]["findings"][0];
    assert_eq!(finding["location"]["file"], "3.rtf");
    assert!(finding["message"].as_str().unwrap().contains("RTF"), "{finding}");
    assert_eq!(folder.call("check 局 --select F114").status, 2);
}
