//! Which claims are parts of which.

use super::subjects::{Subject, Subjects};
use mingzhang_model::{CodeLevel, Disclosure, Partition};

/// States the partitions among the claims from `first` on; `known` holds their subjects.
pub(super) fn state(subjects: &Subjects<'_>, first: usize, known: &[(Subject, usize)], out: &mut Disclosure) {
    let mut groups: Vec<(Group, Partition)> = Vec::new();
    for (offset, (subject, _)) in known.iter().enumerate() {
        let Some((phrase, complete)) = subjects.whole(subject) else { continue };
        let Some(whole) = whole(phrase, first, known, out) else { continue };
        let group = match subject {
            Subject::Phrase(_) | Subject::Words(_) => Group::Phrases,
            Subject::Path { level, .. } => Group::Paths(*level),
        };
        let part = first + offset;
        match groups.iter_mut().find(|(g, p)| *g == group && p.whole == whole) {
            Some((_, partition)) => partition.parts.push(part),
            None => groups.push((group, Partition { whole, parts: vec![part], complete })),
        }
    }
    out.partitions.extend(groups.into_iter().map(|(_, partition)| partition));
}

/// Parts of one whole that exclude each other: phrases, or codes of one level.
#[derive(PartialEq, Eq)]
enum Group {
    Phrases,
    Paths(CodeLevel),
}

/// The claim that states the whole.
fn whole(phrase: usize, first: usize, known: &[(Subject, usize)], out: &Disclosure) -> Option<usize> {
    let offset = known.iter().position(|(subject, _)| *subject == Subject::Phrase(phrase))?;
    let stated = out.claims.get(first + offset)?;
    (stated.amount.is_some() || stated.count.is_some()).then_some(first + offset)
}
