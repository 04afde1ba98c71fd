//! The pages of the rules are their tests: every case of a page must give exactly the diagnosis that the page prints.
//!
//! `UPDATE_PAGES=1 cargo test -p mingzhang-audit --test pages` writes the diagnoses anew; read the diff.

mod accounts;
mod tied;
mod beside;
mod case;
mod damage;
mod general;
mod ties;
mod unprofiled;

use case::{Case, Kind, Page};
use mingzhang_audit::{Check, Rule, rules};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[test]
fn every_case_gives_its_diagnosis() -> io::Result<()> {
    let update = std::env::var_os("UPDATE_PAGES").is_some();
    let mut wrong = Vec::new();
    for rule in rules().filter(|r| !matches!(r.check, Check::Tie(_))) {
        let Some(path) = page_of(rule) else {
            wrong.push(format!("{}: no page begins with “# {0} ”", rule.code));
            continue;
        };
        let source = fs::read_to_string(&path)?;
        let page = Page::parse(&source);
        let rewritten = page.with_diagnoses(|case| case.diagnosis(rule.code));
        if update {
            fs::write(&path, &rewritten)?;
        } else if rewritten != source {
            wrong.push(format!("{}\n{}", path.display(), changed_lines(&source, &rewritten)));
        }
        wrong.extend(page.cases.iter().filter_map(|case| contradiction(rule, case)));
        wrong.extend(missing(rule, &page, &source));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    Ok(())
}

/// The file that holds the page of a rule: the one under `src/rules` that begins with its code.
fn page_of(rule: &Rule) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let families = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files =
        families.flat_map(|family| fs::read_dir(family.path())).flatten().flatten().map(|f| f.path());
    let heading = format!("# {} ", rule.code);
    files.find(|path| {
        let page = path.extension().filter(|e| *e == "md").and_then(|_| fs::read_to_string(path).ok());
        page.is_some_and(|text| text.starts_with(&heading))
    })
}

/// A case of a violation must report it; a case that complies must have been looked at and found good.
fn contradiction(rule: &Rule, case: &Case) -> Option<String> {
    let audit = case.audit(rule.code);
    let looked_at: usize = audit.rules.iter().map(|r| r.count).sum();
    match case.kind {
        Kind::Violates if audit.findings.is_empty() => {
            Some(format!("{}: “{}” finds nothing", rule.code, case.title))
        }
        Kind::Complies if !audit.findings.is_empty() => {
            Some(format!("{}: “{}” finds something", rule.code, case.title))
        }
        Kind::Complies if looked_at == 0 => Some(format!("{}: “{}” looks at nothing", rule.code, case.title)),
        _ => None,
    }
}

fn missing(rule: &Rule, page: &Page, source: &str) -> Vec<String> {
    let has = |kind: Kind| page.cases.iter().any(|c| c.kind == kind);
    let wanted = [
        (source.starts_with(&format!("# {} {}\n", rule.code, rule.title)), "the rule's title as heading"),
        (source.contains("\n依据："), "依据："),
        (source.contains("\n更正："), "更正："),
        (has(Kind::Violates), "## 违反"),
        (has(Kind::Complies), "## 符合"),
    ];
    wanted
        .iter()
        .filter(|(there, _)| !there)
        .map(|(_, what)| format!("{}: the page lacks {what}", rule.code))
        .collect()
}

fn changed_lines(old: &str, new: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}
