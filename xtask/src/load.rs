//! The portal under load: the release binary serves a filled store, and wrk asks for its pages.

use crate::command::{Folder, built, peak};
use crate::fill::{LAST, OF_A_COUNTY, address, said};
use anyhow::{Context as _, ensure};
use mingzhang_store::{Store, StoreError};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Words that the made-up budgets say, and some that they do not.
const WORDS: &[&str] =
    &["养老服务", "道路养护", "预算", "三公 经费", "公务用车", "不存在的项目", "机关运行经费", "政府采购"];

/// What is asked for: a name, and the address in Lua, of which what is not given is drawn anew each time.
const PAGES: &[(&str, &str)] = &[
    ("office", "'/offices/' .. office"),
    ("document", "'/revisions/' .. revision"),
    ("number", "'/revisions/' .. revision .. '/numbers/' .. number"),
    ("compare", "'/compare?a=' .. revision .. '&b=' .. (revision + 1)"),
    ("search", "'/search?q=' .. word"),
    ("offices by initials", "'/?name=d' .. (office % 100)"),
    ("register", "'/register?year=' .. year .. '&region=' .. region"),
    ("amounts, JSON", "'/api/v1/revisions/' .. revision .. '/facts.json'"),
];

/// Answers that are kept, made anew each time: what is asked for beside is not known to the portal, and makes another address.
const MADE_ANEW: &[(&str, &str)] = &[
    ("search, made anew", "'/search?q=' .. word .. '&anew=' .. math.random(1000000000)"),
    ("offices by initials, made anew", "'/?name=d' .. (office % 100) .. '&anew=' .. math.random(1000000000)"),
    (
        "register of a county, made anew",
        "'/register?year=' .. year .. '&region=' .. (region + 2) .. '&anew=' .. math.random(1000000000)",
    ),
    ("register of all, made anew", "'/register?year=' .. year .. '&anew=' .. math.random(1000000000)"),
];

/// What to measure.
pub(crate) struct Settings<'a> {
    pub data: &'a Path,
    pub database: Option<&'a str>,
    /// Offices that the store was filled with, and budgets of each.
    pub offices: usize,
    pub years: usize,
    /// How long each kind of page is asked for.
    pub seconds: u32,
    /// How often all kinds are asked for together, each time three times as long.
    pub rounds: u32,
}

/// Measures, and prints tables.
pub(crate) fn run(settings: &Settings<'_>) -> anyhow::Result<()> {
    let portal = Portal::start(settings)?;
    let folder = Folder::new()?;
    println!("| page | one asker: median | 99% | sixteen askers: pages/s | errors |\n|---|---|---|---|---|");
    for (name, address) in PAGES.iter().chain(MADE_ANEW) {
        let script = script(&folder, address, settings)?;
        let alone = wrk(&portal.address, &script, 1, settings.seconds)?;
        let many = wrk(&portal.address, &script, 16, settings.seconds)?;
        let errors = alone.errors + many.errors;
        println!("| {name} | {} | {} | {} | {errors} |", alone.median, alone.tail, many.rate);
    }
    let mixed: Vec<&str> = PAGES.iter().map(|(_, address)| *address).collect();
    let mixed = format!("({{{}}})[math.random({})]", mixed.join(", "), PAGES.len());
    let script = script(&folder, &mixed, settings)?;
    println!(
        "\n| all kinds, sixteen askers, a change every second | pages/s | errors | memory |\n|---|---|---|---|"
    );
    for round in 1..=settings.rounds {
        let many = at_work(settings, || wrk(&portal.address, &script, 16, settings.seconds * 3))?;
        println!("| round {round} | {} | {} | {} MiB |", many.rate, many.errors, portal.memory()?);
    }
    println!("\npeak memory: {} MiB", portal.peak()?);
    Ok(())
}

/// Does something while somebody is at work: every second the days of a document are written down, and all answers that go
/// through the whole store have to be made anew.
fn at_work<T>(settings: &Settings<'_>, then: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Runtime::new()?;
    let store = runtime.block_on(Store::open(&address(settings.data, settings.database))).map_err(said)?;
    let documents = i64::try_from(settings.offices * settings.years)?;
    let work: JoinHandle<Result<(), StoreError>> = runtime.spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let mut change = store.change("演示", 0).await?;
            let document = fastrand::i64(1..=documents);
            change.schedule(document, Some("2026-02-01"), Some("2026-02-21")).await?;
            change.keep().await?;
        }
    });
    let done = then()?;
    // It ends by an error alone; without one it goes with its runtime.
    if work.is_finished() {
        runtime.block_on(work)?.map_err(said)?;
    }
    Ok(done)
}

