//! A project for travel abroad while the three-public table plans none.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "G102",
    name: "overseas-travel-outside-three-public",
    title: "有出国项目而“三公”经费未列因公出国（境）费",
    title_en: "Travel abroad is a project, but not in the three-public table",
    severity: Severity::Warning,
    page: include_str!("overseas_travel.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let Some(table) = disclosure.table("three_public") else {
        outcome.not_checked(text!("缺少“三公”经费表", "the three-public table is missing"));
        return;
    };
    outcome.looked();
    let planned =
        disclosure.amount("three_public[abroad].total").is_some_and(|id| disclosure.figure(id).value != 0);
    let project = disclosure.projects.iter().find(|p| is_travel_abroad(&fold(p.name.text())));
    let Some(project) = project.filter(|_| !planned) else { return };
    let amount = project.amount.map_or(String::new(), |id| disclosure.figure(id).with_unit());
    let message = text!(
        "项目“{0}”安排 {1}，但表{2}的因公出国（境）费没有列数。请核对资金来源和口径，属财政拨款的应在“三公”经费中列示。",
        "The project “{0}” plans {1}, but table {2} has none; fiscal funds for it belong there.",
        project.name.text(),
        amount,
        table.number
    );
    let finding = Finding::new(RULE.code, RULE.severity, message, project.name.location()).judgement();
    let row = table.row("abroad").map_or(table.location(), |r| r.label.location());
    outcome.report(
        finding.related(text!("表{0}因公出国（境）费", "table {0}, travel abroad", table.number), row),
    );
}

/// 出国经费, 因公临时出国团组; not 出境检疫, 出国留学, nor a system that manages travel.
fn is_travel_abroad(name: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|w| name.contains(w));
    let other = ["检疫", "检验", "留学", "旅游", "边检", "管理", "系统", "平台", "证照", "服务"];
    says(&["出国", "出境", "因公临时出"]) && !says(&other)
}
