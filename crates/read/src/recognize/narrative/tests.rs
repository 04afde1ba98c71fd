//! Sentences and the claims they make.

use super::*;
use mingzhang_model::{Section, fold};
use mingzhang_standard::builtin;
use std::fmt::Write as _;

/// The claims of a section, one line each: what is said of what, and where else it stands.
fn claims(section: &str, paragraphs: &[&str]) -> Vec<String> {
    claims_by(&builtin()[0], section, paragraphs)
}

fn claims_by(profile: &Profile, section: &str, paragraphs: &[&str]) -> Vec<String> {
    let mut out = Disclosure { year: Some(2024), ..Disclosure::default() };
    let passages = (1..).zip(paragraphs).map(|(line, text)| Passage::new(*text, line, 1)).collect();
    out.sections.push(Section { key: section.into(), heading: Passage::default(), paragraphs: passages });
    narrative(Some(profile), &[], &mut out);
    let number = |id: FigureId| out.figure(id).with_unit();
    let mut lines: Vec<String> = out
        .claims
        .iter()
        .map(|claim| {
            let mut line = fold(&claim.subject);
            for (word, id) in [("共", claim.count), ("计", claim.amount), ("占", claim.share)] {
                line += &id.map(|id| format!(" {word} {}", number(id))).unwrap_or_default();
            }
            if let Some(prior) = claim.prior {
                let _ = write!(line, " 上年 {} {:?}", number(prior.figure), prior.base.measure);
            }
            if let Some(change) = &claim.change {
                let _ = write!(line, " {:?}", change.direction());
                line += &change.amount.map(|id| format!(" {}", number(id))).unwrap_or_default();
                line += &change.rate.map(|id| format!(" {}", number(id))).unwrap_or_default();
            }
            line += &claim.none.map(|_| " 无".to_owned()).unwrap_or_default();
            line += &claim.reason.as_ref().map(|r| format!(" 因 {}", r.text())).unwrap_or_default();
            line
        })
        .collect();
    lines.extend(out.partitions.iter().map(|p| format!("{} = {:?} {}", p.whole, p.parts, p.complete)));
    lines
}

#[test]
fn a_reason_ends_where_the_next_item_of_an_enumeration_begins() {
    let said = claims(
        "income",
        &[
            "其中：一般公共预算 8.00 万元，比上年预算增加 3.00 万元，主要原因是人员增加；设备更新；单位资金 1.00 万元，比上年预算减少 5.80 万元，主要原因是采购减少；另有结余。",
        ],
    );
    assert_eq!(
        said[..2],
        [
            "一般公共预算 计 8.00 万元 Some(Increase) 3.00 万元 因 人员增加；设备更新",
            "单位资金 计 1.00 万元 Some(Decrease) 5.80 万元 因 采购减少；另有结余",
        ]
    );
}

fn general() -> &'static Profile {
    builtin().iter().find(|profile| &*profile.id == "general-budget").unwrap()
}

#[test]
fn what_the_general_profile_has_no_phrase_for_is_known_by_its_words() {
    let spent = "2024年支出预算 9.00 万元，其中：教育支出预算 5.00 万元，基本支出 4.00 万元，项目支出中设备购置经费 3.00 万元。";
    assert_eq!(
        claims_by(general(), "expenditure", &[spent])[..4],
        [
            "支出预算 计 9.00 万元",
            "教育支出预算 计 5.00 万元",
            "基本支出 计 4.00 万元",
            "项目支出中设备购置经费 计 3.00 万元"
        ]
    );
    // Change and share are of what was named, and not of a total whose name is the end of it.
    let changed = "教育支出预算 5.00 万元，占 50%。教育支出预算比上年增加 1.00 万元，增长 25%。";
    assert_eq!(
        claims_by(general(), "expenditure", &[changed])[0],
        "教育支出预算 计 5.00 万元 占 50% Some(Increase) 1.00 万元 25%"
    );
}

#[test]
fn a_list_of_the_general_profile_is_whole_if_it_tells_everything() {
    let bought = |kinds: &str| {
        claims_by(general(), "procurement", &[&format!("政府采购预算 9.00 万元，其中：{kinds}。")])
    };
    let all = "政府采购货物预算 5.00 万元、政府采购工程预算 0.00 万元、政府采购服务预算 3.00 万元";
    assert_eq!(bought(all).last().unwrap(), "0 = [1, 2, 3] true");
    let some = "政府采购货物预算 5.00 万元、政府采购服务预算 3.00 万元";
    assert_eq!(bought(some).last().unwrap(), "0 = [1, 2] false");
}

#[test]
fn a_threshold_is_no_amount() {
    let cars = "共有车辆2辆，其中：一般公务用车1辆、其他用车2辆。单价100万元（含）以上设备3台。";
    let said = claims_by(&builtin()[1], "assets", &[cars]);
    assert_eq!(said.last().unwrap(), "0 = [1, 2] true", "{said:?}");
}

#[test]
fn income_with_shares_changes_and_reasons() {
    let said = claims(
        "income",
        &[
            "某局收入预算 2,015.18 万元，其中：一般公共预算 2,014.18 万元，占 99.95%，比上年预算增加 1,332.81 万元，增长 195.61%，主要原因是本年人员增加；增加采购等 8 个项目以前年度欠款费用。",
            "上级一般公共预算安排的转移支付资金未安排。",
            "单位资金 1.00 万元，占 0.05%，比上年预算减少 5.80 万元，下降 85.29%，主要原因是本年减少采购物资资金。",
        ],
    );
    assert_eq!(
        said,
        [
            "收入预算 计 2,015.18 万元",
            "一般公共预算 计 2,014.18 万元 占 99.95% Some(Increase) 1,332.81 万元 195.61% 因 本年人员增加；增加采购等 8 个项目以前年度欠款费用",
            "上级一般公共预算安排的转移支付资金 无",
            "单位资金 计 1.00 万元 占 0.05% Some(Decrease) 5.80 万元 85.29% 因 本年减少采购物资资金",
            "0 = [1, 2, 3] true",
        ]
    );
}

