//! What a classification code of one year is called in another.

use mingzhang_model::Code;
use mingzhang_standard::{Catalogue, Classification, Entry};

/// The classification that a code belongs to, by its first digit; `None` if no classification begins so.
pub(crate) fn classification(code: Code) -> Option<Classification> {
    match code.to_string().as_bytes().first()? {
        b'2' => Some(Classification::Functional),
        b'3' => Some(Classification::EconomicDepartment),
        b'5' => Some(Classification::EconomicGovernment),
        _ => None,
    }
}

/// The code that stands for the same thing in another year: itself, or the one it moved to or came from. `None` if the
/// catalogue knows that the other year had nothing of the kind.
pub fn counterpart(catalogue: &Catalogue, code: Code, from: i32, to: i32) -> Option<Code> {
    let Some(classification) = classification(code) else { return Some(code) };
    let Some(entry) = catalogue.get(classification, code, from) else { return Some(code) };
    if entry.is_valid_in(to) {
        return Some(code);
    }
    // What was given up under one code and taken up under another keeps its name.
    let names = std::iter::once(entry.folded.as_str()).chain(entry.earlier.iter().map(|e| e.folded.as_str()));
    let successor = |e: &&Entry| e.is_valid_in(to) && !e.is_valid_in(from);
    let renamed = catalogue.renamed(classification, &entry.folded).map(|(e, _)| e);
    let same_name = names.flat_map(|name| catalogue.named(classification, name));
    let mut all = same_name.chain(renamed).filter(successor);
    let first = all.next()?;
    all.all(|other| other.code == first.code).then_some(first.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str, from: i32, to: i32) -> Option<String> {
        counterpart(Catalogue::builtin(), code.parse().unwrap(), from, to).map(|c| c.to_string())
    }

    #[test]
    fn a_code_stays_moves_or_is_new() {
        assert_eq!(of("2010301", 2024, 2023).as_deref(), Some("2010301"));
        assert_eq!(of("2010308", 2023, 2024).as_deref(), Some("20140"));
        assert_eq!(of("20140", 2024, 2023).as_deref(), Some("2010308"));
        assert_eq!(of("2013901", 2024, 2023), None);
        assert_eq!(of("30201", 2024, 2023).as_deref(), Some("30201"));
    }
}
