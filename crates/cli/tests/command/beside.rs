//! Documents set beside each other: the year before, the department, two versions.

use crate::Folder;

/// A small budget of a made-up office.
fn budget(year: i32, basic: &str, said: &str, rows: &str) -> String {
    format!(
        "清河县信访局 {year} 年单位预算公开\n\n二、机构设置及人员情况\n\n清河县信访局编制数 12，实有人数 {staff} 人，其中：在职 {staff} 人。\n\n表 5\n\n一般公共预算支出情况表\n\n单位：万元\n\n科目\t\t\t\t一般公共预算支出\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n{rows}\n三、关于清河县信访局 {year} 年支出预算情况说明\n\n清河县信访局 {year} 年支出预算 {basic} 万元，其中：基本支出 {basic} 万元{said}。\n",
        staff = if year == 2024 { 11 } else { 10 },
    )
}

fn last() -> String {
    let rows = "201\t\t\t一般公共服务支出\t100.00\t100.00\t\n201\t03\t\t政府办公厅（室）及相关机构事务\t100.00\t100.00\t\n201\t03\t08\t信访事务\t60.00\t60.00\t\n201\t03\t99\t其他政府办公厅（室）及相关机构事务支出\t40.00\t40.00\t\n\t\t\t合计\t100.00\t100.00\t";
    budget(2023, "100.00", "", rows)
}

fn this(said: &str) -> String {
    let rows = "201\t\t\t一般公共服务支出\t1,110.50\t110.50\t1,000.00\n201\t40\t\t信访事务\t1,110.50\t110.50\t1,000.00\n201\t40\t01\t行政运行\t110.50\t110.50\t\n201\t40\t04\t信访业务\t1,000.00\t\t1,000.00\n\t\t\t合计\t1,110.50\t110.50\t1,000.00";
    budget(2024, "110.50", said, rows)
}

fn years(test: &str, said: &str) -> Folder {
    Folder::new(test, &[("2024.txt", this(said).as_bytes()), ("上年/2023.txt", last().as_bytes())])
}

const FORCED: &str = "--profile xinjiang-unit-budget-2024";

#[test]
fn a_change_is_held_against_last_years_document() {
    let folder = years("previous", "，比上年预算增加 15.50 万元，增长 16.32%");
    let called = folder.call(&format!("check 2024.txt --previous 上年/2023.txt --select Y,N103 {FORCED}"));
    insta::assert_snapshot!("previous", called.text());
    let json =
        folder.call(&format!("check 2024.txt --previous 上年 --select Y,N103 {FORCED} -f json")).json();
    let finding = &json["documents"][0]["findings"][0];
    assert_eq!(finding["rule"], "Y103");
    assert_eq!(finding["related"][0]["file"], "上年/2023.txt");
    assert_eq!(finding["related"][0]["location"]["line"], 23);
    assert_eq!(finding["related"][1]["file"], serde_json::Value::Null);
    let sarif =
        folder.call(&format!("check 2024.txt --previous 上年 --select Y,N103 {FORCED} -f sarif")).json();
    let related = &sarif["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"];
    assert!(related["artifactLocation"]["uri"].as_str().unwrap().ends_with("2023.txt"), "{related}");
    let page = folder.call(&format!("check 2024.txt --previous 上年 --select Y,N103 {FORCED} -f html"));
    assert!(page.text().contains("2023.txt 第 23 行 上年文本说明三"), "{}", page.text());
}

#[test]
fn a_folder_without_the_office_leaves_it_unchecked() {
    let folder = years("previous-none", "，比上年预算增加 15.50 万元");
    let other = last().replace("清河县信访局", "清河县统计局");
    folder.write("上年/2023.txt", other.as_bytes());
    let call = |previous: &str| {
        folder.call(&format!("check 2024.txt --previous {previous} --select Y {FORCED} -f json"))
    };
    assert_eq!(call("上年").found(), [[] as [&str; 0]]);
    assert_eq!(call("上年/2023.txt").found(), [["Y101"]]);
    let missing = call("没有.txt");
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("无法读取 没有.txt"), "{}", missing.err);
}