/// The server, ended when this is dropped.
struct Portal {
    child: Child,
    address: String,
}

impl Portal {
    fn start(settings: &Settings<'_>) -> anyhow::Result<Self> {
        let mut command = Command::new(built()?);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--rate", "0", "--costly-rate", "0", "--data"])
            .arg(settings.data);
        if let Some(database) = settings.database {
            command.args(["--database", database]);
        }
        // What it logs of every answer is written, and read by nobody.
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("the portal does not start")?;
        let mut line = String::new();
        if let Some(said) = child.stdout.take() {
            BufReader::new(said).read_line(&mut line)?;
        }
        let from = line.find("http://").with_context(|| format!("the portal says {line:?}"))?;
        let address = line[from..].split(|c: char| !c.is_ascii_graphic()).next().unwrap_or_default();
        Ok(Self { child, address: address.to_owned() })
    }

    fn process(&self) -> PathBuf {
        PathBuf::from(format!("/proc/{}", self.child.id()))
    }

    /// Memory now, in MiB.
    fn memory(&self) -> anyhow::Result<u64> {
        let pages = std::fs::read_to_string(self.process().join("statm"))?;
        let resident: u64 = pages.split(' ').nth(1).context("statm")?.parse()?;
        Ok(resident * 4 / 1024)
    }

    fn peak(&self) -> anyhow::Result<u64> {
        Ok(peak(&self.process()).context("VmHWM")? / 1024)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        // It has ended already, or it ends now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn script(folder: &Folder, address: &str, settings: &Settings<'_>) -> anyhow::Result<PathBuf> {
    let words: Vec<String> = WORDS.iter().map(|word| format!("'{}'", encoded(word))).collect();
    let (offices, years) = (settings.offices, settings.years);
    let (revisions, counties) = (offices * years - 1, offices / OF_A_COUNTY);
    let script = format!(
        "math.randomseed(7)
local words = {{{}}}
request = function()
  local office, revision = math.random({offices}), math.random({revisions})
  local number, word = math.random(0, 60), words[math.random(#words)]
  local year, region = {LAST} - math.random(0, {years} - 1), math.random(0, {counties})
  return wrk.format('GET', {address})
end
done = function(summary, latency, requests)
  local e = summary.errors
  print('errors=' .. e.connect + e.read + e.write + e.status + e.timeout)
  print('median=' .. latency:percentile(50) .. ' tail=' .. latency:percentile(99))
  print('rate=' .. math.floor(summary.requests * 1000000 / summary.duration))
end
",
        words.join(", ")
    );
    let path = folder.0.join("ask.lua");
    std::fs::write(&path, script)?;
    Ok(path)
}

fn encoded(word: &str) -> String {
    word.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

/// What wrk tells.
struct Told {
    median: String,
    tail: String,
    rate: String,
    errors: u64,
}

fn wrk(address: &str, script: &Path, askers: u32, seconds: u32) -> anyhow::Result<Told> {
    let ran = Command::new("wrk")
        .args(["-t1", &format!("-c{askers}"), &format!("-d{seconds}s"), "-s"])
        .arg(script)
        .arg(address)
        .output()
        .context("wrk does not start; Debian has a package of this name")?;
    ensure!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let value = |key: &str| {
        let (_, rest) = said.split_once(&format!("{key}=")).with_context(|| format!("wrk says {said}"))?;
        Ok::<_, anyhow::Error>(rest.split_whitespace().next().unwrap_or_default().to_owned())
    };
    let milliseconds = |key: &str| {
        let micros = value(key)?.split('.').next().unwrap_or_default().parse::<u64>()?;
        Ok::<_, anyhow::Error>(format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100))
    };
    Ok(Told {
        median: milliseconds("median")?,
        tail: milliseconds("tail")?,
        rate: value("rate")?,
        errors: value("errors")?.parse()?,
    })
}
