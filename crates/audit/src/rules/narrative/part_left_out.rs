//! A paragraph on the three-public expenses that leaves out one of their parts.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Coordinate, Passage, fold, text};
use mingzhang_standard::{Profile, SubjectSpec};

pub(crate) static RULE: Rule = Rule {
    code: "N113",
    name: "part-of-three-public-left-out",
    title: "“三公”经费说明缺少一个分项",
    title_en: "A part of the three-public expenses is left out",
    severity: Severity::Warning,
    page: include_str!("part_left_out.md"),
    check: Check::Profiled(check),
};

/// The parts are to be told one by one, also those that are zero.
fn check(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let Some(spec) = profile.section("three_public") else { return };
    let Some(section) = disclosure.sections.iter().position(|s| s.key == spec.key) else { return };
    let told = || disclosure.claims.iter().filter(|c| c.section == section);
    let about = |claim: &mingzhang_model::Claim, at: &Coordinate| claim.coordinates.contains(at);
    for part in &spec.subjects {
        let (Some(whole), Some(at)) = (part.part_of.first(), part.at.first()) else { continue };
        let whole = spec.subjects.iter().find(|s| s.phrase == *whole).and_then(|s| s.at.first());
        let Some(whole) = whole.and_then(|w| told().find(|c| c.amount.is_some() && about(c, &w.0))) else {
            continue;
        };
        // Where the parts are not told at all, the total stands for a zero.
        let any = spec.subjects.iter().filter(|s| !s.part_of.is_empty()).filter_map(|s| s.at.first());
        if !any.into_iter().any(|a| told().any(|c| about(c, &a.0))) {
            continue;
        }
        outcome.looked();
        if told().any(|c| about(c, &at.0))
            || combined(disclosure.sections[section].paragraphs.as_slice(), part)
        {
            continue;
        }
        let message = text!(
            "“三公”经费说明没有写“{0}”。没有安排的，也应写明为零或未安排。",
            "The paragraph on the three-public expenses says nothing of “{0}”; a zero is to be told, too.",
            &part.phrase
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, whole.subject_location));
    }
}

/// Whether the words of the part stand in the section after all: in a sentence that was not understood, together with
/// another part, or among 其余各项.
fn combined(paragraphs: &[Passage], part: &SubjectSpec) -> bool {
    const THE_REST: [&str; 5] = ["其余", "其他各项", "其他项目", "以上各项", "各项均"];
    let phrases: Vec<String> = std::iter::once(&part.phrase).chain(&part.aliases).map(|p| fold(p)).collect();
    let is_of_vehicles = phrases.iter().any(|p| p.contains("购置") || p.contains("运行"));
    paragraphs.iter().map(|p| fold(p.text())).any(|text| {
        phrases.iter().any(|phrase| text.contains(phrase.as_str()))
            || THE_REST.iter().any(|words| text.contains(words))
            || is_of_vehicles && (text.contains("购置及运行") || text.contains("购置和运行"))
    })
}
