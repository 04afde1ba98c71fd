//! Why outturns differ from the initial budget: 决算数小于预算数的主要原因：….

use crate::texts::subject;
use crate::words::clean;
use mingzhang_ledger::{Explanation, Ledger, Topic};
use mingzhang_model::{Disclosure, Passage, fold};
use mingzhang_standard::{Profile, SectionSpec};

/// What stands before such a reason.
const WORDS: [&str; 2] = ["预算数的主要原因", "预算的主要原因"];

/// Takes the reasons of all sections.
pub(crate) fn variances(ledger: &mut Ledger, disclosure: &Disclosure, profile: &Profile) {
    for (index, section) in disclosure.sections.iter().enumerate() {
        let Some(spec) = profile.section(&section.key) else { continue };
        for paragraph in &section.paragraphs {
            let text = paragraph.text();
            for (at, words) in WORDS.iter().flat_map(|words| text.match_indices(words)) {
                let said = text[at + words.len()..].trim_start_matches(['是', '为', '：', ':', ' ']);
                let reason = clean(said.split(['。', '；']).next().unwrap_or_default());
                let about = named(&text[..at], spec)
                    .or_else(|| spoken_of(disclosure, profile, (index, &section.key), paragraph, at));
                let Some(about) = about.filter(|_| !reason.is_empty()) else { continue };
                let key = section.key.to_string();
                let same = |one: &Explanation| {
                    (&one.section, &one.subject, one.topic) == (&key, &about, Topic::Variance)
                };
                if !ledger.explanations.iter().any(same) {
                    ledger.explanations.push(Explanation {
                        section: key,
                        subject: about,
                        topic: Topic::Variance,
                        text: reason,
                    });
                }
            }
        }
    }
}

/// The subject that the sentence itself names: 2024年度“三公”经费支出决算数小于.
fn named(before: &str, spec: &SectionSpec) -> Option<String> {
    let sentence = fold(before.rsplit(['。', '；']).next().unwrap_or_default());
    let names = |phrase: &str| sentence.contains(&fold(phrase));
    let subjects = spec.subjects.iter();
    let found = subjects.filter(|s| names(&s.phrase) || s.aliases.iter().any(|alias| names(alias)));
    found.max_by_key(|subject| subject.phrase.len()).map(|subject| subject.phrase.to_string())
}

/// What was last spoken of before the words, with its budget.
fn spoken_of(
    disclosure: &Disclosure,
    profile: &Profile,
    (index, key): (usize, &str),
    paragraph: &Passage,
    at: usize,
) -> Option<String> {
    let claims = disclosure.claims.iter().filter(|claim| claim.section == index && claim.budget.is_some());
    let before = claims.filter_map(|claim| {
        let end = paragraph.stretch(claim.subject_location)?.end;
        (end <= at).then_some((end, claim))
    });
    let (_, claim) = before.max_by_key(|(end, _)| *end)?;
    Some(subject(claim, profile, disclosure, key))
}
