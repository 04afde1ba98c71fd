//! A reason that says the opposite of the change it explains: 减少 2.98%，主要原因是：经费增加.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Direction, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "N119",
    name: "reason-says-the-opposite",
    title: "所说原因与增减方向相反",
    title_en: "The reason says the opposite of the change",
    severity: Severity::Warning,
    page: include_str!("reason_direction.md"),
    check: Check::Disclosure(check),
};

/// What the amount itself is called. Of other things more can well mean less: 退休人员增加.
const THE_AMOUNT_ITSELF: [&str; 5] = ["经费", "支出", "预算", "费用", "资金"];

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for claim in &context.disclosure.claims {
        let (Some(change), Some(reason)) = (&claim.change, &claim.reason) else { continue };
        let Some(direction) = change.direction() else { continue };
        outcome.looked();
        let said = fold(reason.text());
        let opposite = match direction {
            Direction::Increase => "减少",
            Direction::Decrease => "增加",
            Direction::Unchanged => continue,
        };
        let whole = said.trim_end_matches(['。', '；']);
        // Of several reasons one may work against the others; last year is another matter.
        let one = !whole.contains(['，', '、', '；', '。', '但'])
            && !whole.contains("上年")
            && !whole.contains("去年");
        let itself = |subject: &str| THE_AMOUNT_ITSELF.iter().any(|noun| subject.ends_with(noun));
        if !one || !whole.strip_suffix(opposite).is_some_and(itself) {
            continue;
        }
        let message = text!(
            "“{0}”写的是{1}，原因却是“{2}”，方向相反，请核对。",
            "“{0}” is said to {1}, and the reason given is “{2}”.",
            &claim.subject,
            super::growth::word(direction),
            reason.text().trim_end_matches(['。', '；'])
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, reason.location()));
    }
}
