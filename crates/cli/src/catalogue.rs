//! `mingzhang rules`, `explain` and `profiles`: what can be checked, and why.

use crate::args::ListFormat;
use mingzhang_audit::{Check, Rule, rules as all_rules};
use mingzhang_model::Lang;
use mingzhang_standard::builtin;
use std::io::Write as _;
use std::process::ExitCode;

/// Lists every rule.
pub(crate) fn rules(format: ListFormat, lang: Lang) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match format {
        ListFormat::Human => {
            for rule in all_rules() {
                writeln!(out, "{}  {}", rule.code, title(rule, lang))?;
            }
        }
        ListFormat::Json => {
            let list: Vec<_> = all_rules()
                .map(|r| {
                    serde_json::json!({
                        "rule": r.code, "name": r.name, "title": r.title, "title_en": r.title_en, "severity": r.severity,
                    })
                })
                .collect();
            serde_json::to_writer_pretty(&mut out, &list)?;
            writeln!(out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the page of a rule.
pub(crate) fn explain(wanted: &str, lang: Lang) -> anyhow::Result<ExitCode> {
    let found = all_rules().find(|r| r.code.eq_ignore_ascii_case(wanted) || r.name == wanted);
    let Some(rule) = found else {
        let near = all_rules().min_by_key(|r| strsim::levenshtein(r.code, &wanted.to_uppercase()));
        let hint = near.map_or(String::new(), |r| format!("是否要看 {}（{}）？", r.code, r.title));
        anyhow::bail!("没有规则 {wanted}。{hint}用 mingzhang rules 查看全部规则。");
    };
    writeln!(std::io::stdout(), "{}", page(rule, lang))?;
    Ok(ExitCode::SUCCESS)
}

/// The page of a rule; that of a tie is its equation.
fn page(rule: &Rule, lang: Lang) -> String {
    match rule.check {
        Check::Tie(equation) => format!("# {} {}\n\n    {equation}\n", rule.code, title(rule, lang)),
        Check::Disclosure(_) | Check::Profiled(_) => rule.page.to_owned(),
    }
}

fn title(rule: &Rule, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => rule.title,
        Lang::En => rule.title_en,
    }
}

/// Lists the embedded profiles.
pub(crate) fn profiles() -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    for profile in builtin() {
        let [from, to] = profile.years;
        writeln!(out, "{}  {}（{from}—{to}，{} 张表）", profile.id, profile.title, profile.tables.len())?;
    }
    Ok(ExitCode::SUCCESS)
}
