//! The page of the ledger: every column of every sheet, made from their descriptions, and an example.

use mingzhang_ledger::{ColumnKind, ColumnView, List, Sheet, sheets};
use std::fmt::Write as _;

/// What stands before the columns.
const BEFORE: &str = include_str!("ledger-before.md");

/// The files of the example, in the order of reading.
pub(crate) const EXAMPLE: [(&str, &str); 5] = [
    (
        "ledger.toml",
        "[office]\nname = \"乌恰县某某局\"\nregion = \"乌恰县\"\nlevel = \"unit\"\nyear = 2024\nprofile = \"xinjiang-unit-budget-2024\"\n",
    ),
    ("revenue.csv", "fund,amount\ngeneral.own,1000000.00\nown_funds.other,50000.00\n"),
    (
        "expenditure.csv",
        "functional,economic,fund,nature,project,amount\n\
         2010301,30101,general.own,basic,,620000.00\n\
         2010301,30201,general.own,basic,,80000.00\n\
         2010302,31002,general.own,project,办公设备购置,300000.00\n\
         2010301,30299,own_funds.other,basic,,50000.00\n",
    ),
    ("projects.csv", "name,basis,period\n办公设备购置,乌财预〔2024〕1号,2024年1月至12月\n"),
    ("explanations.csv", "section,subject,topic,text\nincome,单位资金,reason,新增利息收入\n"),
];

/// The page.
pub(super) fn page() -> String {
    let mut out = String::from("<!-- Made by `cargo xtask docs`. -->\n");
    out.push_str(BEFORE);
    out.push_str("\n## 例 Example\n\n");
    for (name, text) in EXAMPLE {
        let _ = write!(out, "`{name}`\n\n```{}\n{text}```\n\n", name.rsplit('.').next().unwrap_or_default());
    }
    out.push_str("## 各表各栏 Sheets and columns\n");
    for sheet in sheets() {
        write_sheet(*sheet, &mut out);
    }
    out.push_str("\n## 选项 Choices\n\n文件中写名称或键都可以。 Files take the name or the key.\n");
    write_choices(&mut out);
    out
}

fn write_sheet(sheet: &dyn Sheet, out: &mut String) {
    let file = if sheet.is_single() {
        format!("`ledger.toml` `[{}]`", sheet.key())
    } else {
        format!("`{}.csv`", sheet.key())
    };
    let help = sheet.help();
    let only = match sheet.kind() {
        Some(_) => "只有决算账册有这张表。 Only ledgers of final accounts have it.\n\n",
        None => "",
    };
    let _ = write!(out, "\n### {} {file}\n\n{}\n{}\n\n{only}", sheet.title(), help.zh, help.en);
    out.push_str("| 栏名 | name | 填什么 | 必填 | 说明 | |\n|---|---|---|---|---|---|\n");
    for column in sheet.columns() {
        let required = if column.required { "是" } else { "" };
        let accounts = column.accounts.map(|heading| format!("（决算：{heading}）")).unwrap_or_default();
        let _ = writeln!(
            out,
            "| {}{accounts} | `{}` | {} | {required} | {} | {} |",
            column.heading,
            column.name,
            what(&column),
            column.help.zh,
            column.help.en
        );
    }
}

fn what(column: &ColumnView) -> &'static str {
    match (&column.kind, column.list) {
        (_, Some(List::Functional)) => "功能分类科目编码",
        (_, Some(List::Economic)) => "部门经济分类科目编码",
        (_, Some(List::Government)) => "政府经济分类科目编码",
        (_, Some(List::Projects)) => "项目名称",
        (_, Some(List::Profiles)) => "模板",
        (_, Some(List::Sections)) => "模板中的部分",
        (_, Some(List::Operators)) => "符号",
        (ColumnKind::Words, None) => "文字",
        (ColumnKind::Money, None) => "金额（元）",
        (ColumnKind::Quantity, None) => "数",
        (ColumnKind::Year, None) => "年度",
        (ColumnKind::Day, None) => "日期",
        (ColumnKind::YesNo, None) => "是或否",
        (ColumnKind::Code, None) => "编码",
        (ColumnKind::Choice(_), None) => "选项",
    }
}

/// Each list of choices once, under the heading of the columns that take it.
fn write_choices(out: &mut String) {
    let mut written: Vec<Vec<(&str, &str)>> = Vec::new();
    for sheet in sheets() {
        for column in sheet.columns() {
            let ColumnKind::Choice(choices) = column.kind else { continue };
            if written.contains(&choices) {
                continue;
            }
            let _ =
                write!(out, "\n### {}（{}）\n\n| 名称 | 键 |\n|---|---|\n", column.heading, sheet.title());
            for (key, name) in &choices {
                let _ = writeln!(out, "| {name} | `{key}` |");
            }
            written.push(choices);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_ledger::{check, open_directory};
    use mingzhang_standard::builtin;

    #[test]
    fn the_example_is_a_good_ledger() {
        let files = EXAMPLE.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let (entered, mut faults) = open_directory(&files.into());
        let profile = builtin().iter().find(|profile| *profile.id == *entered.ledger.office.profile);
        faults.extend(check(&entered, profile));
        assert_eq!(faults, []);
        assert!(profile.is_some());
    }
}
