//! Damage that is more than one wrong number: whatever it breaks, it is one finding that says what happened.

use mingzhang_audit::{Settings, audit};
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_standard::builtin;

/// The tables of income and expenditure of a small office, which agree row by row.
const SOUND: &str = "\
单位收入总体情况表
单位：万元
功能分类科目编码\t\t\t功能分类科目名称\t总计\t财政拨款(补助)\t\t\t\t\t\t财政专户(教育收费)\t单位资金\t财政拨款结转\t非财政拨款结转结余
类\t款\t项\t\t\t财政拨款(补助)小计\t一般公共预算\t上级一般公共预算安排的转移支付\t政府性基金预算\t上级政府性基金安排的转移支付\t国有资本经营预算\t\t\t\t
205\t\t\t教育支出\t96.40\t90.40\t90.40\t\t\t\t\t\t6.00\t\t
205\t02\t\t普通教育\t96.40\t90.40\t90.40\t\t\t\t\t\t6.00\t\t
205\t02\t01\t学前教育\t31.20\t31.20\t31.20\t\t\t\t\t\t\t\t
205\t02\t02\t小学教育\t65.20\t59.20\t59.20\t\t\t\t\t\t6.00\t\t
210\t\t\t卫生健康支出\t12.50\t12.50\t12.50\t\t\t\t\t\t\t\t
\t\t\t合计\t108.90\t102.90\t102.90\t\t\t\t\t\t6.00\t\t

单位支出总体情况表
单位：万元
科目编码\t\t\t功能分类科目名称\t支出预算\t\t
类\t款\t项\t\t合计\t基本支出\t项目支出
205\t\t\t教育支出\t96.40\t74.30\t22.10
205\t02\t\t普通教育\t96.40\t74.30\t22.10
205\t02\t01\t学前教育\t31.20\t23.70\t7.50
205\t02\t02\t小学教育\t65.20\t50.60\t14.60
210\t\t\t卫生健康支出\t12.50\t12.50\t
\t\t\t合计\t108.90\t86.80\t22.10
";

/// The findings of the sums and ties on a text: rule, line, repair and sentence.
fn findings(text: &str) -> Vec<String> {
    let profile = &builtin()[0];
    let options = Options { profiles: builtin(), forced: Some(profile), limits: Limits::default() };
    let reading = read_text(text, &options);
    let settings = Settings { select: vec!["A".to_owned(), "X".to_owned()], ..Settings::default() };
    let audit = audit(&reading.disclosure, Some(profile), &settings);
    let shown = audit.findings.iter().map(|f| {
        let right = f.expected.as_deref().unwrap_or("-");
        format!("{} {} {right} {}", f.rule, f.location.line, f.message.zh)
    });
    shown.collect()
}

/// The finding after a part of the sound text, which occurs but once, is replaced.
fn after(part: &str, damaged: &str) -> Vec<String> {
    assert_eq!(SOUND.matches(part).count(), 1, "{part}");
    findings(&SOUND.replace(part, damaged))
}

#[test]
fn the_sound_text_has_no_findings() {
    assert_eq!(findings(SOUND), Vec::<String>::new());
}

#[test]
fn a_row_left_out() {
    assert_eq!(
        after("205\t02\t02\t小学教育\t65.20\t50.60\t14.60\n", ""),
        [
            "X110 17 65.20 表3缺少“2050202 小学教育”行（合计 65.20 万元，基本支出 50.60 万元，项目支出 14.60 万元）：表2“2050202 小学教育”行“总计”栏为 65.20 万元，“普通教育”行与其下各行之和也正好相差这一行。"
        ]
    );
}

#[test]
fn a_row_pasted_twice() {
    let row = "205\t02\t02\t小学教育\t65.20\t50.60\t14.60\n";
    assert_eq!(
        after(row, &row.repeat(2)),
        ["A104 20 - 表3的“2050202 小学教育”行重复列示，而上级各行只计了一次，请删去其中一行。"]
    );
}

#[test]
fn a_cell_left_blank() {
    assert_eq!(
        after("31.20\t23.70\t7.50", "31.20\t\t7.50"),
        [
            "A101 18 23.70 表3“2050201 学前教育”行“基本支出”栏没有填数，有 2 个关系式都表明应为 23.70 万元：合计 = 基本支出 + 项目支出；普通教育 = 其下 2 行之和。"
        ]
    );
}

#[test]
fn a_letter_for_a_digit() {
    assert_eq!(
        after("31.20\t23.70\t7.50", "31.2O\t23.70\t7.50"),
        [
            "A101 18 31.20 表3“2050201 学前教育”行“合计”栏写作“31.2O”，不是数字，有 3 个关系式都表明应为 31.20 万元：合计 = 基本支出 + 项目支出；普通教育 = 其下 2 行之和；表2“2050201 学前教育”行“总计”栏 = 表3“2050201 学前教育”行“合计”栏。"
        ]
    );
}

