//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use mingzhang_audit::Severity;
use mingzhang_model::Lang;
use std::path::PathBuf;

/// 明账：核对预算公开文本，逐位核对到分
#[derive(Parser)]
#[command(name = "mingzhang", version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 界面语言（zh 中文，en English）
    #[arg(long, global = true, value_enum, env = "MINGZHANG_LANG", default_value = "zh")]
    pub lang: LangName,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
示例：
  mingzhang check 预算公开.txt                  核对一份文本，在终端列出问题
  mingzhang check 各单位/ --format xlsx -o 问题清单.xlsx
  mingzhang check 预算公开.txt --format html -o 报告.html
  mingzhang check 预算公开.txt --select A,X      只核对表内、表间关系
  mingzhang explain N103                        某条规则核对什么、依据是什么
  mingzhang extract 预算公开.txt --format csv    取出全部数字及其位置";

impl Arguments {
    /// The language, if the user gave one that is not the default.
    pub(crate) fn lang_given(&self) -> Option<Lang> {
        (self.lang != LangName::Zh).then(|| self.lang.into())
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 核对文件、文件夹或标准输入（-）
    Check(CheckArgs),
    /// 说明一条规则：核对什么、依据、如何更正
    Explain {
        /// 规则编号或名称，如 A101
        rule: String,
    },
    /// 列出全部规则
    Rules {
        /// 输出格式
        #[arg(long, value_enum, default_value = "human")]
        format: ListFormat,
    },
    /// 列出内置的文本模板
    Profiles,
    /// 取出文本中的全部数字、断言及其位置
    Extract(ExtractArgs),
    /// 生成命令补全脚本
    Completions {
        /// bash、zsh、fish、powershell 或 elvish
        shell: clap_complete::Shell,
    },
}

#[derive(Args)]
pub(crate) struct CheckArgs {
    /// 文件、文件夹，或 - 表示标准输入
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// 输出格式
    #[arg(long, short, value_enum, default_value = "human")]
    pub format: Format,
    /// 写入文件，而不是标准输出
    #[arg(long, short)]
    pub output: Option<PathBuf>,
    /// 只运行这些规则（编号、编号开头或名称，逗号分隔）
    #[arg(long, value_delimiter = ',')]
    pub select: Vec<String>,
    /// 不运行这些规则
    #[arg(long, value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// 按指定模板识别：内置模板名，或 TOML 文件
    #[arg(long)]
    pub profile: Option<String>,
    /// 只列出不低于此级别的问题
    #[arg(long, value_enum)]
    pub severity: Option<SeverityName>,
    /// 单个文件的大小上限（MiB）
    #[arg(long, default_value_t = 64)]
    pub max_size: u64,
    /// 使用的线程数，0 为全部核
    #[arg(long, short, default_value_t = 0)]
    pub jobs: usize,
    /// 何时使用颜色
    #[arg(long, value_enum, default_value = "auto")]
    pub color: Color,
}

#[derive(Args)]
pub(crate) struct ExtractArgs {
    /// 文件，或 - 表示标准输入
    pub input: PathBuf,
    /// 输出格式
    #[arg(long, short, value_enum, default_value = "json")]
    pub format: ExtractFormat,
    /// 写入文件，而不是标准输出
    #[arg(long, short)]
    pub output: Option<PathBuf>,
    /// 按指定模板识别
    #[arg(long)]
    pub profile: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangName {
    Zh,
    En,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Self {
        match name {
            LangName::Zh => Self::Zh,
            LangName::En => Self::En,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 终端阅读
    Human,
    /// JSON（docs/schema/check.schema.json）
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// 单个网页，可打印
    Html,
    /// Excel 工作簿
    Xlsx,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Human,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    Json,
    Csv,
    Xlsx,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SeverityName {
    Error,
    Warning,
    Info,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Self::Error,
            SeverityName::Warning => Self::Warning,
            SeverityName::Info => Self::Info,
        }
    }
}
