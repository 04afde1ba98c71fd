//! What `--help` says, in both languages: every sentence of it stands here.

mod examples;
mod portal;
mod words;

use crate::args::Arguments;
use clap::{Arg, ArgAction, Command, CommandFactory as _};
use mingzhang_model::Lang;
use std::ffi::OsString;
use unicode_width::UnicodeWidthStr as _;
use words::{SENTENCES, VALUES};

/// The language of the help, which must be known before the arguments are parsed.
pub(crate) fn language(arguments: impl IntoIterator<Item = OsString>) -> Lang {
    let mut asked = std::env::var("MINGZHANG_LANG").ok();
    let mut words = arguments.into_iter().map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = words.next() {
        if word == "--lang" {
            asked = words.next();
        } else if let Some(given) = word.strip_prefix("--lang=") {
            asked = Some(given.to_owned());
        }
    }
    if asked.as_deref() == Some("en") { Lang::En } else { Lang::Zh }
}

/// The command line with its help in the given language, each line of at most `columns`.
pub(crate) fn command(lang: Lang, columns: usize) -> Command {
    let names: Vec<String> =
        Arguments::command().get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let root = spoken(Arguments::command().disable_help_subcommand(true), "", lang)
        .disable_version_flag(true)
        .arg(flag("version", 'V', ArgAction::Version, lang));
    let root = names
        .iter()
        .fold(root, |root, name| root.mut_subcommand(name, |command| spoken(command, name, lang)));
    fitted(root, columns)
}

/// Breaks what is said of each argument where Chinese allows it, which the parser does not know.
fn fitted(mut command: Command, columns: usize) -> Command {
    // The language, an option of the root, stands in the help of every command.
    command.build();
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let command = names.iter().fold(command, |root, name| root.mut_subcommand(name, |c| lines(c, columns)));
    lines(command, columns)
}

fn lines(command: Command, columns: usize) -> Command {
    let specified = |arg: &Arg| if arg.is_positional() { 2 } else { 6 } + arg.to_string().width();
    let longest = command.get_arguments().map(specified).max().unwrap_or(0);
    let room = columns.saturating_sub(longest + 2).max(30);
    command.term_width(columns).mut_args(|arg| match arg.get_help().map(ToString::to_string) {
        Some(help) => arg.help(textwrap::fill(&help, room)),
        None => arg,
    })
}

fn spoken(command: Command, name: &str, lang: Lang) -> Command {
    let (template, arguments, options, commands) = match lang {
        Lang::Zh => ("{about}\n\n用法：{usage}\n\n{all-args}{after-help}", "参数", "选项", "命令"),
        Lang::En => {
            ("{about}\n\nUsage: {usage}\n\n{all-args}{after-help}", "Arguments", "Options", "Commands")
        }
    };
    let command = command
        .help_template(template)
        .subcommand_help_heading(commands)
        .disable_help_flag(true)
        .arg(flag("help", 'h', ArgAction::Help, lang))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { arguments } else { options };
            let said = sentence(name, arg.get_id().as_str(), lang);
            let value = VALUES.iter().find(|(id, ..)| arg.get_id() == id);
            let arg = arg.help(said).help_heading(heading);
            let arg = match value {
                Some((_, zh, en)) => arg.value_name(if lang == Lang::Zh { *zh } else { *en }),
                None => arg,
            };
            let values = arg.get_action().takes_values();
            arg.hide_possible_values(values).hide_default_value(values).hide_env(values)
        });
    let command = match sentence(name, "", lang) {
        Some(about) => command.about(about),
        None => command,
    };
    match examples::EXAMPLES.iter().find(|(of, ..)| *of == name) {
        Some((_, zh, en)) => command.after_help(if lang == Lang::Zh { *zh } else { *en }),
        None => command,
    }
}

fn flag(name: &'static str, short: char, action: ArgAction, lang: Lang) -> Arg {
    let heading = if lang == Lang::Zh { "选项" } else { "Options" };
    Arg::new(name).short(short).long(name).action(action).help(sentence("", name, lang)).help_heading(heading)
}

/// What is said of an argument of a command; what a command does not say itself, the root says.
fn sentence(command: &str, argument: &str, lang: Lang) -> Option<&'static str> {
    let of = |command: &str| {
        SENTENCES.iter().chain(portal::SENTENCES).find(|(c, a, ..)| *c == command && *a == argument)
    };
    let (.., zh, en) = of(command).or_else(|| of("").filter(|_| !argument.is_empty()))?;
    Some(if lang == Lang::Zh { zh } else { en })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_is_explained_and_nothing_else() {
        let root = Arguments::command();
        let mut expected: Vec<(String, String)> =
            ["", "lang", "help", "version"].map(|a| (String::new(), a.into())).to_vec();
        for command in root.get_subcommands() {
            expected.push((command.get_name().into(), String::new()));
            let arguments = command.get_arguments().map(|a| a.get_id().to_string());
            expected.extend(arguments.map(|a| (command.get_name().to_owned(), a)));
        }
        let mut said: Vec<(String, String)> =
            SENTENCES.iter().chain(portal::SENTENCES).map(|(c, a, ..)| ((*c).into(), (*a).into())).collect();
        expected.sort();
        said.sort();
        assert_eq!(said, expected);
    }

    #[test]
    fn the_command_line_is_consistent() {
        command(Lang::Zh, 80).debug_assert();
        command(Lang::En, 80).debug_assert();
    }
}