#[test]
fn two_numbers_exchanged() {
    assert_eq!(
        after("31.20\t23.70\t7.50", "31.20\t7.50\t23.70"),
        [
            "A102 18 23.70 表3“2050201 学前教育”行“基本支出”栏 7.50 万元 与表3“2050201 学前教育”行“项目支出”栏 23.70 万元 可能互相填错了位置：对调之后，2 个不成立的关系式都成立。"
        ]
    );
}

#[test]
fn a_number_in_the_wrong_column() {
    assert_eq!(
        after(
            "卫生健康支出\t12.50\t12.50\t\n\t\t\t合计\t108.90\t86.80",
            "卫生健康支出\t12.50\t\t12.50\n\t\t\t合计\t108.90\t86.80"
        ),
        [
            "A102 20 - 表3“210 卫生健康支出”行“项目支出”栏 12.50 万元 可能填错了栏，应在“基本支出”栏：移过去之后，2 个不成立的关系式都成立。"
        ]
    );
}

#[test]
fn a_table_in_the_wrong_unit() {
    assert_eq!(
        after("单位支出总体情况表\n单位：万元", "单位支出总体情况表\n单位：元"),
        [
            "X110 13 万元 表3《单位支出总体情况表》的金额单位是元，按其中的数与其他各处的 6 个关系式，应为万元。"
        ]
    );
}

#[test]
fn two_wrong_numbers_are_two_findings() {
    let damaged =
        SOUND.replace("65.20\t59.20", "65.20\t95.20").replace("12.50\t12.50\t\n", "12.80\t12.50\t\n");
    assert_eq!(
        findings(&damaged),
        [
            "A101 8 59.20 表2“2050202 小学教育”行“财政拨款(补助)小计”栏写作 95.20 万元，有 3 个关系式都表明应为 59.20 万元：总计 = 财政拨款(补助)小计 + 单位资金；财政拨款(补助)小计 = 一般公共预算；普通教育 = 其下 2 行之和。",
            "A101 20 12.50 表3“210 卫生健康支出”行“合计”栏写作 12.80 万元，有 3 个关系式都表明应为 12.50 万元：合计 = 基本支出 + 项目支出；合计 = 其下 2 行之和；表2“210 卫生健康支出”行“总计”栏 = 表3“210 卫生健康支出”行“合计”栏。"
        ]
    );
}

/// The expenditure table with every line of its body changed.
fn with_body(change: impl Fn(&str) -> String) -> Vec<String> {
    let (before, body) = SOUND.split_once("合计\t基本支出\t项目支出\n").unwrap_or_default();
    let body: Vec<String> = body.lines().map(change).collect();
    findings(&format!("{before}合计\t基本支出\t项目支出\n{}\n", body.join("\n")))
}

#[test]
fn all_rows_a_column_to_the_right() {
    let shifted = with_body(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let (labels, amounts) = cells.split_at(4);
        let moved = amounts[..2].join("\t");
        format!("{}\t\t{moved}", labels.join("\t"))
    });
    assert_eq!(
        shifted,
        [
            "A101 12 - 表3《单位支出总体情况表》未能可靠读取：“合计”栏一个数也没有，而有 12 个关系式要求这一栏有数。表中的数暂未核对，请对照原件查看各栏是否对齐。"
        ]
    );
}

#[test]
fn a_column_lost_with_its_heading() {
    let damaged = SOUND.replace("\t基本支出\t项目支出", "\t项目支出");
    let (before, body) = damaged.split_once("合计\t项目支出\n").unwrap();
    let lines = body.lines().map(|line| {
        let mut cells: Vec<&str> = line.split('\t').collect();
        cells.remove(5);
        cells.join("\t")
    });
    let lines: Vec<String> = lines.collect();
    assert_eq!(
        findings(&format!("{before}合计\t项目支出\n{}\n", lines.join("\n"))),
        [
            "A101 12 - 表3《单位支出总体情况表》未能可靠读取：表头里没有找到“基本支出”栏，而与之有关的关系式不成立。表中的数暂未核对，请对照原件查看各栏是否对齐。"
        ]
    );
}

#[test]
fn two_columns_in_one_cell() {
    let merged = with_body(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        format!("{}\t{} {}\t", cells[..5].join("\t"), cells[5], cells[6])
    });
    assert_eq!(
        merged,
        [
            "A102 12 - 表3《单位支出总体情况表》未能可靠读取：有 5 格的内容不该在那一栏，例如“74.30 22.10”。表中的数暂未核对，请对照原件查看各栏是否对齐。"
        ]
    );
}

#[test]
fn rules_that_need_a_table_read_wrong_were_not_checked() {
    let merged = SOUND.replace("74.30\t22.10", "74.30 22.10\t");
    let profile = &builtin()[0];
    let options = Options { profiles: builtin(), forced: Some(profile), limits: Limits::default() };
    let reading = read_text(merged, &options);
    let audit = audit(&reading.disclosure, Some(profile), &Settings::default());
    let tie = audit.rules.iter().find(|status| status.rule == "X110").unwrap();
    assert_eq!(tie.why.as_ref().map(|why| why.zh.as_str()), Some("表3未能可靠读取"));
    assert_eq!(audit.findings.iter().filter(|f| f.rule == "X110").count(), 0);
}