#[test]
fn a_code_path_names_an_item() {
    let said = claims(
        "general_appropriation",
        &[
            "某局 2024 年一般公共预算拨款合计 2,014.18 万元,其中:基本支出 1,778.12 万元,比上年预算增加 1,116.32 万元,增长 168.68%。主要原因是:人员增加。",
            "1、一般公共服务支出(类)1,606.22 万元,占 79.75%。",
            "1. 一般公共服务支出(类)政府办公厅(室)及相关机构事务(款)行政运行(项):2024 年预算数为 542.08 万元,比上年预算增加 122.28 万元,增长 29.13%,主要原因是:本年人员增加，经费增加。",
        ],
    );
    assert_eq!(
        said,
        [
            "一般公共预算拨款合计 计 2,014.18 万元",
            "基本支出 计 1,778.12 万元 Some(Increase) 1,116.32 万元 168.68% 因 人员增加",
            "一般公共服务支出(类) 计 1,606.22 万元 占 79.75%",
            "行政运行(项) 计 542.08 万元 Some(Increase) 122.28 万元 29.13% 因 本年人员增加，经费增加",
            "0 = [1] true",
            "0 = [2] true",
            "0 = [3] true",
        ]
    );
}

#[test]
fn three_public_amounts_and_changes_meet() {
    let said = claims(
        "three_public",
        &[
            "某局 2024 年财政拨款“三公”经费数为 72.04 万元，其中：因公出国（境）费 0.00 万元，公务用车购置费 50.04 万元，公务用车运行费 20.00 万元，公务接待费 2.00 万元。",
            "2024 年财政拨款“三公”经费比上年预算增加 65.04 万元，增长 929.14%，其中：因公出国（境）费增加 0.00 万元，增长 0.00%，主要原因是 2023 年与 2024 年均未安排因公出国（境）费；公务用车购置费增加 50.04 万元，增长 100.00%，主要原因是采购新能源汽车 3 辆，经费增加；公务用车运行费与上年预算持平，无变化。",
        ],
    );
    assert_eq!(
        said,
        [
            "“三公”经费数 计 72.04 万元 Some(Increase) 65.04 万元 929.14%",
            "因公出国(境)费 计 0.00 万元 Some(Increase) 0.00 万元 0.00% 因 2023 年与 2024 年均未安排因公出国（境）费",
            "公务用车购置费 计 50.04 万元 Some(Increase) 50.04 万元 100.00% 因 采购新能源汽车 3 辆，经费增加",
            "公务用车运行费 计 20.00 万元 Some(Unchanged)",
            "公务接待费 计 2.00 万元",
            "0 = [1, 2, 3, 4] true",
        ]
    );
}

#[test]
fn staff_and_assets_are_counted() {
    assert_eq!(
        claims(
            "organisation",
            &[
                "某局编制数 72，实有人数 93 人，其中：在职 76 人，增加 48 人；退休 17 人，增加 0 人；离休 0 人，增加 0 人。"
            ]
        ),
        [
            "编制数 共 72",
            "实有人数 共 93",
            "在职 共 76 Some(Increase) 48",
            "退休 共 17 Some(Increase) 0",
            "离休 共 0 Some(Increase) 0",
            "1 = [2, 3, 4] true",
        ]
    );
    assert_eq!(
        claims(
            "other_matters",
            &[
                "1. 房屋11,055.00平方米，价值3,314.46万元。",
                "2. 车辆2辆，价值45.16万元；其中：一般公务用车0辆，价值0.00万元；其他车辆2辆，价值45.16万元。",
                "单位价值50万元以上大型设备0台，单位价值100万元以上大型设备0台。",
                "2024年单位预算安排购置车辆经费50.04万元，安排购置50万元以上大型设备0台。",
                "（本单位）涉密项目 2 个，涉及预算金额 30.00 万元。",
            ]
        ),
        [
            "房屋 共 11,055.00 计 3,314.46 万元",
            "车辆 共 2 计 45.16 万元",
            "一般公务用车 共 0 计 0.00 万元",
            "其他车辆 共 2 计 45.16 万元",
            "购置车辆经费 计 50.04 万元",
            "涉密项目 共 2 计 30.00 万元",
            "1 = [2, 3] true",
        ]
    );
}

#[test]
fn the_year_before_is_given_for_comparison() {
    assert_eq!(
        claims(
            "general_appropriation",
            &[
                "1. 公共安全支出(类)司法(款)公共法律服务(项)30.00 万元，主要用于公共法律服务。2023 年当年预算执行数为 15.00 万元，2024 年预算安排 30.00 万元，比 2023 年预算执行数增加 100.00%。",
                "2. 教育支出(类)其他教育支出(款)其他教育支出(项)：上年预算数为 4.00 万元，2024 年预算数为 3.00 万元，比上年减少 1.00 万元，下降 25.00%。",
            ]
        ),
        [
            "公共法律服务(项) 计 30.00 万元",
            "公共法律服务(项) 计 30.00 万元 上年 15.00 万元 Outturn Some(Increase) 100.00%",
            "其他教育支出(项) 计 3.00 万元 上年 4.00 万元 Budget Some(Decrease) 1.00 万元 25.00%",
        ]
    );
}
