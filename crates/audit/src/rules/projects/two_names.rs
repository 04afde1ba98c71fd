//! One project under two names.

use super::names::{Mention, in_forms, in_narrative, in_table};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "P109",
    name: "one-project-two-names",
    title: "同一项目在文中名称不一致",
    title_en: "One project goes by two names",
    severity: Severity::Warning,
    page: include_str!("two_names.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let percent = context.settings.name_similarity_percent;
    let lists = [in_table(disclosure), in_narrative(disclosure), in_forms(disclosure)];
    let mut reported: Vec<[String; 2]> = Vec::new();
    for (first, second) in [(0, 1), (1, 2), (0, 2)] {
        for (one, other) in unmatched_pairs(&lists[first], &lists[second], percent, outcome) {
            // The name that stands in more places is taken for the usual one.
            let times = |m: &Mention<'_>| {
                let name = fold(m.name.text());
                lists.iter().flatten().filter(|m| fold(m.name.text()) == name).count()
            };
            // Between two years that stand in equally many places, the document's own is the usual one.
            let this_year = |m: &Mention<'_>| {
                disclosure.year.is_some_and(|year| fold(m.name.text()).contains(&format!("{year}年")))
            };
            let weight = |m: &Mention<'_>| (times(m), one.is_alike_but_for_the_year(&other) && this_year(m));
            let (one, other) = if weight(&one) < weight(&other) { (other, one) } else { (one, other) };
            let pair = [fold(one.name.text()), fold(other.name.text())];
            if reported.contains(&pair) {
                continue;
            }
            let (usual, odd) = (one.name.text(), other.name.text());
            let message = if one.is_alike_but_for_the_year(&other) {
                text!(
                    "“{0}”与“{1}”金额相同、只差年度，应是同一个项目，请核对年度是否沿用了旧文本。",
                    "“{0}” and “{1}” have the same amount and differ by the year; perhaps one is left over.",
                    usual,
                    odd
                )
            } else {
                text!(
                    "“{0}”与“{1}”应是同一个项目，名称请统一。",
                    "“{0}” and “{1}” seem to be one project under two names.",
                    usual,
                    odd
                )
            };
            let finding = Finding::new(RULE.code, RULE.severity, message, other.name.location())
                .actual(other.name.text());
            outcome.report(
                finding.related(text!("另一处：{0}", "elsewhere: {0}", one.name.text()), one.name.location()),
            );
            reported.push(pair);
        }
    }
}

/// Names without a counterpart in the other list that are nearly like one without a counterpart there.
fn unmatched_pairs<'a>(
    one: &[Mention<'a>],
    other: &[Mention<'a>],
    percent: u32,
    outcome: &mut Outcome,
) -> Vec<(Mention<'a>, Mention<'a>)> {
    let lacking = |list: &[Mention<'a>], from: &[Mention<'a>]| -> Vec<Mention<'a>> {
        let known: Vec<String> = from.iter().map(|m| fold(m.name.text())).collect();
        list.iter().filter(|m| !known.contains(&fold(m.name.text()))).copied().collect()
    };
    if one.is_empty() || other.is_empty() {
        return Vec::new();
    }
    outcome.looked_at += one.len();
    let candidates = lacking(other, one);
    let pair = |m: Mention<'a>| candidates.iter().find(|c| c.is_alike(&m, percent)).map(|c| (m, *c));
    lacking(one, other).into_iter().filter_map(pair).collect()
}
