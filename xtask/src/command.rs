//! The release binary as a whole: what it costs to run it.

use anyhow::{Context as _, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A folder that is gone afterwards.
pub(crate) struct Folder(pub PathBuf);

impl Folder {
    pub(crate) fn new() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("mingzhang-bench-{}", std::process::id()));
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
pub(crate) fn built() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status =
        Command::new(cargo).args(["build", "--release", "--quiet", "--package", "mingzhang"]).status()?;
    ensure!(status.success(), "the command does not build");
    // This chore may have been built in another profile.
    let beside = std::env::current_exe()?.with_file_name("mingzhang");
    Ok(beside
        .parent()
        .and_then(Path::parent)
        .map_or(beside.clone(), |target| target.join("release/mingzhang")))
}

/// What a run cost.
pub(crate) struct Cost {
    pub took: Duration,
    /// Time of all cores together.
    pub processor: Option<Duration>,
    /// The most memory at any time, in KiB.
    pub peak: Option<u64>,
    pub status: ExitStatus,
}

impl Cost {
    pub(crate) fn peak_in_words(&self) -> String {
        self.peak.map_or("?".to_owned(), |kibibytes| format!("{} MiB", kibibytes / 1024))
    }
}

/// Runs a command without showing what it prints.
pub(crate) fn measured(command: &mut Command) -> anyhow::Result<Cost> {
    let start = Instant::now();
    let mut child =
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("the command does not start")?;
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    let (mut most, mut used) = (None, None);
    // The system keeps its account of a process only as long as the process runs.
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        most = peak(&process).or(most);
        used = processor(&process).or(used);
        std::thread::sleep(Duration::from_millis(5));
    };
    Ok(Cost { took: start.elapsed(), processor: used, peak: most, status })
}

/// The peak that Linux keeps for a process.
pub(crate) fn peak(process: &Path) -> Option<u64> {
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
