//! `mingzhang check`: reads, audits and reports, on all cores, in the order of the inputs.

use crate::args::{CheckArgs, Color, Format};
use crate::config::{Config, Configs, profile};
use crate::inputs::{Closed, Input, inputs};
use crate::report::{self, Style};
use crate::selectors::selectors;
use crate::trouble::trouble;
use indicatif::{ProgressBar, ProgressStyle};
use mingzhang_audit::{Audit, Finding, Severity, audit};
use mingzhang_model::{Disclosure, Lang, Text, text};
use mingzhang_read::{Limits, Options, Unreadable, decode, read_text};
use mingzhang_standard::{Profile, builtin};
use rayon::prelude::*;
use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::sync_channel;

/// One input with what came of it.
pub(crate) struct Checked {
    pub file: String,
    pub outcome: Result<Audited, Text>,
}

/// A document that was read.
pub(crate) struct Audited {
    /// The decoded text.
    pub text: String,
    pub disclosure: Disclosure,
    pub audit: Audit,
    /// Where no profile fits, the name of the nearest.
    pub nearest: Option<String>,
    /// The lowest severity shown.
    pub severity: Severity,
}

impl Audited {
    /// The findings that are to be shown, most certain first.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Finding> {
        self.audit.findings.iter().filter(|f| f.severity <= self.severity)
    }
}

/// Documents in work at one time for each thread: enough to keep all busy, few enough for a flat memory.
const AHEAD: usize = 16;

/// Runs the check; 0 if there is no error in any document, 1 if there is, 2 if one could not be read.
pub(crate) fn run(args: &CheckArgs, lang: Option<Lang>) -> anyhow::Result<ExitCode> {
    rayon::ThreadPoolBuilder::new().num_threads(args.jobs).build_global()?;
    let checker = Checker::new(args)?;
    let inputs = inputs(&args.inputs);
    let configured = inputs.first().and_then(|i| checker.configs.of(i.path()).ok()).and_then(|c| c.lang);
    let lang = lang.or(configured.map(Lang::from)).unwrap_or_default();
    let style = Style { lang, color: colored(args), columns: columns(args) };
    let mut report = report::new(args.format, output(args)?, style)?;
    let progress = progress(inputs.len());
    let mut worst = 0;
    // While one chunk is written the next is in work. A writer that fails hangs up, and the work ends.
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Vec<Checked>>(1);
        let (checker, inputs) = (&checker, &inputs);
        scope.spawn(move || {
            for chunk in inputs.chunks(rayon::current_num_threads() * AHEAD) {
                let documents = chunk.par_iter().map(|input| checker.check(input)).collect();
                if sender.send(documents).is_err() {
                    break;
                }
            }
        });
        for document in receiver.into_iter().flatten() {
            worst = worst.max(status(&document));
            report.document(document)?;
            progress.inc(1);
        }
        anyhow::Ok(())
    })?;
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
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn output(args: &CheckArgs) -> anyhow::Result<Box<dyn Write>> {
    Ok(match &args.output {
        Some(path) => {
            Box::new(BufWriter::new(std::fs::File::create(path).map_err(|e| unwritable(path, &e))?))
        }
        None if args.format == Format::Xlsx && std::io::stdout().is_terminal() => {
            return Err(trouble(text!(
                "Excel 工作簿不能显示在终端，请用 -o 指定文件，如 -o 问题清单.xlsx",
                "a workbook cannot be shown on a terminal; please name a file, such as -o findings.xlsx"
            )));
        }
        None => Box::new(BufWriter::new(std::io::stdout())),
    })
}

/// The output could not be written.
pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> anyhow::Error {
    trouble(text!(
        "无法写入 {0}：{1}",
        "cannot write {0}: {1}",
        path.display().to_string(),
        error.to_string()
    ))
}

fn colored(args: &CheckArgs) -> bool {
    match args.color {
        _ if args.no_color => false,
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let asked_not_to = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
            args.output.is_none() && std::io::stdout().is_terminal() && !asked_not_to
        }
    }
}

/// Columns of a report that nothing tells its width.
const COLUMNS: usize = 80;
/// Narrower than this a quotation is of no use; wider, a line is hard to read.
const READABLE: std::ops::RangeInclusive<usize> = 40..=120;

fn columns(args: &CheckArgs) -> usize {
    let terminal =
        if args.output.is_none() { terminal_size::terminal_size_of(std::io::stdout()) } else { None };
    terminal.map_or(COLUMNS, |(width, _)| usize::from(width.0).clamp(*READABLE.start(), *READABLE.end()))
}

/// What every document is checked by.
struct Checker<'a> {
    args: &'a CheckArgs,
    configs: Configs,
    profile: Option<Profile>,
    select: Vec<String>,
    ignore: Vec<String>,
    limits: Limits,
}

impl<'a> Checker<'a> {
    fn new(args: &'a CheckArgs) -> anyhow::Result<Self> {
        Ok(Self {
            args,
            configs: Configs::default(),
            profile: args.profile.as_deref().map(|name| profile(name, Path::new("."))).transpose()?,
            select: selectors(&args.select)?,
            ignore: selectors(&args.ignore)?,
            limits: limits(args.max_size),
        })
    }

    fn check(&self, input: &Input) -> Checked {
        let outcome = self.configs.of(input.path()).and_then(|config| {
            let text = read(input, self.limits)?;
            Ok(self.audited(text, &config))
        });
        Checked { file: input.name(), outcome }
    }

    fn audited(&self, text: String, config: &Config) -> Audited {
        let forced = self.profile.as_ref().or(config.profile.as_ref());
        let reading = read_text(&text, &Options { profiles: builtin(), forced, limits: self.limits });
        let mut settings = config.settings.clone();
        if !self.select.is_empty() {
            settings.select.clone_from(&self.select);
        }
        settings.ignore.extend(self.ignore.iter().cloned());
        let audit = audit(&reading.disclosure, reading.profile, &settings);
        let nearest = reading.nearest.map(|p| p.id.to_string());
        let severity = self.args.severity.or(config.severity).map_or(Severity::Info, Into::into);
        Audited { disclosure: reading.disclosure, audit, nearest, severity, text }
    }
}

/// The limits that the option `--max-size` sets.
pub(crate) fn limits(mebibytes: u64) -> Limits {
    Limits { max_bytes: mebibytes.saturating_mul(1 << 20) }
}

/// The text of an input, or for the user why there is none.
pub(crate) fn read(input: &Input, limits: Limits) -> Result<String, Text> {
    let bytes = input.bytes(limits.max_bytes).map_err(|closed| match closed {
        Closed::TooLarge(size) => Unreadable::TooLarge { size, limit: limits.max_bytes }.message(),
        Closed::Because(why) => why,
    })?;
    Ok(decode(&bytes, limits).map_err(|unreadable| unreadable.message())?.into_owned())
}
