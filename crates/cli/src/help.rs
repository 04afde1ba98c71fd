//! What `--help` says, in both languages: every sentence of it stands here.

mod examples;

use crate::args::Arguments;
use clap::{Arg, ArgAction, Command, CommandFactory as _};
use mingzhang_model::Lang;
use std::ffi::OsString;
use unicode_width::UnicodeWidthStr as _;

/// A command or one of its arguments (by name; empty for the command itself), in Chinese and in English.
type Sentence = (&'static str, &'static str, &'static str, &'static str);

const SENTENCES: &[Sentence] = &[
    (
        "",
        "",
        "明账：核对预算公开文本，逐位核对到分，指出错在哪里、应为多少",
        "mingzhang audits published budget documents: what is wrong, where, and what the number should be",
    ),
    (
        "",
        "lang",
        "界面语言：zh 中文（默认）、en 英文；也可设环境变量 MINGZHANG_LANG",
        "Language: zh (default) or en; also the environment variable MINGZHANG_LANG",
    ),
    ("", "help", "显示帮助", "Print help"),
    ("", "version", "显示版本", "Print the version"),
    ("check", "", "核对文件、文件夹或标准输入（-）", "Audit files, folders or standard input (-)"),
    (
        "check",
        "inputs",
        "文件（PDF、Excel、Word、网页、文本、zip 压缩包）、文件夹（其中每个文档），或 - 表示标准输入",
        "Files (PDF, Excel, Word, web page, text, zip), folders (every document in them), or - for standard input",
    ),
    (
        "check",
        "bundle",
        "每个文件夹中的文件合为一份公开文本（如一份 PDF 和几个工作簿）；zip 压缩包总是如此",
        "The files of each folder are one disclosure (a PDF and several workbooks, say); those of a zip always are",
    ),
    (
        "check",
        "format",
        "输出格式：human 终端（默认）、json、sarif、html 可打印的网页、xlsx 工作簿、inspection 公开情况检查表（工作簿）",
        "Output: human (default), json, sarif, html (one page, prints well), xlsx, inspection (the bureau's sheet, a workbook)",
    ),
    ("check", "output", "写入文件，而不是标准输出", "Write to a file instead of standard output"),
    (
        "check",
        "select",
        "只运行这些规则：编号、编号开头或名称，逗号分隔，如 A,X101",
        "Run only these rules: codes, beginnings of codes or names, separated by commas: A,X101",
    ),
    ("check", "ignore", "不运行这些规则，写法同 --select", "Do not run these rules; as --select"),
    (
        "check",
        "previous",
        "对照的上年文本：文件，或文件夹（按单位和年度找）；可重复，如再给上年决算、当年预算",
        "Last year's document to compare with: a file, or a folder (matched by office and year); may be given again, for last year's final accounts, this year's budget",
    ),
    (
        "check",
        "department",
        "所属部门同一年的文本：核对单位的数是否在部门的数之内",
        "The department's document of the same year: a unit's amounts must not exceed it",
    ),
    (
        "check",
        "profile",
        "按指定模板识别：内置模板名（见 mingzhang profiles），或 TOML 文件",
        "Read by this profile: the name of a built-in one (see mingzhang profiles) or a TOML file",
    ),
    (
        "check",
        "severity",
        "只列出不低于此级别的问题：error 错误、warning 警告、info 提示（默认）",
        "Lowest severity to list: error, warning or info (default)",
    ),
    (
        "check",
        "annotate",
        "另写一份加了批注的副本：PDF 中标出每个问题，工作簿（.xlsx）中加单元格批注；多份文件时写文件夹",
        "Also write an annotated copy: a PDF with every finding marked, a workbook (.xlsx) with comments; a folder for several files",
    ),
    (
        "check",
        "approved",
        "预算（决算）批复日期，如 2026-01-20；检查表据此核对是否在二十日内公开",
        "Day of approval, such as 2026-01-20: the inspection sheet tells whether publication followed within twenty days",
    ),
    (
        "check",
        "published",
        "公开日期；不写则取文中印的日期",
        "Day of publication; by default the date that the document prints",
    ),
    (
        "check",
        "max_size",
        "单个文件的大小上限（MiB），默认 64",
        "Refuse files larger than this (MiB); 64 by default",
    ),
    ("check", "jobs", "线程数，默认 0 为全部核", "Number of threads; 0, the default, is one per core"),
    (
        "check",
        "color",
        "何时使用颜色：auto 仅在终端（默认）、always、never",
        "Colors: auto, on a terminal only (default), always, never",
    ),
    ("check", "no_color", "不使用颜色，同 --color=never", "No colors, as --color=never"),
    (
        "explain",
        "",
        "说明一条规则：核对什么、依据什么、如何更正",
        "Explain a rule: what it checks, on what ground, how to correct it",
    ),
    ("explain", "rule", "规则编号或名称，如 A101", "Code or name of the rule, such as A101"),
    ("rules", "", "列出全部规则", "List all rules"),
    ("rules", "format", "输出格式：human（默认）、json", "Output: human (default) or json"),
    ("codes", "", "查科目编码和名称（政府收支分类科目）", "Look up classification codes and names"),
    (
        "codes",
        "search",
        "编码的开头，或现名、旧名中的文字，如 20805、养老；不写则全部列出",
        "The beginning of a code, or words of a name or an earlier name; without it, all are listed",
    ),
    (
        "extract",
        "",
        "取出文本中的全部数字：坐标、数值、单位、原文和位置",
        "Extract every number: coordinate, value, unit, how it is written and where",
    ),
    (
        "extract",
        "input",
        "文件（PDF、Excel、Word、网页、文本、zip 压缩包）、合为一份的文件夹，或 - 表示标准输入",
        "A file (PDF, Excel, Word, web page, text, zip), a folder that is one disclosure, or - for standard input",
    ),
    ("extract", "format", "输出格式：json（默认）、csv、xlsx", "Output: json (default), csv or xlsx"),
    ("extract", "output", "写入文件，而不是标准输出", "Write to a file instead of standard output"),
    ("extract", "profile", "按指定模板识别", "Read by this profile"),
    (
        "extract",
        "max_size",
        "文件的大小上限（MiB），默认 64",
        "Refuse a file larger than this (MiB); 64 by default",
    ),
    (
        "extract",
        "no_bom",
        "CSV 不带字节顺序标记（Excel 靠它识别中文）",
        "CSV without the byte order mark by which Excel knows UTF-8",
    ),
    (
        "diff",
        "",
        "对比两份文本：哪些数变了、变了多少，哪些是新增、取消的",
        "Set two documents side by side: what moved, by how much, what is new or gone",
    ),
    (
        "diff",
        "first",
        "前一份：上年的、单位的，或旧版本",
        "The first: last year's, the unit's, the old version",
    ),
    (
        "diff",
        "second",
        "后一份：本年的、部门的，或新版本",
        "The second: this year's, the department's, the new version",
    ),
    (
        "diff",
        "format",
        "输出格式：human 终端（默认）、json、html 可打印的网页、xlsx 工作簿",
        "Output: human (default), json, html (one page, prints well), xlsx",
    ),
    ("diff", "output", "写入文件，而不是标准输出", "Write to a file instead of standard output"),
    ("diff", "profile", "两份都按指定模板识别", "Read both by this profile"),
    (
        "diff",
        "max_size",
        "单个文件的大小上限（MiB），默认 64",
        "Refuse files larger than this (MiB); 64 by default",
    ),
    (
        "init",
        "",
        "新建账册：每个数只填一次，公开文本由它生成",
        "Make a new ledger, in which every number is entered once and of which the document is made",
    ),
    (
        "init",
        "ledger",
        "工作簿（以 .xlsx 结尾），或文件夹（TOML 和 CSV）",
        "A workbook (ending in .xlsx), or a folder (TOML and CSV)",
    ),
    (
        "init",
        "profile",
        "公开文本的模板：内置模板名（见 mingzhang profiles），或 TOML 文件；有 --from 时可不填",
        "The profile of the document: the name of a built-in one (see mingzhang profiles) or a TOML file; may be left out beside --from",
    ),
    (
        "init",
        "from",
        "上年的公开文本（任何能读的格式）：金额转为上年数，文字、项目、资产带过来供修改",
        "Last year's document in any format that can be read: its amounts become last year's, texts, projects and assets are carried over",
    ),
    ("init", "year", "预算年度，如 2024", "The fiscal year, such as 2024"),
    ("init", "name", "单位名称", "The name of the office"),
    ("init", "force", "已有账册时覆盖", "Overwrite a ledger that is there"),
    (
        "import",
        "",
        "导入按财政局模板填好的工作簿（如上海的预算表），成为账册",
        "Make a ledger of the workbook that was filled for the bureau (Shanghai's, say)",
    ),
    (
        "import",
        "input",
        "填好的工作簿；数值取单元格中的全部位数，不取显示的四舍五入数",
        "The filled workbook; its numbers count with all their digits, not as its cells show them",
    ),
    (
        "import",
        "ledger",
        "新账册：工作簿（以 .xlsx 结尾），或文件夹",
        "The new ledger: a workbook (ending in .xlsx), or a folder",
    ),
    (
        "import",
        "profile",
        "按这个模板识别，而不是最合适的：内置模板名，或 TOML 文件",
        "Read it by this profile, not by the one that fits: a name, or a TOML file",
    ),
    ("import", "force", "已有账册时覆盖", "Overwrite a ledger that is there"),
    (
        "ledger",
        "",
        "核对账册，在工作簿与文件夹之间转换，或由公开文本还原账册",
        "Check a ledger, turn a workbook into a folder and back, or make the ledger of a document",
    ),
    (
        "ledger",
        "action",
        "check 列出账册中的全部错误；convert 转换，不增不减；extract 由公开文本还原同一年度的账册",
        "check lists everything that is wrong with it; convert loses nothing; extract makes the ledger of a document, of the same year",
    ),
    (
        "ledger",
        "ledger",
        "账册：工作簿或文件夹；extract 时为公开文本",
        "The ledger: a workbook or a folder; of extract the document",
    ),
    (
        "ledger",
        "to",
        "转换成：工作簿（以 .xlsx 结尾）或文件夹",
        "What to make: a workbook (ending in .xlsx) or a folder",
    ),
    (
        "ledger",
        "profile",
        "extract 按这个模板识别，而不是最合适的：内置模板名，或 TOML 文件",
        "Let extract read the document by this profile, not by the one that fits: a name, or a TOML file",
    ),
    ("ledger", "force", "已有账册时覆盖", "Overwrite a ledger that is there"),
    (
        "build",
        "",
        "由账册编制公开文本：自查无误后写出各种格式",
        "Build the document of a ledger: audited, then written in every format",
    ),
    ("build", "ledger", "账册：工作簿或文件夹", "The ledger: a workbook or a folder"),
    ("build", "folder", "写入的文件夹；没有则新建", "The folder to write to; made if it is not there"),
    (
        "build",
        "format",
        "只写这些格式，逗号分隔：pdf、docx、xlsx、html、text、json、data 开放数据包、summary 一图读懂；不写则全部写出",
        "Write these formats only, separated by commas: pdf, docx, xlsx, html, text, json, data (open data package), summary (the budget in one picture); all by default",
    ),
    (
        "build",
        "draft",
        "样稿：自查有错误也写出，每页标明草稿",
        "Write it even if it has errors, marked as a draft on every page",
    ),
    (
        "build",
        "lines",
        "开放数据包另附逐笔收支明细（涉密项目只到类，并为一笔）",
        "The open data package also holds the lines of the ledger (of classified projects one sum for each class only)",
    ),
    ("build", "watch", "账册保存后自动重新编制", "Build again whenever the ledger is saved"),
    ("profiles", "", "列出内置的文本模板", "List the built-in profiles"),
    (
        "profile",
        "",
        "模板与一份文本对照：认出了什么，没有认出什么",
        "A profile beside a document: what it found and what not",
    ),
    ("profile", "action", "check 对照", "check"),
    ("profile", "input", "文本、PDF 等文件，或 - 表示标准输入", "The file, or - for standard input"),
    (
        "profile",
        "profile",
        "用这个模板，而不是最合适的：内置模板名，或 TOML 文件",
        "This profile instead of the one that fits: the name of a built-in one or a TOML file",
    ),
    ("profile", "format", "输出格式：human 终端（默认）、json", "Output: human (default) or json"),
    (
        "profile",
        "max_size",
        "文件的大小上限（MiB），默认 64",
        "Refuse a file larger than this (MiB); 64 by default",
    ),
    ("completions", "", "生成命令补全脚本", "Print a shell completion script"),
    (
        "completions",
        "shell",
        "bash、zsh、fish、powershell 或 elvish",
        "bash, zsh, fish, powershell or elvish",
    ),
];

