//! `mingzhang check`: reads, audits and reports, on all cores, in the order of the inputs.

use crate::annotated::Copies;
use crate::args::{CheckArgs, Color, Format};
use crate::beside::Shelf;
use crate::config::{Config, Configs, profile};
use crate::inputs::{Input, MEBIBYTE, inputs};
use crate::publication::Publication;
use crate::report::{self, Report, Style};
use crate::selectors::selectors;
use crate::terminal;
use crate::trouble::{refusal, trouble};
use indicatif::{ProgressBar, ProgressStyle};
use mingzhang_audit::{Audit, Finding, Related, Severity, audit_beside};
use mingzhang_model::{Disclosure, Lang, Source, Text, text};
use mingzhang_read::{Limits, Options, Reading};
use mingzhang_standard::{InspectionGroup, Profile, builtin, customary_inspection};
use rayon::prelude::*;
use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

/// One input with what came of it.
pub(crate) struct Checked {
    pub file: String,
    pub outcome: Result<Audited, Text>,
}

/// A document that was read.
pub(crate) struct Audited {
    /// The lines that locations count.
    pub source: Arc<Source>,
    pub disclosure: Disclosure,
    pub audit: Audit,
    /// Where no profile fits, the name of the nearest.
    pub nearest: Option<String>,
    /// The lowest severity shown.
    pub severity: Severity,
    /// What the inspection sheet of such a document asks.
    pub asked: Vec<InspectionGroup>,
    /// What the user knows of its publication.
    pub publication: Publication,
    /// The documents beside it: the file of each, and its lines.
    pub beside: Vec<(String, Arc<Source>)>,
}

impl Audited {
    /// The findings that are to be shown, most certain first.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Finding> {
        self.audit.findings.iter().filter(|f| f.severity <= self.severity)
    }

    /// The lines that a piece of evidence stands in, with the name of their file if that is another.
    pub(crate) fn lines_of(&self, related: &Related) -> (&Source, Option<&str>) {
        let other = related.document.and_then(|document| self.beside.get(document));
        other.map_or((&self.source, None), |(file, source)| (source, Some(file)))
    }
}

/// Documents in work at one time for each thread: enough to keep all busy, few enough for a flat memory.
const AHEAD: usize = 16;

/// Runs the check; 0 if there is no error in any document, 1 if there is, 2 if one could not be read.
pub(crate) fn run(args: &CheckArgs, lang: Option<Lang>) -> anyhow::Result<ExitCode> {
    rayon::ThreadPoolBuilder::new().num_threads(args.jobs.into()).build_global()?;
    let mut checker = Checker::new(args)?;
    let inputs = inputs(&args.inputs, args.bundle);
    let configured = inputs.first().and_then(|i| checker.configs.of(i.path()).ok()).and_then(|c| c.lang);
    let lang = lang.or(configured.map(Lang::from)).unwrap_or_default();
    let style = Style { lang, color: colored(args), columns: columns(args) };
    checker.shelf = checker.shelf(lang)?;
    let out = output(args, &inputs)?;
    let copies = |path| Copies::new(path, &inputs, lang);
    let copies = args.annotate.as_deref().map(copies).transpose()?;
    let run = Run { checker: &checker, inputs: &inputs, style, copies: copies.as_ref() };
    let tally = match args.format {
        Format::Human => run.stream(report::Human::new(out, style)),
        Format::Json => run.stream(report::Json::new(out)?),
        Format::Sarif => run.stream(report::Sarif::new(out, style)?),
        Format::Html => run.stream(report::Html::new(out, style)),
        Format::Xlsx => run.stream(report::Xlsx::new(out, style)),
        Format::Inspection => run.stream(report::Inspection::new(out, style)),
    }?;
    tally.tell(args.output.as_deref(), lang);
    Ok(ExitCode::from(tally.status))
}

/// All documents of a call.
struct Run<'a> {
    checker: &'a Checker<'a>,
    inputs: &'a [Input],
    style: Style,
    copies: Option<&'a Copies>,
}

impl Run<'_> {
    /// Reads, audits and writes up documents on all threads, and reports them in order.
    fn stream<R: Report>(&self, mut report: R) -> anyhow::Result<Tally> {
        let progress = progress(self.inputs.len());
        let mut total = Tally::default();
        let numbered: Vec<(usize, &Input)> = (1..).zip(self.inputs).collect();
        // While one chunk is written the next is in work. A writer that fails hangs up, and the work ends.
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Vec<(Tally, anyhow::Result<R::Part>)>>(1);
            let numbered = &numbered;
            scope.spawn(move || {
                let part = |&(number, input): &(usize, &Input)| {
                    let document = self.checker.check(input);
                    let mut tally = Tally::of(&document, self.style);
                    if let Some(Err(why)) = self.copies.map(|copies| copies.write(number, input, &document)) {
                        tally.status = crate::TROUBLE;
                        tally.uncopied.push(why.get(self.style.lang).to_owned());
                    }
                    (tally, R::part(&document, number, self.style))
                };
                for chunk in numbered.chunks(rayon::current_num_threads() * AHEAD) {
                    if sender.send(chunk.par_iter().map(part).collect()).is_err() {
                        break;
                    }
                }
            });
            for (tally, part) in receiver.into_iter().flatten() {
                total.add(tally);
                report.add(part?)?;
                progress.inc(1);
            }
            anyhow::Ok(())
        })?;
        progress.finish_and_clear();
        report.finish()?;
        Ok(total)
    }
}

/// What came of one document, or of all.
#[derive(Default)]
struct Tally {
    documents: usize,
    /// The exit status.
    status: u8,
    counts: [usize; 3],
    /// The documents that could not be read, each with the reason.
    unread: Vec<String>,
    /// Those that were, and have no annotated copy although it was asked for.
    uncopied: Vec<String>,
}

