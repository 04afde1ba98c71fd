//! How many documents the command checks in a second, and what memory it takes: copies of one document in a folder.

use anyhow::{Context as _, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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
            let cost = measured(&binary, &folder.0, format)?;
            println!(
                "| {made} | {format} | {:.2} | {} | {} | {} |",
                cost.took.as_secs_f64(),
                made as u128 * 1_000 / cost.took.as_millis().max(1),
                per_document(cost.processor, made),
                cost.peak.map_or("?".to_owned(), |kibibytes| format!("{} MiB", kibibytes / 1024)),
            );
        }
    }
    Ok(())
}

/// A folder that is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("mingzhang-throughput-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in a temporary folder is the system's to clear.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Builds the command, and says where it is: beside this chore.
fn built() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status =
        Command::new(cargo).args(["build", "--release", "--quiet", "--package", "mingzhang"]).status()?;
    ensure!(status.success(), "the command does not build");
    Ok(std::env::current_exe()?.with_file_name("mingzhang"))
}

/// What a run cost.
struct Cost {
    took: Duration,
    /// Time of all cores together.
    processor: Option<Duration>,
    /// The most memory at any time, in KiB.
    peak: Option<u64>,
}

fn measured(binary: &Path, folder: &Path, format: &str) -> anyhow::Result<Cost> {
    let start = Instant::now();
    let mut child = Command::new(binary)
        .args(["check", "--format", format])
        .arg(folder)
        .stdout(Stdio::null())
        .spawn()
        .context("the command does not start")?;
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    let mut cost = Cost { took: Duration::ZERO, processor: None, peak: None };
    // The system keeps its account of a process only as long as the process runs.
    while child.try_wait()?.is_none() {
        cost.peak = peak(&process).or(cost.peak);
        cost.processor = processor(&process).or(cost.processor);
        std::thread::sleep(Duration::from_millis(5));
    }
    cost.took = start.elapsed();
    Ok(cost)
}

/// The peak that Linux keeps for a process.
fn peak(process: &Path) -> Option<u64> {
    let status = std::fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// User and system time of a process, which Linux counts in hundredths of a second.
fn processor(process: &Path) -> Option<Duration> {
    let stat = std::fs::read_to_string(process.join("stat")).ok()?;
    // The name of the command, in brackets, may hold blanks.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: Vec<u64> = fields.split_whitespace().skip(11).take(2).filter_map(|f| f.parse().ok()).collect();
    (ticks.len() == 2).then(|| Duration::from_millis(ticks.iter().sum::<u64>() * 10))
}

fn per_document(processor: Option<Duration>, documents: usize) -> String {
    let micros = processor.map(|p| p.as_micros() / documents.max(1) as u128);
    micros.map_or("?".to_owned(), |micros| format!("{}.{:02}", micros / 1000, micros % 1000 / 10))
}
