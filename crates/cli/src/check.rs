//! `mingzhang check`: reads, audits and reports, on all cores, in the order of the inputs.

use crate::args::{CheckArgs, Color, Format};
use crate::config::{Config, Configs};
use crate::inputs::{Input, inputs};
use crate::report;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use mingzhang_audit::{Audit, Severity, audit};
use mingzhang_model::{Disclosure, Lang, Text, text};
use mingzhang_read::{Limits, Options, decode, read_text};
use mingzhang_standard::{Profile, builtin};
use rayon::prelude::*;
use std::io::{BufWriter, IsTerminal as _, Write};
use std::process::ExitCode;

/// One input with what came of it.
pub(crate) struct Checked {
    pub file: String,
    /// The decoded text; empty if the file could not be read.
    pub text: String,
    pub outcome: Result<Audited, Text>,
}

/// A document that was read.
pub(crate) struct Audited {
    pub disclosure: Disclosure,
    pub audit: Audit,
    /// Where no profile fits, the title of the nearest.
    pub nearest: Option<String>,
}

/// Documents in work at one time for each thread: enough to keep all busy, few enough for a flat memory.
const AHEAD: usize = 16;

/// Runs the check; 0 if there is no error in any document, 1 if there is, 2 if one could not be read.
pub(crate) fn run(args: &CheckArgs, lang: Option<Lang>) -> anyhow::Result<ExitCode> {
    rayon::ThreadPoolBuilder::new().num_threads(args.jobs).build_global().ok();
    let inputs = inputs(&args.inputs)?;
    let configs = Configs::default();
    let checker = Checker { args, configs: &configs, own_profile: load_profile(args.profile.as_deref())? };
    let first = configs.of(inputs.first().map_or(std::path::Path::new("."), Input::path))?;
    let lang = lang.unwrap_or(if first.lang.as_deref() == Some("en") { Lang::En } else { Lang::Zh });
    let severity = args.severity.or(first.severity()?).map_or(Severity::Info, Into::into);
    let mut report =
        report::new(args.format, output(args)?, report::Style { lang, severity, color: colored(args) })?;
    let progress = progress(inputs.len());
    let mut worst = 0;
    for chunk in inputs.chunks(rayon::current_num_threads().max(1) * AHEAD) {
        let documents: Vec<Checked> =
            chunk.par_iter().map(|input| checker.check(input)).collect::<anyhow::Result<_>>()?;
        for document in documents {
            worst = worst.max(status(&document));
            report.document(document)?;
            progress.inc(1);
        }
    }
    progress.finish_and_clear();
    report.finish()?;
    Ok(ExitCode::from(worst))
}

fn status(checked: &Checked) -> u8 {
    match &checked.outcome {
        Err(_) => crate::TROUBLE,
        Ok(audited) => u8::from(audited.audit.findings.iter().any(|f| f.severity == Severity::Error)),
    }
}

fn progress(files: usize) -> ProgressBar {
    if files < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  剩余 {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn output(args: &CheckArgs) -> anyhow::Result<Box<dyn Write>> {
    Ok(match &args.output {
        Some(path) => {
            let file = std::fs::File::create(path).with_context(|| format!("无法写入 {}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None if args.format == Format::Xlsx && std::io::stdout().is_terminal() => {
            anyhow::bail!("Excel 工作簿不能显示在终端，请用 -o 指定文件，如 -o 问题清单.xlsx")
        }
        None => Box::new(BufWriter::new(std::io::stdout())),
    })
}

fn colored(args: &CheckArgs) -> bool {
    match args.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            args.output.is_none() && std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
        }
    }
}

/// A profile by its name or its file.
pub(crate) fn load_profile(name: Option<&str>) -> anyhow::Result<Option<Profile>> {
    let Some(name) = name else { return Ok(None) };
    if let Some(profile) = builtin().iter().find(|p| &*p.id == name) {
        return Ok(Some(profile.clone()));
    }
    let known: Vec<&str> = builtin().iter().map(|p| &*p.id).collect();
    let text = std::fs::read_to_string(name).with_context(|| {
        format!("没有名为 {name} 的模板，也读不到这个文件。内置模板：{}", known.join("、"))
    })?;
    Profile::parse(&text).with_context(|| format!("模板 {name} 有误")).map(Some)
}

struct Checker<'a> {
    args: &'a CheckArgs,
    configs: &'a Configs,
    own_profile: Option<Profile>,
}

impl Checker<'_> {
    /// Errors are of the call and its configuration; a file that cannot be read is an outcome.
    fn check(&self, input: &Input) -> anyhow::Result<Checked> {
        let config = self.configs.of(input.path())?;
        let file = input.name();
        let limits = Limits { max_bytes: self.args.max_size << 20 };
        let (text, outcome) = match input.bytes(limits.max_bytes) {
            Err(error) => (String::new(), Err(unopened(&error))),
            Ok(bytes) => match decode(&bytes, limits) {
                Err(unreadable) => (String::new(), Err(unreadable.message())),
                Ok(text) => (text.clone().into_owned(), Ok(self.audited(&text, &config)?)),
            },
        };
        Ok(Checked { file, text, outcome })
    }

    fn audited(&self, text: &str, config: &Config) -> anyhow::Result<Audited> {
        let configured =
            if self.own_profile.is_none() { load_profile(config.profile.as_deref())? } else { None };
        let forced = self.own_profile.as_ref().or(configured.as_ref());
        let options = Options { profiles: builtin(), forced, limits: Limits::default() };
        let reading = read_text(text, &options);
        let mut settings = config.audit.clone();
        if !self.args.select.is_empty() {
            settings.select.clone_from(&self.args.select);
        }
        settings.ignore.extend(self.args.ignore.iter().cloned());
        let audit = audit(&reading.disclosure, reading.profile, &settings);
        let nearest = reading.nearest.map(|p| format!("{}（{}）", p.title, p.id));
        Ok(Audited { disclosure: reading.disclosure, audit, nearest })
    }
}

fn unopened(error: &std::io::Error) -> Text {
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            text!("找不到这个文件，请检查路径。", "there is no such file; please check the path.")
        }
        std::io::ErrorKind::PermissionDenied => {
            text!("没有读取权限，请检查文件权限。", "permission denied; please check the permissions.")
        }
        _ => text!("无法打开：{0}", "cannot be opened: {0}", error.to_string()),
    }
}
