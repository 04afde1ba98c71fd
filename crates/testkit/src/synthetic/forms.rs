//! The performance forms of a made-up document.

use super::amount;
use super::ledger::{Cents, Ledger};
use std::fmt::Write;

/// Writes the overall form and one form for each project.
pub(super) fn write(ledger: &Ledger, out: &mut String) {
    overall(ledger, out);
    for project in ledger.projects.iter().filter(|p| !p.classified) {
        let target = (
            format!("={} {}", project.quantity, project.word),
            format!("<={} 万元/{}", amount(project.unit_cost), project.word),
        );
        form(ledger, out, &project.name, [project.amount(), 0], Some(target));
    }
    if ledger.own_funds[0] > 0 {
        form(ledger, out, "单位自有资金项目", [0, ledger.own_funds[0]], None);
    }
}

fn overall(ledger: &Ledger, out: &mut String) {
    let fiscal = ledger.spent("").fiscal();
    let _ = write!(
        out,
        "\n单位整体绩效目标表\t\t\t\t\t\n({} 年)\t\t\t\t\t\n单位名称（盖章）\t\t{}\t\t\t\n年度绩效目标\t\t保障单位正常运转。\t\t\t\n年度预算（万元）\t\t资金来源\t\t资金总额（万元）\t\n\t\t财政资金（万元）\t上级安排\t0.00\t\n\t\t\t本级安排\t{}\t\n\t\t其他资金（万元）\t其他\t{}\t\n",
        ledger.year,
        ledger.office,
        amount(fiscal),
        amount(ledger.own_funds[0]),
    );
    out.push_str("一级指标\t二级指标\t三级指标\t指标值\t指标设定依据\t分值权重\n");
    for (class, section, name, target, weight) in [
        ("运行成本", "数量指标", "“三公经费”控制率", "=100%", 20),
        ("管理效率", "质量指标", "政府采购规范率", "=100%", 20),
        ("履职效能", "数量指标", "保障职工人数", ">=8 人", 20),
        ("", "", "公文办理及时率", ">=98%", 20),
        ("服务对象满意度", "满意度指标", "群众满意度", ">=95%", 10),
    ] {
        let _ = writeln!(out, "{class}\t{section}\t{name}\t{target}\t年度工作计划\t{weight}");
    }
}

/// Some goals tell the amount once more.
fn goal(name: &str, amount: Cents) -> String {
    if name.chars().count().is_multiple_of(2) {
        return "完成年度任务。".to_owned();
    }
    format!("本项目预算资金 {} 万元，按计划完成年度任务。", super::amount(amount))
}

fn form(
    ledger: &Ledger,
    out: &mut String,
    name: &str,
    [fiscal, other]: [Cents; 2],
    targets: Option<(String, String)>,
) {
    let year = ledger.year;
    let _ = write!(
        out,
        "\n项目支出绩效目标表\n\n({year} 年)\n\n预算单位\t\t{}\t\t\t\t\t\t\n项目名称\t\t{name}\t\t\t项目负责人\t\t负责人甲\t\n项目资金 (万元)\t\t年度 预算 总额:\t{}\t其中: 财政拨款\t{}\t其他 资金:\t{}\t\n项目总体目标\t\t{}\t\t\t\t\t\t\n",
        ledger.office,
        amount(fiscal + other),
        amount(fiscal),
        amount(other),
        goal(name, fiscal + other),
    );
    out.push_str("一级 指标\t二级 指标\t三级 指标\t指标值\t指标值设 置依据\t上年 完成值\t指标分 值权重\t指标赋分 规则\t佐证 资料\n");
    let (quantity, cost) =
        targets.unwrap_or_else(|| ("=12 个月".to_owned(), format!("<={} 万元", amount(other))));
    let deadline = format!("{year} 年 12 月");
    for (class, section, indicator, target, weight) in [
        ("产出指标", "数量指标", "完成数量", quantity.as_str(), 20),
        ("", "质量指标", "验收合格率", "=100%", 20),
        ("", "时效指标", "项目结束时间", deadline.as_str(), 10),
        ("成本指标", "经济成本指标", "单位成本", cost.as_str(), 10),
        ("效益指标", "社会效益指标", "保障工作正常开展", "有效保障", 20),
        ("满意度指标", "满意度指标", "服务对象满意度", ">=95%", 10),
    ] {
        let _ = writeln!(
            out,
            "{class}\t{section}\t{indicator}\t{target}\t计划标准\t新增\t{weight}\t按照正常比例赋分\t工作资料"
        );
    }
}
