//! `mingzhang init`, `mingzhang import` and `mingzhang ledger`: ledgers as workbooks and as folders.

mod files;
mod from;

pub(crate) use files::{load, may_be_of_a_ledger, save};

use crate::args::{ImportArgs, InitArgs, LedgerAction, LedgerArgs};
use crate::config::profile;
use crate::trouble::trouble;
use files::told;
use from::{Numbers, extracted, tell, without_placeholders};
use mingzhang_compile::unprintable;
use mingzhang_extract::{Extracted, carry_over};
use mingzhang_ledger::{Entered, Fault, Ledger, Term, check, in_order};
use mingzhang_model::{Lang, Text, fold, text};
use mingzhang_standard::Profile;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// The ledger, or what it says, has errors.
pub(crate) const FAULTY: u8 = 1;

/// Runs `init`.
pub(crate) fn init(args: &InitArgs, lang: Lang) -> anyhow::Result<()> {
    let (mut ledger, gaps) = match &args.from {
        Some(document) => {
            let Extracted { ledger, gaps } = extracted(document, args.profile.as_deref(), Numbers::Shown)?;
            (carry_over(ledger), gaps)
        }
        None => (Ledger::default(), Vec::new()),
    };
    if let Some(name) = &args.profile {
        ledger.office.level = profile(name, Path::new("."))?.level;
        ledger.office.profile.clone_from(name);
    }
    ledger.office.year = args.year.unwrap_or(ledger.office.year);
    ledger.office.name = args.name.clone().unwrap_or(ledger.office.name);
    let profile = profile(&ledger.office.profile, Path::new("."))?;
    explain_terms(&mut ledger, &profile);
    save(&args.ledger, &ledger, args.force)?;
    say(
        &text!(
            "已新建账册 {0}。填好后用 mingzhang ledger check 核对，再用 mingzhang build 编制。",
            "{0} is made. Once it is filled, mingzhang ledger check tells what is wrong, and mingzhang build makes the document.",
            args.ledger.display().to_string()
        ),
        lang,
    )?;
    if profile.print.is_none() {
        say(&unprintable(&profile), lang)?;
    }
    tell(&gaps, lang)
}

/// The terms that a disclosure of the profile must explain, where the ledger does not explain them yet.
fn explain_terms(ledger: &mut Ledger, profile: &Profile) {
    for spec in &profile.terms {
        let names: Vec<String> = spec.aliases.iter().chain([&spec.name]).map(|name| fold(name)).collect();
        let is_explained = ledger.glossary.iter().any(|term| names.contains(&fold(&term.name)));
        if let Some(text) = spec.text.as_deref().filter(|_| !is_explained) {
            ledger.glossary.push(Term { name: (*spec.name).into(), text: text.into() });
        }
    }
}

/// Runs `import`.
pub(crate) fn import(args: &ImportArgs, lang: Lang) -> anyhow::Result<()> {
    let mut filled = extracted(&args.input, args.profile.as_deref(), Numbers::Entered)?;
    without_placeholders(&mut filled);
    let Extracted { ledger, gaps } = filled;
    save(&args.ledger, &ledger, args.force)?;
    let to = args.ledger.display().to_string();
    say(&text!("已导入账册 {0}。", "Imported into {0}.", to), lang)?;
    tell(&gaps, lang)
}

/// Runs `ledger`.
pub(crate) fn run(args: &LedgerArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    if let (LedgerAction::Extract, Some(to)) = (args.action, &args.to) {
        let Extracted { ledger, gaps } = extracted(&args.ledger, args.profile.as_deref(), Numbers::Shown)?;
        save(to, &ledger, args.force)?;
        tell(&gaps, lang)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (entered, faults) = load(&args.ledger)?;
    // Of a ledger that is not finished much is wrong as a whole; it is converted nevertheless.
    let faults = if args.action == LedgerAction::Check { all_faults(&entered, faults) } else { faults };
    if !faults.is_empty() {
        return refuse(&args.ledger, &faults, lang);
    }
    match &args.to {
        Some(to) => save(to, &entered.ledger, args.force)?,
        None => say(&text!("账册没有错误。", "The ledger has no errors."), lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// With what is wrong as a whole, in the order of the sheets.
pub(crate) fn all_faults(entered: &Entered, mut faults: Vec<Fault>) -> Vec<Fault> {
    let profile = profile(&entered.ledger.office.profile, Path::new("."));
    faults.extend(check(entered, profile.ok().as_ref()));
    in_order(&mut faults);
    faults
}

/// Tells of every fault.
pub(crate) fn refuse(ledger: &Path, faults: &[Fault], lang: Lang) -> anyhow::Result<ExitCode> {
    let mut err = std::io::stderr().lock();
    for fault in faults {
        writeln!(err, "{}", told(ledger, fault).get(lang))?;
    }
    let end = text!(
        "账册有 {0} 处错误，请改正后再试；没有写任何文件。",
        "The ledger has {0} errors; please correct them. Nothing was written.",
        faults.len()
    );
    writeln!(err, "{}", end.get(lang))?;
    Ok(ExitCode::from(FAULTY))
}

/// Says it to who called.
pub(crate) fn say(said: &Text, lang: Lang) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{}", said.get(lang))?)
}

/// A ledger that is in the way.
fn exists(path: &Path) -> anyhow::Error {
    trouble(text!(
        "{0} 已经存在，没有改动。要覆盖请加 --force。",
        "{0} exists and was not changed. --force overwrites it.",
        path.display().to_string()
    ))
}
