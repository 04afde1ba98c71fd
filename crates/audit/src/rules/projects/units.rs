//! Target and last year's value in different units.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Target, text};

pub(crate) static RULE: Rule = Rule {
    code: "P108",
    name: "target-and-prior-year-in-different-units",
    title: "指标值与上年完成值的计量单位不同",
    title_en: "Target and last year's value are in different units",
    severity: Severity::Warning,
    page: include_str!("units.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let indicators = context.disclosure.forms.iter().flat_map(|f| &f.indicators);
    for indicator in indicators {
        let (Some(target), Some(prior)) = (&indicator.target, &indicator.prior) else { continue };
        if target.value.is_none() || prior.value.is_none() {
            continue;
        }
        outcome.looked();
        let (now, before) = (unit(target), unit(prior));
        if now != before && !before.is_empty() && !now.is_empty() {
            let message = text!(
                "绩效指标“{0}”的指标值是“{1}”，上年完成值是“{2}”，计量单位不同，不便比较，请统一。",
                "The indicator “{0}” has the target “{1}” and last year's value “{2}”, in different units; use one.",
                indicator.name.text(),
                target.written.text(),
                prior.written.text()
            );
            let finding = Finding::new(RULE.code, RULE.severity, message, prior.written.location());
            outcome.report(finding.related(
                text!("指标值 {0}", "target {0}", target.written.text()),
                target.written.location(),
            ));
        }
    }
}

fn unit(target: &Target) -> String {
    target.unit.chars().filter(|c| !"()".contains(*c)).collect()
}
