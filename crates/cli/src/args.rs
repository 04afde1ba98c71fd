//! The command line. What its help says stands in [`crate::help`].

use crate::publication::Date;
use clap::{Args, Parser, Subcommand, ValueEnum};
use mingzhang_audit::Severity;
use mingzhang_model::Lang;
use mingzhang_portal::{LONGEST_READING, Rates};
use mingzhang_press as press;
use mingzhang_store::Duty;
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "mingzhang", version)]
pub(crate) struct Arguments {
    #[arg(long, global = true, value_enum, env = "MINGZHANG_LANG")]
    pub lang: Option<LangName>,
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// The language that was asked for, or Chinese.
    pub(crate) fn lang(&self) -> Lang {
        self.lang.map_or(Lang::Zh, Lang::from)
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Check(CheckArgs),
    Explain {
        rule: String,
    },
    Rules {
        #[arg(long, short, value_enum, default_value = "human")]
        format: ListFormat,
    },
    Codes {
        search: Option<String>,
    },
    Extract(ExtractArgs),
    Diff(DiffArgs),
    Init(InitArgs),
    Import(ImportArgs),
    Ledger(LedgerArgs),
    Build(BuildArgs),
    Serve(ServeArgs),
    Demo(DemoArgs),
    Site(SiteArgs),
    Verify(VerifyArgs),
    Backup(BackupArgs),
    Restore(RestoreArgs),
    Person(PersonArgs),
    Register(RegisterArgs),
    Profiles,
    Profile(ProfileArgs),
    #[command(hide = true)]
    Intake(IntakeArgs),
    Completions {
        shell: clap_complete::Shell,
    },
}

#[derive(Args)]
pub(crate) struct CheckArgs {
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    #[arg(long)]
    pub bundle: bool,
    #[arg(long, short, value_enum, default_value = "human")]
    pub format: Format,
    #[arg(long, short)]
    pub output: Option<PathBuf>,
    #[arg(long, value_delimiter = ',')]
    pub select: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    pub ignore: Vec<String>,
    #[arg(long)]
    pub previous: Vec<PathBuf>,
    #[arg(long)]
    pub department: Option<PathBuf>,
    #[arg(long)]
    pub profile: Option<String>,
    #[arg(long, value_enum)]
    pub severity: Option<SeverityName>,
    #[arg(long)]
    pub annotate: Option<PathBuf>,
    #[arg(long)]
    pub approved: Option<Date>,
    #[arg(long)]
    pub published: Option<Date>,
    #[arg(long, default_value_t = DEFAULT_MEBIBYTES, value_parser = clap::value_parser!(u64).range(1..=MOST_MEBIBYTES))]
    pub max_size: u64,
    #[arg(long, short, default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=256))]
    pub jobs: u16,
    #[arg(long, value_enum, default_value = "auto", default_missing_value = "always", num_args = 0..=1, require_equals = true)]
    pub color: Color,
    #[arg(long, conflicts_with = "color")]
    pub no_color: bool,
}

#[derive(Args)]
pub(crate) struct ExtractArgs {
    pub input: PathBuf,
    #[arg(long, short, value_enum, default_value = "json")]
    pub format: ExtractFormat,
    #[arg(long, short)]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub profile: Option<String>,
    #[arg(long, default_value_t = DEFAULT_MEBIBYTES, value_parser = clap::value_parser!(u64).range(1..=MOST_MEBIBYTES))]
    pub max_size: u64,
    #[arg(long)]
    pub no_bom: bool,
}

#[derive(Args)]
pub(crate) struct ProfileArgs {
    #[arg(value_enum)]
    pub action: ProfileAction,
    pub input: PathBuf,
    #[arg(long)]
    pub profile: Option<String>,
    #[arg(long, short, value_enum, default_value = "human")]
    pub format: ListFormat,
    #[arg(long, default_value_t = DEFAULT_MEBIBYTES, value_parser = clap::value_parser!(u64).range(1..=MOST_MEBIBYTES))]
    pub max_size: u64,
}

#[derive(Args)]
pub(crate) struct DiffArgs {
    pub first: PathBuf,
    pub second: PathBuf,
    #[arg(long, short, value_enum, default_value = "human")]
    pub format: DiffFormat,
    #[arg(long, short)]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub profile: Option<String>,
    #[arg(long, default_value_t = DEFAULT_MEBIBYTES, value_parser = clap::value_parser!(u64).range(1..=MOST_MEBIBYTES))]
    pub max_size: u64,
}

#[derive(Args)]
pub(crate) struct InitArgs {
    pub ledger: PathBuf,
    #[arg(long)]
    pub from: Option<PathBuf>,
    #[arg(long, required_unless_present = "from")]
    pub profile: Option<String>,
    #[arg(long, value_parser = clap::value_parser!(i32).range(2000..=2100))]
    pub year: Option<i32>,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Args)]
pub(crate) struct ImportArgs {
    pub input: PathBuf,
    pub ledger: PathBuf,
    #[arg(long)]
    pub profile: Option<String>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Args)]
pub(crate) struct LedgerArgs {
    #[arg(value_enum)]
    pub action: LedgerAction,
    pub ledger: PathBuf,
    #[arg(required_if_eq_any([("action", "convert"), ("action", "extract")]))]
    pub to: Option<PathBuf>,
    #[arg(long)]
    pub profile: Option<String>,
    #[arg(long)]
    pub force: bool,
}

/// Where the portal keeps what it has.
#[derive(Args)]
pub(crate) struct StoreArgs {
    #[arg(long, default_value = "mingzhang-data")]
    pub data: PathBuf,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database: Option<String>,
}

