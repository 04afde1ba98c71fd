//! `mingzhang build`: from the ledger to the finished document, in every format, audited before it is written.

mod watch;
mod written;

use crate::args::BuildArgs;
use crate::check::{Audited, Checked};
use crate::config::profile;
use crate::ledger::{FAULTY, all_faults, load, refuse, say};
use crate::publication::Publication;
use crate::report::{self, Human, Report as _, Style};
use crate::terminal;
use crate::trouble::trouble;
use mingzhang_audit::Severity;
use mingzhang_model::{Lang, Text, text};
use mingzhang_press::{File, Pressed, press};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(crate) fn run(args: &BuildArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    if args.watch { watch::run(args, lang) } else { build(args, lang) }
}

/// Builds once. Where anything is wrong, nothing is written.
fn build(args: &BuildArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let (entered, faults) = load(&args.ledger)?;
    let faults = all_faults(&entered, faults);
    if !faults.is_empty() {
        return refuse(&args.ledger, &faults, lang);
    }
    let ledger = &entered.ledger;
    let profile = profile(&ledger.office.profile, Path::new("."))?;
    let pressed = match press(ledger, &profile) {
        Ok(pressed) => pressed,
        Err(problems) => return unfinished(&args.ledger, &problems, lang),
    };
    let Pressed { mut document, blank, moved, strained, .. } = pressed;
    let audited = Audited {
        source: pressed.source,
        disclosure: pressed.disclosure,
        audit: pressed.audit,
        nearest: None,
        severity: Severity::Info,
        asked: Vec::new(),
        publication: Publication::default(),
        beside: Vec::new(),
    };
    let counts = report::counts(&audited.audit);
    if counts[0] > 0 {
        tell(&Checked { file: args.ledger.display().to_string(), outcome: Ok(audited) }, lang)?;
        if !args.draft {
            return contradicted(counts[0], lang);
        }
    }
    if args.draft {
        document.mark_draft();
    }
    if args.lines {
        document.open_lines(ledger);
    }
    let files = document.files(&args.formats()).map_err(|unmade| trouble(unmade.message().clone()))?;
    written::write(&args.folder, &files)?;
    told_written(&args.folder, &files, lang)?;
    rounded(moved, strained, lang)?;
    left_blank(&blank, lang)?;
    audited_well(counts, lang)?;
    Ok(ExitCode::SUCCESS)
}

/// Shows the findings.
fn tell(checked: &Checked, lang: Lang) -> anyhow::Result<()> {
    let style = Style { lang, color: terminal::colored(), columns: terminal::columns() };
    let mut human = Human::new(Box::new(std::io::stderr()), style);
    human.add(Human::part(checked, 1, style)?)?;
    human.finish()
}

/// The ledger lacks something without which no document can be written.
fn unfinished(ledger: &Path, problems: &[Text], lang: Lang) -> anyhow::Result<ExitCode> {
    let mut err = std::io::stderr().lock();
    for problem in problems {
        writeln!(err, "{}", text!("{0}：{1}", "{0}: {1}", ledger.display().to_string(), problem).get(lang))?;
    }
    let end = text!(
        "以上 {0} 处请在账册中补正后再试；没有写任何文件。",
        "Please complete or correct these {0} things in the ledger. Nothing was written.",
        problems.len()
    );
    writeln!(err, "{}", end.get(lang))?;
    Ok(ExitCode::from(FAULTY))
}

fn contradicted(errors: usize, lang: Lang) -> anyhow::Result<ExitCode> {
    let end = text!(
        "编成的文本自查有 {0} 个错误，没有写任何文件。请按上面的提示改账册；要先看样稿请加 --draft，每页会标明草稿。",
        "The document has {0} errors, and nothing was written. Please correct the ledger; --draft writes it nevertheless, marked on every page.",
        errors
    );
    writeln!(std::io::stderr(), "{}", end.get(lang))?;
    Ok(ExitCode::from(FAULTY))
}

fn told_written(folder: &Path, files: &[File], lang: Lang) -> anyhow::Result<()> {
    files.iter().try_for_each(|file| {
        let kibibytes = file.bytes.len().div_ceil(1024);
        let path = folder.join(&file.path).display().to_string();
        say(&text!("已写入 {0}（{1} KB）", "{0} is written ({1} KB)", path, kibibytes), lang)
    })
}

/// Tells of amounts that are not the nearest.
fn rounded(moved: usize, strained: usize, lang: Lang) -> anyhow::Result<()> {
    if moved > 0 {
        let told = text!(
            "为使各表各数相加相符，有 {0} 个数没有取最近的值，与实际相差不到末位的一个单位。",
            "So that everything adds up, {0} amounts are not the nearest, but less than one of the last place away.",
            moved
        );
        say(&told, lang)?;
    }
    if strained > 0 {
        let told = text!(
            "有 {0} 个数与实际相差一个末位单位以上：没有更接近而又相加相符的取法。",
            "{0} amounts are one of the last place or more away: nothing nearer adds up.",
            strained
        );
        say(&told, lang)?;
    }
    Ok(())
}

/// Tells of headings that have nothing below them.
fn left_blank(headings: &[String], lang: Lang) -> anyhow::Result<()> {
    if headings.is_empty() {
        return Ok(());
    }
    let told = text!(
        "以下标题下面没有内容，请在账册中填写：{0}。",
        "Nothing stands below these headings; please fill in the ledger: {0}.",
        headings.join("、")
    );
    say(&told, lang)
}

fn audited_well([errors, warnings, notes]: [usize; 3], lang: Lang) -> anyhow::Result<()> {
    let told = text!(
        "自查：错误 {0}，警告 {1}，提示 {2}。对写出的文件运行 mingzhang check 可看详情。",
        "Audited: {0} errors, {1} warnings, {2} notes. mingzhang check on a written file shows them.",
        errors,
        warnings,
        notes
    );
    say(&told, lang)
}
