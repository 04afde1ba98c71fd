//! Unit costs times quantities, in the narrative and as targets of the forms.

use super::amounts::fund;
use super::names::{Mention, described, project_forms};
use crate::equation::{Form as Relation, equal, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Costing, Disclosure, FigureId, Form, FundKind, Target, Unit, text};

pub(crate) static RULE: Rule = Rule {
    code: "P104",
    name: "unit-costs-do-not-give-the-total",
    title: "资金分配情况的单价、数量与总额不符",
    title_en: "Unit costs and quantities do not give the total",
    severity: Severity::Error,
    page: include_str!("costing.md"),
    check: Check::Disclosure(check),
};

pub(crate) static TARGETS: Rule = Rule {
    code: "P105",
    name: "cost-target-differs-from-costing",
    title: "绩效目标的单位成本、数量与资金分配情况不一致",
    title_en: "Cost or quantity targets differ from the project's costing",
    severity: Severity::Warning,
    page: include_str!("cost_targets.md"),
    check: Check::Disclosure(targets),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for project in &context.disclosure.projects {
        let Some(costing) = &project.costing else { continue };
        let name = project.name.text();
        if !costing.terms.is_empty() {
            let statement =
                text!("《{0}》资金分配各项相加 = 共计", "“{0}”: items of the allocation = total", name);
            let plain: Option<Vec<FigureId>> = costing
                .terms
                .iter()
                .map(|t| <[FigureId; 1]>::try_from(t.as_slice()).ok().map(|[f]| f))
                .collect();
            let form = match plain {
                Some(amounts) => Relation::Sum(sum(costing.total, amounts)),
                None => Relation::Products { terms: costing.terms.clone(), total: costing.total },
            };
            outcome.state(&RULE, statement, form);
        }
        if let Some(amount) = project.amount {
            let statement =
                text!("《{0}》资金分配共计 = 预算安排规模", "“{0}”: total of the allocation = amount", name);
            outcome.state(&RULE, statement, Relation::Sum(equal(costing.total, amount)));
        }
    }
}

fn targets(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for (form, name) in project_forms(disclosure) {
        let mention = Mention::in_form(disclosure, form, name);
        let project = described(disclosure, &mention, context.settings.name_similarity_percent);
        let costing = project.and_then(|p| p.costing.as_ref());
        if let Some(costing) = costing {
            unit_costs(disclosure, form, (name.text(), costing), outcome);
        }
        items(disclosure, form, (name.text(), costing), outcome);
    }
}

/// <=0.83 万元/人 against 0.83 万元/人: the price per the same thing.
fn unit_costs(
    disclosure: &Disclosure,
    form: &Form,
    (name, costing): (&str, &Costing),
    outcome: &mut Outcome,
) {
    let prices: Vec<FigureId> = costing
        .terms
        .iter()
        .filter(|t| t.len() > 1)
        .flatten()
        .copied()
        .filter(|&f| is_money(disclosure, f))
        .collect();
    let per_piece = form.indicators.iter().filter_map(|i| i.target.as_ref()).filter(|t| t.unit.contains('/'));
    let targets: Vec<FigureId> =
        per_piece.filter_map(|t| t.value).filter(|&f| is_money(disclosure, f)).collect();
    if prices.len() != targets.len() {
        return;
    }
    for (price, target) in paired(disclosure, prices, targets) {
        let statement = text!("《{0}》成本指标 = 资金分配情况的单价", "“{0}”: cost target = unit cost", name);
        outcome.state(&TARGETS, statement, Relation::Sum(equal(target, price)));
    }
}

/// Several cost targets that are plain amounts are the items of the total.
fn items(
    disclosure: &Disclosure,
    form: &Form,
    (name, costing): (&str, Option<&Costing>),
    outcome: &mut Outcome,
) {
    let plain = |t: &&Target| !t.unit.contains('/');
    let targets = form.indicators.iter().filter_map(|i| i.target.as_ref()).filter(plain);
    let amounts: Vec<FigureId> =
        targets.filter_map(|t| t.value).filter(|&f| is_money(disclosure, f)).collect();
    let Some(total) = fund(form, FundKind::Total).filter(|_| amounts.len() > 1) else { return };
    let statement = text!("《{0}》各成本指标之和 = 年度预算总额", "“{0}”: cost targets = total", name);
    outcome.state(&TARGETS, statement, Relation::Sum(sum(total, amounts.iter().copied())));
    let listed: Vec<FigureId> =
        costing.iter().flat_map(|c| &c.terms).filter(|t| t.len() == 1).flatten().copied().collect();
    if listed.len() == amounts.len() {
        for (target, item) in paired(disclosure, amounts, listed) {
            let statement = text!(
                "《{0}》成本指标 = 资金分配情况所列金额",
                "“{0}”: cost target = item of the allocation",
                name
            );
            outcome.state(&TARGETS, statement, Relation::Sum(equal(target, item)));
        }
    }
}

/// The figures of two lists as pairs: those of one value first, for the lists may be in another order, then the rest
/// as they stand.
fn paired(
    disclosure: &Disclosure,
    ones: Vec<FigureId>,
    mut others: Vec<FigureId>,
) -> Vec<(FigureId, FigureId)> {
    let value = |id: FigureId| disclosure.figure(id).value;
    let (mut pairs, mut rest) = (Vec::new(), Vec::new());
    for one in ones {
        match others.iter().position(|&other| value(other) == value(one)) {
            Some(at) => pairs.push((one, others.remove(at))),
            None => rest.push(one),
        }
    }
    pairs.extend(rest.into_iter().zip(others));
    pairs
}

fn is_money(disclosure: &Disclosure, figure: FigureId) -> bool {
    matches!(disclosure.figure(figure).unit, Unit::Money(_))
}
