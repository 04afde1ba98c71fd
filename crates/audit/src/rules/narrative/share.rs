//! A share (占 x%) that its amounts do not give.

use crate::equation::{Form, Term};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::text;

pub(crate) static RULE: Rule = Rule {
    code: "N102",
    name: "wrong-share",
    title: "占比与所列金额不符",
    title_en: "A share that its amounts do not give",
    severity: Severity::Error,
    page: include_str!("share.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    for claim in &disclosure.claims {
        let (Some(rate), Some(amount), Some(of)) = (claim.share, claim.amount, &claim.share_of) else {
            continue;
        };
        let Some(total) = disclosure.amount_at(of) else { continue };
        let statement =
            text!("占比 = {0} ÷ {1}", "share = {0} ÷ {1}", &claim.subject, disclosure.describe(total));
        let numerator = vec![Term { coefficient: 1, figure: amount }];
        let denominator = vec![Term { coefficient: 1, figure: total }];
        outcome.state(&RULE, statement, Form::Ratio { rate, numerator, denominator });
    }
    for partition in &disclosure.partitions {
        let whole = disclosure.claims.get(partition.whole);
        let Some((whole, total)) = whole.and_then(|w| Some((w, w.amount?))) else { continue };
        for part in partition.parts.iter().filter_map(|&p| disclosure.claims.get(p)) {
            let (Some(rate), Some(amount)) = (part.share, part.amount) else { continue };
            let statement = text!("占比 = {0} ÷ {1}", "share = {0} ÷ {1}", &part.subject, &whole.subject);
            let numerator = vec![Term { coefficient: 1, figure: amount }];
            let denominator = vec![Term { coefficient: 1, figure: total }];
            outcome.state(&RULE, statement, Form::Ratio { rate, numerator, denominator });
        }
    }
}