impl Tally {
    fn of(checked: &Checked, style: Style) -> Self {
        let mut tally = Self { documents: 1, ..Self::default() };
        match &checked.outcome {
            Ok(audited) => {
                tally.counts = report::counts(&audited.audit);
                tally.status = u8::from(tally.counts[0] > 0);
            }
            Err(why) => {
                tally.status = crate::TROUBLE;
                tally.unread.push(report::unread(&checked.file, why).get(style.lang).to_owned());
            }
        }
        tally
    }

    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.status = self.status.max(other.status);
        self.counts.iter_mut().zip(other.counts).for_each(|(total, n)| *total += n);
        self.unread.extend(other.unread);
        self.uncopied.extend(other.uncopied);
    }

    /// Tells who sits at the terminal what a report that went to a file says, and in any case what could not be read.
    fn tell(&self, output: Option<&Path>, lang: Lang) {
        // Without a file to go to, the report has told what could not be read.
        let mut lines = if output.is_some() { self.unread.clone() } else { Vec::new() };
        lines.extend(self.uncopied.iter().cloned());
        if let Some(path) = output
            && std::io::stderr().is_terminal()
        {
            let all = report::documents(self.documents, self.unread.len(), self.counts);
            let written = text!("已写入 {0}。{1}", "{0} is written. {1}", path.display().to_string(), all);
            lines.push(written.get(lang).to_owned());
        }
        for line in lines {
            // Nobody reads it if standard error is closed.
            let _ = writeln!(std::io::stderr(), "mingzhang: {line}");
        }
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

/// Where the report goes, which must not be a document that is to be read.
fn output(args: &CheckArgs, inputs: &[Input]) -> anyhow::Result<Box<dyn Write>> {
    Ok(match &args.output {
        Some(path) if inputs.iter().any(|input| input.is(path)) => {
            return Err(trouble(text!(
                "{0} 正是要核对的文件，不能用作输出。请另取一个文件名。",
                "{0} is one of the files to read; please give the output another name.",
                path.display().to_string()
            )));
        }
        Some(path) => {
            Box::new(BufWriter::new(std::fs::File::create(path).map_err(|e| unwritable(path, &e))?))
        }
        None if matches!(args.format, Format::Xlsx | Format::Inspection)
            && std::io::stdout().is_terminal() =>
        {
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
    trouble(text!("无法写入 {0}：{1}", "cannot write {0}: {1}", path.display().to_string(), refusal(error)))
}

fn colored(args: &CheckArgs) -> bool {
    match args.color {
        _ if args.no_color => false,
        Color::Always => true,
        Color::Never => false,
        Color::Auto => args.output.is_none() && terminal::colored(),
    }
}

fn columns(args: &CheckArgs) -> usize {
    if args.output.is_some() { terminal::COLUMNS } else { terminal::columns() }
}

/// What every document is checked by.
struct Checker<'a> {
    args: &'a CheckArgs,
    configs: Configs,
    profile: Option<Profile>,
    select: Vec<String>,
    ignore: Vec<String>,
    limits: Limits,
    shelf: Shelf,
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
            shelf: Shelf::default(),
        })
    }

    /// The documents beside those to check.
    fn shelf(&self, lang: Lang) -> anyhow::Result<Shelf> {
        let options = Options { profiles: builtin(), forced: self.profile.as_ref(), limits: self.limits };
        Shelf::read(&self.args.previous, self.args.department.as_deref(), &options, lang)
    }

    fn check(&self, input: &Input) -> Checked {
        let outcome = self.configs.of(input.path()).and_then(|config| {
            let forced = self.profile.as_ref().or(config.profile.as_ref());
            let options = Options { profiles: builtin(), forced, limits: self.limits };
            Ok(self.audited(read(input, &options)?, &config))
        });
        Checked { file: input.name(), outcome }
    }

    fn audited(&self, reading: Reading<'_>, config: &Config) -> Audited {
        let mut settings = config.settings.clone();
        if !self.select.is_empty() {
            settings.select.clone_from(&self.select);
        }
        settings.ignore.extend(self.ignore.iter().cloned());
        let shelved = self.shelf.beside(&reading.disclosure);
        let given: Vec<_> = shelved.iter().map(|other| other.given()).collect();
        let audit = audit_beside(&reading.disclosure, reading.profile, &settings, &given);
        let beside = shelved.iter().map(|other| (other.file.clone(), Arc::clone(&other.source))).collect();
        let nearest = reading.nearest.map(|p| p.id.to_string());
        let severity = self.args.severity.or(config.severity).map_or(Severity::Info, Into::into);
        let told = Publication { approved: self.args.approved, published: self.args.published };
        Audited {
            disclosure: reading.disclosure,
            audit,
            nearest,
            severity,
            source: reading.source,
            asked: self.asked(reading.profile),
            publication: told.or(config.publication),
            beside,
        }
    }
}

impl Checker<'_> {
    /// Only the inspection sheet wants to know.
    fn asked(&self, profile: Option<&Profile>) -> Vec<InspectionGroup> {
        match profile {
            _ if self.args.format != Format::Inspection => Vec::new(),
            Some(profile) if !profile.inspection.is_empty() => profile.inspection.clone(),
            _ => customary_inspection(profile),
        }
    }
}

/// The limits that the option `--max-size` sets.
pub(crate) fn limits(mebibytes: u64) -> Limits {
    Limits { max_bytes: mebibytes.saturating_mul(MEBIBYTE) }
}

/// What an input says, or for the user why it cannot be read.
pub(crate) fn read<'a>(input: &Input, options: &Options<'a>) -> Result<Reading<'a>, Text> {
    Ok(mingzhang_read::recognize(&input.document(options.limits)?, options))
}
