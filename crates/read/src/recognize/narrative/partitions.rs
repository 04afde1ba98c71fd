//! Which claims are parts of which.

use super::subjects::{Subject, Subjects};
use mingzhang_model::{CodeLevel, Disclosure, Partition};

/// States the partitions among the claims from `first` on; `known` holds their subjects and paragraphs.
///
/// Where the section has amounts that were not understood, parts that do not add up to their whole may lack one of them.
pub(super) fn state(
    subjects: &Subjects<'_>,
    first: usize,
    known: &[(Subject, usize)],
    unread: bool,
    out: &mut Disclosure,
) {
    let mut groups: Vec<(Group, Partition)> = Vec::new();
    for (offset, (subject, _)) in known.iter().enumerate() {
        let candidates = subjects.wholes(subject);
        let Some((whole, complete)) = whole(&candidates, (first, offset), known, out) else { continue };
        let group = match subject {
            Subject::Phrase(_) | Subject::Words(_) => Group::Phrases,
            Subject::Path { level, .. } => Group::Paths(*level),
        };
        let part = first + offset;
        match groups.iter_mut().find(|(g, p)| *g == group && p.whole == whole) {
            // What is said a second time is no further part.
            Some((_, partition)) if partition.parts.iter().any(|p| known[p - first].0 == *subject) => {}
            Some((_, partition)) => partition.parts.push(part),
            None => groups.push((group, Partition { whole, parts: vec![part], complete })),
        }
    }
    let partition = |(_, mut partition): (Group, Partition)| {
        let all_told = || subjects.are_all(partition.parts.len(), &known[partition.whole - first].0);
        partition.complete &= (!unread && all_told()) || adds_up(&partition, out);
        partition
    };
    let partitions: Vec<Partition> = groups.into_iter().map(partition).collect();
    out.partitions.extend(partitions);
}

fn adds_up(partition: &Partition, out: &Disclosure) -> bool {
    let value = |claim: usize| {
        let stated = out.claims.get(claim)?;
        Some(out.figure(stated.amount.or(stated.count)?).value)
    };
    let mut parts = partition.parts.iter().filter_map(|&part| value(part));
    parts.try_fold(0_i64, i64::checked_add) == value(partition.whole)
}

/// Parts of one whole that exclude each other: phrases, or codes of one level.
#[derive(PartialEq, Eq)]
enum Group {
    Phrases,
    Paths(CodeLevel),
}

/// The claim that states the whole: of those that may be it the last before the part, in its paragraph if there is one.
fn whole(
    candidates: &[(usize, bool)],
    (first, part): (usize, usize),
    known: &[(Subject, usize)],
    out: &Disclosure,
) -> Option<(usize, bool)> {
    let may_be = |offset: usize| {
        let (Subject::Phrase(phrase), _) = &known[offset] else { return None };
        let (_, complete) = candidates.iter().find(|(candidate, _)| candidate == phrase)?;
        let stated = out.claims.get(first + offset)?;
        let in_force = stated.amount.is_some() || stated.count.is_some();
        in_force.then_some((first + offset, *complete))
    };
    if candidates.len() > 1 {
        let near = (0..part).rev().take_while(|&o| known[o].1 == known[part].1).find_map(may_be);
        return near.or_else(|| (0..part).rev().find_map(may_be));
    }
    (0..known.len()).find_map(may_be)
}
