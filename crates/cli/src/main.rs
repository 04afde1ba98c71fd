//! The `mingzhang` command: arguments, printing, exit status.

mod args;
mod config;
mod inputs;
mod check;
mod report;
mod catalogue;
mod extract;

use args::{Arguments, Command};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

/// The call was wrong, or an input could not be read.
const TROUBLE: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mingzhang: {error:#}");
            ExitCode::from(TROUBLE)
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let lang = arguments.lang.into();
    match &arguments.command {
        Command::Check(check) => check::run(check, arguments.lang_given()),
        Command::Explain { rule } => catalogue::explain(rule, lang),
        Command::Rules { format } => catalogue::rules(*format, lang),
        Command::Profiles => catalogue::profiles(),
        Command::Extract(extract) => extract::run(extract),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Arguments::command(), "mingzhang", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// `mingzhang … | head` ends quietly.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.into_iter().any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
