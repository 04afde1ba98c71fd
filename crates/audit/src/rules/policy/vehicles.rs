//! Vehicles are bought, but procurement of goods is smaller than their price.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "G103",
    name: "vehicles-outside-procurement",
    title: "购置公务用车金额大于政府采购货物预算",
    title_en: "Vehicles cost more than the procurement of goods",
    severity: Severity::Warning,
    page: include_str!("vehicles.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let figure = |name: &str| disclosure.amount(name).map(|id| disclosure.figure(id));
    let Some(vehicles) = figure("three_public[vehicle_purchase].total").filter(|f| f.value > 0) else {
        return;
    };
    let Some(goods) = figure("procurement.goods") else {
        outcome.not_checked(text!("没有读到政府采购货物预算", "the procurement of goods was not found"));
        return;
    };
    outcome.looked();
    if vehicles.value > goods.value {
        let message = text!(
            "公务用车购置费 {0} 大于政府采购货物预算 {1}。公务用车购置通常实行政府采购，请核对采购预算是否漏列。",
            "Vehicles cost {0}, more than the procurement of goods of {1}; vehicles are usually procured; is something left out?",
            vehicles.with_unit(),
            goods.with_unit()
        );
        let finding = Finding::new(RULE.code, RULE.severity, message, goods.location).judgement();
        outcome.report(
            finding.related(
                text!("公务用车购置费 {0}", "vehicles {0}", vehicles.with_unit()),
                vehicles.location,
            ),
        );
    }
}
