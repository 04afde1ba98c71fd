//! The whole audit of one disclosure: run the rules, judge their equations, name the numbers at fault.

use crate::beside::{Beside, Round, missing};
use crate::doubted::Doubted;
use crate::equation::{Equation, Form, Verdict};
use crate::finding::{Finding, Severity};
use crate::localize::{Localized, localize};
use crate::rule::{Absence, Check, Context, Outcome, Rule, RuleStatus, Settings, Status};
use crate::rules::{narrative, rules};
use crate::ties::Tie;
use mingzhang_model::{Disclosure, FigureId, Location, Origin, Text, Unit, text};
use mingzhang_standard::{Catalogue, Profile};

/// Everything an audit has to say about one disclosure.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// What is wrong, most certain first.
    pub findings: Vec<Finding>,
    /// How every rule fared, in the order of the catalogue of rules.
    pub rules: Vec<RuleStatus>,
    /// How much of the document the audit rests on.
    pub coverage: Coverage,
    /// The amounts and percentages that no equation ties.
    pub untied: Vec<FigureId>,
}

/// Of all amounts and percentages of the document: how many were read, how many are tied.
///
/// Targets of performance indicators (满意度 >=95%) are no amounts: nothing in a document could tie them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Amounts and percentages seen.
    pub numbers: usize,
    /// Those that were given a meaning.
    pub read: usize,
    /// Those that take part in at least one equation that was checked.
    pub tied: usize,
}

/// Audits a disclosure by every rule that the settings select.
pub fn audit(disclosure: &Disclosure, profile: Option<&Profile>, settings: &Settings) -> Audit {
    audit_beside(disclosure, profile, settings, &[])
}

/// Audits a disclosure with other documents beside it: last year's, the department's.
pub fn audit_beside(
    disclosure: &Disclosure,
    profile: Option<&Profile>,
    settings: &Settings,
    beside: &[Beside<'_>],
) -> Audit {
    let catalogue = Catalogue::builtin();
    let round = Round::set(disclosure, beside, catalogue);
    let disclosure = &*round.disclosure;
    let context =
        Context::new(disclosure, profile, catalogue, settings).beside(&round.others, &round.misfits);
    let ran: Vec<(&'static Rule, Outcome)> =
        rules().filter(|rule| settings.runs(rule)).map(|rule| (rule, run(rule, &context))).collect();
    let equations: Vec<&Equation> = ran.iter().flat_map(|(_, outcome)| &outcome.equations).collect();
    let absences: Vec<&Absence> = ran.iter().flat_map(|(_, outcome)| &outcome.absences).collect();
    let Localized { mut findings, doubted } = localize(disclosure, &equations, &absences);
    // A number that is to be replaced anyway need not be written more neatly, and what another owes to it is explained.
    let replaced: Vec<Location> =
        findings.iter().filter(|f| f.expected.is_some()).map(|f| f.location).collect();
    let is_moot = |f: &&Finding| {
        let mut places = std::iter::once(f.location).chain(f.related.iter().map(|r| r.location));
        f.severity == Severity::Info && places.any(|place| replaced.contains(&place))
    };
    let doubted = Doubted::new(disclosure, &doubted);
    let seen = ran.iter().flat_map(|(_, outcome)| &outcome.findings);
    let seen = seen.filter(|f| !is_moot(f) && !doubted.concerns(f));
    findings.extend(seen.cloned());
    narrative::fold_directions(&context, &mut findings);
    findings.sort_by(|a, b| {
        (a.certainty, a.severity, a.location, a.rule).cmp(&(b.certainty, b.severity, b.location, b.rule))
    });
    round.settle(&mut findings);
    let stands = |equation: &&&Equation| !doubted.touches(&equation.form);
    let standing: Vec<&Equation> = equations.iter().filter(stands).copied().collect();
    let status = |(rule, outcome): &(&'static Rule, Outcome)| status(rule, outcome, &doubted, &findings);
    let rules = ran.iter().map(status).collect();
    let (coverage, untied) = coverage(disclosure, &standing);
    Audit { findings, rules, coverage, untied }
}

/// What comes of a rule.
pub(crate) fn run(rule: &'static Rule, context: &Context<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    match (&rule.check, context.profile) {
        (Check::Tie(equation), _) => {
            if let Some(tie) = Tie::parse(equation) {
                tie.state(rule, context, &mut outcome);
            }
        }
        (Check::Disclosure(check), _) => check(context, &mut outcome),
        (Check::Profiled(check), Some(profile)) => check(context, profile, &mut outcome),
        (Check::Beside(as_what, check), _) => match context.other(*as_what) {
            Some(other) => check(context, other, &mut outcome),
            None => missing(*as_what, context, &mut outcome),
        },
        (Check::Profiled(_), None) => {
            outcome.not_applicable = Some(text!("文档种类未能识别", "the kind of document is unknown"));
        }
    }
    outcome
}

fn status(rule: &'static Rule, outcome: &Outcome, doubted: &Doubted<'_>, findings: &[Finding]) -> RuleStatus {
    let disclosure = doubted.disclosure;
    let standing = || outcome.equations.iter().filter(|e| !doubted.touches(&e.form));
    let count = standing().count() + outcome.looked_at;
    let broken = findings.iter().any(|f| f.rule == rule.code)
        || standing().any(|e| e.form.verdict(disclosure) == Verdict::Broken);
    let mut whys: Vec<Text> = outcome.not_checked.clone();
    whys.extend(doubted.why(&outcome.equations));
    // Where the kind of document is unknown, nothing is known to be lacking.
    let lacks = !whys.is_empty() && disclosure.profile.is_some();
    let status = if broken {
        Status::Broken
    } else if count > 0 {
        Status::Checked
    } else if !lacks {
        Status::NotApplicable
    } else {
        Status::NotChecked
    };
    whys.dedup();
    let why = outcome.not_applicable.clone().or_else(|| (!whys.is_empty()).then(|| Text::list(whys)));
    RuleStatus { rule: rule.code, status, count, why }
}

/// Inequalities tie nothing: a number may move far before one breaks.
fn coverage(disclosure: &Disclosure, equations: &[&Equation]) -> (Coverage, Vec<FigureId>) {
    let mut tied = vec![false; disclosure.figures.len()];
    for equation in equations.iter().filter(|e| !matches!(e.form, Form::AtMost(_))) {
        equation.form.each_figure(|figure| {
            if let Some(tied) = tied.get_mut(figure.0 as usize) {
                *tied = true;
            }
        });
    }
    let mut coverage = Coverage::default();
    let mut untied = Vec::new();
    for (id, figure) in disclosure.figure_ids() {
        let target = matches!(figure.origin, Origin::Form { .. }) && figure.unit == Unit::Percent;
        if !disclosure.is_amount_or_percentage(id) || target {
            continue;
        }
        coverage.numbers += 1;
        coverage.read += usize::from(figure.origin != Origin::Loose);
        if tied[id.0 as usize] {
            coverage.tied += 1;
        } else {
            untied.push(id);
        }
    }
    (coverage, untied)
}
