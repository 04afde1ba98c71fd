//! How many documents the command checks in a second, and what memory it takes: copies of one document in a folder.

use crate::command::{Folder, built, measured};
use anyhow::Context as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Makes the copies, runs the release binary on them, and prints a table.
pub(crate) fn run(file: &Path, copies: &[usize]) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let binary = built()?;
    println!(
        "| documents | format | seconds | documents/s | processor, ms/document | peak memory |\n|---|---|---|---|---|---|"
    );
    let folder = Folder::new()?;
    let mut made = 0;
    for &wanted in copies {
        for number in made..wanted {
            std::fs::write(folder.0.join(format!("{number:06}.txt")), &bytes)?;
        }
        made = made.max(wanted);
        for format in ["json", "human"] {
            let cost = measured(Command::new(&binary).args(["check", "--format", format]).arg(&folder.0))?;
            println!(
                "| {made} | {format} | {:.2} | {} | {} | {} |",
                cost.took.as_secs_f64(),
                made as u128 * 1_000 / cost.took.as_millis().max(1),
                per_document(cost.processor, made),
                cost.peak_in_words(),
            );
        }
    }
    Ok(())
}

fn per_document(processor: Option<Duration>, documents: usize) -> String {
    let micros = processor.map(|p| p.as_micros() / documents.max(1) as u128);
    micros.map_or("?".to_owned(), |micros| format!("{}.{:02}", micros / 1000, micros % 1000 / 10))
}
