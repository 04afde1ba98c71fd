//! An amount in a sentence that lacks its unit.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Folded, Passage, fold, text};
use mingzhang_standard::Profile;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) static RULE: Rule = Rule {
    code: "F112",
    name: "amount-without-unit",
    title: "金额缺少单位",
    title_en: "An amount without its unit",
    severity: Severity::Warning,
    page: include_str!("no_unit.md"),
    check: Check::Profiled(check),
};

/// Amounts are printed to the cent; a number with two decimals after these words is one.
static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "(?:支出|收入|预算|拨款|费|资金|合计|总计|增加|减少|总额|规模)(?:数|额)?(?:为|：)?([0-9][0-9,]*\\.[0-9]{2})(?:[，。；]|$)",
    )
    .ok()
});

/// Only sentences of recognized sections: among loose paragraphs there are rows of tables, whose unit stands above.
fn check(context: &Context<'_>, _: &Profile, outcome: &mut Outcome) {
    for section in &context.disclosure.sections {
        let following = section.paragraphs.iter().skip(1).map(Some).chain([None]);
        for (paragraph, next) in section.paragraphs.iter().zip(following) {
            outcome.looked();
            sentences(paragraph, next, outcome);
        }
    }
}

fn sentences(paragraph: &Passage, next: Option<&Passage>, outcome: &mut Outcome) {
    let Some(pattern) = AMOUNT.as_ref() else { return };
    let folded = Folded::of(paragraph.text());
    let text = folded.text();
    if !text.contains(['，', '。', '；', '：']) || text.contains("单位：") {
        return;
    }
    for found in pattern.captures_iter(text) {
        let (Some(whole), Some(number)) = (found.get(0), found.get(1)) else { continue };
        // A page may break between the number and its unit.
        let broken = number.end() == text.len()
            && next.is_some_and(|next| fold(next.text()).starts_with(['万', '亿', '元', '%']));
        if broken {
            continue;
        }
        let (from, to) = folded.original_range(paragraph.text(), whole.start(), number.end());
        let written = paragraph.slice(from, to);
        let message =
            text!("“{0}”似乎缺少金额单位。", "“{0}” seems to lack its unit of money.", written.text());
        outcome.report(
            Finding::new(RULE.code, RULE.severity, message, written.location()).actual(written.text()),
        );
    }
}
