//! What is said of the founding document, whole. Changes of rules show here, to be read as an auditor would.

use crate::{Folder, sample};
use serde_json::Value;
use std::fs;

/// A folder with the founding document under a short name.
fn founding(test: &str) -> Folder {
    let bytes = fs::read(sample()).unwrap();
    Folder::new(test, &[("乌恰.txt", &bytes)])
}

#[test]
fn the_founding_document_in_chinese() {
    let called = founding("founding-zh").call("check 乌恰.txt");
    insta::assert_snapshot!("founding-zh", called.text());
}

#[test]
fn the_founding_document_in_english() {
    let called = founding("founding-en").call("check 乌恰.txt --lang en");
    insta::assert_snapshot!("founding-en", called.text());
}

#[test]
fn the_findings_for_programs() {
    let json = founding("founding-json").call("check 乌恰.txt -f json").json();
    let document = &json["documents"][0];
    let line = |finding: &Value| {
        let place = &finding["location"];
        format!(
            "{} {} {}:{}-{} {} -> {} ({} related)\n",
            finding["rule"].as_str().unwrap(),
            finding["severity"].as_str().unwrap(),
            place["line"],
            place["column"],
            place["end_column"],
            finding["actual"],
            finding["expected"],
            finding["related"].as_array().unwrap().len(),
        )
    };
    let findings: String = document["findings"].as_array().unwrap().iter().map(line).collect();
    insta::assert_snapshot!("founding-json", format!("{}\n{findings}", document["coverage"]));
}

/// Every place that is named is one of the source, and what stands there is what was found.
#[test]
fn places_are_where_the_findings_are() {
    let text = fs::read_to_string(sample()).unwrap();
    let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let json = founding("founding-places").call("check 乌恰.txt -f json").json();
    let findings = json["documents"][0]["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for finding in findings {
        let at = |key: &str| usize::try_from(finding["location"][key].as_u64().unwrap()).unwrap();
        let words: String = lines[at("line") - 1][at("column") - 1..at("end_column") - 1].iter().collect();
        if let Some(actual) = finding["actual"].as_str() {
            let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert!(plain(&words).contains(&plain(actual)), "{finding}");
        }
    }
}
