//! Details of a project whose details are said to be withheld.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use crate::rules::narrative::says_withheld;
use mingzhang_model::{Disclosure, FormKind, Passage, Project, Text, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "D104",
    name: "withheld-project-published",
    title: "声明不予公开的项目又公开了内容",
    title_en: "Details of a project are published that are said to be withheld",
    severity: Severity::Error,
    page: include_str!("classified.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for project in &context.disclosure.projects {
        let fields = [&project.basis, &project.allocation];
        let Some(declared) = fields.into_iter().flatten().find(|f| says_withheld(f)) else { continue };
        outcome.looked();
        outcome.findings.extend(form(context.disclosure, project, declared));
        let named = [
            (text!("政策依据", "basis"), &project.basis),
            (text!("资金分配情况", "allocation"), &project.allocation),
        ];
        for (what, field) in named {
            let printed = field.as_ref().filter(|f| !f.is_blank() && !says_withheld(f));
            outcome.findings.extend(printed.map(|printed| detail(project, declared, &what, printed)));
        }
    }
}

/// The performance form of the project. The name must be the same: one nearly like it may be of another project.
fn form(disclosure: &Disclosure, project: &Project, declared: &Passage) -> Option<Finding> {
    let name = fold(project.name.text());
    let forms = disclosure.forms.iter().filter(|f| f.kind == FormKind::Project);
    let printed = forms.filter_map(|f| f.project.as_ref()).find(|n| fold(n.text()) == name)?;
    let message = text!(
        "项目《{0}》的说明写着“{1}”，却附有绩效目标表，其目标、指标和金额因此公开。请先撤下并做保密审查，再改正表或说明。",
        "“{0}” is said to be withheld (“{1}”), but its performance form is published; withdraw it for a review.",
        project.name.text(),
        declared.text()
    );
    Some(finding(Severity::Error, message, declared, printed))
}

/// The other field of the project, which is printed. Perhaps only one of the two is meant to be withheld.
fn detail(project: &Project, declared: &Passage, what: &Text, printed: &Passage) -> Finding {
    let message = text!(
        "项目《{0}》的说明写着“{1}”，却写出了{2}。如属涉密内容，请先撤下并做保密审查；如可公开，请改正说明。",
        "“{0}” is said to be withheld (“{1}”), but its {2} is printed; withdraw it for a review, or mend the text.",
        project.name.text(),
        declared.text(),
        what
    );
    finding(Severity::Warning, message, declared, printed)
}

fn finding(severity: Severity, message: Text, declared: &Passage, printed: &Passage) -> Finding {
    let said = text!("声明：{0}", "said: {0}", declared.text());
    Finding::new(RULE.code, severity, message, printed.location()).related(said, declared.location())
}
