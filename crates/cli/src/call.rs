//! A call that cannot be parsed, and a call for help: what the parser of arguments has to say, in the language asked for.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use mingzhang_model::{Lang, Text, text};
use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

/// Prints help, or what is wrong with the call and the way out.
pub(crate) fn answer(error: &clap::Error, lang: Lang) -> ExitCode {
    // Nobody reads it if the stream is closed.
    let _ = match wrong(error) {
        None if error.use_stderr() => write!(std::io::stderr(), "{}", help(error, lang, false)),
        None => write!(std::io::stdout(), "{}", help(error, lang, std::io::stdout().is_terminal())),
        Some(wrong) => {
            let usage =
                usage(error).map(|usage| text!("用法：{0}\n", "Usage: {0}\n", usage)).unwrap_or_default();
            let message = text!(
                "{0}\n{1}加 --help 查看说明和示例。",
                "{0}\n{1}--help shows options and examples.",
                wrong,
                usage
            );
            writeln!(std::io::stderr(), "mingzhang: {}", message.get(lang))
        }
    };
    if error.use_stderr() { ExitCode::from(crate::TROUBLE) } else { ExitCode::SUCCESS }
}

/// What is wrong; nothing if help or the version was asked for.
fn wrong(error: &clap::Error) -> Option<Text> {
    let argument = value(error, ContextKind::InvalidArg).unwrap_or_default();
    let near = |kind| value(error, kind).map(|near| text!("是不是 {0}？", " Did you mean {0}?", near));
    let wrong = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidSubcommand => text!(
            "没有“{0}”这个命令。{1}",
            "there is no command “{0}”.{1}",
            value(error, ContextKind::InvalidSubcommand).unwrap_or_default(),
            near(ContextKind::SuggestedSubcommand).unwrap_or_default()
        ),
        ErrorKind::UnknownArgument => text!(
            "不认识“{0}”。{1}",
            "“{0}” is not known here.{1}",
            &argument,
            near(ContextKind::SuggestedArg).unwrap_or_default()
        ),
        ErrorKind::MissingRequiredArgument => {
            text!("缺少 {0}。", "{0} is missing.", argument.trim_end_matches('.'))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => bad_value(error),
        ErrorKind::ArgumentConflict => text!(
            "{0} 与 {1} 不能同时使用。",
            "{0} and {1} exclude each other.",
            &argument,
            value(error, ContextKind::PriorArg).unwrap_or_default()
        ),
        _ => text!(
            "命令写法有误（{0}）。",
            "the call is wrong ({0}).",
            error.kind().as_str().unwrap_or_default()
        ),
    };
    Some(wrong)
}

fn bad_value(error: &clap::Error) -> Text {
    let option = value(error, ContextKind::InvalidArg).unwrap_or_default();
    let given = value(error, ContextKind::InvalidValue).unwrap_or_default();
    if given.is_empty() {
        return text!("{0} 没有给出值。", "{0} wants a value.", option);
    }
    let is_date = ["<日期>", "<DATE>"].iter().any(|name| option.contains(name));
    let possible = value(error, ContextKind::ValidValue).map_or_else(
        || {
            if is_date {
                text!("日期，如 2026-01-20", "a date such as 2026-01-20")
            } else {
                text!("合理范围内的整数", "a whole number within reason")
            }
        },
        |valid| Text { zh: valid.replace(", ", "、"), en: valid },
    );
    text!("{0} 不能是“{1}”，应是：{2}。", "{0} cannot be “{1}”; it wants {2}.", option, given, possible)
}

/// What the parser knows of the fault.
fn value(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(several) => Some(several.join(", ")),
        _ => None,
    }
}

/// How the command is called, as the parser has it, without its heading.
fn usage(error: &clap::Error) -> Option<Text> {
    let usage = error.get(ContextKind::Usage)?.to_string();
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    (!usage.is_empty()).then(|| Text { zh: chinese(usage), en: usage.to_owned() })
}

/// Help as it is printed, with the few words in Chinese that the parser says of its own accord.
fn help(error: &clap::Error, lang: Lang, styled: bool) -> String {
    let help = error.render();
    let help = if styled { help.ansi().to_string() } else { help.to_string() };
    match lang {
        Lang::Zh => chinese(&help),
        Lang::En => help,
    }
}

fn chinese(parser: &str) -> String {
    WORDS.iter().fold(parser.to_owned(), |text, (said, zh)| text.replace(said, zh))
}

/// None of these stands in a column that must stay aligned.
const WORDS: [(&str, &str); 5] = [
    ("[OPTIONS]", "[选项]"),
    ("<COMMAND>", "<命令>"),
    ("参数:", "参数："),
    ("选项:", "选项："),
    ("命令:", "命令："),
];
