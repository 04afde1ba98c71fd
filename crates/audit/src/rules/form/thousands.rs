//! Some large numbers of a table have separators of thousands, others have none.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Cell, Disclosure, Figure, Grouping, Table, text};

pub(crate) static RULE: Rule = Rule {
    code: "F110",
    name: "inconsistent-thousands",
    title: "千分位分隔不统一",
    title_en: "Thousands are separated in some numbers of a table only",
    severity: Severity::Info,
    page: include_str!("thousands.md"),
    check: Check::Disclosure(check),
};

/// Cells shown as evidence.
const SHOWN: usize = 5;

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for table in &disclosure.tables {
        let large: Vec<&Figure> = cells(disclosure, table).filter(|f| is_large(f)).collect();
        if large.is_empty() {
            continue;
        }
        outcome.looked();
        let (grouped, plain): (Vec<&Figure>, Vec<&Figure>) =
            large.into_iter().partition(|f| f.numeral.grouping() != Grouping::None);
        if !grouped.is_empty() && !plain.is_empty() {
            outcome.report(finding(table, &grouped, &plain));
        }
    }
}

fn cells<'a>(disclosure: &'a Disclosure, table: &'a Table) -> impl Iterator<Item = &'a Figure> {
    let ids = table.rows.iter().flat_map(|r| &r.cells).filter_map(Cell::figure);
    ids.map(|id| disclosure.figure(id))
}

/// Whether there is a thousand to separate.
fn is_large(figure: &Figure) -> bool {
    figure.value.unsigned_abs() >= 1000 * 10_u64.pow(u32::from(figure.unit.exponent()))
}

/// Names the fewer; the others show how the table is written.
fn finding(table: &Table, grouped: &[&Figure], plain: &[&Figure]) -> Finding {
    let (few, many) = if plain.len() <= grouped.len() { (plain, grouped) } else { (grouped, plain) };
    let (first, other) = (few[0], many[0]);
    let message = text!(
        "表{0}有 {1} 个数的千分位写法与其他数不同，如 {2}（其他数如 {3}），请统一。",
        "Table {0}: {1} numbers are written like {2}, others like {3}; use one way.",
        table.number,
        few.len(),
        first.numeral,
        other.numeral
    );
    let mut finding =
        Finding::new(RULE.code, RULE.severity, message, first.location).actual(first.numeral.to_string());
    for figure in few.iter().skip(1).take(SHOWN) {
        finding = finding.related(text!("同样：{0}", "likewise: {0}", figure.numeral), figure.location);
    }
    finding
}