#[test]
fn two_years_side_by_side() {
    let folder = years("diff", "");
    let called = folder.call(&format!("diff 上年/2023.txt 2024.txt {FORCED}"));
    assert_eq!(called.status, 1);
    insta::assert_snapshot!("diff-years", called.text());
    let columns = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    assert!(called.text().lines().all(|line| columns(line) <= 80));
    let english = folder.call(&format!("diff 上年/2023.txt 2024.txt {FORCED} --lang en"));
    insta::assert_snapshot!("diff-years-en", english.text());
    let json = folder.call(&format!("diff 上年/2023.txt 2024.txt {FORCED} -f json")).json();
    assert_eq!(json["version"], 1);
    let moved =
        json["tables"][0]["rows"].as_array().unwrap().iter().find(|row| row["code"] == "20140").unwrap();
    assert_eq!(moved["former_code"], "2010308");
    assert_eq!(moved["moves"][0]["first"], "600000");
    assert_eq!(moved["moves"][0]["change"], "10505000");
}

#[test]
fn versions_of_one_document_differ_in_words_too() {
    let (old, new) = (this("，主要原因是人员增加"), this("，主要原因是新增编制三名"));
    let files: [(&str, &[u8]); 2] = [("初稿.txt", old.as_bytes()), ("定稿.txt", new.as_bytes())];
    let folder = Folder::new("diff-versions", &files);
    let called = folder.call(&format!("diff 初稿.txt 定稿.txt {FORCED}"));
    assert_eq!(called.status, 1);
    insta::assert_snapshot!("diff-versions", called.text());
    let same = folder.call(&format!("diff 初稿.txt 初稿.txt {FORCED}"));
    assert_eq!(same.status, 0);
    assert!(same.text().ends_with("两份文本的数字没有不同。\n"), "{}", same.text());
}

#[test]
fn the_comparison_is_a_page_and_a_workbook() {
    let folder = years("diff-formats", "");
    let page = folder.call(&format!("diff 上年/2023.txt 2024.txt {FORCED} -f html"));
    for outside in ["http:", "https:", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!page.text().contains(outside), "{outside}");
    }
    assert!(page.text().contains("<td class=\"number\">1,110.50</td>"));
    assert!(folder.call(&format!("diff 上年/2023.txt 2024.txt {FORCED} -f xlsx")).out.starts_with(b"PK"));
    assert_eq!(folder.call("diff 2024.txt 没有.txt").status, 2);
}

/// A folder with published documents under short names.
fn published(test: &str, files: [(&str, &str); 2]) -> Folder {
    let folder = Folder::new(test, &[]);
    for (name, sample) in files {
        folder.write(name, &mingzhang_testkit::sample(sample));
    }
    folder
}

#[test]
fn two_published_budgets_of_consecutive_years_agree() {
    let files =
        [("2024.pdf", "wanli-2024-department-budget.pdf"), ("2023.pdf", "wanli-2023-department-budget.pdf")];
    let folder = published("wanli", files);
    let json = folder.call("check 2024.pdf --previous 2023.pdf --select Y -f json").json();
    insta::assert_snapshot!(rules(&json), @r"
    Y101 checked 1
    Y102 checked 11
    Y103 not_applicable 0
    Y104 not_checked 0 未提供上年决算文本（--previous）
    Y105 not_applicable 0 与这种文本无关
    Y106 not_applicable 0 与这种文本无关
    Y107 not_applicable 0 与这种文本无关
    ");
    assert_eq!(json["documents"][0]["findings"], serde_json::json!([]));
    insta::assert_snapshot!("diff-wanli", folder.call("diff 2023.pdf 2024.pdf").text());
}

#[test]
fn a_published_unit_is_all_of_its_department() {
    let files =
        [("单位.pdf", "commerce-2025-unit-budget.pdf"), ("部门.pdf", "commerce-2025-department-budget.pdf")];
    let folder = published("commerce", files);
    let json = folder.call("check 单位.pdf --department 部门.pdf --select Y -f json").json();
    insta::assert_snapshot!(rules(&json), @r"
    Y101 checked 1
    Y102 not_checked 0 未提供上年文本（--previous）
    Y103 not_checked 0 未提供上年文本（--previous）
    Y104 not_checked 0 未提供上年决算文本（--previous）
    Y105 not_applicable 0 与这种文本无关
    Y106 not_applicable 0 与这种文本无关
    Y107 checked 313
    ");
    assert_eq!(json["documents"][0]["findings"], serde_json::json!([]));
    let diff = folder.call("diff 单位.pdf 部门.pdf");
    assert!(diff.text().ends_with("两份文本的数字没有不同。\n"), "{}", diff.text());
}

/// How the rules of a document fared, a line each.
fn rules(json: &serde_json::Value) -> String {
    let line = |rule: &serde_json::Value| {
        let word = |key: &str| rule[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {} {}\n", word("rule"), word("status"), rule["count"], word("why"))
            .replace(" \n", "\n")
    };
    json["documents"][0]["rules"].as_array().unwrap().iter().map(line).collect()
}
