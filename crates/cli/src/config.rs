//! `mingzhang.toml`, found upwards from each file.

use crate::args::{LangName, SeverityName};
use crate::selectors::selectors;
use crate::trouble::{message, trouble};
use mingzhang_audit::Settings;
use mingzhang_model::{Lang, Text, text};
use mingzhang_standard::{Profile, builtin};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What a `mingzhang.toml` may say beside the settings of the audit. Options of the command line go before it.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Own {
    severity: Option<SeverityName>,
    lang: Option<LangName>,
    profile: Option<String>,
}

const OWN: [&str; 3] = ["severity", "lang", "profile"];

/// A configuration, ready for use.
#[derive(Default)]
pub(crate) struct Config {
    /// Lowest severity shown.
    pub severity: Option<SeverityName>,
    /// Language of the report.
    pub lang: Option<LangName>,
    /// Profile to read by.
    pub profile: Option<Profile>,
    /// What the audit heeds: `select`, `ignore`, thresholds.
    pub settings: Settings,
}

const NAME: &str = "mingzhang.toml";

/// What was found for a folder. What is wrong with a configuration is told with every file it governs.
type Found = Result<Arc<Config>, Text>;

/// Looks up configurations, each file read once.
#[derive(Default)]
pub(crate) struct Configs {
    by_folder: Mutex<HashMap<PathBuf, Found>>,
}

impl Configs {
    /// The configuration that governs a file: of the nearest folder above it that has one.
    pub(crate) fn of(&self, file: &Path) -> Found {
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let folder = absolute.parent().unwrap_or(Path::new("/")).to_owned();
        if let Some(known) = self.by_folder.lock().unwrap_or_else(PoisonError::into_inner).get(&folder) {
            return known.clone();
        }
        let nearest = folder.ancestors().map(|f| f.join(NAME)).find(|f| f.is_file());
        let found = match nearest {
            None => Ok(Arc::default()),
            Some(file) => load(&file).map(Arc::new),
        };
        self.by_folder.lock().unwrap_or_else(PoisonError::into_inner).insert(folder, found.clone());
        found
    }
}

fn load(file: &Path) -> Result<Config, Text> {
    let name = file.display().to_string();
    let wrong = |why: Text| text!("配置文件 {0} 有误：{1}", "{0} is wrong: {1}", &name, why);
    let text = std::fs::read_to_string(file).map_err(|e| wrong(Text::same(e)))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    parse(&text, folder).map_err(|error| wrong(both(&error)))
}

fn both(error: &anyhow::Error) -> Text {
    Text { zh: message(error, Lang::Zh), en: message(error, Lang::En) }
}

/// `folder` is where relative paths in the configuration start.
fn parse(text: &str, folder: &Path) -> anyhow::Result<Config> {
    let mut table: toml::Table = text.parse()?;
    let settings = toml::Table::try_from(Settings::default())?;
    let known = |key: &String| OWN.contains(&key.as_str()) || settings.contains_key(key);
    if let Some(key) = table.keys().find(|key| !known(key)) {
        let keys: Vec<&str> = OWN.into_iter().chain(settings.keys().map(String::as_str)).collect();
        return Err(trouble(text!(
            "没有“{0}”这一项。可以设定的有：{1}",
            "there is no key “{0}”. The keys are: {1}",
            key,
            keys.join(", ")
        )));
    }
    let own: toml::Table = OWN.iter().filter_map(|key| table.remove_entry(*key)).collect();
    let own: Own = own.try_into()?;
    let mut settings: Settings = table.try_into()?;
    settings.select = selectors(&settings.select)?;
    settings.ignore = selectors(&settings.ignore)?;
    let profile = own.profile.map(|name| profile(&name, folder)).transpose()?;
    Ok(Config { severity: own.severity, lang: own.lang, profile, settings })
}

/// A profile by its name, or by its file, looked for from `folder`.
pub(crate) fn profile(name: &str, folder: &Path) -> anyhow::Result<Profile> {
    if let Some(profile) = builtin().iter().find(|p| &*p.id == name) {
        return Ok(profile.clone());
    }
    let text = std::fs::read_to_string(folder.join(name)).map_err(|error| {
        let known: Vec<&str> = builtin().iter().map(|p| &*p.id).collect();
        trouble(text!(
            "没有名为 {0} 的模板，也读不到这个文件（{1}）。内置模板：{2}",
            "there is no profile {0}, nor can a file of this name be read ({1}). Built-in profiles: {2}",
            name,
            error.to_string(),
            known.join(", ")
        ))
    })?;
    Profile::parse(&text).map_err(|e| {
        trouble(text!("模板 {0} 有误：{1}", "the profile {0} is wrong: {1}", name, e.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> anyhow::Result<Config> {
        parse(text, Path::new("."))
    }

    #[test]
    fn own_keys_and_settings_stand_side_by_side() {
        let text = "severity = \"warning\"\nlang = \"en\"\nselect = [\"a\"]\nreason-threshold-percent = 30\n";
        let config = parsed(text).unwrap();
        let settings =
            Settings { select: vec!["A".into()], reason_threshold_percent: 30, ..Settings::default() };
        assert_eq!(config.settings, settings);
        assert!(config.severity == Some(SeverityName::Warning) && config.lang == Some(LangName::En));
    }

    #[test]
    fn an_unknown_key_is_answered_with_those_there_are() {
        let Err(error) = parsed("selct = []") else { panic!("`selct` is no key") };
        let error = error.to_string();
        assert!(error.starts_with("没有“selct”这一项。可以设定的有：severity, lang, profile, "), "{error}");
        assert!(error.contains("select, ") && error.contains("reason-threshold-percent"), "{error}");
    }
}
