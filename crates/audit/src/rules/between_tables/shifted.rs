//! Basic expenditure divided into personnel and operation in two tables, each in its own way.

use crate::equation::{Balance, Form, Statement, Verdict, equal};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{FigureId, text};

pub(crate) static RULE: Rule = Rule {
    code: "X205",
    name: "personnel-and-operation-divided-differently",
    title: "人员经费与公用经费在两张表中的划分不一致",
    title_en: "Two tables divide basic expenditure into personnel and operation differently",
    severity: Severity::Warning,
    page: include_str!("shifted.md"),
    check: Check::Disclosure(check),
};

/// Only where both tables speak of the same basic expenditure: other money may pay for some of it.
fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let cell = |table: &str, column: &str| context.cell_at(table, "total", column);
    let overview = ["personnel", "operating"].map(|c| cell("overview.expenditure", c));
    let economic = ["personnel", "operating"].map(|c| cell("general_basic", c));
    let [Some(personnel), Some(operating)] = overview else { return };
    let ([Some(wages), Some(running)], Some(basic)) = (economic, cell("general_basic", "total")) else {
        return;
    };
    let holds = |form: &Form| form.verdict(context.disclosure) != Verdict::Broken;
    let mut whole = equal(basic, personnel);
    whole.push(crate::Term { coefficient: -1, figure: operating });
    if !holds(&Form::Sum(whole)) {
        outcome.not_checked(text!(
            "两张表的基本支出总额不同，不比较其中的划分",
            "the two tables do not speak of the same basic expenditure"
        ));
        return;
    }
    let pairs = [(personnel, wages), (operating, running)];
    let broken = |(a, b): (FigureId, FigureId)| !holds(&Form::Sum(equal(a, b)));
    let printed = |id: FigureId| context.prints_any(&[id]);
    if printed(personnel) && printed(wages) && pairs.into_iter().all(broken) {
        outcome.looked();
        outcome.report(finding(context, personnel, wages));
        return;
    }
    for (left, right) in pairs {
        if context.prints_any(&[left, right]) {
            outcome.state(&RULE, Statement::Places { left: 1 }, Form::Sum(equal(left, right)));
        }
    }
}

fn finding(context: &Context<'_>, overview: FigureId, economic: FigureId) -> Finding {
    let disclosure = context.disclosure;
    let (here, there) = (disclosure.figure(overview), disclosure.figure(economic));
    let moved = Balance::of(&equal(overview, economic), disclosure).residual.abs();
    let moved = here.written_with_unit(i64::try_from(moved).unwrap_or(i64::MAX));
    let message = text!(
        "基本支出总额相同，但人员经费在{0}是 {1}，在{2}是 {3}，其中 {4}在一处列为人员经费，在另一处列为公用经费。请按同一口径划分。",
        "Basic expenditure is the same, but personnel is {1} in {0} and {3} in {2}: {4} are personnel in one table and operation in the other.",
        disclosure.describe(overview),
        here.with_unit(),
        disclosure.describe(economic),
        there.with_unit(),
        moved
    );
    Finding::new(RULE.code, RULE.severity, message, here.location)
        .related(disclosure.describe(economic), there.location)
}
