//! A cut-off date (截至2023年12月31日) of another year than that of the final accounts.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Kind, text};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) static RULE: Rule = Rule {
    code: "S114",
    name: "cut-off-of-another-year",
    title: "截止日期不是决算年度的年末",
    title_en: "A cut-off date that is not the end of the accounts' year",
    severity: Severity::Error,
    page: include_str!("cut_off_date.md"),
    check: Check::Disclosure(check),
};

static CUT_OFF: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("截[至止](?:到)?(20[0-9]{2})年(?:度)?(?:12月31日|12月底|年?底|年?末)").ok());

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    if disclosure.kind != Some(Kind::FinalAccounts) {
        outcome.not_applicable = Some(text!("不是决算", "these are no final accounts"));
        return;
    }
    let Some(year) = disclosure.year else {
        outcome.not_checked(text!("没有读到年度", "the fiscal year was not found"));
        return;
    };
    let Some(pattern) = CUT_OFF.as_ref() else { return };
    for (passage, folded) in context.words().passages_with(pattern) {
        for found in pattern.captures_iter(folded.text()) {
            let Some(named) = found.get(1) else { continue };
            outcome.looked();
            // Far years are history: 截至2010年底，共改造….
            if named.as_str().parse().is_ok_and(|named: i32| named == year || (named - year).abs() > 2) {
                continue;
            }
            let (from, to) = folded.original_range(passage.text(), named.start(), named.end());
            let message = text!(
                "本文是 {0} 年度决算，截止日期应为 {0} 年末，此处写作 {1} 年。",
                "These are the final accounts of {0}; the cut-off date says {1}.",
                year,
                named.as_str()
            );
            let finding = Finding::new(RULE.code, RULE.severity, message, passage.locate(from, to));
            outcome.report(finding.actual(named.as_str()).expected(year.to_string()));
        }
    }
}
