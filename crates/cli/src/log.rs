//! What the portal writes of its work to standard error: a line for each answer, and what went wrong.

use crate::args::LogFormat;
use crate::trouble::trouble;
use mingzhang_model::text;
use std::io::IsTerminal as _;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Tells how much is written: `warn`, `info`, `debug`, or by module as in `info,sqlx=warn`.
const LEVEL: &str = "MINGZHANG_LOG";

/// Begins to write.
pub(crate) fn begin(format: LogFormat) -> anyhow::Result<()> {
    let level = std::env::var(LEVEL).unwrap_or_else(|_| "info".to_owned());
    let filter: Targets = level.parse().map_err(|_| {
        trouble(text!(
            "环境变量 {0} 写作 warn、info 或 debug，不能是“{1}”",
            "the environment variable {0} is warn, info or debug, not “{1}”",
            LEVEL,
            &level
        ))
    })?;
    let lines = layer().with_writer(std::io::stderr).with_target(false);
    let lines = match format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    Ok(tracing_subscriber::registry().with(lines.with_filter(filter)).try_init()?)
}
