//! Numbers written to another precision, or grouped otherwise, than those around them.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Disclosure, Figure, FigureId, Grouping, MoneyUnit, Origin, Project, Table, text};

pub(crate) static RULE: Rule = Rule {
    code: "F103",
    name: "inconsistent-decimals",
    title: "小数位数不统一",
    title_en: "Numbers are written to different precisions",
    severity: Severity::Info,
    page: include_str!("decimals.md"),
    check: Check::Disclosure(check),
};

pub(crate) static GROUPING: Rule = Rule {
    code: "F104",
    name: "irregular-thousands",
    title: "千分位分隔不规范",
    title_en: "Thousands are separated irregularly",
    severity: Severity::Warning,
    page: include_str!("grouping.md"),
    check: Check::Disclosure(grouping),
};

/// So many deviating numbers are shown one by one; more are the habit of the table.
const FEW: usize = 3;

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for table in &disclosure.tables {
        outcome.looked();
        let figures = figures(disclosure, table);
        if shows_decimals_as_needed(table, &figures) {
            continue;
        }
        // A zero has no decimals to lose.
        let bare_zero = |f: &Figure| f.value == 0 && f.numeral.decimals() == 0;
        let deviating: Vec<&Figure> = figures.into_iter().filter(|f| coarser(f) && !bare_zero(f)).collect();
        if (1..=FEW).contains(&deviating.len()) {
            outcome.findings.extend(deviating.into_iter().map(one));
        } else if let Some(first) = deviating.first() {
            let message = text!(
                "表{0}有 {1} 个数的小数位数与其他数不同，如 {2} 应写作 {3}，请统一。",
                "Table {0}: {1} numbers are written to another precision, such as {2} for {3}.",
                table.number,
                deviating.len(),
                first.numeral,
                exact(first)
            );
            outcome.report(Finding::new(RULE.code, RULE.severity, message, first.location));
        }
    }
    let allocations: Vec<FigureId> = disclosure.projects.iter().flat_map(allocation).collect();
    let beside_tables = disclosure.figure_ids().filter(|(_, f)| !matches!(f.origin, Origin::Cell { .. }));
    for (_, figure) in beside_tables.filter(|(id, _)| !allocations.contains(id)) {
        outcome.looked();
        // A round amount (5 万元) is customarily written without decimals beside a table; 5.0 is not.
        if figure.numeral.decimals() > 0 && coarser(figure) {
            outcome.report(one(figure));
        }
    }
}

/// Prices and items of an allocation are written as they come: 0.5 万元/家.
fn allocation(project: &Project) -> Vec<FigureId> {
    project.costing.iter().flat_map(|c| c.terms.iter().flatten().copied().chain([c.total])).collect()
}

fn figures<'a>(disclosure: &'a Disclosure, table: &Table) -> Vec<&'a Figure> {
    let cells = table.rows.iter().flat_map(|r| &r.cells).filter_map(mingzhang_model::Cell::figure);
    cells.map(|id| disclosure.figure(id)).collect()
}

/// 12.5 beside 8.34 in a table of 元 where no number ends in a zero it does not need: a habit, and exact.
fn shows_decimals_as_needed(table: &Table, figures: &[&Figure]) -> bool {
    table.unit == MoneyUnit::Yuan && !figures.iter().any(|f| f.numeral.is_padded())
}

/// Whether the numbers around this one are written to more places.
fn coarser(figure: &Figure) -> bool {
    figure.numeral.last_place(figure.unit.exponent()).is_some_and(|own| own > figure.last_place)
}

fn exact(figure: &Figure) -> String {
    let exponent = figure.unit.exponent();
    let places =
        (0..=exponent).find(|d| 10_i64.pow(u32::from(exponent - d)) <= figure.last_place).unwrap_or(exponent);
    figure.numeral.restated(figure.value, exponent, places).to_string()
}

fn one(figure: &Figure) -> Finding {
    let exact = exact(figure);
    let message = text!(
        "{0} 的小数位数与前后不同，应写作 {1}，请核对是否漏了数字。",
        "{0} is written to another precision than the numbers around it; {1} is meant, or a digit is lost.",
        figure.with_unit(),
        &exact
    );
    Finding::new(RULE.code, RULE.severity, message, figure.location)
        .actual(figure.numeral.to_string())
        .expected(exact)
}

fn grouping(context: &Context<'_>, outcome: &mut Outcome) {
    for (_, figure) in context.disclosure.figure_ids() {
        outcome.looked();
        if figure.numeral.grouping() == Grouping::Irregular {
            let message = text!(
                "这个数的千分位逗号不在三位一节的位置上，请核对是否漏了或多了数字。",
                "The commas of this number do not stand before each three digits; a digit may be lost or added."
            );
            outcome.report(Finding::new(GROUPING.code, GROUPING.severity, message, figure.location));
        }
    }
}
