//! A document that follows no profile: its prose is read by its words, and rules that need a profile stand back.

use mingzhang_audit::{Audit, Settings, Status, audit};
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_standard::builtin;

const TEXT: &str = "\
临泉镇 2023 年度单位决算公开

三、支出决算情况说明

2023 年度支出决算 680.00 万元，比上年增加 120.00 万元，增长 21.43%。其中：基本支出 430.00 万元，占 63.24%；项目支出 250.00 万元，占 36.76%。

七、“三公”经费支出决算情况说明

“三公”经费支出决算 8.40 万元，其中：公务接待费 2.40 万元，公务用车运行维护费 6.00 万元，比上年减少 1.50 万元，下降 20.00%。
";

fn audited(text: &str) -> Audit {
    let options = Options { profiles: builtin(), forced: None, limits: Limits::default() };
    let reading = read_text(text, &options);
    assert!(reading.profile.is_none());
    audit(&reading.disclosure, None, &Settings::default())
}

fn findings(text: &str) -> Vec<String> {
    audited(text)
        .findings
        .iter()
        .map(|f| format!("{} {} {:?}", f.rule, f.location.line, f.expected))
        .collect()
}

#[test]
fn sound_prose_has_no_findings_and_is_tied() {
    let audit = audited(TEXT);
    assert_eq!(audit.findings, vec![]);
    assert_eq!((audit.coverage.numbers, audit.coverage.read, audit.coverage.tied), (12, 12, 12));
}

#[test]
fn a_rate_a_share_a_part_and_a_direction_are_checked() {
    for (part, damaged, found) in [
        ("21.43%", "24.13%", "N103 5 Some(\"21.43\")"),
        ("63.24%", "62.34%", "N102 5 Some(\"63.24\")"),
        ("减少 1.50 万元，下降", "增加 1.50 万元，增长", "N104 9 Some(\"减少\")"),
        ("接待费 2.40", "接待费 12.40", "N105 9 None"),
    ] {
        assert_eq!(findings(&TEXT.replace(part, damaged)), [found], "{damaged}");
    }
}

#[test]
fn what_needs_a_profile_is_not_applicable() {
    let audit = audited(TEXT);
    for code in ["S101", "S102", "A101", "N108", "F102", "F112"] {
        let status = audit.rules.iter().find(|r| r.rule == code).map(|r| r.status);
        assert_eq!(status, Some(Status::NotApplicable), "{code}");
    }
}
