//! Published documents made into ledgers and built again by the release binary: what of them comes out again, what the
//! audit says of the result, and what building costs.

use crate::audited::{audited, opened};
use crate::command::{Cost, Folder, built, measured};
use anyhow::{Context as _, ensure};
use mingzhang_audit::{Audit, Severity};
use mingzhang_model::{Claim, Disclosure, Figure, FigureId, Origin, fold};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Prints a table with a row for each document.
pub(crate) fn run(files: &[PathBuf], verbose: bool) -> anyhow::Result<()> {
    let binary = built()?;
    println!(
        "| 文本 | 表中金额（不计零） | 再现 | 文字与绩效表的数 | 再现 | 错误 | 警告 | 提示 | 编制，秒 | 处理器，秒 | 内存 | PDF | 一图读懂 |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for file in files {
        let (name, document) = opened(file)?;
        let original = audited(&document).disclosure;
        let built = build(&binary, file).with_context(|| name.clone())?;
        let lost = [is_fact, is_told].map(|which| {
            let (all, lost) = (numbers(&original, which), lost(&original, &built.disclosure, which));
            (all.values().sum::<usize>(), lost)
        });
        let of = |severity: Severity| built.audit.findings.iter().filter(|f| f.severity == severity).count();
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {:.2} | {} | {} | {} KB | {} KB |",
            lost[0].0,
            lost[0].0 - lost[0].1.len(),
            lost[1].0,
            lost[1].0 - lost[1].1.len(),
            of(Severity::Error),
            of(Severity::Warning),
            of(Severity::Info),
            built.cost.took.as_secs_f64(),
            built.cost.processor.map_or("?".to_owned(), |took| format!("{:.2}", took.as_secs_f64())),
            built.cost.peak_in_words(),
            built.pdf / 1000,
            built.summary / 1000,
        );
        if verbose {
            lost.iter().flat_map(|(_, lost)| lost).for_each(|lost| println!("  没有再现：{lost}"));
        }
    }
    Ok(())
}

/// What a document became.
struct Built {
    disclosure: Disclosure,
    audit: Audit,
    cost: Cost,
    /// Bytes of the PDF.
    pdf: u64,
    /// Bytes of the page for citizens.
    summary: u64,
}

fn build(binary: &Path, file: &Path) -> anyhow::Result<Built> {
    let folder = Folder::new()?;
    let [ledger, out] = ["ledger", "out"].map(|name| folder.0.join(name));
    let extracted =
        measured(Command::new(binary).args(["ledger", "extract", "--force"]).args([file, &ledger]))?;
    ensure!(extracted.status.success(), "no ledger was made of it");
    let run = || measured(Command::new(binary).arg("build").arg(&ledger).arg("-o").arg(&out));
    // The second run finds fonts and program in memory, as the next document of a batch does.
    let [first, cost] = [run()?, run()?];
    ensure!(first.status.success() && cost.status.success(), "it was not built");
    let find = |ending: &str| {
        let mut files = std::fs::read_dir(&out).into_iter().flatten().flatten().map(|entry| entry.path());
        files.find(|path| path.to_string_lossy().ends_with(ending)).with_context(|| format!("no {ending}"))
    };
    let (_, text) = opened(&find(".txt")?)?;
    let again = audited(&text);
    let size = |ending: &str| Ok::<u64, anyhow::Error>(std::fs::metadata(find(ending)?)?.len());
    Ok(Built {
        disclosure: again.disclosure,
        audit: again.audit,
        cost,
        pdf: size("公开.pdf")?,
        summary: size("一图读懂.pdf")?,
    })
}

fn is_fact(origin: &Origin) -> bool {
    matches!(origin, Origin::Cell { .. })
}

fn is_told(origin: &Origin) -> bool {
    matches!(origin, Origin::Prose { .. } | Origin::Form { .. })
}

/// The numbers of tables, or those of prose and forms: what is stated of what, in which value, how often. Whether a table
/// prints its zeros or leaves them blank is a matter of taste.
fn numbers(disclosure: &Disclosure, which: fn(&Origin) -> bool) -> BTreeMap<String, usize> {
    let cells = disclosure.facts().map(|fact| (fact.figure, fact.coordinate().to_string()));
    let about: HashMap<FigureId, String> = cells.chain(disclosure.claims.iter().flat_map(stated)).collect();
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    let counts = |figure: &Figure| which(&figure.origin) && (figure.value != 0 || !is_fact(&figure.origin));
    for (id, figure) in disclosure.figure_ids().filter(|(_, figure)| counts(figure)) {
        let words = about.get(&id).cloned().unwrap_or_else(|| nameless(&disclosure.describe(id).zh));
        *all.entry(format!("{words} {}", figure.value)).or_default() += 1;
    }
    all
}

/// What a number is, without the name of its project: a document may write one project under two names, and what is built
/// of it writes one.
fn nameless(described: &str) -> String {
    let (before, named) = described.split_once('《').unwrap_or((described, ""));
    let after = named.split_once('》').map_or("", |(_, after)| after);
    fold(&format!("{before}{after}"))
}

/// What a claim states of a place in the tables, by number.
fn stated(claim: &Claim) -> Vec<(FigureId, String)> {
    let at: Vec<String> = claim.coordinates.iter().map(ToString::to_string).collect();
    let stated = |(measure, id): (&str, Option<FigureId>)| Some((id?, format!("{measure} {}", at.join(" "))));
    if at.is_empty() { Vec::new() } else { claim.measures().into_iter().filter_map(stated).collect() }
}

/// What the one document states and the other does not.
fn lost(original: &Disclosure, again: &Disclosure, which: fn(&Origin) -> bool) -> Vec<String> {
    let found = numbers(again, which);
    let mut lost = Vec::new();
    for (number, times) in numbers(original, which) {
        let missing = times.saturating_sub(found.get(&number).copied().unwrap_or_default());
        lost.extend(std::iter::repeat_n(number, missing));
    }
    lost
}
