//! Documentation made from what runs: the list of rules, the glossary, the columns of the ledger.

mod ledger;

use anyhow::Context as _;
use mingzhang_audit::{Check, Rule, families, rules};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The terms of the field with their official English.
const TERMS: &str = include_str!("../../crates/standard/data/terms.tsv");

/// The generated files with their contents, by their paths from the root of the repository.
pub(crate) fn generated() -> anyhow::Result<Vec<(&'static str, String)>> {
    Ok(vec![
        ("docs/rules.md", rule_list()?),
        ("docs/glossary.md", glossary()?),
        ("docs/ledger.md", ledger::page()),
    ])
}

/// Writes them.
pub(crate) fn write() -> anyhow::Result<()> {
    for (path, text) in generated()? {
        fs::write(root().join(path), text).with_context(|| path.to_owned())?;
        println!("{path}");
    }
    Ok(())
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rule_list() -> anyhow::Result<String> {
    let mut out = String::from(
        "<!-- Made by `cargo xtask docs`. -->\n# 规则一览\n\n`mingzhang explain 编号` 显示一条规则的说明。链接指向规则的说明页，页中的例子同时是它的测试。\n",
    );
    let pages = pages()?;
    for (letter, name) in families() {
        let mut family = rules().filter(|rule| rule.code.starts_with(letter)).peekable();
        if family.peek().is_some() {
            let _ = write!(out, "\n## {letter} {}\n\n| 编号 | 程度 | 说的是什么 |\n|---|---|---|\n", name.zh);
        }
        for rule in family {
            let _ =
                writeln!(out, "| {} | {} | {} |", rule.code, rule.severity.word().zh, linked(rule, &pages));
        }
    }
    Ok(out)
}

fn linked(rule: &Rule, pages: &BTreeMap<String, String>) -> String {
    match (&rule.check, pages.get(rule.code)) {
        (Check::Tie(equation), _) => format!("{}：`{equation}`", rule.title),
        (_, Some(path)) => format!("[{}](../{path})", rule.title),
        (_, None) => rule.title.to_owned(),
    }
}

/// The pages of the rules by code, as paths from the root.
fn pages() -> anyhow::Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    for path in files(&root().join("crates/audit/src/rules"), "md")? {
        let text = fs::read_to_string(&path)?;
        let Some(code) = text.strip_prefix("# ").and_then(|t| t.split(' ').next()) else { continue };
        pages.insert(code.to_owned(), from_root(&path));
    }
    Ok(pages)
}

/// Every file below a folder with an ending, sorted.
pub(crate) fn files(folder: &Path, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("target") {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn from_root(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// Terms of the field, then the names of the code that stand for them.
fn glossary() -> anyhow::Result<String> {
    let mut out = String::from(
        "<!-- Made by `cargo xtask docs`. -->\n# 术语对照 Glossary\n\n## 术语\n\n| 中文 | English |\n|---|---|\n",
    );
    for line in TERMS.lines().skip(1) {
        let (zh, en) = line.split_once('\t').with_context(|| format!("terms.tsv: {line}"))?;
        let _ = writeln!(out, "| {zh} | {en} |");
    }
    out.push_str("\n## 代码中的名称 Names in the code\n\n| 中文 | 名称 | 所在 |\n|---|---|---|\n");
    for path in ["crates/model/src", "crates/standard/src"] {
        for file in files(&root().join(path), "rs")? {
            for (alias, name) in aliases(&fs::read_to_string(&file)?) {
                let _ = writeln!(out, "| {alias} | `{name}` | {} |", from_root(&file));
            }
        }
    }
    Ok(out)
}

/// The Chinese names given with `#[doc(alias = "…")]`, each with the item it stands on.
fn aliases(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting: Vec<String> = Vec::new();
    for line in source.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("#[doc(alias = \"") {
            waiting.extend(rest.split('"').next().map(str::to_owned));
        } else if !waiting.is_empty() && !line.starts_with(['#', '/']) {
            let name = line.trim_start_matches("pub ").trim_start_matches("const ");
            let name = ["struct ", "enum ", "fn ", "type "]
                .iter()
                .find_map(|word| name.strip_prefix(word))
                .unwrap_or(name);
            let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.extend(waiting.drain(..).map(|alias| (alias, name.clone())));
        }
    }
    found
}
