//! `mingzhang.toml`, found upwards from each file.

use crate::args::SeverityName;
use anyhow::Context as _;
use mingzhang_audit::Settings;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What a `mingzhang.toml` may say. Options of the command line go before it.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// Lowest severity shown.
    pub severity: Option<String>,
    /// `zh` or `en`.
    pub lang: Option<String>,
    /// Profile to read by.
    pub profile: Option<String>,
    /// What the audit heeds: `select`, `ignore`, thresholds.
    pub audit: Settings,
}

impl Config {
    /// The severity by its name.
    pub(crate) fn severity(&self) -> anyhow::Result<Option<SeverityName>> {
        self.severity.as_deref().map(severity_named).transpose()
    }
}

fn severity_named(name: &str) -> anyhow::Result<SeverityName> {
    clap::ValueEnum::from_str(name, true)
        .map_err(|_| anyhow::anyhow!("severity = \"{name}\"：只能是 error、warning 或 info"))
}

const NAME: &str = "mingzhang.toml";

/// Looks up configurations, each file read once.
#[derive(Default)]
pub(crate) struct Configs {
    by_folder: Mutex<HashMap<PathBuf, Arc<Config>>>,
}

impl Configs {
    /// The configuration that governs a file: of the nearest folder above it that has one.
    pub(crate) fn of(&self, file: &Path) -> anyhow::Result<Arc<Config>> {
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let folder = absolute.parent().unwrap_or(Path::new("/")).to_owned();
        if let Some(known) = self.by_folder.lock().unwrap_or_else(PoisonError::into_inner).get(&folder) {
            return Ok(known.clone());
        }
        let found = folder.ancestors().map(|f| f.join(NAME)).find(|f| f.is_file());
        let config = Arc::new(found.map(|f| load(&f)).transpose()?.unwrap_or_default());
        self.by_folder.lock().unwrap_or_else(PoisonError::into_inner).insert(folder, config.clone());
        Ok(config)
    }
}

fn load(file: &Path) -> anyhow::Result<Config> {
    let text = std::fs::read_to_string(file).with_context(|| format!("无法读取 {}", file.display()))?;
    toml::from_str(&text).with_context(|| format!("{} 有误，请按提示修改", file.display()))
}
