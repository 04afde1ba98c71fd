//! A document given for comparison that cannot be compared.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Location, Passage, text};

pub(crate) static RULE: Rule = Rule {
    code: "Y101",
    name: "wrong-document-beside",
    title: "所给的上年文本或部门文本不能用来对照",
    title_en: "The document given for comparison is not what it was given as",
    severity: Severity::Warning,
    page: include_str!("earlier_document.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    if context.others.is_empty() && context.misfits.is_empty() {
        outcome.not_applicable = Some(text!("没有给出对照的文本", "no document was given for comparison"));
    }
    outcome.looked_at += context.others.len();
    for misfit in context.misfits {
        let place = context.disclosure.unit.as_ref().map_or_else(Location::default, Passage::location);
        let severity = if misfit.aside { RULE.severity } else { Severity::Info };
        let mut finding = Finding::new(RULE.code, severity, misfit.message.clone(), place);
        let name = misfit.unit.as_ref();
        finding.related.extend(name.map(|name| crate::finding::Related {
            message: text!("所给文本：{0}", "the document given: {0}", name.text()),
            location: name.location(),
            document: Some(misfit.document),
        }));
        outcome.report(finding);
    }
}
