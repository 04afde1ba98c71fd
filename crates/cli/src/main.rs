//! The `mingzhang` command: arguments, printing, exit status.

mod args;
mod backup;
mod help;
mod call;
mod crash;
mod terminal;
mod trouble;
mod config;
mod inputs;
mod intake;
mod selectors;
mod check;
mod annotated;
mod beside;
mod place;
mod publication;
mod workbook;
mod register;
mod report;
mod catalogue;
mod codes;
mod extract;
mod profile_check;
mod diff;
mod ledger;
mod log;
mod build;
mod person;
mod serve;
mod site;

use args::{Arguments, Command};
use clap::FromArgMatches as _;
use mingzhang_model::Lang;
use std::io::Write as _;
use std::process::ExitCode;

/// Recognition makes many small strings; this allocator takes a third off the time of a document.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The call was wrong, or an input could not be read.
const TROUBLE: u8 = 2;

fn main() -> ExitCode {
    let lang = help::language(std::env::args_os());
    let command = help::command(lang, terminal::columns());
    let parsed = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return call::answer(&error, lang),
    };
    crash::keep_quiet();
    let message = match crash::caught(|| run(&arguments)) {
        Ok(Ok(code)) => return code,
        Ok(Err(error)) if trouble::is_broken_pipe(&error) => return ExitCode::SUCCESS,
        Ok(Err(error)) => trouble::message(&error, arguments.lang()),
        Err(told) => told.get(arguments.lang()).to_owned(),
    };
    // Nobody reads it if standard error is closed.
    let _ = writeln!(std::io::stderr(), "mingzhang: {message}");
    ExitCode::from(TROUBLE)
}

fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let lang = arguments.lang();
    match &arguments.command {
        Command::Check(check) => return check::run(check, arguments.lang.map(Lang::from)),
        Command::Explain { rule } => catalogue::explain(rule, lang)?,
        Command::Rules { format } => catalogue::rules(*format, lang)?,
        Command::Profiles => catalogue::profiles(lang)?,
        Command::Profile(check) => match check.action {
            args::ProfileAction::Check => profile_check::run(check, lang)?,
        },
        Command::Codes { search } => codes::codes(search.as_deref(), lang)?,
        Command::Diff(diff) => return diff::run(diff, lang),
        Command::Extract(extract) => extract::run(extract, lang)?,
        Command::Init(init) => ledger::init(init, lang)?,
        Command::Import(import) => ledger::import(import, lang)?,
        Command::Ledger(args) => return ledger::run(args, lang),
        Command::Build(build) => return build::run(build, lang),
        Command::Serve(args) => serve::run(args, lang)?,
        Command::Demo(args) => serve::demo(args, lang)?,
        Command::Site(args) => site::run(args, lang)?,
        Command::Verify(args) => return serve::verify(args, lang),
        Command::Backup(args) => backup::back_up(args, lang)?,
        Command::Restore(args) => return backup::restore(args, lang),
        Command::Register(args) => return register::run(args, lang),
        Command::Intake(args) => intake::run(args)?,
        Command::Person(args) => person::run(args, lang)?,
        Command::Completions { shell } => completions(*shell, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn completions(shell: clap_complete::Shell, lang: Lang) -> anyhow::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(lang, terminal::COLUMNS), "mingzhang", &mut script);
    Ok(std::io::stdout().write_all(&script)?)
}
