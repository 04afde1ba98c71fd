//! What is found in real documents of other makers: every finding of every sample, read and judged by hand.

use crate::Folder;
use std::fmt::Write as _;
use std::path::Path;

/// One line for the document and one for each finding: severity, rule, page and line, message.
fn listed(sample: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples").join(sample);
    assert!(path.exists(), "the sample {} is missing", path.display());
    let folder = Folder::new(sample, &[]);
    let output = folder.command("check --format json").arg(path.canonicalize().unwrap()).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let document = report["documents"].get(0).unwrap_or(&report);
    let coverage = &document["coverage"];
    let mut out = format!(
        "{} {}: {} numbers, {} read, {} tied\n",
        document["profile"].as_str().unwrap_or("-"),
        document["year"],
        coverage["numbers"],
        coverage["read"],
        coverage["tied"],
    );
    for finding in document["findings"].as_array().unwrap() {
        let text = |key: &str| finding[key].as_str().unwrap_or("").to_owned();
        let place = &finding["location"];
        let _ = writeln!(
            out,
            "{} {} p{}:{} {}",
            text("severity"),
            text("rule"),
            place["page"],
            place["line"],
            text("message")
        );
    }
    out
}

#[test]
fn unit_budgets_of_shanghai() {
    insta::assert_snapshot!("sifa-2026", listed("sifa-2026-unit-budget.pdf"));
    insta::assert_snapshot!("welfare-2024", listed("putuo-welfare-2024-unit-budget.pdf"));
    insta::assert_snapshot!("commerce-2025-unit", listed("commerce-2025-unit-budget.pdf"));
}

#[test]
fn department_budgets_of_shanghai() {
    insta::assert_snapshot!("commerce-2025-department", listed("commerce-2025-department-budget.pdf"));
    insta::assert_snapshot!("wanli-2023", listed("wanli-2023-department-budget.pdf"));
    insta::assert_snapshot!("wanli-2024", listed("wanli-2024-department-budget.pdf"));
}

#[test]
fn a_profile_tells_what_it_found() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/sifa-2026-unit-budget.pdf");
    let folder = Folder::new("profile-check", &[]);
    let output = folder.command("profile check").arg(path.canonicalize().unwrap()).output().unwrap();
    insta::assert_snapshot!("profile-check", String::from_utf8(output.stdout).unwrap());
}
