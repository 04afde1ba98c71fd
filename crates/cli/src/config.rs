//! `mingzhang.toml`, found upwards from each file.

use crate::args::{LangName, SeverityName};
use crate::publication::{Date, Publication};
use crate::selectors::selectors;
use crate::trouble::{message, refusal, trouble};
use mingzhang_audit::Settings;
use mingzhang_model::{Lang, Text, text};
use mingzhang_standard::{Profile, builtin};
use serde::Deserialize as _;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use toml::de::{DeTable, ValueDeserializer};

/// A configuration, ready for use. Options of the command line go before it.
#[derive(Default)]
pub(crate) struct Config {
    /// Lowest severity shown.
    pub severity: Option<SeverityName>,
    /// Language of the report.
    pub lang: Option<LangName>,
    /// Profile to read by.
    pub profile: Option<Profile>,
    /// When the documents of the folder were approved and published.
    pub publication: Publication,
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
    let here = std::env::current_dir().unwrap_or_default();
    let name = file.strip_prefix(here).unwrap_or(file).display().to_string();
    let wrong = |why: Text| text!("配置文件 {0} 有误：{1}", "{0} is wrong: {1}", &name, why);
    let text = std::fs::read_to_string(file).map_err(|e| wrong(text!("{0}。", "{0}.", refusal(&e))))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    parse(&text, folder).map_err(wrong)
}

fn both(error: &anyhow::Error) -> Text {
    Text { zh: message(error, Lang::Zh), en: message(error, Lang::En) }
}

/// `folder` is where relative paths in the configuration start.
fn parse(text: &str, folder: &Path) -> Result<Config, Text> {
    let line = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let places = DeTable::parse(text).map_err(|error| {
        text!(
            "第 {0} 行不合 TOML 的写法（{1}）。写法如：ignore = [\"F101\", \"G\"]",
            "line {0} is no TOML ({1}). An example: ignore = [\"F101\", \"G\"]",
            line(error.span().map_or(0, |span| span.start)),
            error.message()
        )
    })?;
    let mut config = Config::default();
    let mut settings = toml::Table::new();
    for (key, value) in places.into_inner() {
        let (at, key) = (key.span().start, key.into_inner().into_owned());
        let value = toml::Value::deserialize(ValueDeserializer::from(value));
        let value = value.map_err(|error| Text::same(error.message()))?;
        config
            .take(key, value, folder, &mut settings)
            .map_err(|why| text!("第 {0} 行：{1}", "line {0}: {1}", line(at), why))?;
    }
    config.settings = settings.try_into().map_err(|error: toml::de::Error| Text::same(error.message()))?;
    Ok(config)
}

impl Config {
    /// Takes one line of the file; what the audit heeds goes to `settings`.
    fn take(
        &mut self,
        key: String,
        value: toml::Value,
        folder: &Path,
        settings: &mut toml::Table,
    ) -> Result<(), Text> {
        let wrong = |possible: Text| text!("{0} 应是：{1}。", "{0} wants {1}.", &key, possible);
        match key.as_str() {
            "severity" => {
                self.severity = Some(value.try_into().map_err(|_| wrong(words("error、warning、info")))?);
            }
            "lang" => self.lang = Some(value.try_into().map_err(|_| wrong(words("zh、en")))?),
            "profile" => {
                let name = value.as_str().ok_or_else(|| wrong(text!("模板名", "the name of a profile")))?;
                self.profile = Some(profile(name, folder).map_err(|error| both(&error))?);
            }
            "select" | "ignore" => {
                let list = || {
                    wrong(text!(
                        "规则的列表，如 [\"A\", \"X101\"]",
                        "a list of rules, such as [\"A\", \"X101\"]"
                    ))
                };
                let given: Vec<String> = value.try_into().map_err(|_| list())?;
                let known = selectors(&given).map_err(|error| both(&error))?;
                settings.insert(key, known.into());
            }
            "approved" | "published" => {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let date = || wrong(text!("日期，如 2026-01-20", "a date such as 2026-01-20"));
                let date: Date = text.parse().map_err(|_| date())?;
                let of = &mut self.publication;
                *(if key == "approved" { &mut of.approved } else { &mut of.published }) = Some(date);
            }
            threshold if thresholds().contains(&threshold.to_owned()) => {
                let whole = value.as_integer().filter(|n| u32::try_from(*n).is_ok());
                let whole = whole.ok_or_else(|| wrong(text!("整数", "a whole number")))?;
                settings.insert(key, whole.into());
            }
            _ => return Err(unknown_key(&key)),
        }
        Ok(())
    }
}

fn words(list: &str) -> Text {
    Text { zh: list.to_owned(), en: list.replace('、', ", ") }
}

/// The keys of the audit that are percentages.
fn thresholds() -> Vec<String> {
    let settings = toml::Table::try_from(Settings::default()).unwrap_or_default();
    settings.into_iter().filter(|(_, value)| value.is_integer()).map(|(key, _)| key).collect()
}

/// The nearest key, and all there are.
fn unknown_key(key: &str) -> Text {
    let known =
        ["severity", "lang", "profile", "approved", "published", "select", "ignore"].map(str::to_owned);
    let known: Vec<String> = known.into_iter().chain(thresholds()).collect();
    let nearest = nearest(key, known.iter().map(String::as_str));
    text!(
        "没有“{0}”这一项。{1}可以设定的有：{2}。",
        "there is no key “{0}”. {1}The keys are: {2}.",
        key,
        nearest,
        known.join(", ")
    )
}

/// “Did you mean …”, if there is a name like what was written.
fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Text {
    let likeness = |name: &str| strsim::jaro_winkler(name, written);
    let near = names.filter(|name| likeness(name) >= ALIKE);
    near.max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .map_or_else(Text::default, |name| text!("是不是 {0}？", "Did you mean {0}? ", name))
}

/// A name less like what was written is not taken for what was meant.
const ALIKE: f64 = 0.75;

/// A profile by its name, or by its file, looked for from `folder`.
pub(crate) fn profile(name: &str, folder: &Path) -> anyhow::Result<Profile> {
    if let Some(profile) = builtin().iter().find(|p| &*p.id == name) {
        return Ok(profile.clone());
    }
    let text = std::fs::read_to_string(folder.join(name)).map_err(|error| {
        let known: Vec<&str> = builtin().iter().map(|p| &*p.id).collect();
        let near = nearest(name, known.iter().copied());
        trouble(text!(
            "没有名为 {0} 的模板，也读不到叫这个名字的文件（{1}）。{2}内置模板：{3}。",
            "there is no profile {0}, nor can a file of this name be read ({1}). {2}Built-in profiles: {3}.",
            name,
            refusal(&error),
            near,
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

    fn parsed(text: &str) -> Result<Config, Text> {
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
    fn what_is_wrong_is_told_with_its_line_and_the_way_out() {
        let told = |text: &str| parsed(text).err().map(|why| why.zh).unwrap_or_default();
        let calls = [
            "lang = 'zh'\nselct = []",
            "\nseverity = 'fatal'",
            "select = 'A'",
            "select = ['X999']",
            "reason-threshold-percent = -1",
            "profile = 'xinjiang'",
            "lang = 'en'\nignore = ['A'\n",
        ];
        insta::assert_snapshot!(calls.map(told).join("\n"));
    }
}
