//! The `mingzhang` command: arguments, printing, exit status.

mod args;
mod help;
mod trouble;
mod config;
mod inputs;
mod selectors;
mod check;
mod workbook;
mod report;
mod catalogue;
mod codes;
mod extract;

use args::{Arguments, Command};
use clap::FromArgMatches as _;
use mingzhang_model::Lang;
use std::io::Write as _;
use std::process::ExitCode;

/// The call was wrong, or an input could not be read.
const TROUBLE: u8 = 2;

fn main() -> ExitCode {
    let help_lang = help::language(std::env::args_os());
    let matches = help::command(help_lang).get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match run(&arguments) {
        Ok(code) => code,
        Err(error) if trouble::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let message = trouble::message(&error, arguments.lang());
            // Nobody reads it if standard error is closed.
            let _ = writeln!(std::io::stderr(), "mingzhang: {message}");
            ExitCode::from(TROUBLE)
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let lang = arguments.lang();
    match &arguments.command {
        Command::Check(check) => return check::run(check, arguments.lang.map(Lang::from)),
        Command::Explain { rule } => catalogue::explain(rule, lang)?,
        Command::Rules { format } => catalogue::rules(*format, lang)?,
        Command::Profiles => catalogue::profiles(lang)?,
        Command::Codes { search } => codes::codes(search.as_deref(), lang)?,
        Command::Extract(extract) => extract::run(extract, lang)?,
        Command::Completions { shell } => completions(*shell, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn completions(shell: clap_complete::Shell, lang: Lang) -> anyhow::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(lang), "mingzhang", &mut script);
    Ok(std::io::stdout().write_all(&script)?)
}
