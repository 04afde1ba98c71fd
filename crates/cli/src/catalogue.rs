//! `mingzhang rules`, `explain` and `profiles`: what can be checked, and why.

mod equation;
mod markdown;

use crate::args::ListFormat;
use crate::selectors::unknown;
use crate::terminal;
use crate::trouble::trouble;
use mingzhang_audit::{Check, Rule, families, rules as all_rules};
use mingzhang_model::{Lang, Text, text};
use mingzhang_standard::builtin;
use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};

/// Lists every rule, by family.
pub(crate) fn rules(format: ListFormat, lang: Lang) -> anyhow::Result<()> {
    let list = match format {
        ListFormat::Human => table(lang),
        ListFormat::Json => {
            serde_json::to_string_pretty(&all_rules().map(described).collect::<Vec<_>>())? + "\n"
        }
    };
    Ok(std::io::stdout().write_all(list.as_bytes())?)
}

fn table(lang: Lang) -> String {
    let mut out = String::new();
    for (letter, name) in families() {
        let mut family: Vec<&Rule> = all_rules().filter(|r| r.code.starts_with(letter)).collect();
        if family.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{letter} {}", name.get(lang));
        family.sort_by_key(|rule| rule.code);
        for rule in family {
            let severity = rule.severity.word();
            let _ = writeln!(out, "  {}  {:7} {}", rule.code, severity.get(lang), title(rule).get(lang));
        }
        out.push('\n');
    }
    out.push_str(match lang {
        Lang::Zh => "用 mingzhang explain 编号 查看一条规则的说明。\n",
        Lang::En => "mingzhang explain CODE tells more of a rule.\n",
    });
    out
}

fn described(rule: &Rule) -> serde_json::Value {
    serde_json::json!({
        "rule": rule.code,
        "name": rule.name,
        "title": rule.title,
        "title_en": rule.title_en,
        "severity": rule.severity,
    })
}

/// Prints the page of a rule: pleasant on a terminal, as it is into a pipe.
pub(crate) fn explain(wanted: &str, lang: Lang) -> anyhow::Result<()> {
    let found = all_rules().find(|r| r.code.eq_ignore_ascii_case(wanted) || r.name == wanted);
    let rule = found.ok_or_else(|| trouble(unknown(wanted)))?;
    let page = page(rule, lang);
    let page = if std::io::stdout().is_terminal() {
        markdown::rendered(&page, terminal::columns(), terminal::colored())
    } else {
        page
    };
    Ok(writeln!(std::io::stdout(), "{}", page.trim_end())?)
}

/// The page of a rule; that of a tie is made from its equation.
pub(crate) fn page(rule: &Rule, lang: Lang) -> String {
    match rule.check {
        Check::Disclosure(_) | Check::Profiled(_) | Check::Beside(..) => rule.page.to_owned(),
        Check::Tie(equation) => {
            let spoken = equation::spoken(equation);
            let page = text!(
                "# {0} {1}\n\n应有：{2}\n\n空白的单元格视为没有数；一处有数而另一处空白或没有这一行的，也会指出。\n\n    {3}\n",
                "# {0} {1}\n\nMust hold: {2}\n\nA blank cell counts as nothing; where one place has an amount and the other is blank or lacks the row, it is pointed out.\n\n    {3}\n",
                rule.code,
                title(rule),
                spoken,
                equation
            );
            page.get(lang).to_owned()
        }
    }
}

/// What a rule says is wrong.
pub(crate) fn title(rule: &Rule) -> Text {
    Text { zh: rule.title.to_owned(), en: rule.title_en.to_owned() }
}

/// Lists the embedded profiles.
pub(crate) fn profiles(lang: Lang) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for profile in builtin() {
        let [from, to] = profile.years;
        let line = text!(
            "{0}  {1}（{2}—{3} 年，{4} 张表）",
            "{0}  {1} ({2}–{3}, {4} tables)",
            &profile.id,
            &profile.title,
            from,
            to,
            profile.tables.len()
        );
        writeln!(out, "{}", line.get(lang))?;
    }
    Ok(())
}
