//! A budget of a province that has no profile of its own: columns that others print are missing, money carried over stands
//! in the table of appropriations alone, sentences name what the profile has no phrase for.

use mingzhang_audit::{Audit, Settings, Severity, audit};
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_standard::builtin;

const TEXT: &str = "\
某县水利局2024年部门预算公开

表1 部门收支总体情况表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款\t10.00\t一、城乡社区支出\t3.00
二、政府性基金预算拨款\t3.00\t二、农林水支出\t13.00
三、其他收入\t0.40\t\t
四、捐赠收入\t0.60\t\t
本年收入合计\t14.00\t\t
上年结转\t2.00\t\t
收入总计\t16.00\t支出总计\t16.00

表2 部门收入总体情况表
单位：万元
科目编码\t\t\t科目名称\t合计\t上年结转\t一般公共预算\t政府性基金预算\t其他收入\t捐赠收入
类\t款\t项\t\t\t\t\t\t\t
212\t\t\t城乡社区支出\t3.00\t\t\t3.00\t\t
212\t08\t\t国有土地使用权出让收入安排的支出\t3.00\t\t\t3.00\t\t
212\t08\t03\t城市建设支出\t3.00\t\t\t3.00\t\t
213\t\t\t农林水支出\t13.00\t2.00\t10.00\t\t0.40\t0.60
213\t03\t\t水利\t13.00\t2.00\t10.00\t\t0.40\t0.60
213\t03\t01\t行政运行\t13.00\t2.00\t10.00\t\t0.40\t0.60
\t\t\t合计\t16.00\t2.00\t10.00\t3.00\t0.40\t0.60

表4 财政拨款收支总体情况表
单位：万元
收入\t\t支出\t\t\t\t
项目\t预算数\t项目\t合计\t一般公共预算\t政府性基金预算\t国有资本经营预算
一、本年收入\t13.00\t一、城乡社区支出\t3.00\t\t3.00\t
（一）一般公共预算拨款\t10.00\t二、农林水支出\t12.00\t12.00\t\t
（二）政府性基金预算拨款\t3.00\t\t\t\t\t
二、上年结转\t2.00\t\t\t\t\t
收入总计\t15.00\t支出总计\t15.00\t12.00\t3.00\t

表5 一般公共预算支出情况表
单位：万元
科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
213\t\t\t农林水支出\t10.00\t8.00\t2.00
213\t03\t\t水利\t10.00\t8.00\t2.00
213\t03\t01\t行政运行\t10.00\t8.00\t2.00
\t\t\t合计\t10.00\t8.00\t2.00

二、关于某县水利局2024年收入预算情况说明

某县水利局2024年收入预算16.00万元，其中：上年结转2.00万元，占12.50%；一般公共预算拨款收入10.00万元，占62.50%；捐赠收入预算0.60万元。

三、关于某县水利局2024年支出预算情况说明

2024年支出预算16.00万元，其中：水利支出预算13.00万元，城建支出预算3.00万元。水利支出预算比上年增加1.00万元，增长8.33%，主要原因是任务增加。

四、政府采购情况说明

政府采购预算9.00万元，其中：政府采购货物预算5.00万元，其余为服务类采购。
";

fn audited(text: &str) -> Audit {
    let reading = read_text(text, &Options { profiles: builtin(), forced: None, limits: Limits::default() });
    assert_eq!(reading.profile.map(|profile| &*profile.id), Some("general-budget"));
    audit(&reading.disclosure, reading.profile, &Settings::default())
}

fn found(text: &str) -> Vec<String> {
    let audit = audited(text);
    let considerable = audit.findings.iter().filter(|f| f.severity != Severity::Info);
    considerable.map(|f| format!("{} {} {:?}", f.rule, f.location.line, f.expected)).collect()
}

#[test]
fn what_other_provinces_do_otherwise_is_no_error() {
    assert_eq!(found(TEXT), Vec::<String>::new());
    // All but the four amounts of the column that nobody else has.
    let coverage = audited(TEXT).coverage;
    assert_eq!((coverage.numbers, coverage.read, coverage.tied), (74, 70, 63));
}

#[test]
fn what_they_do_alike_is_checked() {
    for (part, damaged, finding) in [
        ("局2024年收入预算16.00", "局2024年收入预算17.00", "N101 48 Some(\"16.00\")"),
        ("占62.50%", "占65.20%", "N102 48 Some(\"62.50\")"),
        ("增长8.33%", "增长3.88%", "N103 52 Some(\"8.33\")"),
        ("2024年支出预算16.00", "2024年支出预算19.00", "N101 52 Some(\"16.00\")"),
    ] {
        assert!(TEXT.contains(part), "{part}");
        assert_eq!(found(&TEXT.replacen(part, damaged, 1)), [finding], "{damaged}");
    }
    // The general budget cannot have more than the appropriations it is part of.
    let more = TEXT.replace("10.00\t8.00\t2.00", "14.00\t12.00\t2.00");
    assert!(!found(&more).is_empty());
}