#[derive(Args)]
pub(crate) struct ServeArgs {
    #[arg(long, default_value = "127.0.0.1:8080", env = "MINGZHANG_LISTEN")]
    pub listen: String,
    #[arg(long, env = "MINGZHANG_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<String>,
    #[arg(long, default_value_t = Rates::default().pages, env = "MINGZHANG_RATE")]
    pub rate: u32,
    #[arg(long, default_value_t = Rates::default().costly, env = "MINGZHANG_COSTLY_RATE")]
    pub costly_rate: u32,
    #[arg(long, default_value_t = 1024, env = "MINGZHANG_FILE_MEBIBYTES")]
    pub file_mebibytes: u64,
    #[arg(long, default_value_t = LONGEST_READING.as_secs(), env = "MINGZHANG_FILE_SECONDS")]
    pub file_seconds: u64,
    #[arg(long, env = "MINGZHANG_METRICS")]
    pub metrics: Option<String>,
    #[arg(long, value_enum, default_value = "text", env = "MINGZHANG_LOG_FORMAT")]
    pub log: LogFormat,
    #[arg(long, env = "MINGZHANG_ADDRESS")]
    pub address: Option<String>,
    #[arg(long, env = "MINGZHANG_OIDC_ISSUER", requires_all = ["oidc_client", "address"])]
    pub oidc_issuer: Option<String>,
    #[arg(long, env = "MINGZHANG_OIDC_CLIENT", requires = "oidc_issuer")]
    pub oidc_client: Option<String>,
    #[arg(long, env = "MINGZHANG_OIDC_SECRET_FILE", requires = "oidc_issuer")]
    pub oidc_secret_file: Option<PathBuf>,
    #[arg(long, default_value = "preferred_username", env = "MINGZHANG_OIDC_CLAIM")]
    pub oidc_claim: String,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Args)]
pub(crate) struct IntakeArgs {
    #[arg(long)]
    pub mebibytes: u64,
    #[arg(long)]
    pub seconds: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

#[derive(Args)]
pub(crate) struct DemoArgs {
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[arg(long, default_value = "未注明地区")]
    pub region: String,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Args)]
pub(crate) struct SiteArgs {
    pub folder: PathBuf,
    #[arg(long)]
    pub address: Option<String>,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Args)]
pub(crate) struct VerifyArgs {
    #[arg(requires_all = ["manifest", "key"])]
    pub file: Option<PathBuf>,
    #[arg(long, requires = "file")]
    pub manifest: Option<PathBuf>,
    #[arg(long, requires = "file")]
    pub key: Option<PathBuf>,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Args)]
pub(crate) struct BackupArgs {
    pub file: PathBuf,
    #[arg(long)]
    pub without_key: bool,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Args)]
pub(crate) struct RestoreArgs {
    pub file: PathBuf,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Args)]
pub(crate) struct PersonArgs {
    pub login: String,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long, value_enum)]
    pub duty: Vec<DutyName>,
    #[arg(long, requires = "duty")]
    pub office: Option<String>,
    #[arg(long)]
    pub password_stdin: bool,
    #[arg(long, conflicts_with_all = ["name", "duty", "password_stdin"])]
    pub dismiss: bool,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Args)]
pub(crate) struct RegisterArgs {
    #[arg(value_enum)]
    pub action: RegisterAction,
    pub file: PathBuf,
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RegisterAction {
    Import,
    Template,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DutyName {
    Prepare,
    Review,
    Administer,
}

impl From<DutyName> for Duty {
    fn from(name: DutyName) -> Self {
        match name {
            DutyName::Prepare => Self::Prepare,
            DutyName::Review => Self::Review,
            DutyName::Administer => Self::Administer,
        }
    }
}

#[derive(Args)]
pub(crate) struct BuildArgs {
    pub ledger: PathBuf,
    #[arg(long = "output", short = 'o')]
    pub folder: PathBuf,
    #[arg(long, short, value_enum, value_delimiter = ',')]
    format: Vec<BuildFormat>,
    #[arg(long)]
    pub draft: bool,
    #[arg(long)]
    pub lines: bool,
    #[arg(long)]
    pub watch: bool,
}

impl BuildArgs {
    /// The formats that were asked for, or all.
    pub(crate) fn formats(&self) -> Vec<press::Format> {
        let of = |format: &BuildFormat| match format {
            BuildFormat::Pdf => press::Format::Pdf,
            BuildFormat::Docx => press::Format::Docx,
            BuildFormat::Xlsx => press::Format::Xlsx,
            BuildFormat::Html => press::Format::Html,
            BuildFormat::Text => press::Format::Text,
            BuildFormat::Json => press::Format::Json,
            BuildFormat::Data => press::Format::Data,
            BuildFormat::Summary => press::Format::Summary,
        };
        if self.format.is_empty() {
            press::Format::ALL.to_vec()
        } else {
            self.format.iter().map(of).collect()
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BuildFormat {
    Pdf,
    Docx,
    Xlsx,
    Html,
    Text,
    Json,
    Data,
    Summary,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LedgerAction {
    Check,
    Convert,
    Extract,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileAction {
    Check,
}

/// The size above which a file is refused.
const DEFAULT_MEBIBYTES: u64 = 64;
/// Places in a text count bytes in 32 bits.
const MOST_MEBIBYTES: u64 = 4095;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
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
    Human,
    Json,
    Sarif,
    Html,
    Xlsx,
    Inspection,
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
pub(crate) enum DiffFormat {
    Human,
    Json,
    Html,
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
