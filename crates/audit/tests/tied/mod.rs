//! What ties a number is what the audit counts as tying it.

use mingzhang_audit::{Settings, Tied, Verdict, audit, ties};
use mingzhang_read::{Limits, Options, Reading, read};
use mingzhang_standard::builtin;

#[test]
fn a_number_is_tied_by_what_the_audit_counts() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
    let wrong = std::fs::read_to_string(sample).unwrap().replacen("2,015.18", "2,016.18", 1);
    let options = Options { profiles: builtin(), forced: None, limits: Limits::default() };
    let Reading { disclosure, profile, .. } = read(wrong.as_bytes(), &options).unwrap();
    let settings = Settings::default();
    let untied = audit(&disclosure, profile, &settings).untied;
    let all = ties(&disclosure, profile, &settings);
    let around = |figure| all.iter().filter(|tie| tie.figures.contains(&figure)).collect::<Vec<&Tied>>();
    for &figure in untied.iter().take(5) {
        assert!(around(figure).is_empty(), "{:?}", disclosure.figure(figure));
    }
    for fact in disclosure.facts().step_by(40).filter(|fact| !untied.contains(&fact.figure)) {
        let ties = around(fact.figure);
        assert!(!ties.is_empty() && ties.iter().all(|tie| tie.figures.contains(&fact.figure)));
        for tie in ties {
            assert!(!tie.statement.zh.is_empty());
            let is_wrong = tie.figures.iter().any(|&f| disclosure.figure(f).value == 2_016_180_000);
            assert!(is_wrong || tie.verdict != Verdict::Broken, "{tie:?}");
        }
    }
    let (wrong, _) = disclosure.figure_ids().find(|(_, figure)| figure.value == 2_016_180_000).unwrap();
    let broken = around(wrong).into_iter().filter(|tie| tie.verdict == Verdict::Broken).count();
    assert!(broken > 1, "{broken}");
}
