//! An indicator without a target, or with a number that has no operator or no unit.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Indicator, Target, Text, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "P107",
    name: "incomplete-indicator",
    title: "绩效指标缺少指标值、符号、计量单位或权重",
    title_en: "An indicator lacks its value, operator, unit or weight",
    severity: Severity::Warning,
    page: include_str!("indicators.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for form in &context.disclosure.forms {
        let weighted = form.indicators.iter().any(|i| i.weight.is_some());
        for indicator in &form.indicators {
            outcome.looked();
            if let Some(lack) = lack(indicator, weighted) {
                let name = indicator.name.text();
                let message = text!("绩效指标“{0}”缺少{1}。", "The indicator “{0}” lacks {1}.", name, lack);
                let place = indicator
                    .target
                    .as_ref()
                    .map_or_else(|| indicator.name.location(), |t| t.written.location());
                outcome.report(Finding::new(RULE.code, RULE.severity, message, place));
            }
        }
    }
}

/// Words (有效保障) and dates (2024 年 12 月) are targets, too, and need neither operator nor unit.
fn lack(indicator: &Indicator, weighted: bool) -> Option<Text> {
    let Some(target) = indicator.target.as_ref().filter(|t| !t.written.is_blank()) else {
        return Some(text!("指标值", "its value"));
    };
    if let Target { operator: Some(_), value: None, .. } = target {
        return Some(text!("指标值（只有符号）", "its value (there is only an operator)"));
    }
    if target.value.is_some()
        && target.operator.is_none()
        && !compares_in_words(&target.unit)
        && begins_with_number(target)
    {
        return Some(text!("比较符号（=、>=、<= 等）", "its operator (=, >=, <= …)"));
    }
    if target.value.is_some() && target.unit.is_empty() {
        return Some(text!("计量单位", "its unit"));
    }
    (weighted && indicator.weight.is_none()).then(|| text!("分值权重", "its weight"))
}

/// 满意率100% is told in words, which need no sign.
fn begins_with_number(target: &Target) -> bool {
    fold(target.written.text()).starts_with(|c: char| c.is_ascii_digit())
}

/// 3 个工作日内, 5 人以上, 12 月 31 日前, 100%完成: what follows the number says how it is to be compared.
fn compares_in_words(after: &str) -> bool {
    let words = ["内", "以上", "以下", "前", "底", "左右", "完成", "到位"];
    after.starts_with('月') || words.iter().any(|word| after.contains(word))
}
