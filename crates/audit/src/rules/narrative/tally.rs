//! A stated number of things that is not the number of things listed.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Figure, Passage, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "N109",
    name: "count-differs-from-list",
    title: "所述个数与列出的个数不符",
    title_en: "A stated number of things is not the number listed",
    severity: Severity::Error,
    page: include_str!("tally.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for tally in &context.disclosure.tallies {
        outcome.looked();
        let stated = context.disclosure.figure(tally.count);
        let listed = i64::try_from(tally.items.len()).unwrap_or(i64::MAX);
        // 等 at the end says that the list is not complete.
        let open_ended = tally.items.last().is_some_and(|last| fold(last.text()).ends_with('等'));
        let fits = |number: i64| stated.value == number.saturating_mul(Figure::ONE);
        let last_is_two = tally.items.last().is_some_and(|last| joins_two(&fold(last.text())));
        if open_ended
            || fits(listed)
            || (last_is_two && fits(listed.saturating_add(1)))
            || fits(0) && says_none(&tally.items)
        {
            continue;
        }
        let message = text!(
            "文中说有 {0} {1}，但列出的是 {2} 个：{3}。",
            "The text speaks of {0} ({1}), but lists {2}: {3}.",
            stated.numeral,
            &tally.noun,
            listed,
            tally.items.iter().map(Passage::text).collect::<Vec<_>>().join("、")
        );
        let finding = Finding::new(RULE.code, RULE.severity, message, stated.location);
        outcome.report(finding.actual(stated.numeral.to_string()).expected(listed.to_string()));
    }
}

/// 社会事务办公室和综合执法办公室 may be two names. A name may contain 和, too, so that either count is right.
fn joins_two(item: &str) -> bool {
    let outside = item.split('(').next().unwrap_or(item);
    outside.char_indices().any(|(at, c)| "和及与".contains(c) && at > 0 && at + c.len_utf8() < outside.len())
}

/// 下设0个处室，分别是：我单位无下设处室.
fn says_none(items: &[Passage]) -> bool {
    matches!(items, [only] if ["无", "没有", "未"].iter().any(|word| fold(only.text()).contains(word)))
}
