//! What keeps the repository in order: each test names what is out of it and how to mend it.

use crate::docs::{files, from_root, generated, root};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Which of our crates a crate may use; `xtask` may use all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("standard", &["model"]),
    ("document", &["model"]),
    ("pdf", &["document", "model"]),
    ("office", &["document", "model"]),
    ("read", &["document", "model", "office", "pdf", "standard"]),
    ("compare", &["model", "standard"]),
    ("ledger", &["model", "office", "standard"]),
    ("manuscript", &["model"]),
    ("compile", &["ledger", "manuscript", "model", "standard"]),
    ("render", &["manuscript", "model"]),
    ("typeset", &["manuscript", "model"]),
    ("extract", &["ledger", "model", "standard"]),
    ("audit", &["compare", "model", "standard"]),
    ("testkit", &["model"]),
    ("annotate", &["model"]),
    ("store", &["model"]),
    ("intake", &["audit", "extract", "ledger", "model", "press", "read", "standard", "store"]),
    ("roster", &["model", "office"]),
    ("portal", &["compare", "intake", "ledger", "model", "roster", "standard", "store"]),
    (
        "press",
        &["audit", "compile", "ledger", "manuscript", "model", "read", "render", "standard", "typeset"],
    ),
    (
        "mingzhang",
        &[
            "annotate", "audit", "compare", "compile", "extract", "intake", "ledger", "model", "portal",
            "press", "read", "roster", "standard", "store",
        ],
    ),
];

/// No file of code is longer.
const LONGEST: usize = 500;

#[test]
fn generated_documents_are_fresh() {
    for (path, text) in generated().unwrap() {
        let stands = fs::read_to_string(root().join(path)).unwrap_or_default();
        assert!(stands == text, "{path} is stale: run `cargo xtask docs`");
    }
}

#[test]
fn crates_use_only_what_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    for manifest in files(&root().join("crates"), "toml").unwrap() {
        if !manifest.ends_with("Cargo.toml") {
            continue;
        }
        let parsed: toml::Table = fs::read_to_string(&manifest).unwrap().parse().unwrap();
        let name = parsed["package"]["name"].as_str().unwrap();
        let name = name.strip_prefix("mingzhang-").unwrap_or(name);
        let may = allowed.get(name).unwrap_or_else(|| panic!("{name} is not in MAY_USE"));
        let used =
            parsed.get("dependencies").and_then(toml::Value::as_table).into_iter().flat_map(|t| t.keys());
        for other in used.filter_map(|key| key.strip_prefix("mingzhang-")) {
            assert!(may.contains(&other), "{name} must not use {other}");
        }
    }
}

#[test]
fn the_architecture_page_names_every_crate() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named: BTreeSet<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let folders = fs::read_dir(root().join("crates")).unwrap();
    let folders: BTreeSet<String> =
        folders.map(|f| f.unwrap().file_name().into_string().unwrap()).chain(["xtask".to_owned()]).collect();
    assert_eq!(named, folders.iter().map(String::as_str).collect(), "the table of ARCHITECTURE.md");
}

#[test]
fn no_file_is_too_long() {
    for folder in ["crates", "xtask/src"] {
        for file in files(&root().join(folder), "rs").unwrap() {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(lines <= LONGEST, "{} has {lines} lines: it wants to be two files", from_root(&file));
        }
    }
}

#[test]
fn codes_and_names_of_rules_are_unique() {
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    for rule in mingzhang_audit::rules() {
        assert!(codes.insert(rule.code), "{} is given twice", rule.code);
        assert!(names.insert(rule.name), "{} is given twice", rule.name);
    }
}