/// What stands for the value of an argument, in Chinese and in English.
const VALUES: &[(&str, &str, &str)] = &[
    ("lang", "语言", "LANG"),
    ("inputs", "文件", "FILE"),
    ("input", "文件", "FILE"),
    ("first", "前一份", "FIRST"),
    ("second", "后一份", "SECOND"),
    ("format", "格式", "FORMAT"),
    ("output", "文件", "FILE"),
    ("folder", "文件夹", "FOLDER"),
    ("select", "规则", "RULES"),
    ("ignore", "规则", "RULES"),
    ("rule", "规则", "RULE"),
    ("previous", "文件", "FILE"),
    ("department", "文件", "FILE"),
    ("profile", "模板", "PROFILE"),
    ("severity", "级别", "SEVERITY"),
    ("annotate", "文件", "FILE"),
    ("approved", "日期", "DATE"),
    ("published", "日期", "DATE"),
    ("max_size", "MiB", "MiB"),
    ("jobs", "线程数", "THREADS"),
    ("color", "何时", "WHEN"),
    ("shell", "SHELL", "SHELL"),
    ("action", "动作", "ACTION"),
    ("from", "文件", "FILE"),
    ("ledger", "账册", "LEDGER"),
    ("to", "新账册", "TO"),
    ("year", "年度", "YEAR"),
    ("name", "名称", "NAME"),
];

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
    let of = |command: &str| SENTENCES.iter().find(|(c, a, ..)| *c == command && *a == argument);
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
            SENTENCES.iter().map(|(c, a, ..)| ((*c).into(), (*a).into())).collect();
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
